// How the lines of a plot are told apart: by colour, and for who sees no colours by their dashes. No DOM.

export interface Look {
  readonly colour: string;
  readonly dash: number[];
}

/** The first is whole: most plots have one or two. */
const dashes: readonly (readonly number[])[] = [
  [],
  [8, 3],
  [3, 3],
  [12, 3, 3, 3],
  [16, 4],
  [1.5, 3],
  [8, 3, 3, 3, 3, 3],
];

export const lookOf = (palette: readonly string[], index: number): Look => ({
  colour: palette[index % palette.length] ?? '#808080',
  dash: [...(dashes[index % dashes.length] ?? [])],
});

/** What lies behind: the same colour, half seen. */
export const faded = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}80` : colour);

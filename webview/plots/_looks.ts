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
/** For what lies behind, or is aimed at: dots, for each line others. */
const dots: readonly (readonly number[])[] = [
  [1, 2],
  [1, 4],
  [1, 2, 1, 5],
  [1, 2, 1, 2, 1, 6],
  [1, 6],
  [1, 8],
  [2, 2, 1, 6],
];

const lookFrom =
  (patterns: readonly (readonly number[])[]) =>
  (palette: readonly string[], index: number): Look => ({
    colour: palette[index % palette.length] ?? '#808080',
    dash: [...(patterns[index % patterns.length] ?? [])],
  });

export const lookOf = lookFrom(dashes);
/** In the same colour, and thin. */
export const lookBehind = lookFrom(dots);

/** An area of this colour, through which one sees what lies behind. */
export const faded = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}80` : colour);

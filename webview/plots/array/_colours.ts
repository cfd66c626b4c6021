// Numbers as colours: from dark to bright where they have one sign, and from blue over the ground to orange where they have two. No DOM.

type Rgb = readonly [number, number, number];

/** viridis (matplotlib's, CC0) at five places: even steps look even, in grey too. */
const even: readonly Rgb[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];
/** Okabe & Ito's blue and vermilion, which people with any colour vision can tell apart. */
const below: Rgb = [0, 114, 178];
const above: Rgb = [213, 94, 0];

export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Numbers of both signs: the middle of the colours is zero. */
  readonly isTwoSided: boolean;
}

export function scaleFor({ min, max }: { readonly min: number; readonly max: number }): Scale {
  if (!(min < 0 && max > 0)) return { min, max, isTwoSided: false };
  const most = Math.max(-min, max);
  return { min: -most, max: most, isTwoSided: true };
}

const steps = 256;

/** @param ground what zero looks like where numbers have both signs @returns pixels as 32-bit words of an ImageData, from least to greatest */
export function colourTable({ isTwoSided }: Scale, ground: Rgb): Uint32Array {
  const stops = isTwoSided ? [below, ground, above] : even;
  return Uint32Array.from({ length: steps }, (_, step) => {
    const at = (step / (steps - 1)) * (stops.length - 1);
    const [one, other] = [stops[Math.floor(at)] as Rgb, stops[Math.min(stops.length - 1, Math.floor(at) + 1)] as Rgb];
    const [red, green, blue] = one.map((value, i) => Math.round(value + (at % 1) * ((other[i] as number) - value)));
    return ((255 << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
  });
}

/** Nothing is drawn where there is no number. */
export function paintCells(cells: Float32Array, { min, max }: Scale, table: Uint32Array, pixels: Uint32Array): void {
  const perUnit = max > min ? (steps - 1) / (max - min) : 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const value = cells[cell] as number;
    if (value - value !== 0) {
      pixels[cell] = 0;
      continue;
    }
    const step = max > min ? Math.min(steps - 1, Math.max(0, Math.round((value - min) * perUnit))) : steps >> 1;
    pixels[cell] = table[step] as number;
  }
}

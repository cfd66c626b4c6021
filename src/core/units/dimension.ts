// A dimension: exponents over the SI base quantities and over the simulation step, which is no time until dt says how long it is.

/** `step` is a base of its own, so that a rate per step and a rate per second differ until dt converts them. */
export const bases = ['m', 'kg', 's', 'A', 'K', 'mol', 'cd', 'step'] as const;
export type Base = (typeof bases)[number];

/** Exponents in sixtieths, so that halves, thirds, quarters and fifths stay exact integers. */
export type Dimension = readonly number[];
const scale = 60;

export const dimensionless: Dimension = bases.map(() => 0);

export function dimension(exponents: Partial<Record<Base, number>>): Dimension {
  return bases.map((base) => Math.round((exponents[base] ?? 0) * scale));
}

export const sameDimension = (a: Dimension, b: Dimension): boolean => a.every((exponent, i) => exponent === b[i]);
export const isDimensionless = (a: Dimension): boolean => a.every((exponent) => exponent === 0);
export const multiplyDimensions = (a: Dimension, b: Dimension): Dimension =>
  a.map((exponent, i) => exponent + (b[i] ?? 0));
export const raiseDimension = (a: Dimension, power: number): Dimension =>
  a.map((exponent) => Math.round(exponent * power));
/** The exponent of one base as an ordinary number. */
export const exponentOf = (a: Dimension, base: Base): number => (a[bases.indexOf(base)] ?? 0) / scale;

/** The dimension as it would be if one base did not count. */
export const withoutBase = (a: Dimension, base: Base): Dimension =>
  a.map((exponent, i) => (bases[i] === base ? 0 : exponent));

const quantities: readonly [string, Dimension][] = [
  ['time', dimension({ s: 1 })],
  ['rate', dimension({ s: -1 })],
  ['voltage', dimension({ m: 2, kg: 1, s: -3, A: -1 })],
  ['current', dimension({ A: 1 })],
  ['charge', dimension({ A: 1, s: 1 })],
  ['conductance', dimension({ m: -2, kg: -1, s: 3, A: 2 })],
  ['resistance', dimension({ m: 2, kg: 1, s: -3, A: -2 })],
  ['capacitance', dimension({ m: -2, kg: -1, s: 4, A: 2 })],
  ['capacitance per area', dimension({ m: -4, kg: -1, s: 4, A: 2 })],
  ['conductance per area', dimension({ m: -4, kg: -1, s: 3, A: 2 })],
  ['current density', dimension({ A: 1, m: -2 })],
  ['length', dimension({ m: 1 })],
  ['area', dimension({ m: 2 })],
  ['volume', dimension({ m: 3 })],
  ['concentration', dimension({ mol: 1, m: -3 })],
  ['temperature', dimension({ K: 1 })],
  ['number of steps', dimension({ step: 1 })],
  ['rate per step', dimension({ step: -1 })],
];

/** What a dimension is called, where it has a name people use. */
export function nameOfDimension(dim: Dimension): string | null {
  if (isDimensionless(dim)) return 'pure number';
  return quantities.find(([, known]) => sameDimension(known, dim))?.[0] ?? null;
}

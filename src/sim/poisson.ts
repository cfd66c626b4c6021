// Exact Poisson numbers of a fixed mean: by an inversion table where the mean is small, by transformed rejection (PTRS, Hörmann 1993) where it is large.
import { type Random } from './random';

/** Above this mean the table gets long and rejection is quicker. */
const largestTabulatedMean = 30;
const guideLength = 256;
/** Cells by the upper twelve bits of a word, see `PoissonGuide`. */
const coarseShift = 20;
const several = 128;

export type PoissonSampler = (random: Random) => number;

export function poissonSampler(mean: number): PoissonSampler {
  if (mean <= 0) return () => 0;
  return mean <= largestTabulatedMean ? tabulated(mean) : rejecting(mean);
}

/** P(K ≤ k) for each k, up to where a further term no longer changes the sum: the uniform numbers have no finer grain either. */
function cumulativeOf(mean: number): Float64Array {
  const cumulative: number[] = [];
  let probability = Math.exp(-mean);
  let sum = 0;
  for (let k = 0; k <= mean || sum + probability > sum; k++) {
    sum += probability;
    cumulative.push(sum);
    probability *= mean / (k + 1);
  }
  return Float64Array.from(cumulative);
}

function tabulated(mean: number): PoissonSampler {
  const table = cumulativeOf(mean);
  const last = table.length - 1;
  const guide = new Uint16Array(guideLength);
  for (let cell = 0, k = 0; cell < guideLength; cell++) {
    while (k < last && (table[k] as number) <= cell / guideLength) k++;
    guide[cell] = k;
  }
  return (random) => {
    const u = random.uniform();
    let k = guide[(u * guideLength) | 0] as number;
    while (k < last && u >= (table[k] as number)) k++;
    return k;
  };
}

function rejecting(mean: number): PoissonSampler {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const logInverseAlpha = Math.log(1.1239 + 1.1328 / (b - 3.4));
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  return (random) => {
    for (;;) {
      const u = random.uniform() - 0.5;
      const v = 1 - random.uniform();
      const edge = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / edge + b) * u + mean + 0.43);
      if (edge >= 0.07 && v <= squeeze) return k;
      if (k < 0 || (edge < 0.013 && v > edge)) continue;
      const left = Math.log(v) + logInverseAlpha - Math.log(a / (edge * edge) + b);
      if (left <= k * logMean - mean - logFactorial(k)) return k;
    }
  };
}

const smallFactorials = [1];
for (let k = 1; k < 16; k++) smallFactorials.push((smallFactorials[k - 1] as number) * k);

/** ln k!, by Stirling's series from 16 on (error below 1e-13 there). */
export function logFactorial(k: number): number {
  const small = smallFactorials[k];
  if (small !== undefined) return Math.log(small);
  const square = k * k;
  const tail = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / k;
  return (k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + tail;
}

/** What a word says of a Poisson number: `cells` by its upper bits; where one holds several numbers, the finer random number tells. */
export interface PoissonGuide {
  /** The number, or `several` plus the first of the numbers. */
  readonly cells: Uint8Array;
  readonly cumulative: Float64Array;
}

/** Null where the mean is too large for a table. */
export function poissonGuide(mean: number): PoissonGuide | null {
  if (mean > largestTabulatedMean) return null;
  const cumulative = cumulativeOf(mean);
  const last = cumulative.length - 1;
  const cells = new Uint8Array(2 ** 32 / 2 ** coarseShift);
  const count = cells.length;
  for (let cell = 0, k = 0; cell < count; cell++) {
    while (k < last && (cumulative[k] as number) <= cell / count) k++;
    cells[cell] = k === last || (cumulative[k] as number) >= (cell + 1) / count ? k : several + k;
  }
  return { cells, cumulative };
}

/** The number of one word; `fine` gives a further word where one is not enough. */
export function guidedNumber({ cells, cumulative }: PoissonGuide, word: number, fine: () => number): number {
  const said = cells[word >>> coarseShift] as number;
  if (said < several) return said;
  const random = (word + fine() / 0x100000000) / 0x100000000;
  const last = cumulative.length - 1;
  let number = said - several;
  while (number < last && random >= (cumulative[number] as number)) number++;
  return number;
}

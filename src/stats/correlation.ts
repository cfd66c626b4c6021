// Correlation between neurons, each with each: of series that are given, or of spikes counted in bins.
import { checkMatrix, type Matrix } from './arrays';
import { StatisticError } from './error';
import { binOf, durationMs, type IdRange, isIn, type Spikes, wholeBins, type Window } from './spikes';

export interface CorrelationMatrix {
  readonly size: number;
  /** Row by row; NaN in the rows and columns of series that do not vary, for which none is defined. */
  readonly values: Float64Array;
  readonly constant: readonly number[];
  /** Over all pairs of two different series that vary; null where there is no such pair. */
  readonly mean: number | null;
}

/** Pearson's coefficient of each row with each row, as numpy's `corrcoef`. */
export function correlationMatrix(series: Matrix): CorrelationMatrix {
  checkMatrix(series);
  const { values, rows, columns } = series;
  const scores = new Float64Array(rows * columns);
  const varies = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) varies[row] = standardise(values, scores, row * columns, columns) ? 1 : 0;
  const result = new Float64Array(rows * rows);
  products(scores, rows, columns, result);
  return finish(result, rows, varies);
}

/** The pairwise correlation of spike counts in the whole bins that fit. */
export function spikeCorrelation(
  spikes: Spikes,
  { first, size }: IdRange,
  window: Window,
  binMs: number,
): CorrelationMatrix {
  const rowOf = new Int32Array(first + size).fill(-1);
  for (let row = 0; row < size; row++) rowOf[first + row] = row;
  const tally = new CountCorrelation(rowOf, size, window, binMs);
  tally.add(spikes, 0, spikes.ids.length);
  return tally.result();
}

/** Spike counts of chosen neurons, bin by bin as the spikes stream by, and how they go together. */
export class CountCorrelation {
  private readonly bins: number;
  private readonly covered: Window;
  private readonly sums: Float64Array;
  private readonly joint: Float64Array;
  // Only neurons that fire in the same bin add to a product: what is counted is those, bin by bin.
  private readonly counts: Float64Array;
  private readonly active: number[] = [];
  private current = -1;

  /** @param rowOf the row of each id; -1 where it is not chosen */
  constructor(
    private readonly rowOf: Int32Array,
    private readonly size: number,
    private readonly window: Window,
    private readonly binMs: number,
  ) {
    if (!(binMs > 0)) throw new StatisticError(`a bin of ${binMs} ms holds nothing`);
    this.bins = wholeBins(window, binMs);
    const endMs = durationMs(window) < this.bins * binMs ? window.endMs : window.startMs + this.bins * binMs;
    this.covered = { startMs: window.startMs, endMs };
    this.sums = new Float64Array(size);
    this.joint = new Float64Array(size * size);
    this.counts = new Float64Array(size);
  }

  /** Takes the spikes from `start` up to `end`, which come after those that it has. */
  add({ times, ids }: Spikes, start: number, end: number): void {
    const { rowOf, bins, covered, counts, active, window, binMs } = this;
    for (let i = start; i < end; i++) {
      const row = rowOf[ids[i] as number] ?? -1;
      const time = times[i] as number;
      if (row < 0 || bins === 0 || !isIn(covered, time)) continue;
      const bin = Math.min(bins - 1, binOf(time, window.startMs, binMs));
      if (bin !== this.current) this.close();
      this.current = bin;
      if (counts[row] === 0) active.push(row);
      counts[row] = (counts[row] as number) + 1;
    }
  }

  result(): CorrelationMatrix {
    this.close();
    return fromSums(this.sums, this.joint, this.size, this.bins);
  }

  private close(): void {
    const { active, counts, sums, joint, size } = this;
    active.sort((a, b) => a - b);
    for (let i = 0; i < active.length; i++) {
      const a = active[i] as number;
      const count = counts[a] as number;
      sums[a] = (sums[a] as number) + count;
      for (let k = i; k < active.length; k++) {
        const b = active[k] as number;
        joint[a * size + b] = (joint[a * size + b] as number) + count * (counts[b] as number);
      }
    }
    for (const row of active) counts[row] = 0;
    active.length = 0;
  }
}

/** Counts are whole numbers, so that nothing is lost by multiplying before subtracting. */
function fromSums(sums: Float64Array, joint: Float64Array, size: number, bins: number): CorrelationMatrix {
  const spreads = Float64Array.from(sums, (sum, i) => (joint[i * size + i] as number) * bins - sum * sum);
  const varies = Uint8Array.from(spreads, (spread) => (spread > 0 ? 1 : 0));
  const result = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const shared = (joint[a * size + b] as number) * bins - (sums[a] as number) * (sums[b] as number);
      const r = shared / Math.sqrt(spreads[a] as number) / Math.sqrt(spreads[b] as number);
      result[a * size + b] = r;
      result[b * size + a] = r;
    }
  }
  return finish(result, size, varies);
}

/** Writes a row as deviations from its mean over their size; false where it does not vary or is not all known. */
function standardise(values: Matrix['values'], scores: Float64Array, start: number, length: number): boolean {
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = start; i < start + length; i++) {
    const value = values[i] as number;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(min < max) || !Number.isFinite(sum)) return false;
  const mean = sum / length;
  let squares = 0;
  for (let i = start; i < start + length; i++) {
    const deviation = (values[i] as number) - mean;
    scores[i] = deviation;
    squares += deviation * deviation;
  }
  const scale = 1 / Math.sqrt(squares);
  for (let i = start; i < start + length; i++) scores[i] = (scores[i] as number) * scale;
  return true;
}

/** So many columns of a few rows stay in the processor's nearest cache. */
const columnsAtATime = 512;

/** The products of each row with itself and each later one, two by four rows at a time so that each number read is used several times. */
function products(scores: Float64Array, rows: number, columns: number, result: Float64Array): void {
  for (let from = 0; from < columns; from += columnsAtATime) {
    const to = Math.min(columns, from + columnsAtATime);
    for (let a = 0; a < rows; a += 2) {
      const a0 = a * columns;
      const a1 = Math.min(rows - 1, a + 1) * columns;
      for (let b = a; b < rows; b += 4) {
        const b0 = b * columns;
        const b1 = Math.min(rows - 1, b + 1) * columns;
        const b2 = Math.min(rows - 1, b + 2) * columns;
        const b3 = Math.min(rows - 1, b + 3) * columns;
        let s00 = 0;
        let s01 = 0;
        let s02 = 0;
        let s03 = 0;
        let s10 = 0;
        let s11 = 0;
        let s12 = 0;
        let s13 = 0;
        for (let k = from; k < to; k++) {
          const x = scores[a0 + k] as number;
          const y = scores[a1 + k] as number;
          const p = scores[b0 + k] as number;
          const q = scores[b1 + k] as number;
          const r = scores[b2 + k] as number;
          const s = scores[b3 + k] as number;
          s00 += x * p;
          s01 += x * q;
          s02 += x * r;
          s03 += x * s;
          s10 += y * p;
          s11 += y * q;
          s12 += y * r;
          s13 += y * s;
        }
        const sums = [s00, s01, s02, s03, s10, s11, s12, s13];
        for (let i = 0; i < 8; i++) {
          const row = a + (i >> 2);
          const column = b + (i & 3);
          if (row >= rows || column >= rows) continue;
          result[row * rows + column] = (result[row * rows + column] as number) + (sums[i] as number);
        }
      }
    }
  }
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < rows; b++) result[b * rows + a] = result[a * rows + b] as number;
}

function finish(values: Float64Array, size: number, varies: Uint8Array): CorrelationMatrix {
  const constant: number[] = [];
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < size; a++) {
    if (varies[a] === 0) constant.push(a);
    for (let b = 0; b < size; b++) {
      if (varies[a] === 0 || varies[b] === 0) values[a * size + b] = NaN;
      else if (a === b) values[a * size + b] = 1;
      else {
        const r = Math.max(-1, Math.min(1, values[a * size + b] as number));
        values[a * size + b] = r;
        sum += r;
        pairs++;
      }
    }
  }
  return { size, values, constant, mean: pairs > 0 ? sum / pairs : null };
}

// Figures of numbers that stream by: range, mean, spread, and a histogram as numpy would make it, with its percentiles.
import { type Numbers } from './dataset';
import { type Counted } from './percentiles';

export interface Histogram {
  /** One more than the counts. A bin holds its first edge and not its second; the last one holds both. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** What one piece of numbers comes to. */
interface Piece {
  readonly finite: number;
  readonly nan: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly squares: number;
}

/** A function of its own for each kind of array: one that met several would be several times slower for all of them. */
type Kind = new (length: number) => Numbers;
function perKind<Work>(make: () => Work): (values: Numbers) => Work {
  const made = new Map<unknown, Work>();
  return (values) => {
    const kind = values.constructor as Kind;
    let work = made.get(kind);
    if (work === undefined) made.set(kind, (work = make()));
    return work;
  };
}

const measurePiece = perKind(() => (values: Numbers): Piece => {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  let nan = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // NaN for NaN and infinite numbers, 0 for all others.
    if (value - value !== 0) {
      if (value !== value) nan++;
      continue;
    }
    finite++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / finite;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - mean;
    if (deviation - deviation === 0) squares += deviation * deviation;
  }
  return { finite, nan, min, max, mean, squares };
});

/** Of the finite numbers; NaN and infinite ones are only counted. */
export class RunningFigures {
  finite = 0;
  nan = 0;
  infinite = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  private squares = 0;

  /** Two passes over each piece, then the pieces are merged (Chan, Golub and LeVeque 1979): a large mean costs no digits. */
  add(values: Numbers): void {
    const piece = measurePiece(values)(values);
    this.nan += piece.nan;
    this.infinite += values.length - piece.finite - piece.nan;
    if (piece.finite === 0) return;
    this.min = Math.min(this.min, piece.min);
    this.max = Math.max(this.max, piece.max);
    const total = this.finite + piece.finite;
    const apart = piece.mean - this.mean;
    this.squares += piece.squares + (apart * apart * this.finite * piece.finite) / total;
    this.mean += (apart * piece.finite) / total;
    this.finite = total;
  }

  /** Divided by the count, as numpy's default. */
  get std(): number {
    return Math.sqrt(this.squares / this.finite);
  }
}

interface Counting extends Counted {
  readonly edges: Float64Array;
  /** How many numbers stand in the fine bin before or behind the one that the product puts them in. */
  readonly moved: Float64Array;
}

/** Each bin is cut into so many, by which the ranks of numbers are found. */
const parts = 512;

const countPiece = perKind(() => (values: Numbers, { min, max, edges, fine, moved }: Counting): void => {
  const bins = edges.length - 1;
  const scale = (bins * parts) / (max - min);
  const last = fine.length - 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= min && value <= max)) continue;
    const product = Math.floor((value - min) * scale);
    const at = product < last ? product : last;
    fine[at] = (fine[at] as number) + 1;
    const within = at & (parts - 1);
    if (within !== 0 && within !== parts - 1) continue;
    // The product may round to the other side of an edge; the edges decide, as numpy's do.
    const bin = (at - within) / parts;
    const to =
      value < (edges[bin] as number) ? bin - 1 : bin < bins - 1 && value >= (edges[bin + 1] as number) ? bin + 1 : bin;
    if (to === bin) continue;
    moved[bin] = (moved[bin] as number) - 1;
    moved[to] = (moved[to] as number) + 1;
  }
});

export class RunningHistogram {
  readonly edges: Float64Array;
  private readonly counting: Counting;

  constructor(min: number, max: number, bins: number) {
    const step = (max - min) / bins;
    this.edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * step));
    const fine = new Float64Array(bins * parts);
    this.counting = { min, max, edges: this.edges, fine, moved: new Float64Array(bins) };
  }

  add(values: Numbers): void {
    countPiece(values)(values, this.counting);
  }

  /** How many numbers there are in each of the small parts of the range, for their percentiles. */
  get counted(): Counted {
    return this.counting;
  }

  result(): Histogram {
    const { fine, moved } = this.counting;
    const counts = Array.from(moved, (amount, bin) => {
      let sum = amount;
      for (let i = bin * parts; i < (bin + 1) * parts; i++) sum += fine[i] as number;
      return sum;
    });
    return { edges: [...this.edges], counts };
  }
}

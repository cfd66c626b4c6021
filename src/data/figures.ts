// Figures of numbers that stream by: range, mean, spread, and a histogram as numpy would make it.

export interface Histogram {
  /** One more than the counts. A bin holds its first edge and not its second; the last one holds both. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

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
  add(values: Float64Array): void {
    let { min, max } = this;
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
    this.nan += nan;
    this.infinite += values.length - finite - nan;
    if (finite === 0) return;
    this.min = min;
    this.max = max;
    const mean = sum / finite;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      const deviation = (values[i] as number) - mean;
      if (deviation - deviation === 0) squares += deviation * deviation;
    }
    const total = this.finite + finite;
    const apart = mean - this.mean;
    this.squares += squares + (apart * apart * this.finite * finite) / total;
    this.mean += (apart * finite) / total;
    this.finite = total;
  }

  /** Divided by the count, as numpy's default. */
  get std(): number {
    return Math.sqrt(this.squares / this.finite);
  }
}

export class RunningHistogram {
  readonly edges: Float64Array;
  private readonly counts: Float64Array;

  constructor(
    private readonly min: number,
    private readonly max: number,
    bins: number,
  ) {
    this.counts = new Float64Array(bins);
    const step = (max - min) / bins;
    this.edges = Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * step));
  }

  add(values: Float64Array): void {
    const { counts, edges, min, max } = this;
    const bins = counts.length;
    const scale = bins / (max - min);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!(value >= min && value <= max)) continue;
      let bin = Math.min(bins - 1, Math.floor((value - min) * scale));
      // The product may round to the other side of an edge; the edges decide.
      if (value < (edges[bin] as number)) bin--;
      else if (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
      counts[bin] = (counts[bin] as number) + 1;
    }
  }

  result(): Histogram {
    return { edges: [...this.edges], counts: [...this.counts] };
  }
}

// Histograms of numbers that stream by, equal to numpy's, on a linear or a logarithmic axis.
import { type Numbers } from './arrays';
import { StatisticError } from './error';

export type HistogramAxis = 'linear' | 'log';

/** `add` the pieces, then read `counts`. A bin holds its first edge and not its second; the last one holds both. */
export class StreamingHistogram {
  /** As numpy's `linspace` or `geomspace` from `min` to `max`. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
  below = 0;
  above = 0;
  nan = 0;
  private readonly axis: HistogramAxis;

  constructor(min: number, max: number, bins: number, axis: HistogramAxis = 'linear') {
    if (!(min < max) || !Number.isFinite(max - min))
      throw new StatisticError(`no histogram reaches from ${min} to ${max}`);
    if (!Number.isInteger(bins) || bins < 1) throw new StatisticError(`a histogram of ${bins} bins holds nothing`);
    if (axis === 'log' && !(min > 0)) throw new StatisticError(`a logarithmic axis can't begin at ${min}`);
    this.axis = axis;
    this.counts = new Float64Array(bins);
    this.edges = axis === 'log' ? geometric(min, max, bins) : even(min, max, bins);
  }

  add(values: Numbers): void {
    if (this.axis === 'log') this.addByLogarithm(values);
    else this.addEvenly(values);
  }

  private addEvenly(values: Numbers): void {
    const { counts, edges } = this;
    const bins = counts.length;
    const min = edges[0] as number;
    const max = edges[bins] as number;
    const scale = bins / (max - min);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!(value >= min && value <= max)) {
        this.leaveOut(value);
        continue;
      }
      let bin = ((value - min) * scale) | 0;
      if (bin >= bins) bin = bins - 1;
      // The product may round to the other side of an edge; the edges decide, as in numpy.
      while (value < (edges[bin] as number)) bin--;
      while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
      counts[bin] = (counts[bin] as number) + 1;
    }
  }

  private addByLogarithm(values: Numbers): void {
    const { counts, edges } = this;
    const bins = counts.length;
    const min = edges[0] as number;
    const max = edges[bins] as number;
    const logMin = Math.log(min);
    const scale = bins / (Math.log(max) - logMin);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (!(value >= min && value <= max)) {
        this.leaveOut(value);
        continue;
      }
      let bin = Math.min(bins - 1, Math.floor((Math.log(value) - logMin) * scale));
      while (value < (edges[bin] as number)) bin--;
      while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++;
      counts[bin] = (counts[bin] as number) + 1;
    }
  }

  private leaveOut(value: number): void {
    if (value !== value) this.nan++;
    else if (value < (this.edges[0] as number)) this.below++;
    else this.above++;
  }
}

function even(min: number, max: number, bins: number): Float64Array {
  const step = (max - min) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : i * step + min));
}

function geometric(min: number, max: number, bins: number): Float64Array {
  const from = Math.log10(min);
  const step = (Math.log10(max) - from) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => {
    if (i === 0) return min;
    return i === bins ? max : 10 ** (i * step + from);
  });
}

// Smoothing in time by a boxcar or a Gaussian, with a choice of what happens at the edges.
import { type Numbers } from './arrays';
import { StatisticError } from './error';

export interface Kernel {
  /** Sums to one. */
  readonly weights: Float64Array;
  /** Which of the weights falls on the bin itself. */
  readonly centre: number;
}

/**
 * What lies beyond the ends. `renormalise`: nothing, and the weights inside are made to sum to one (bins that are NaN count as beyond);
 * `reflect`: the series mirrored, its last bin twice, as scipy's default; `nearest`: the last bin again and again; `zero`: zeros, which
 * pulls the ends down.
 */
export type Edges = 'renormalise' | 'reflect' | 'nearest' | 'zero';

/** With an even width the extra bin lies before, as in scipy's `uniform_filter1d`. */
export function boxcar(bins: number): Kernel {
  if (!Number.isInteger(bins) || bins < 1) throw new StatisticError(`a boxcar of ${bins} bins smooths nothing`);
  return { weights: new Float64Array(bins).fill(1 / bins), centre: Math.floor(bins / 2) };
}

/** Cut off at `truncate` standard deviations, as scipy's `gaussian_filter1d`. */
export function gaussian(sigmaBins: number, truncate = 4): Kernel {
  if (!(sigmaBins > 0) || !Number.isFinite(sigmaBins))
    throw new StatisticError(`a Gaussian of ${sigmaBins} bins smooths nothing`);
  const centre = Math.floor(truncate * sigmaBins + 0.5);
  const weights = Float64Array.from({ length: 2 * centre + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - centre) / sigmaBins) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { weights: weights.map((weight) => weight / sum), centre };
}

/** Smooths each column of `values`, of which each row is one bin: a PSTH neuron by neuron, or with one column a plain series. */
export function smooth(values: Numbers, columns: number, kernel: Kernel, edges: Edges = 'renormalise'): Float64Array {
  const bins = values.length / columns;
  if (!Number.isInteger(bins)) throw new StatisticError(`${values.length} numbers are no rows of ${columns}`);
  const { weights, centre } = kernel;
  const result = new Float64Array(values.length);
  const inside = new Float64Array(columns);
  for (let bin = 0; bin < bins; bin++) {
    const to = bin * columns;
    inside.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const from = source(bin + k - centre, bins, edges);
      if (from < 0) continue;
      const weight = weights[k] as number;
      for (let column = 0; column < columns; column++) {
        const value = values[from * columns + column] as number;
        if (edges === 'renormalise' && value !== value) continue;
        result[to + column] = (result[to + column] as number) + weight * value;
        inside[column] = (inside[column] as number) + weight;
      }
    }
    if (edges !== 'renormalise') continue;
    for (let column = 0; column < columns; column++)
      result[to + column] = (result[to + column] as number) / (inside[column] as number);
  }
  return result;
}

/** The bin that stands for one that may lie beyond the ends; -1 where nothing does. */
function source(bin: number, bins: number, edges: Edges): number {
  if (bin >= 0 && bin < bins) return bin;
  if (edges === 'nearest') return bin < 0 ? 0 : bins - 1;
  if (edges !== 'reflect') return -1;
  const period = 2 * bins;
  const at = ((bin % period) + period) % period;
  return at < bins ? at : period - 1 - at;
}

// Variability of spike counts: each neuron's Fano factor over successive windows, and the mean over neurons.
import { binOf, type IdRange, isIn, type Spikes, wholeBins, type Window } from './spikes';

export const defaultFanoWindowMs = 100;

/**
 * Variance over mean of the counts in the whole windows that fit, the variance without bias (divided by n - 1, as few windows are usual);
 * the mean over the neurons that fired. Null where fewer than two windows fit or nobody fired.
 */
export function meanFano(
  spikes: Spikes,
  population: IdRange,
  window: Window,
  countMs = defaultFanoWindowMs,
): number | null {
  const windows = wholeBins(window, countMs);
  if (windows < 2) return null;
  const covered = { startMs: window.startMs, endMs: Math.min(window.endMs, window.startMs + windows * countMs) };
  const { first, size } = population;
  const { times, ids } = spikes;
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  // Of each neuron only the window it is in: spikes come in order of time.
  const current = new Int32Array(size).fill(-1);
  const counts = new Uint32Array(size);
  const close = (neuron: number) => {
    const count = counts[neuron] as number;
    sums[neuron] = (sums[neuron] as number) + count;
    squares[neuron] = (squares[neuron] as number) + count * count;
  };
  for (let i = 0; i < ids.length; i++) {
    const neuron = (ids[i] as number) - first;
    const time = times[i] as number;
    if (neuron < 0 || neuron >= size || !isIn(covered, time)) continue;
    const which = Math.min(windows - 1, binOf(time, window.startMs, countMs));
    if (which !== current[neuron]) {
      close(neuron);
      current[neuron] = which;
      counts[neuron] = 0;
    }
    counts[neuron] = (counts[neuron] as number) + 1;
  }
  let sum = 0;
  let active = 0;
  for (let neuron = 0; neuron < size; neuron++) {
    close(neuron);
    const fano = fanoOf(sums[neuron] as number, squares[neuron] as number, windows);
    if (fano === null) continue;
    sum += fano;
    active++;
  }
  return active > 0 ? sum / active : null;
}

/** From the sum of `windows` counts and of their squares; null where all are zero or there are fewer than two. */
export function fanoOf(sum: number, squares: number, windows: number): number | null {
  if (sum === 0 || windows < 2) return null;
  const mean = sum / windows;
  return (squares - sum * mean) / (windows - 1) / mean;
}

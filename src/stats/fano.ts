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
  const counts = new Uint32Array(size * windows);
  for (let i = 0; i < ids.length; i++) {
    const neuron = (ids[i] as number) - first;
    const time = times[i] as number;
    if (neuron < 0 || neuron >= size || !isIn(covered, time)) continue;
    const which = Math.min(windows - 1, binOf(time, window.startMs, countMs));
    counts[neuron * windows + which] = (counts[neuron * windows + which] as number) + 1;
  }
  let sum = 0;
  let active = 0;
  for (let neuron = 0; neuron < size; neuron++) {
    const fano = fanoOf(counts.subarray(neuron * windows, (neuron + 1) * windows));
    if (fano === null) continue;
    sum += fano;
    active++;
  }
  return active > 0 ? sum / active : null;
}

/** Variance (n - 1) over mean of counts; null where all are zero or there are fewer than two. */
export function fanoOf(counts: ArrayLike<number>): number | null {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  if (sum === 0 || counts.length < 2) return null;
  const mean = sum / counts.length;
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += ((counts[i] as number) - mean) ** 2;
  return squares / (counts.length - 1) / mean;
}

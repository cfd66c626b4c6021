// Firing rates: of each neuron and their mean over the population.
import { durationMs, type IdRange, isIn, type Spikes, type Window } from './spikes';

export function spikeCounts(spikes: Spikes, population: IdRange, window: Window): Uint32Array {
  const { times, ids } = spikes;
  const counts = new Uint32Array(population.size);
  for (let i = 0; i < ids.length; i++) {
    const neuron = (ids[i] as number) - population.first;
    if (neuron >= 0 && neuron < population.size && isIn(window, times[i] as number))
      counts[neuron] = (counts[neuron] as number) + 1;
  }
  return counts;
}

export function neuronRatesHz(spikes: Spikes, population: IdRange, window: Window): Float64Array {
  const seconds = durationMs(window) / 1000;
  return Float64Array.from(spikeCounts(spikes, population, window), (count) => (seconds > 0 ? count / seconds : 0));
}

export function meanRateHz(spikes: Spikes, population: IdRange, window: Window): number {
  const seconds = durationMs(window) / 1000;
  if (seconds === 0 || population.size === 0) return 0;
  const total = spikeCounts(spikes, population, window).reduce((sum, count) => sum + count, 0);
  return total / population.size / seconds;
}

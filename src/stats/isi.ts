// Inter-spike intervals, neuron by neuron.
import { type IdRange, isIn, type Spikes, type Window } from './spikes';

export interface Intervals {
  /** The intervals of neuron `i` are `valuesMs[offsets[i] … offsets[i + 1] - 1]`, in order of time. */
  readonly offsets: Uint32Array;
  readonly valuesMs: Float64Array;
}

export function interSpikeIntervals(spikes: Spikes, population: IdRange, window: Window): Intervals {
  const { first, size } = population;
  const { times, ids } = spikes;
  const counts = new Uint32Array(size);
  const each = (visit: (neuron: number, timeMs: number) => void) => {
    for (let i = 0; i < ids.length; i++) {
      const neuron = (ids[i] as number) - first;
      const time = times[i] as number;
      if (neuron >= 0 && neuron < size && isIn(window, time)) visit(neuron, time);
    }
  };
  each((neuron) => (counts[neuron] = (counts[neuron] as number) + 1));
  const offsets = new Uint32Array(size + 1);
  for (let i = 0; i < size; i++) offsets[i + 1] = (offsets[i] as number) + Math.max(0, (counts[i] as number) - 1);
  const valuesMs = new Float64Array(offsets[size] as number);
  const next = offsets.slice(0, size);
  const previous = new Float64Array(size).fill(NaN);
  each((neuron, time) => {
    const before = previous[neuron] as number;
    if (!Number.isNaN(before)) {
      const place = next[neuron] as number;
      valuesMs[place] = time - before;
      next[neuron] = place + 1;
    }
    previous[neuron] = time;
  });
  return { offsets, valuesMs };
}

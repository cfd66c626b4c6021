// Spikes sorted by neuron: the form that rasters and statistics of intervals want, whatever order the file has.
import { type SpikeSource } from './source';

export interface NeuronSpikes {
  /** In rising order, or in the file's where it tells of neurons. */
  readonly ids: Float64Array;
  /** Neuron `i` has the times from `starts[i]` to `starts[i + 1]`, in rising order and in the file's unit. */
  readonly starts: Float64Array;
  readonly times: Float64Array;
}

const spikesAtATime = 2 ** 18;

/** Holds all times at once: ask `source.spikes` first whether that is bearable. */
export function spikesByNeuron(source: SpikeSource): NeuronSpikes {
  const known = source.neurons?.();
  const places = new Map<number, number>();
  known?.forEach((id) => places.has(id) || places.set(id, places.size));
  const counts: number[] = new Array<number>(places.size).fill(0);
  const owner = new Uint32Array(source.spikes);
  const unsorted = new Float64Array(source.spikes);
  for (let first = 0; first < source.spikes; first += spikesAtATime) {
    const { times, ids } = source.read(first, Math.min(spikesAtATime, source.spikes - first));
    unsorted.set(times, first);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      let place = places.get(id);
      if (place === undefined) places.set(id, (place = counts.push(0) - 1));
      counts[place] = (counts[place] as number) + 1;
      owner[first + i] = place;
    }
  }
  const ids = Float64Array.from(places.keys());
  const order = Uint32Array.from(ids.keys());
  if (known === undefined) order.sort((a, b) => (ids[a] as number) - (ids[b] as number));
  const starts = new Float64Array(ids.length + 1);
  const next = new Float64Array(ids.length);
  order.forEach((place, i) => {
    next[place] = starts[i] as number;
    starts[i + 1] = (starts[i] as number) + (counts[place] as number);
  });
  const times = new Float64Array(source.spikes);
  for (let i = 0; i < unsorted.length; i++) {
    const place = owner[i] as number;
    const at = next[place] as number;
    times[at] = unsorted[i] as number;
    next[place] = at + 1;
  }
  for (let i = 0; i < ids.length; i++) sortIfNeeded(times.subarray(starts[i], starts[i + 1]));
  return { ids: ids.map((_, i) => ids[order[i] as number] as number), starts, times };
}

function sortIfNeeded(times: Float64Array): void {
  for (let i = 1; i < times.length; i++) {
    if ((times[i] as number) < (times[i - 1] as number)) {
      times.sort();
      return;
    }
  }
}

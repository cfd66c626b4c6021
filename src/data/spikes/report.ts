// What is worth saying of spikes: how many of how many neurons, from when to when, at which rate, and each neuron's own if asked for.
import { spikesByNeuron } from './byNeuron';
import { inMs, type SpikeSource, type TimeUnit } from './source';

export interface SpikeReport {
  readonly path: string;
  readonly kind: string;
  readonly timeUnit: TimeUnit | null;
  readonly because: string;
  readonly spikes: number;
  /** How many are told of; of those, some may have no spike. */
  readonly neurons: number;
  /** In the unit of the times; null where there is no spike. */
  readonly first: number | null;
  readonly last: number | null;
  /** Spikes per neuron and second between the first and the last one; null without a unit. */
  readonly meanRateHz: number | null;
  readonly sorted: 'by time' | 'by neuron' | 'no';
  readonly perNeuron?: readonly NeuronReport[];
}

export interface NeuronReport {
  readonly id: number;
  readonly spikes: number;
  readonly rateHz: number | null;
  /** Of the intervals; null with fewer than three spikes. */
  readonly cv: number | null;
  readonly times: readonly number[];
}

/** More spikes are not held at once: their ids are counted, and no neuron is looked at by itself. */
const mostHeld = 2 ** 24;
const spikesAtATime = 2 ** 18;

/** @param detail whether each neuron is told of */
export function reportSpikes(source: SpikeSource, detail: boolean): SpikeReport {
  const { path, kind, timeUnit, because, spikes } = source;
  const seen = new Set<number>(source.neurons?.());
  let [first, last] = [Infinity, -Infinity];
  let [byTime, byNeuron] = [true, true];
  let [time, id] = [-Infinity, NaN];
  const over = new Set<number>();
  for (let from = 0; from < spikes; from += spikesAtATime) {
    const slice = source.read(from, Math.min(spikesAtATime, spikes - from));
    for (let i = 0; i < slice.times.length; i++) {
      const [nextTime, nextId] = [slice.times[i] as number, slice.ids[i] as number];
      if (nextTime < first) first = nextTime;
      if (nextTime > last) last = nextTime;
      byTime &&= nextTime >= time;
      if (nextId !== id) {
        // Whoever comes again after another neuron's spikes is not sorted by neuron.
        byNeuron &&= !over.has(nextId);
        over.add(nextId);
        seen.add(nextId);
      } else byNeuron &&= nextTime >= time;
      [time, id] = [nextTime, nextId];
    }
  }
  const seconds = timeUnit === null ? null : ((last - first) * inMs[timeUnit]) / 1000;
  const perSecond = (amount: number): number | null => (seconds === null || !(seconds > 0) ? null : amount / seconds);
  return {
    path,
    kind,
    timeUnit,
    because,
    spikes,
    neurons: seen.size,
    first: spikes === 0 ? null : first,
    last: spikes === 0 ? null : last,
    meanRateHz: perSecond(spikes / seen.size),
    sorted: byTime ? 'by time' : byNeuron ? 'by neuron' : 'no',
    ...(detail && spikes <= mostHeld ? { perNeuron: neuronReports(source, perSecond) } : {}),
  };
}

function neuronReports(source: SpikeSource, perSecond: (amount: number) => number | null): NeuronReport[] {
  const { ids, starts, times } = spikesByNeuron(source);
  return Array.from(ids, (id, i) => {
    const own = times.subarray(starts[i], starts[i + 1]);
    return { id, spikes: own.length, rateHz: perSecond(own.length), cv: variation(own), times: [...own] };
  });
}

function variation(times: Float64Array): number | null {
  if (times.length < 3) return null;
  const intervals = times.subarray(1).map((time, i) => time - (times[i] as number));
  const mean = ((times.at(-1) as number) - (times[0] as number)) / intervals.length;
  const squares = intervals.reduce((sum, interval) => sum + (interval - mean) ** 2, 0);
  return mean > 0 ? Math.sqrt(squares / intervals.length) / mean : null;
}

// The population's rate against time (PSTH): spikes counted in bins.
import { binOf, durationMs, type IdRange, isIn, type Spikes, wholeBins, type Window } from './spikes';

export interface RateHistogram {
  readonly startMs: number;
  readonly binMs: number;
  /** Bin `k` reaches from `startMs + k * binMs` to the next; the last one may be cut short by the window. */
  readonly counts: Uint32Array;
  /** Spikes per second and neuron, by each bin's true width. */
  readonly ratesHz: Float64Array;
}

/** Bins hold their first edge and not their second, but the last bin holds both, as numpy's histogram. */
export function rateHistogram(spikes: Spikes, population: IdRange, window: Window, binMs: number): RateHistogram {
  if (!(binMs > 0)) throw new RangeError(`a bin of ${binMs} ms holds nothing`);
  const length = durationMs(window);
  const whole = wholeBins(window, binMs);
  const bins = length - whole * binMs > 1e-9 * binMs ? whole + 1 : whole;
  const counts = new Uint32Array(bins);
  const { times, ids } = spikes;
  for (let i = 0; i < ids.length; i++) {
    const neuron = (ids[i] as number) - population.first;
    const time = times[i] as number;
    if (neuron < 0 || neuron >= population.size || !isIn(window, time)) continue;
    const bin = Math.min(bins - 1, binOf(time, window.startMs, binMs));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const ratesHz = Float64Array.from(counts, (count, bin) => {
    const widthMs = Math.min(binMs, length - bin * binMs);
    return (count * 1000) / (widthMs * population.size);
  });
  return { startMs: window.startMs, binMs, counts, ratesHz };
}

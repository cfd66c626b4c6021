// The PSTH of spikes around events: counted in bins relative to each event, by neuron and by condition.
import { type Rates } from './arrays';
import { StatisticError } from './error';
import { binOf, durationMs, type IdRange, type Spikes, wholeBins, type Window } from './spikes';

/**
 * Spike counts as `Rates`: one trial per event, the whole bins of `window` (relative to the event), each neuron. What is averaged, masked and
 * sorted by condition is then the same for spikes and for data that came in bins (`averageTrials`, `averageByCondition`); counts over
 * `binMs / 1000` are rates.
 */
export function alignedCounts(
  spikes: Spikes,
  population: IdRange,
  eventsMs: ArrayLike<number>,
  window: Window,
  binMs: number,
): Rates {
  if (!(binMs > 0)) throw new StatisticError(`a bin of ${binMs} ms holds nothing`);
  const bins = wholeBins(window, binMs);
  const { first, size } = population;
  const { times, ids } = spikes;
  const values = new Float64Array(eventsMs.length * bins * size);
  const lengthMs = Math.min(durationMs(window), bins * binMs);
  for (let trial = 0; trial < eventsMs.length; trial++) {
    const startMs = (eventsMs[trial] as number) + window.startMs;
    if (!Number.isFinite(startMs)) {
      // An event without a time has no counts, not counts of zero.
      values.fill(NaN, trial * bins * size, (trial + 1) * bins * size);
      continue;
    }
    // Rounding may have put a spike at the first edge a little before it.
    for (let i = firstAtOrAfter(times, startMs - 1e-6 * binMs); i < times.length; i++) {
      const time = times[i] as number;
      const bin = binOf(time, startMs, binMs);
      if (bin >= bins && time - startMs > lengthMs + 1e-9 * binMs) break;
      const neuron = (ids[i] as number) - first;
      if (bin < 0 || neuron < 0 || neuron >= size || bins === 0) continue;
      const at = (trial * bins + Math.min(bin, bins - 1)) * size + neuron;
      values[at] = (values[at] as number) + 1;
    }
  }
  return { values, trials: eventsMs.length, bins, neurons: size };
}

function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

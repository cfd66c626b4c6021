// The populations' rates against time (PSTH): spikes counted in bins.
import { binOf, durationMs, type IdRange, type Spikes, wholeBins, type Window } from './spikes';

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
  return rateHistograms(spikes, [population], window, binMs)[0] as RateHistogram;
}

/** Those of several populations that share no neuron, in one pass over the spikes. */
export function rateHistograms(
  spikes: Spikes,
  populations: readonly IdRange[],
  window: Window,
  binMs: number,
): RateHistogram[] {
  if (!(binMs > 0)) throw new RangeError(`a bin of ${binMs} ms holds nothing`);
  const length = durationMs(window);
  const whole = wholeBins(window, binMs);
  const bins = length - whole * binMs > 1e-9 * binMs ? whole + 1 : whole;
  const counts = countBins(spikes, ownersOf(populations), populations.length, window, binMs, bins);
  return populations.map(({ size }, at) => {
    const own = counts.slice(at * bins, (at + 1) * bins);
    const ratesHz = new Float64Array(bins);
    for (let bin = 0; bin < bins; bin++) {
      const widthMs = Math.min(binMs, length - bin * binMs);
      ratesHz[bin] = ((own[bin] as number) * 1000) / (widthMs * size);
    }
    return { startMs: window.startMs, binMs, counts: own, ratesHz };
  });
}

/** By neuron the number of its population, from 1; 0 stands for nobody's. */
function ownersOf(populations: readonly IdRange[]): Uint16Array {
  const owners = new Uint16Array(populations.reduce((most, { first, size }) => Math.max(most, first + size), 0));
  populations.forEach(({ first, size }, at) => owners.fill(at + 1, Math.max(first, 0), first + size));
  return owners;
}

/** Population by population, `bins` counts each. Times ascend: where a bin begins is looked up, and inside only the ids are read. */
function countBins(
  { times, ids }: Spikes,
  owners: Uint16Array,
  populations: number,
  { startMs, endMs }: Window,
  binMs: number,
  bins: number,
): Uint32Array {
  const counts = new Uint32Array(populations * bins);
  const from = firstWhere(times, 0, times.length, (time) => time >= startMs);
  const end = firstWhere(times, from, times.length, (time) => time > endMs);
  const tally = new Uint32Array(populations + 1);
  for (let at = from; at < end;) {
    const bin = Math.min(bins - 1, binOf(times[at] as number, startMs, binMs));
    const next = bin === bins - 1 ? end : Math.min(end, endOfBin(times, at, bin, startMs, binMs));
    for (; at < next; at++) {
      const owner = owners[ids[at] as number] ?? 0;
      tally[owner] = (tally[owner] as number) + 1;
    }
    for (let owner = 1; owner <= populations; owner++) counts[(owner - 1) * bins + bin] = tally[owner] as number;
    tally.fill(0);
  }
  return counts;
}

/** Index of the first spike past the bin; steps double, so that full bins cost little more than empty ones. */
function endOfBin(times: Float64Array, at: number, bin: number, startMs: number, binMs: number): number {
  const isPast = (time: number): boolean => binOf(time, startMs, binMs) > bin;
  let reach = 1;
  while (at + reach < times.length && !isPast(times[at + reach] as number)) reach *= 2;
  return firstWhere(times, at, Math.min(times.length, at + reach), isPast);
}

/** Times ascend, and so does what is asked of them: false, then true. */
function firstWhere(times: Float64Array, from: number, to: number, isSo: (time: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(times[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

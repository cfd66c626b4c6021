// The rate curves of a recording's populations, and how wide their bins are where nobody has said so. No DOM.
import { type Recording } from '../../src/protocol/probe';
import { rateHistogram } from '../../src/stats/psth';

const niceWidthsMs = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/** A round width that gives about sixty bins over the span, and none narrower than the simulation's own steps. */
export function automaticBinMs(spanMs: number, dtMs: number): number {
  const wanted = Math.max(spanMs / 60, dtMs);
  return niceWidthsMs.find((widthMs) => widthMs >= wanted * 0.999) ?? 10000;
}

export interface RateCurves {
  readonly binMs: number;
  /** By population: spikes per second and neuron in bin k, which begins at k·binMs. */
  readonly ratesHz: readonly Float64Array[];
}

export function rateCurves({ times, ids, populations, ms }: Recording, binMs: number): RateCurves {
  const window = { startMs: 0, endMs: ms };
  return { binMs, ratesHz: populations.map((each) => rateHistogram({ times, ids }, each, window, binMs).ratesHz) };
}

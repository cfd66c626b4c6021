// The figures of one population as a probe shows them: rate, irregularity, variability, synchrony and membrane.
import { meanCv } from './cv';
import { meanFano } from './fano';
import { interSpikeIntervals } from './isi';
import { moments } from './moments';
import { meanRateHz, spikeCounts } from './rate';
import { type IdRange, type Spikes, type Window } from './spikes';
import { synchrony } from './synchrony';

export interface NamedRange extends IdRange {
  readonly name: string;
}

export interface MembraneTrace {
  readonly population: string;
  readonly isMembrane: boolean;
  readonly values: Float64Array;
  readonly intervalMs: number;
}

/** A figure is null where there is too little to compute it from. */
export interface PopulationSummary {
  readonly name: string;
  readonly size: number;
  readonly spikes: number;
  readonly rateHz: number;
  readonly cvIsi: number | null;
  readonly fano: number | null;
  readonly synchrony: number | null;
  /** Mean and spread of the traced neurons' membrane potential in mV. */
  readonly vMean: number | null;
  readonly vSd: number | null;
}

export function summarize(
  spikes: Spikes,
  population: NamedRange,
  window: Window,
  traces: readonly MembraneTrace[] = [],
): PopulationSummary {
  const { name, size } = population;
  const counts = spikeCounts(spikes, population, window);
  return {
    name,
    size,
    spikes: counts.reduce((sum, count) => sum + count, 0),
    rateHz: meanRateHz(spikes, population, window),
    cvIsi: meanCv(interSpikeIntervals(spikes, population, window)),
    fano: meanFano(spikes, population, window),
    synchrony: synchrony(spikes, population, window),
    ...membrane(
      traces.filter((trace) => trace.population === name && trace.isMembrane),
      window,
    ),
  };
}

function membrane(traces: readonly MembraneTrace[], window: Window): { vMean: number | null; vSd: number | null } {
  const parts = traces.map(({ values, intervalMs }) => {
    const start = Math.max(0, Math.ceil(window.startMs / intervalMs - 1e-9));
    const end = Math.min(values.length, Math.floor(window.endMs / intervalMs + 1e-9) + 1);
    return values.subarray(start, Math.max(start, end));
  });
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  if (all.length === 0) return { vMean: null, vSd: null };
  const { mean, variance } = moments(all);
  return { vMean: mean, vSd: Math.sqrt(variance) };
}

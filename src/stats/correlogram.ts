// Spike trains against one another: how many spikes of one come how long after those of the other, in bins of the lag.
import { StatisticError } from './error';

export interface Correlogram {
  /** In ms; bin `k` holds lags from `edgesMs[k]` up to and without `edgesMs[k + 1]`, the last bin also its end, as numpy's histogram. */
  readonly edgesMs: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Of the differences `b - a` of all pairs of spikes. Both sorted. Given the same train twice, each spike is not paired with itself, but spikes
 * at the same time are with one another.
 */
export function correlogram(aMs: Float64Array, bMs: Float64Array, maxLagMs: number, bins: number): Correlogram {
  if (!(maxLagMs > 0) || !Number.isInteger(bins) || bins < 1)
    throw new StatisticError(`a correlogram needs a lag and bins, not ±${maxLagMs} ms in ${bins}`);
  const edgesMs = Float64Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? maxLagMs : -maxLagMs + i * ((2 * maxLagMs) / bins),
  );
  const counts = new Float64Array(bins);
  const scale = bins / (2 * maxLagMs);
  const isSame = aMs === bMs;
  let first = 0;
  for (let i = 0; i < aMs.length; i++) {
    const at = aMs[i] as number;
    while (first < bMs.length && (bMs[first] as number) - at < -maxLagMs) first++;
    for (let k = first; k < bMs.length; k++) {
      const lag = (bMs[k] as number) - at;
      if (lag > maxLagMs) break;
      if (isSame && k === i) continue;
      let bin = Math.min(bins - 1, Math.floor((lag + maxLagMs) * scale));
      if (lag < (edgesMs[bin] as number)) bin--;
      else if (bin < bins - 1 && lag >= (edgesMs[bin + 1] as number)) bin++;
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return { edgesMs, counts };
}

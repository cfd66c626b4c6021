// Synchrony of a population: how much its summed activity fluctuates, against independent neurons.
import { moments } from './moments';
import { rateHistogram } from './psth';
import { type IdRange, type Spikes, wholeBins, type Window } from './spikes';

/** The bin that Potjans and Diesmann (2014) use. */
export const defaultSynchronyBinMs = 3;

/**
 * Variance over mean of the population's spike count per bin: 1 for independent Poisson neurons, below 1 where they are regular,
 * up to the population's size where all fire together. Null where nobody fired or fewer than two whole bins fit.
 */
export function synchrony(
  spikes: Spikes,
  population: IdRange,
  window: Window,
  binMs = defaultSynchronyBinMs,
): number | null {
  const bins = wholeBins(window, binMs);
  if (bins < 2) return null;
  const { mean, variance } = moments(rateHistogram(spikes, population, window, binMs).counts, 0, bins);
  return mean > 0 ? variance / mean : null;
}

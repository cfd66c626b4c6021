// Irregularity: the coefficient of variation of the inter-spike intervals, per neuron and in the mean.
import { type Intervals } from './isi';
import { moments } from './moments';

/** Two intervals, and so three spikes, are the fewest that can vary. */
const fewestIntervals = 2;

/** NaN for a neuron with fewer than three spikes. The spread is divided by the count, as in Elephant and scipy's `variation`. */
export function neuronCvs({ offsets, valuesMs }: Intervals): Float64Array {
  const cvs = new Float64Array(offsets.length - 1);
  for (let neuron = 0; neuron < cvs.length; neuron++) {
    const { count, mean, variance } = moments(valuesMs, offsets[neuron] as number, offsets[neuron + 1] as number);
    cvs[neuron] = count >= fewestIntervals ? Math.sqrt(variance) / mean : NaN;
  }
  return cvs;
}

/** Over the neurons with at least three spikes; null where there is none. */
export function meanCv(intervals: Intervals): number | null {
  const known = neuronCvs(intervals).filter((cv) => !Number.isNaN(cv));
  return known.length > 0 ? moments(known).mean : null;
}

// How a network fires, measured as in the recordings of Brian 2, and whether two samples of seeds differ by more than chance.
import { type Recording } from '../../../src/sim/recording';

export type Measured = Readonly<Record<'rateHz' | 'cv' | 'correlation', number>>;
const [fromMs, toMs, binMs] = [200, 1000, 5];

/** What has to be simulated to be measured. */
export const measuredMs = toMs;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
export const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** As scripts/record/networks_brian2.py does. */
export function measure({ times, ids, populations }: Recording): Measured {
  const neurons = populations.reduce((sum, { size }) => sum + size, 0);
  const trains: number[][] = Array.from({ length: neurons }, () => []);
  times.forEach((time, k) => time >= fromMs && trains[ids[k] ?? 0]?.push(time));
  const variations = trains.flatMap((train) => {
    const intervals = train.slice(1).map((time, k) => time - (train[k] ?? 0));
    return train.length >= 5 ? [deviation(intervals) / mean(intervals)] : [];
  });
  const counts = trains
    .slice(0, 200)
    .filter((train) => train.length > 0)
    .map((train) => {
      const bins = new Array<number>((toMs - fromMs) / binMs).fill(0);
      for (const time of train) {
        const bin = Math.min(bins.length - 1, Math.floor((time - fromMs) / binMs));
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      const [level, spread] = [mean(bins), deviation(bins)];
      return bins.map((count) => (count - level) / spread);
    });
  // The mean over all pairs from the variance of the sum.
  const sums = (counts[0] ?? []).map((_, bin) => counts.reduce((sum, row) => sum + (row[bin] ?? 0), 0));
  const correlation = (mean(sums.map((sum) => sum * sum)) / counts.length - 1) / (counts.length - 1);
  const spikes = trains.reduce((sum, train) => sum + train.length, 0);
  return { rateHz: (spikes / neurons / (toMs - fromMs)) * 1000, cv: mean(variations), correlation };
}

/** What the means of two samples may be apart by chance, four times, and half a per cent for grids and rounding. */
export const margin = (peers: readonly number[], seeds: number): number =>
  4 * deviation(peers) * Math.sqrt(1 / seeds + 1 / peers.length) + 0.005 * Math.abs(mean(peers));

// Rate, regularity and correlation of whole networks against ten seeds of Brian 2's, see scripts/record/networks_brian2.py.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { networkOf, specifications } from '../../../bench/networks.mjs';
import { type Recording } from '../../../src/sim/recording';
import { simulate } from '../../../src/sim/simulate';

type Measured = Readonly<Record<'rateHz' | 'cv' | 'correlation', number>>;
type Recorded = Readonly<Record<keyof Measured, readonly number[]>>;

const [fromMs, toMs, binMs] = [200, 1000, 5];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** As the recording script does. */
function measure({ times, ids, populations }: Recording): Measured {
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

describe('a network fires as in Brian 2', () => {
  const recorded = JSON.parse(readFileSync('test/recordings/networks.json', 'utf8')) as Record<string, Recorded>;
  for (const name of ['cuba', 'coba', 'brunelFifth']) {
    test(specifications[name].name as string, () => {
      const found = [1, 2, 3].map((seed) => measure(simulate(networkOf(specifications[name]), { ms: toMs, seed })));
      for (const key of ['rateHz', 'cv', 'correlation'] as const) {
        const peers = recorded[name]?.[key] ?? [];
        assert.equal(peers.length, 10);
        const ours = mean(found.map((each) => each[key]));
        // Of three seeds' mean against ten seeds: four times what it may be off by chance, and half a per cent for grids and rounding.
        const margin = 4 * deviation(peers) * Math.sqrt(1 / 3 + 1 / 10) + 0.005 * Math.abs(mean(peers));
        assert.ok(Math.abs(ours - mean(peers)) < margin, `${key} is ${ours}, not ${mean(peers)} ± ${margin}`);
      }
    });
  }
});

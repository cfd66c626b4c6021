// Weights that stream by: sums of lines, Dale's law, histograms by sign, degrees and differences, against numpy and against the whole matrix.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dale } from '../../../src/stats/dale';
import { degreeHistogram } from '../../../src/stats/degreeHistogram';
import { DifferencePictures, DifferenceTally } from '../../../src/stats/difference';
import { balanceOf, daleEitherWayOf, daleOf, degreesOf, LineTally } from '../../../src/stats/lineTally';
import { noRange, SignedHistogram, widen } from '../../../src/stats/signedHistogram';
import { signBalance } from '../../../src/stats/signBalance';
import { asSquare, rowsOfLists } from '../../../src/stats/sparseRows';
import { spectralRadius } from '../../../src/stats/spectralRadius';
import { allClose, close, numbers, recorded, type Recorded } from './_recorded';

interface Recording {
  readonly size: number;
  readonly before: Recorded;
  readonly after: Recorded;
  readonly connections: number;
  readonly lines: Record<'inDegree' | 'outDegree' | 'mixed', number[]> &
    Record<'excitation' | 'inhibition', Recorded> &
    Record<'excitatory' | 'inhibitory' | 'violations' | 'violatingPart' | 'radius', number>;
  readonly histograms: {
    readonly bins: number;
    readonly zeros: number;
    readonly linear: { readonly edges: Recorded; readonly positive: number[]; readonly negative: number[] };
    readonly log: { readonly edges: Recorded; readonly positive: number[]; readonly negative: number[] };
  };
  readonly difference: Record<
    'changed' | 'turned' | 'added' | 'removed' | 'correlation' | 'mean' | 'rms' | 'greatest' | 'relative',
    number
  > & { readonly most: [number, number][] };
}

const peer = recorded<Recording>('weights');
const { size } = peer;
const [before, after] = [numbers(peer.before), numbers(peer.after)];
/** Every connection, in an order that is none. */
const list = (() => {
  const places = [...before.keys()]
    .filter((at) => before[at] !== 0)
    .sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009));
  return {
    rows: places.map((at) => Math.floor(at / size)),
    columns: places.map((at) => at % size),
    values: places.map((at) => before[at] as number),
  };
})();

describe('sums along rows and columns, against numpy', () => {
  const tally = new LineTally(size, size);
  for (let row = 0; row < size; row += 7) {
    const height = Math.min(7, size - row);
    tally.addBlock(row, 0, height, size, before.subarray(row * size, (row + height) * size));
  }

  test('are the same from blocks and from a list', () => {
    const listed = new LineTally(size, size);
    listed.addList(list.rows, list.columns, list.values);
    assert.equal(listed.connections, peer.connections);
    assert.deepEqual(listed.rows.positiveCount, tally.rows.positiveCount);
    allClose(listed.columns.negative, [...tally.columns.negative], 'columns', 1e-12);
  });

  test('give degrees and balance', () => {
    assert.deepEqual([...degreesOf(tally.rows)], peer.lines.inDegree);
    assert.deepEqual([...degreesOf(tally.columns)], peer.lines.outDegree);
    allClose(tally.rows.positive, peer.lines.excitation, 'excitation');
    allClose(
      tally.rows.negative.map((sum) => -sum),
      peer.lines.inhibition,
      'inhibition',
    );
    const whole = signBalance({ values: before, rows: size, columns: size }).rows;
    close(balanceOf(tally.rows).meanBalance, whole.meanBalance as number, 'balance');
  });

  test('tell Dale’s law as the whole matrix does, and who breaks it', () => {
    const law = daleOf(tally.columns, 'columns');
    const { excitatory, inhibitory, violations, violatingPart, mixed } = peer.lines;
    assert.deepEqual([law.excitatory, law.inhibitory, law.violations], [excitatory, inhibitory, violations]);
    close(law.violatingPart, violatingPart, 'part');
    assert.deepEqual(
      law.mixed.map(({ sender }) => sender).sort((a, b) => a - b),
      mixed,
    );
    const whole = dale({ values: before, rows: size, columns: size }, 'columns');
    assert.deepEqual([law.silent, law.violations], [whole.silent, whole.violations]);
    assert.deepEqual(
      law.mixed.map(({ part }) => part),
      law.mixed.map(({ part }) => part).sort((a, b) => b - a),
    );
    assert.equal(daleEitherWayOf(tally).presynaptic, 'columns');
  });

  test('count neither NaN nor infinite entries nor zeros', () => {
    const strange = new LineTally(2, 2);
    strange.addBlock(0, 0, 2, 2, [NaN, Infinity, 0, -1]);
    assert.equal(strange.connections, 1);
    assert.deepEqual([...degreesOf(strange.rows)], [0, 1]);
  });
});

describe('histograms by sign, against numpy', () => {
  const { bins, linear, log, zeros } = peer.histograms;
  const histogram = new SignedHistogram(widen(noRange, before), bins);
  histogram.add(before.subarray(0, 500));
  histogram.add(before.subarray(500));

  test('on a linear axis that reaches to zero', () => {
    allClose(histogram.linear?.edges ?? [], linear.edges, 'edges');
    assert.deepEqual([...(histogram.linear?.positive ?? [])], linear.positive);
    assert.deepEqual([...(histogram.linear?.negative ?? [])], linear.negative);
    assert.equal(histogram.zeros, zeros);
  });

  test('by size on a logarithmic one', () => {
    allClose(histogram.log?.edges ?? [], log.edges, 'edges');
    assert.deepEqual([...(histogram.log?.positive ?? [])], log.positive);
    assert.deepEqual([...(histogram.log?.negative ?? [])], log.negative);
  });

  test('of one number have it in one bin, and of none nothing', () => {
    const single = new SignedHistogram(widen(noRange, [-2, -2, 0]), 8);
    single.add([-2, -2, 0, NaN]);
    const sum = (counts: ArrayLike<number> = []): number => Array.from(counts).reduce((all, count) => all + count, 0);
    assert.deepEqual([sum(single.linear?.negative), sum(single.log?.negative)], [2, 2]);
    assert.deepEqual([single.zeros, single.nonFinite], [1, 1]);
    const none = new SignedHistogram(widen(noRange, [0, NaN]), 8);
    none.add([0, NaN]);
    assert.equal(none.linear, null);
    assert.equal(none.zeros, 1);
  });
});

describe('degrees', () => {
  test('are whole numbers in bins of one width, and none apart', () => {
    const { none, mean, sd, first, width, counts, most } = degreeHistogram([0, 2, 2, 3, 5]);
    assert.deepEqual([none, mean, first, width, most], [1, 2.4, 2, 1, 5]);
    close(sd, Math.sqrt(2.64), 'sd');
    assert.deepEqual([...counts], [2, 1, 0, 1]);
  });

  test('over a wide range are gathered, and all are counted', () => {
    const degrees = Array.from({ length: 1000 }, (_, k) => k + 1);
    const { counts, width, first } = degreeHistogram(degrees, 60);
    assert.deepEqual([first, width, counts.length], [1, 17, 59]);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      1000,
    );
  });

  test('of neurons without a connection are no bins', () => {
    assert.deepEqual([...degreeHistogram([0, 0]).counts], []);
    assert.equal(degreeHistogram([]).mean, 0);
  });
});

describe('connections by rows', () => {
  test('are in order, and those between the same two neurons are added up', () => {
    const { offsets, columns, values } = rowsOfLists(3, 4, () => [
      { rows: [2, 0, 2], columns: [3, 1, 0], values: [5, 1, 2] },
      { rows: [2, 0], columns: [3, 1], values: [-1, 0.5] },
    ]);
    assert.deepEqual([...offsets], [0, 1, 1, 3]);
    assert.deepEqual([...columns], [1, 0, 3]);
    assert.deepEqual([...values], [1.5, 2, 4]);
  });

  test('have the spectral radius that numpy finds', () => {
    const rows = rowsOfLists(size, size, () => [list]);
    close(spectralRadius(asSquare(rows)).value, peer.lines.radius, 'radius', 1e-6);
  });

  test('outside of the rows are refused', () => {
    assert.throws(() => rowsOfLists(2, 2, () => [{ rows: [2], columns: [0], values: [1] }]), /row 2 is outside/);
  });
});

describe('differences, against numpy', () => {
  const tally = new DifferenceTally();
  const half = 17 * size;
  tally.add(before.subarray(0, half), after.subarray(0, half), (k) => [Math.floor(k / size), k % size]);
  tally.add(before.subarray(half), after.subarray(half), (k) => [17 + Math.floor(k / size), k % size]);
  const { figures } = tally;

  test('have its figures', () => {
    const { changed, turned, correlation, mean, rms, greatest, relative } = peer.difference;
    assert.deepEqual([figures.compared, figures.changed, figures.turned], [size * size, changed, turned]);
    close(figures.correlation, correlation, 'correlation');
    close(figures.mean, mean, 'mean', 1e-8);
    close(figures.rms, rms, 'rms');
    close(figures.greatest, greatest, 'greatest');
    close(figures.relative, relative, 'relative');
  });

  test('tell what moved most, first', () => {
    assert.deepEqual(
      figures.most.slice(0, 5).map(({ row, column }) => [row, column]),
      peer.difference.most,
    );
    assert.equal(figures.most.length, 50);
  });

  test('are all in the pictures', () => {
    const pictures = new DifferencePictures(tally.ranges, 16, 12);
    pictures.add(before, after);
    const sum = (counts: ArrayLike<number> = []): number => Array.from(counts).reduce((all, count) => all + count, 0);
    const { linear, log, meeting, unchanged } = pictures;
    assert.equal(sum(linear?.positive) + sum(linear?.negative), peer.difference.changed);
    assert.equal(sum(log?.positive) + sum(log?.negative), peer.difference.changed);
    assert.equal(unchanged, size * size - peer.difference.changed);
    assert.equal(sum(meeting.counts), size * size);
  });

  test('leave out what is not finite on either side', () => {
    const strange = new DifferenceTally();
    strange.add([1, NaN, 2, Infinity], [1, 1, NaN, 1], (k) => [0, k]);
    assert.deepEqual([strange.figures.compared, strange.figures.leftOut, strange.figures.changed], [1, 3, 0]);
    assert.equal(strange.figures.correlation, null);
  });

  test('of nothing are not known', () => {
    const { mean, rms, greatest, relative, correlation } = new DifferenceTally().figures;
    assert.deepEqual([mean, rms, greatest, relative, correlation], [null, null, null, null, null]);
  });
});

// Weights in depth, two files held against each other, and the projections of a network as the simulator builds them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { openData } from '../../../src/data/open';
import { findWeights } from '../../../src/data/weights/find';
import { matrixSource } from '../../../src/data/weights/matrices';
import { piecesOf, type WeightSource } from '../../../src/data/weights/source';
import { differenceOf, matchWeights } from '../../../src/diagnose/weights/compare';
import { detailOf } from '../../../src/diagnose/weights/detail';
import { edgeTypeNames, readEdgeTypes } from '../../../src/diagnose/weights/edgeTypes';
import { likeliestOf } from '../../../src/diagnose/weights/likeliest';
import { overviewOf } from '../../../src/diagnose/weights/overview';
import { projectionWeights } from '../../../src/diagnose/weights/projections';
import { numbersInMemory } from '../../../src/data/unread';
import { tools, withFile } from '../data/_files';
import { network, population, projection, quantity } from '../sim/_networks';
import { close, numbers, recorded, type Recorded } from '../stats/_recorded';

interface Recording {
  readonly size: number;
  readonly before: Recorded;
  readonly lines: { readonly radius: number; readonly violations: number; readonly mixed: number[] };
  readonly difference: Record<'added' | 'removed' | 'changed' | 'correlation', number>;
  readonly radiusAfter: number;
}
const peer = recorded<Recording>('weights');

const sourcesOf = <Result>(
  name: string,
  use: (sources: readonly WeightSource[]) => Result | Promise<Result>,
): Promise<Result> =>
  withFile(`test/fixtures/weights/${name}`, async (bytes) =>
    use(findWeights(await openData(bytes, tools, name)).sources),
  );

const matrix = (path: string, rows: number, columns: number, values: ArrayLike<number>): WeightSource =>
  matrixSource(numbersInMemory(path, [rows, columns], 'float64', Float64Array.from(values)));

describe('weights in depth, against numpy', () => {
  for (const name of ['before.npz', 'rows.npz', 'connections.csv'])
    test(`of ${name}`, () =>
      sourcesOf(name, ([source]) => {
        const { lines, spectrum, figures } = detailOf(source as WeightSource, { presynaptic: 'columns' });
        assert.equal(lines?.violations, peer.lines.violations);
        assert.deepEqual(
          lines?.mixed.map(({ sender }) => sender).sort((a, b) => a - b),
          peer.lines.mixed,
        );
        close(spectrum.radius?.value, peer.lines.radius, 'radius', 1e-9);
        assert.equal(spectrum.eigenvalues?.re.length, peer.size);
        close(
          Math.hypot(spectrum.eigenvalues?.re[0] ?? 0, spectrum.eigenvalues?.im[0] ?? 0),
          peer.lines.radius,
          'first',
        );
        assert.equal(figures.connections, numbers(peer.before).filter(Boolean).length);
      }));

  test('what leads from one set of neurons to another has no spectrum, and what is not finite says so', () => {
    const oblong = detailOf(matrix('W_in', 2, 3, [1, 2, 3, -4, 0, 6]));
    assert.deepEqual([oblong.spectrum.radius, oblong.spectrum.unknown], [null, null]);
    assert.deepEqual([oblong.figures.zeros, oblong.figures.negative.count], [1, 1]);
    const strange = detailOf(matrix('W', 2, 2, [1, NaN, 0, Infinity]));
    assert.match(strange.spectrum.unknown ?? '', /2 of its entries are not finite/);
  });

  test('side by side share their bins', () => {
    const { linear, log, figures } = overviewOf([matrix('a', 2, 2, [1, 2, 3, 4]), matrix('b', 2, 2, [-8, 0, 0, 0.5])]);
    assert.deepEqual([linear?.edges[0], linear?.edges.at(-1)], [-8, 4]);
    assert.deepEqual([log?.edges[0], log?.edges.at(-1)], [0.5, 8]);
    assert.deepEqual(
      figures.map(({ connections }) => connections),
      [4, 2],
    );
    const sum = (counts?: Float64Array): number =>
      (counts ?? new Float64Array()).reduce((all, count) => all + count, 0);
    assert.deepEqual([sum(linear?.positive[0]), sum(linear?.positive[1]), sum(linear?.negative[1])], [4, 1, 1]);
  });

  test('begin with the recurrent ones', () => {
    const [a, b] = [matrix('W_in', 9, 4, new Float64Array(36)), matrix('rnn.W_rec', 4, 4, new Float64Array(16))];
    assert.equal(likeliestOf([a, b]), 'rnn.W_rec');
    assert.equal(likeliestOf([]), null);
  });
});

describe('two files', () => {
  test('are matched by name, by the last part of it, and by a shape that only two have', () => {
    const one = [
      matrix('a/W', 2, 2, [1, 2, 3, 4]),
      matrix('V', 3, 2, [1, 2, 3, 4, 5, 6]),
      matrix('U', 2, 5, new Float64Array(10)),
    ];
    const other = [
      matrix('module/W', 2, 2, [1, 2, 3, 5]),
      matrix('X', 3, 2, [1, 2, 3, 4, 5, 6]),
      matrix('U', 5, 2, new Float64Array(10)),
    ];
    const { pairs, onlyBefore, onlyAfter } = matchWeights(one, other);
    assert.deepEqual(
      pairs.map(({ before, after, how }) => [before, after, how]),
      [
        ['a/W', 'module/W', 'last'],
        ['V', 'X', 'shape'],
      ],
    );
    assert.deepEqual([onlyBefore[0]?.path, onlyAfter[0]?.rows], ['U', 5]);
  });

  test('of the same name and shape are held against each other as numpy does', () =>
    sourcesOf('before.npz', (before) =>
      sourcesOf('after.npz', (after) => {
        const find = (sources: readonly WeightSource[], path: string): WeightSource =>
          sources.find((each) => each.path === path) as WeightSource;
        const { figures, radius, added, removed, read, of } = differenceOf(
          find(before, 'W_rec'),
          find(after, 'model/W_rec'),
        );
        assert.deepEqual(
          [added, removed, figures.changed],
          [peer.difference.added, peer.difference.removed, peer.difference.changed],
        );
        assert.equal(read, of);
        close(figures.correlation, peer.difference.correlation, 'correlation');
        close(radius?.before.value, peer.lines.radius, 'before');
        close(radius?.after.value, peer.radiusAfter, 'after');
      }),
    ));

  test('of connections are compared pair by pair, whatever their ids begin with', () =>
    sourcesOf('connections.csv', ([listed]) =>
      sourcesOf('rows.npz', ([sparse]) => {
        const { figures, added, removed } = differenceOf(listed as WeightSource, sparse as WeightSource);
        // Neuron 1 of the one list has no partner at the end of the other: they are numbered apart.
        assert.ok(figures.changed > 0 && added > 0 && removed > 0);
        const same = differenceOf(listed as WeightSource, listed as WeightSource);
        assert.deepEqual([same.figures.changed, same.added, same.removed], [0, 0, 0]);
      }),
    ));

  test('of different shapes are refused', () => {
    assert.throws(
      () => differenceOf(matrix('a', 2, 2, [1, 2, 3, 4]), matrix('a', 2, 3, [1, 2, 3, 4, 5, 6])),
      /different shapes/,
    );
  });
});

describe('the table of edge types', () => {
  test('says what a type joins, its weight, and whether it inhibits', () => {
    const types = readEdgeTypes(readFileSync('test/fixtures/weights/cells_edge_types.csv', 'utf8'));
    assert.deepEqual(types.get(100), { label: "ei=='e' → *", weight: null, inhibits: false });
    assert.deepEqual(types.get(101), { label: "ei=='i' → *", weight: null, inhibits: true });
  });

  test('is looked for under the name of the edges', () => {
    assert.deepEqual(edgeTypeNames('/a/v1_v1_edges.h5'), ['v1_v1_edge_types.csv', 'edge_types.csv']);
    assert.deepEqual(edgeTypeNames('edges.h5'), ['edge_types.csv']);
  });
});

describe('the projections of a network', () => {
  const cells = [population('E', 8, 'lif-current-exp'), population('I', 4, 'lif-current-exp')];
  const rule = { kind: 'fixed-probability', probability: 0.5 } as const;
  const built = network(
    cells,
    [],
    [
      projection('E', 'I', quantity(20, 'pA')),
      projection('I', 'E', quantity(-80, 'pA'), { rule }),
      projection('I', 'E', quantity(-5, 'pA'), { rule: { kind: 'one-to-one' } }),
    ],
  );
  const entriesOf = (source: WeightSource): string[] =>
    [...piecesOf([source])].flatMap(({ piece }) =>
      piece.kind === 'list'
        ? Array.from(piece.values, (value, k) => `${piece.rows[k]} ${piece.columns[k]} ${value}`)
        : [],
    );

  test('are as the simulator builds them, by name, in the unit of the port', () => {
    const { sources } = projectionWeights(built, 1);
    assert.deepEqual(
      sources.map(({ path, rows, columns, unit }) => [path, rows, columns, unit]),
      [
        ['all projections', 12, 12, 'pA'],
        ['E → I', 4, 8, 'pA'],
        ['I → E', 8, 4, 'pA'],
        ['I → E (2)', 8, 4, 'pA'],
      ],
    );
    const [all, first, , third] = sources as [WeightSource, WeightSource, WeightSource, WeightSource];
    assert.equal(entriesOf(first).length, 32);
    assert.ok(entriesOf(first).includes('3 7 20'));
    assert.deepEqual(entriesOf(third), ['0 0 -5', '1 1 -5', '2 2 -5', '3 3 -5']);
    assert.equal(
      entriesOf(all).length,
      sources.slice(1).reduce((sum, { entries }) => sum + entries, 0),
    );
    // E is 0 to 7, I is 8 to 11: a neuron of I sends to E.
    assert.ok(entriesOf(all).includes('0 8 -5'));
  });

  test('come out the same with the same seed, and otherwise with another', () => {
    const drawn = (seed: number): string[] => entriesOf(projectionWeights(built, seed).sources[2] as WeightSource);
    assert.deepEqual(drawn(1), drawn(1));
    assert.notDeepEqual(drawn(1), drawn(2));
  });

  test('keep Dale’s law where their weights do', () => {
    const { lines } = detailOf(projectionWeights(built, 1).sources[0] as WeightSource);
    assert.deepEqual([lines?.excitatory, lines?.inhibitory, lines?.violations], [8, 4, 0]);
  });

  test('through conductances that inhibit are shown below zero', () => {
    const conducting = network(
      [population('E', 3, 'lif-cond-exp'), population('I', 3, 'lif-cond-exp')],
      [],
      [projection('I', 'E', quantity(4, 'nS'), { receptor: 'inhibitory' })],
    );
    const [only] = projectionWeights(conducting, 1).sources;
    assert.deepEqual([...new Set(entriesOf(only as WeightSource).map((each) => each.split(' ')[2]))], ['-4']);
  });
});

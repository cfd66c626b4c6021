// HDF5 and MATLAB 7.3 beyond plain numbers: texts, cells and structs by name, spikes as they were written, and what is named instead of read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { memoryBytes } from '../../../src/data/bytes';
import { type DataFile } from '../../../src/data/dataset';
import { DataError } from '../../../src/data/error';
import { openHdf5 } from '../../../src/data/hdf5';
import { spoilEndlessHeaps } from '../../../src/data/hdf5/heap';
import { inspectFile } from '../../../src/data/inspect';
import { spikesByNeuron } from '../../../src/data/spikes/byNeuron';
import { findSpikes } from '../../../src/data/spikes/find';
import { reportSpikes } from '../../../src/data/spikes/report';
import { tools, withFile } from './_files';

const folder = 'test/fixtures/data';

const withData = <Result>(name: string, use: (file: DataFile) => Result): Promise<Result> =>
  withFile(join(folder, name), async (source) => {
    const file = await openHdf5(source);
    try {
      return use(file);
    } finally {
      file.close();
    }
  });

const found = (file: DataFile, path: string) => {
  const dataset = file.find?.(path);
  assert.ok(dataset, `${path} is found`);
  return dataset;
};

describe('texts', () => {
  test('of any length and kind are read by their place', () =>
    withData('types.h5', (file) => {
      assert.deepEqual(found(file, 'named').readTexts?.(1, 3), ['axon', 'dendrite', 'spine é']);
      assert.deepEqual(found(file, 'fixed').readTexts?.(0, 9), ['one', 'two']);
      assert.deepEqual(found(file, 'table/chunked.label').readTexts?.(28, 2), ['cell28', 'cell29']);
    }));

  test('of MATLAB stand in rows', () =>
    withData('cells.mat', (file) => {
      assert.deepEqual(found(file, 'sides').readTexts?.(0, 2), ['left ', 'right']);
      assert.equal(found(file, 'session/name').text, 'spring');
    }));
});

describe('what can’t be read is named', () => {
  test('each filter by its name, with what to do', () =>
    withData('types.h5', (file) => {
      for (const [path, name] of [
        ['blosc', 'Blosc'],
        ['zstd', 'Zstandard'],
        ['lz4', 'LZ4'],
        ['bitshuffle', 'bitshuffle'],
      ] as const) {
        const dataset = found(file, path);
        assert.ok(dataset.unread?.startsWith(`compressed with ${name}, which`), path);
        assert.throws(() => dataset.read([0], [4]), DataError);
      }
      assert.match(found(file, 'outside').unread ?? '', /another file/);
    }));

  test('and what was never written, and what an enumeration and axes are called', () =>
    withData('types.h5', (file) => {
      assert.match(found(file, 'unwritten').note ?? '', /never written/);
      assert.equal(found(file, 'kind').note, '0 = excitatory, 1 = inhibitory, -7 = unsure');
      assert.equal(found(file, 'grid/values').note, 'axes x × time');
    }));
});

describe('names lead to', () => {
  const numbers = (file: DataFile, path: string): number[] => {
    const dataset = found(file, path);
    return [
      ...dataset.read(
        dataset.shape.map(() => 0),
        dataset.shape,
      ),
    ];
  };

  test('cells, structs and struct arrays as MATLAB writes them', () =>
    withData('cells.mat', (file) => {
      assert.deepEqual(numbers(file, 'mixed{3}{1}'), [7.5]);
      assert.deepEqual(numbers(file, 'mixed{4}/rate'), [3, 4]);
      assert.deepEqual(numbers(file, 'mixed{4}.rate'), [3, 4]);
      assert.deepEqual(numbers(file, 'units(2).depth'), [2.5]);
      assert.equal(found(file, 'units(1)/name').text, 'a1');
      for (const path of ['mixed{9}', 'mixed{0}', 'units(3)/name', 'nothing here', 'ring{1}{1', '', '{1}', '(1)/a'])
        assert.equal(file.find?.(path), null, path);
    }));

  test('a cell that holds itself, once', () =>
    withData('cells.mat', (file) => {
      const ring = file.datasets.filter(({ path }) => path.startsWith('ring'));
      assert.deepEqual(
        ring.map(({ path }) => path),
        ['ring'],
      );
    }));

  test('part of a table’s own axes', () =>
    withData('types.h5', (file) => {
      for (const layout of ['row', 'chunked']) {
        const position = found(file, `table/${layout}.position`);
        const whole = position.read([0, 0], [30, 3]);
        assert.deepEqual(
          [...position.read([4, 1], [2, 2])],
          [13, 14, 16, 17].map((at) => whole[at]),
        );
      }
    }));

  test('columns and blocks of numbers in a row, as of those in chunks', () =>
    withData('latest.h5', (file) => {
      const chunked = found(file, 'square');
      const whole = chunked.read([0, 0], [9, 9]);
      for (const [start, count] of [
        [
          [0, 3],
          [9, 1],
        ],
        [
          [2, 2],
          [5, 6],
        ],
        [
          [8, 8],
          [1, 1],
        ],
      ] as const) {
        const expected: (number | undefined)[] = [];
        for (let i = 0; i < count[0]; i++)
          for (let k = 0; k < count[1]; k++) expected.push(whole[(start[0] + i) * 9 + start[1] + k]);
        assert.deepEqual([...chunked.read(start, count)], expected);
      }
    }));
});

describe('spikes', () => {
  const recorded = JSON.parse(readFileSync('test/recordings/data.json', 'utf8')) as {
    spikes: Record<'sonata' | 'nwb', Record<string, number[]>>;
  };
  const trains = (file: DataFile, path: string): Record<string, number[]> => {
    const source = findSpikes(file).find((each) => each.path === path);
    assert.ok(source, path);
    const { ids, starts, times } = spikesByNeuron(source);
    return Object.fromEntries(Array.from(ids, (id, i) => [id, [...times.subarray(starts[i], starts[i + 1])]]));
  };

  test('of SONATA are those that were written, sorted by time, by neuron, and in the older form', async () => {
    await withData('sonata_spikes.h5', (file) => {
      assert.deepEqual(trains(file, 'spikes/cortex'), recorded.spikes.sonata);
      assert.deepEqual(trains(file, 'spikes/thalamus'), recorded.spikes.sonata);
      const sorted = findSpikes(file).map((each) => reportSpikes(each, false).sorted);
      assert.deepEqual(sorted, ['by time', 'by neuron']);
    });
    await withData('sonata_old.h5', (file) => assert.deepEqual(trains(file, 'spikes'), recorded.spikes.sonata));
  });

  test('of NWB are in seconds, with the unit that never fired', () =>
    withData('units.nwb', (file) => {
      assert.deepEqual(trains(file, 'units'), recorded.spikes.nwb);
      const [report] = findSpikes(file).map((each) => reportSpikes(each, true));
      assert.deepEqual([report?.timeUnit, report?.neurons, report?.spikes], ['s', 3, 65]);
      assert.deepEqual(
        report?.perNeuron?.map(({ id, spikes }) => [id, spikes]),
        [
          [101, 40],
          [105, 0],
          [109, 25],
        ],
      );
    }));
});

test('a MATLAB cell of rows that rise is a train per neuron, a cell of other things is none', () =>
  withData('cells.mat', (file) => {
    const sources = findSpikes(file);
    assert.deepEqual(
      sources.map(({ path, kind, spikes, timeUnit }) => [path, kind, spikes, timeUnit]),
      [['spikes', 'a cell of spike times', 16, null]],
    );
    const [source] = sources;
    assert.ok(source);
    const { ids, starts, times } = spikesByNeuron(source);
    assert.deepEqual(
      [[...ids], [...starts]],
      [
        [1, 2, 3],
        [0, 5, 8, 16],
      ],
    );
    assert.deepEqual([...times.subarray(5, 8)], [...found(file, 'spikes{2}').read([0, 0], [3, 1])]);
    assert.deepEqual([...source.read(4, 5).ids], [1, 2, 2, 2, 3]);
  }));

describe('an entry that is asked for', () => {
  const ask = (name: string, paths: string[], slice?: string) =>
    withFile(join(folder, name), (source) =>
      inspectFile(name, source, tools, undefined, { paths, ...(slice === undefined ? {} : { slice }) }),
    );

  test('shows its first numbers and its attributes; a slice all of its own', async () => {
    const { entries } = await ask('model.h5', ['weights/recurrent']);
    assert.deepEqual(entries[0]?.preview?.shape, [10, 10]);
    assert.deepEqual(entries[0]?.attributes, { units: 'pA' });
    const sliced = await ask('model.h5', ['weights/recurrent'], '2:20:6,-1');
    assert.deepEqual(sliced.entries[0]?.shape, [3]);
    assert.equal(sliced.entries[0]?.preview?.values.length, 3);
  });

  test('that is not there is refused, with what is alike', async () => {
    await assert.rejects(ask('model.h5', ['recurrent']), /there is no recurrent in it; there is weights\/recurrent/);
    await assert.rejects(ask('model.h5', ['weights/recurrent'], '0:3,0,0'), /has 3 parts, and the dataset 2 axes/);
  });

  test('is all of a group', async () => {
    assert.equal((await ask('model.h5', ['weights'])).entries.length, 5);
  });
});

test('heaps that the library would not come out of lose their signature, sound ones keep it', () => {
  const heap = (length: number): Uint8Array => {
    const bytes = new Uint8Array(64);
    bytes.set([0x47, 0x43, 0x4f, 0x4c, 1], 8);
    new DataView(bytes.buffer).setBigUint64(16, 56n, true);
    new DataView(bytes.buffer).setBigUint64(32, BigInt(length), true);
    spoilEndlessHeaps(bytes);
    return bytes;
  };
  assert.equal(heap(0)[8], 0);
  assert.equal(heap(0xffff_fff0)[8], 0);
  assert.equal(heap(40)[8], 0x47);
});

test('a file that is no HDF5 behind its signature is refused', async () => {
  const bytes = new Uint8Array(2048);
  bytes.set([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 512);
  await assert.rejects(openHdf5(memoryBytes(bytes)), DataError);
});

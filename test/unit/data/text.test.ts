// Tables and spike times as text: what is evidence of spikes and what is not, and tables too large to be held.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { memoryBytes } from '../../../src/data/bytes';
import { type DataFile } from '../../../src/data/dataset';
import { openData } from '../../../src/data/open';
import { findSpikes } from '../../../src/data/spikes/find';
import { NumberReader } from '../../../src/data/text/number';
import { tools } from './_files';

const folder = 'test/fixtures/formats';

const open = (content: string, name = 'data.txt'): Promise<DataFile> =>
  openData(memoryBytes(new TextEncoder().encode(content)), tools, name);

describe('spike times', () => {
  const files: readonly (readonly [string, string, 'ms' | null, number])[] = [
    ['spike_recorder-11-0.dat', 'NEST', 'ms', 40],
    ['spike_detector-11-0.gdf', 'NEST', 'ms', 40],
    ['pynn.ras', 'PyNN', 'ms', 40],
    ['sonata_spikes.csv', 'SONATA', 'ms', 40],
    ['trains.txt', 'line', null, 9],
  ];
  for (const [name, by, unit, count] of files) {
    test(`${name} offers its spikes, once, with the unit that its format tells`, async () => {
      const file = await openData(memoryBytes(readFileSync(join(folder, name))), tools, name);
      const found = findSpikes(file);
      assert.equal(found.length, 1);
      const [spikes] = found;
      assert.ok(spikes);
      assert.ok(spikes.kind.includes(by), spikes.kind);
      assert.deepEqual([spikes.timeUnit, spikes.spikes], [unit, count]);
      const { times, ids } = spikes.read(0, count);
      assert.deepEqual([times.length, ids.length], [count, count]);
      assert.deepEqual([...spikes.read(2, 3).times], [...times.slice(2, 5)]);
    });
  }

  test('a silent neuron has its empty line', async () => {
    const [spikes] = findSpikes(await open('1 2 3\n\n2 4\n5 6 7 8\n\n'));
    assert.deepEqual([...(spikes?.neurons?.() ?? [])], [0, 1, 2, 3, 4]);
    assert.deepEqual([...(spikes?.read(0, 9).ids ?? [])], [0, 0, 0, 2, 2, 3, 3, 3, 3]);
  });

  test('two columns that nothing calls spikes are a table', async () => {
    const rows = '1 0.5\n2 1.5\n1 2.5\n';
    assert.equal((await open(rows, 'xy.dat')).format, 'table of text');
    assert.equal((await open(rows, 'spikes-5-0.gdf')).format, 'spike times (NEST)');
    // Backwards in time: no recorder writes so.
    assert.equal((await open('1 9.5\n2 4.5\n1 2.5\n', 'spikes-5-0.gdf')).format, 'table of text');
  });

  test('a membrane recorded by NEST or PyNN is a table', async () => {
    const nest =
      '# NEST version: 3.4\n# RecordingBackendASCII version: 2\nsender\ttime_ms\tV_m\n1\t0.1\t-70\n1\t0.2\t-69\n';
    assert.equal((await open(nest)).format, 'table of text');
    const pynn = '# variable = v\n# first_id = 0\n# last_id = 3\n# dt = 0.1\n-65.0 0\n-64.0 1\n';
    assert.equal((await open(pynn)).format, 'table of text');
  });

  test('rows of as many numbers each are a table, rising or not', async () => {
    assert.equal((await open('1 2 3\n4 5 6\n7 8 9\n')).format, 'table of text');
  });
});

describe('a number in a field', () => {
  const read = (text: string, decimal: '.' | ',' = '.'): [number, string] => {
    const reader = new NumberReader(decimal);
    const bytes = new TextEncoder().encode(text);
    return [reader.read(bytes, 0, bytes.length), reader.kind];
  };

  test('is as exact as JavaScript reads it', () => {
    const texts = [
      '0',
      '-0.1',
      '+3',
      '1e-7',
      '123456789012345678',
      '0.30000000000000004',
      '1.7976931348623157e308',
      '5e-324',
      '.5',
      '7.',
      '2.5E+03',
      '1e22',
      '1e23',
      '8.5e-23',
    ];
    for (const text of texts) assert.deepEqual(read(text), [Number(text), 'number'], text);
    assert.deepEqual(read('1.5D2'), [150, 'number']);
    assert.deepEqual(read('-1,25', ','), [-1.25, 'number']);
    assert.deepEqual(read('-inf'), [-Infinity, 'number']);
  });

  test('or none', () => {
    for (const text of ['', ' ', 'NA', 'nan', 'None', '-']) assert.equal(read(text)[1], 'missing', text);
    for (const text of ['1,25', '1.2.3', '12a', 'e5', '--1', '0x10', '1e', '2020-01-01'])
      assert.equal(read(text)[1], 'text', text);
  });
});

test('a table too large to be held is read again, and gives the same numbers', async () => {
  const columns = 24;
  const rows = 360_000;
  const names = Array.from({ length: columns }, (_, i) => `c${i}`).join(',');
  const block = Array.from({ length: 1000 }, (_, row) => Array.from({ length: columns }, (_, i) => row + i).join(','));
  const text = `${names}\n${`${block.join('\n')}\n`.repeat(rows / 1000)}`;
  const { datasets } = await open(text, 'large.csv');
  const third = datasets[3];
  assert.deepEqual([datasets.length, third?.shape], [columns, [rows]]);
  for (const [start, count] of [
    [0, 5],
    [rows - 5, 5],
    [123_456, 3],
  ] as const) {
    const expected = Array.from({ length: count }, (_, i) => ((start + i) % 1000) + 3);
    assert.deepEqual([...(third?.read([start], [count]) ?? [])], expected);
  }
});

// Spikes in any file: which columns they are, in what unit and who says so, and their order by neuron.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dataset } from '../../../src/data/dataset';
import { spikesByNeuron } from '../../../src/data/spikes/byNeuron';
import { findSpikes } from '../../../src/data/spikes/find';

interface Column {
  readonly numbers: readonly number[];
  readonly unit?: string;
  readonly shape?: readonly number[];
}

const file = (columns: Record<string, readonly number[] | Column>) => ({
  format: 'test',
  notes: [],
  close: () => undefined,
  datasets: Object.entries(columns).map(([path, given]): Dataset => {
    const { numbers, unit, shape = [numbers.length] }: Column = 'numbers' in given ? given : { numbers: given };
    const long = Math.max(
      0,
      shape.findIndex((length) => length !== 1),
    );
    return {
      path,
      shape,
      dtype: 'float64',
      ...(unit === undefined ? {} : { unit }),
      filters: [],
      unread: null,
      layout: { chunk: null, fastest: 'last' },
      read: (start, count) => Float64Array.from(numbers).subarray(start[long], (start[long] ?? 0) + (count[long] ?? 0)),
    };
  }),
});

const only = (columns: Record<string, readonly number[] | Column>) => {
  const found = findSpikes(file(columns));
  assert.equal(found.length, 1);
  const [source] = found;
  assert.ok(source);
  return source;
};

const byNeuron = (source: ReturnType<typeof only>) => {
  const { ids, starts, times } = spikesByNeuron(source);
  return [...ids].map((id, i) => [id, [...times.subarray(starts[i], starts[i + 1])]]);
};

describe('spikes are found', () => {
  test('in SONATA, by population, in ms unless the file says otherwise', () => {
    const found = findSpikes(
      file({
        'spikes/exc/timestamps': [3, 1, 2],
        'spikes/exc/node_ids': [7, 7, 0],
        'spikes/inh/timestamps': { numbers: [0.5, 0.25], unit: 'seconds' },
        'spikes/inh/node_ids': [1, 1],
      }),
    );
    assert.deepEqual(
      found.map(({ path, kind, timeUnit, spikes }) => [path, kind, timeUnit, spikes]),
      [
        ['spikes/exc', 'SONATA spikes', 'ms', 3],
        ['spikes/inh', 'SONATA spikes', 's', 2],
      ],
    );
    assert.match(found[0]?.because ?? '', /SONATA/);
    assert.match(found[1]?.because ?? '', /"seconds" that spikes\/inh\/timestamps/);
    assert.ok(found[0]);
    assert.deepEqual(byNeuron(found[0]), [
      [0, [2]],
      [7, [1, 3]],
    ]);
  });

  test('in the older SONATA without populations', () => {
    const source = only({ 'spikes/timestamps': { numbers: [1, 2], unit: 'milliseconds' }, 'spikes/gids': [5, 4] });
    assert.deepEqual([source.path, source.timeUnit], ['spikes', 'ms']);
    assert.deepEqual(byNeuron(source), [
      [4, [2]],
      [5, [1]],
    ]);
  });

  test('in NWB, with the units that never fired', () => {
    const source = only({
      'units/spike_times': [0.1, 0.2, 0.05, 0.3],
      'units/spike_times_index': [2, 2, 4],
      'units/id': [10, 11, 12],
    });
    assert.deepEqual([source.path, source.kind, source.timeUnit, source.spikes], ['units', 'NWB units', 's', 4]);
    assert.deepEqual(byNeuron(source), [
      [10, [0.1, 0.2]],
      [11, []],
      [12, [0.05, 0.3]],
    ]);
    assert.deepEqual([...source.read(1, 2).ids], [10, 12]);
  });

  test('in columns by their names', () => {
    assert.equal(only({ 'events/times': [1, 2], 'events/senders': [3, 4] }).timeUnit, 'ms');
    assert.equal(only({ 'simData/spkt': [1, 2], 'simData/spkid': [3, 4] }).timeUnit, 'ms');
    assert.equal(only({ t: [1, 2], i: [3, 4] }).timeUnit, null);
    assert.equal(only({ spike_times_s: [1, 2], neuron_ids: [3, 4] }).timeUnit, 's');
    assert.match(only({ spike_times_s: [1, 2], neuron_ids: [3, 4] }).because, /the name spike_times_s/);
    assert.equal(only({ 'table.time': { numbers: [1, 2], unit: 'us' }, 'table.id': [3, 4] }).path, 'table');
  });

  test('in rows and columns of a matrix of one line, as MATLAB and numpy save them', () => {
    const source = only({
      times: { numbers: [2, 1, 3], shape: [1, 3] },
      ids: { numbers: [1, 1, 2], shape: [3, 1] },
    });
    assert.deepEqual(byNeuron(source), [
      [1, [1, 2]],
      [2, [3]],
    ]);
  });
});

describe('no spikes are found', () => {
  const none: readonly (readonly [string, Record<string, readonly number[] | Column>])[] = [
    ['where the lengths differ', { times: [1, 2, 3], ids: [1, 2] }],
    ['where the ids are no whole numbers', { t: [1, 2], i: [0.5, 2] }],
    ['where an id is negative', { times: [1, 2], ids: [-1, 2] }],
    ['where two columns might be the times', { times: [1, 2], timestamps: [3, 4], ids: [1, 2] }],
    ['across groups', { 'a/times': [1, 2], 'b/ids': [1, 2] }],
    ['in matrices', { times: { numbers: [1, 2, 3, 4], shape: [2, 2] }, ids: { numbers: [1, 2, 3, 4], shape: [2, 2] } }],
    ['in a single row', { times: [5], ids: [1] }],
    ['where the index of NWB falls', { 'units/spike_times': [1, 2, 3], 'units/spike_times_index': [2, 1] }],
    ['where the index of NWB points outside', { 'units/spike_times': [1, 2, 3], 'units/spike_times_index': [2, 9] }],
    ['in times alone', { 'spikes/exc/timestamps': [1, 2] }],
    ['in traces', { time: [0, 1, 2], v: [-65, -64, -65] }],
  ];
  for (const [name, columns] of none) test(name, () => assert.deepEqual(findSpikes(file(columns)), []));
});

test('ids that a file tells twice do not mix their neurons up', () => {
  const source = {
    path: 'x',
    kind: 'test',
    timeUnit: null,
    because: '',
    spikes: 3,
    neurons: () => Float64Array.of(4, 4, 9),
    read: () => ({ times: Float64Array.of(1, 2, 3), ids: Float64Array.of(4, 9, 4) }),
  } as const;
  assert.deepEqual(byNeuron(source), [
    [4, [1, 3]],
    [9, [2]],
  ]);
});

// Slices as numpy takes them, and percentiles of awkward numbers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dataset } from '../../../src/data/dataset';
import { DataError } from '../../../src/data/error';
import { measure } from '../../../src/data/measure';
import { sliceOf } from '../../../src/data/slice';

/** The value tells the index: 100 i + 10 j + k. */
const cube = (shape: readonly [number, number, number]): Dataset => ({
  path: 'cube',
  shape,
  dtype: 'float64',
  filters: [],
  unread: null,
  layout: { chunk: null, fastest: 'last' },
  read([i = 0, j = 0, k = 0], [a = 0, b = 0, c = 0]) {
    const values: number[] = [];
    for (let x = i; x < i + a; x++)
      for (let y = j; y < j + b; y++) for (let z = k; z < k + c; z++) values.push(100 * x + 10 * y + z);
    return Float64Array.from(values);
  },
});

const all = (dataset: Dataset): number[] => [
  ...dataset.read(
    dataset.shape.map(() => 0),
    dataset.shape,
  ),
];

describe('a slice', () => {
  // numpy: np.fromfunction(lambda i, j, k: 100*i + 10*j + k, (4, 3, 5))[slice]
  const cases: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['1,2,3', [], [123]],
    ['-1,-1,-1', [], [324]],
    ['0:2,1,3:', [2, 2], [13, 14, 113, 114]],
    ['::3,0,::2', [2, 3], [0, 2, 4, 300, 302, 304]],
    ['...,4', [4, 3], [4, 14, 24, 104, 114, 124, 204, 214, 224, 304, 314, 324]],
    ['2,...', [3, 5], [200, 201, 202, 203, 204, 210, 211, 212, 213, 214, 220, 221, 222, 223, 224]],
    ['3', [3, 5], [300, 301, 302, 303, 304, 310, 311, 312, 313, 314, 320, 321, 322, 323, 324]],
    ['-2:,-1:,:1', [2, 1, 1], [220, 320]],
    ['5:,0,0', [0], []],
    ['0:99,0,0', [4], [0, 100, 200, 300]],
  ];
  for (const [text, shape, values] of cases)
    test(text, () => {
      const sliced = sliceOf(cube([4, 3, 5]), text);
      assert.deepEqual(sliced.shape, shape);
      assert.deepEqual(all(sliced), values);
    });

  test('with steps over more than is read at once is put together from its parts', () => {
    const sliced = sliceOf(cube([4000, 1, 2000]), '::1000,0,::500');
    const steps = [0, 1, 2, 3];
    assert.deepEqual(
      all(sliced),
      steps.flatMap((i) => steps.map((k) => 100_000 * i + 500 * k)),
    );
  });

  for (const text of ['4,0,0', '0,0,0,0', 'a', '0:1:0,0,0', '::-1', '1.5', '...,...', '', '0:1:1:1'])
    test(`"${text}" is refused`, () => assert.throws(() => sliceOf(cube([4, 3, 5]), text), DataError));
});

describe('percentiles', () => {
  const of = (values: Float64Array): readonly number[] | null => {
    const dataset: Dataset = {
      ...cube([1, 1, 1]),
      shape: [values.length],
      read: ([start = 0], [count = 0]) => values.subarray(start, start + count),
    };
    return measure(dataset, 50, () => undefined).percentiles;
  };
  /** By sorting, interpolated linearly. */
  const sorted = (values: Float64Array): number[] => {
    const order = values.filter(Number.isFinite).sort();
    return [1, 5, 25, 50, 75, 95, 99].map((percentile) => {
      const place = (percentile / 100) * (order.length - 1);
      const [a, b] = [order[Math.floor(place)] ?? 0, order[Math.ceil(place)] ?? 0];
      return a + (b - a) * (place - Math.floor(place));
    });
  };
  const near = (values: Float64Array): void => {
    const expected = sorted(values);
    of(values)?.forEach((value, i) => {
      const wanted = expected[i] ?? NaN;
      assert.ok(Math.abs(value - wanted) <= 1e-12 * Math.max(1e-3, Math.abs(wanted)), `${value}, not ${wanted}`);
    });
    assert.ok(of(values));
  };

  test('of two values, of one far off, of very many alike', () => {
    near(Float64Array.from({ length: 1000 }, (_, i) => (i % 3 === 0 ? 1 : 0)));
    near(Float64Array.from({ length: 3_000_000 }, (_, i) => (i === 17 ? 1e30 : Math.sin(i))));
    near(Float64Array.from({ length: 2_500_000 }, (_, i) => (i % 50 === 0 ? i : 5)));
  });

  test('leave out what is not finite', () => {
    near(Float64Array.of(3, NaN, 1, Infinity, 2, -Infinity));
  });
});

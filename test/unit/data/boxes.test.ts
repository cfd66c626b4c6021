// Boxes and slices: every element once, in an order that suits the file, and any slice of any layout right.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boxes } from '../../../src/data/boxes';
import { memoryBytes } from '../../../src/data/bytes';
import { type Layout } from '../../../src/data/dataset';
import { RunningFigures, RunningHistogram } from '../../../src/data/figures';
import { decode } from '../../../src/data/numbers';
import npy from '../../../src/data/readers/npy';
import { tools } from './_files';

const row: Layout = { chunk: null, fastest: 'last' };

describe('boxes', () => {
  const cases: readonly (readonly [readonly number[], Layout, number])[] = [
    [[7, 5, 3], row, 4],
    [[7, 5, 3], row, 20],
    [[7, 5, 3], row, 1000],
    [[7, 5, 3], { chunk: null, fastest: 'first' }, 12],
    [[10, 10], { chunk: [4, 3], fastest: 'last' }, 12],
    [[10, 10], { chunk: [4, 3], fastest: 'last' }, 1],
    [[9], { chunk: [100], fastest: 'last' }, 5],
    [[], row, 5],
  ];
  for (const [shape, layout, limit] of cases) {
    test(`of ${shape.join(' × ') || 'a scalar'}, ${limit} at a time, chunks ${layout.chunk?.join(' × ')}, cover each element once`, () => {
      const seen = new Map<string, number>();
      const chunk = (layout.chunk ?? []).reduce((product, length) => product * length, 1);
      for (const { start, count } of boxes(shape, layout, limit)) {
        const volume = count.reduce((product, length) => product * length, 1);
        assert.ok(volume > 0 && volume <= Math.max(limit, chunk));
        layout.chunk?.forEach((length, axis) =>
          assert.equal((start[axis] ?? 0) % length, 0, 'a box begins with a chunk'),
        );
        for (let i = 0; i < volume; i++) {
          let rest = i;
          const index = [...count].reverse().map((length, k) => {
            const at = (start[count.length - 1 - k] ?? 0) + (rest % length);
            rest = Math.floor(rest / length);
            return at;
          });
          seen.set(index.join(), (seen.get(index.join()) ?? 0) + 1);
        }
      }
      assert.equal(
        seen.size,
        shape.reduce((product, length) => product * length, 1),
      );
      assert.ok([...seen.values()].every((times) => times === 1));
    });
  }

  test('of nothing are none', () => {
    assert.deepEqual([...boxes([0, 5], row, 10)], []);
  });
});

describe('slices of a .npy file', () => {
  const shape = [4, 3, 5];
  /** The value tells the index: 100 i + 10 j + k. */
  const file = async (columns: boolean) => {
    const values = new Float64Array(60);
    for (let n = 0; n < 60; n++) {
      const [i, j, k] = [Math.floor(n / 15), Math.floor(n / 5) % 3, n % 5];
      values[columns ? i + 4 * j + 12 * k : n] = 100 * i + 10 * j + k;
    }
    const header = `{'descr': '<f8', 'fortran_order': ${columns ? 'True' : 'False'}, 'shape': (4, 3, 5), }\n`;
    const head = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`, 'latin1');
    const opened = await npy.open(memoryBytes(Buffer.concat([head, Buffer.from(values.buffer)])), tools, '');
    const [dataset] = opened.datasets;
    assert.ok(dataset);
    assert.deepEqual(dataset.shape, shape);
    return dataset;
  };
  for (const columns of [false, true]) {
    for (const [start, count] of [
      [
        [0, 0, 0],
        [4, 3, 5],
      ],
      [
        [1, 0, 0],
        [2, 3, 5],
      ],
      [
        [1, 1, 2],
        [2, 2, 3],
      ],
      [
        [3, 2, 4],
        [1, 1, 1],
      ],
      [
        [0, 1, 0],
        [4, 1, 5],
      ],
      [
        [0, 0, 0],
        [0, 3, 5],
      ],
    ] as const) {
      test(`${columns ? 'by columns' : 'by rows'} from ${start.join()} of ${count.join()}`, async () => {
        const expected: number[] = [];
        for (let i = 0; i < count[0]; i++)
          for (let j = 0; j < count[1]; j++)
            for (let k = 0; k < count[2]; k++) expected.push(100 * (start[0] + i) + 10 * (start[1] + j) + start[2] + k);
        assert.deepEqual([...(await file(columns)).read(start, count)], expected);
      });
    }
  }
});

describe('numbers', () => {
  test('are decoded from any type, order and alignment', () => {
    const bytes = new Uint8Array(9);
    new DataView(bytes.buffer).setFloat64(1, -1.5, true);
    assert.deepEqual([...decode(bytes.subarray(1), 'float64')], [-1.5]);
    assert.deepEqual([...decode(Uint8Array.of(0x01, 0x02), 'int16', false)], [0x0102]);
    assert.deepEqual([...decode(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 'int64')], [-1]);
    assert.deepEqual([...decode(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80), 'uint64')], [2 ** 63]);
    assert.deepEqual(
      [...decode(Uint8Array.of(0x00, 0x3c, 0x01, 0x00, 0x00, 0xfc), 'float16')],
      [1, 2 ** -24, -Infinity],
    );
    assert.throws(() => decode(new Uint8Array(3), 'int16'), /no whole number/);
  });
});

describe('streamed figures', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => 1e8 + Math.sin(i) * (i % 7));
  values[17] = NaN;
  values[18] = Infinity;

  test('do not depend on where the pieces are cut', () => {
    const whole = new RunningFigures();
    whole.add(values);
    const pieces = new RunningFigures();
    for (const [from, to] of [
      [0, 1],
      [1, 17],
      [17, 19],
      [19, 19],
      [19, 1000],
    ] as const)
      pieces.add(values.subarray(from, to));
    assert.deepEqual([pieces.finite, pieces.nan, pieces.infinite], [998, 1, 1]);
    assert.deepEqual([pieces.min, pieces.max], [whole.min, whole.max]);
    assert.ok(Math.abs(pieces.mean - whole.mean) < 1e-7);
    assert.ok(Math.abs(pieces.std - whole.std) < 1e-7);
  });

  test('put values on edges where the edges are', () => {
    const histogram = new RunningHistogram(0, 0.3, 3);
    histogram.add(Float64Array.of(0, 0.1, 0.2, 0.3, 0.30000000001, -1, NaN));
    const { edges, counts } = histogram.result();
    assert.equal(edges[3], 0.3);
    // 0.1 is an edge, 0.2 lies a rounding error off its own: numpy decides by the edges, and so do we.
    assert.deepEqual(counts, [1, 0.2 < (edges[2] ?? 0) ? 2 : 1, 0.2 < (edges[2] ?? 0) ? 1 : 2]);
  });
});

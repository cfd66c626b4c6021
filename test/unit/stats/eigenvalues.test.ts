// Eigenvalues and the spectral radius against numpy, against closed forms, and against what every matrix must obey.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type SparseMatrix } from '../../../src/stats/algebra/operators';
import { type Matrix } from '../../../src/stats/arrays';
import { type Eigenvalue, modulus } from '../../../src/stats/eigenvalue';
import { eigenvalues } from '../../../src/stats/eigenvalues';
import { singularValues } from '../../../src/stats/singularValues';
import { spectralRadius } from '../../../src/stats/spectralRadius';
import { drawn, type Kind, square, turned } from './_matrices';
import { close, numbers, recorded, type Recorded } from './_recorded';

interface Recording {
  readonly small: {
    cases: { name: string; size: number; values: Recorded; re: number[]; im: number[] }[];
    defective: { size: number; values: Recorded; eigenvalue: number };
  };
  readonly large: { seed: number; size: number; kind: Kind; radius: number; trace: number; largest: number[] }[];
}

const { small, large } = recorded<Recording>('spectra');
const matrixOf = (size: number, values: Recorded): Matrix => ({ values: numbers(values), rows: size, columns: size });

/** Each of ours next to one of the peer's that no other is next to. */
function sameSet(ours: readonly Eigenvalue[], re: readonly number[], im: readonly number[], tolerance = 1e-9): void {
  assert.equal(ours.length, re.length);
  const left = new Set(re.keys());
  const size = Math.max(...re.map((each, i) => Math.hypot(each, im[i] as number)), 1e-320);
  for (const each of ours) {
    const distance = (i: number) => Math.hypot(each.re - (re[i] as number), each.im - (im[i] as number));
    const [nearest] = [...left].sort((a, b) => distance(a) - distance(b));
    assert.ok(nearest !== undefined && distance(nearest) <= tolerance * size, `${each.re} + ${each.im} i is not there`);
    left.delete(nearest);
  }
}

describe('eigenvalues, against numpy', () => {
  for (const { name, size, values, re, im } of small.cases)
    test(name, () => {
      // numpy itself is off by so much where three or more fall together.
      const tolerance = name === 'two rings and a chain' ? 1e-7 : 1e-9;
      sameSet(eigenvalues(matrixOf(size, values)), re, im, tolerance);
    });

  for (const { seed, size, kind, radius, largest, trace } of large)
    test(`${size} neurons, ${kind}`, () => {
      const found = eigenvalues(drawn(seed, size, kind));
      close(modulus(found[0] as Eigenvalue), radius);
      largest.forEach((expected, i) => close(modulus(found[i] as Eigenvalue), expected, `eigenvalue ${i}`));
      const sum = found.reduce((so, each) => so + each.re, 0);
      assert.ok(Math.abs(sum - trace) < 1e-10 * size * radius, `their sum is ${sum}, the trace ${trace}`);
    });

  test('a defective matrix is met as nearly as rounding allows', () => {
    const { size, values, eigenvalue } = small.defective;
    const found = eigenvalues(matrixOf(size, values));
    // Six that fall together: the sixth root of rounding, and their mean as exact as others.
    for (const { re, im } of found) assert.ok(Math.hypot(re - eigenvalue, im) < 0.02);
    close(found.reduce((sum, { re }) => sum + re, 0) / size, eigenvalue, 'mean', 1e-12);
  });
});

describe('eigenvalues obey', () => {
  const matrices = [1, 2, 3].flatMap((seed) => [5, 12, 31].map((n) => drawn(seed, n, seed === 2 ? 'ei' : 'plain')));

  test('their sum is the trace, their squares’ sum that of the square', () => {
    for (const matrix of matrices) {
      const { values, rows: n } = matrix;
      const found = eigenvalues(matrix);
      let trace = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        trace += values[i * n + i] as number;
        for (let j = 0; j < n; j++) squares += (values[i * n + j] as number) * (values[j * n + i] as number);
      }
      const sum = found.reduce((so, { re }) => so + re, 0);
      const ofSquares = found.reduce((so, { re, im }) => so + re * re - im * im, 0);
      assert.ok(Math.abs(sum - trace) < 1e-12 * n && Math.abs(ofSquares - squares) < 1e-12 * n);
      assert.ok(Math.abs(found.reduce((so, { im }) => so + im, 0)) < 1e-14 * n, 'they come in pairs');
    }
  });

  test('their product is the determinant', () => {
    for (const matrix of matrices) {
      const product = eigenvalues(matrix).reduce((so, each) => so * modulus(each), 1);
      close(product, Math.abs(determinant(matrix)), 'product', 1e-9);
    }
  });

  test('a rotation, a transposition and a renumbering leave them', () => {
    for (const matrix of matrices) {
      const { values, rows: n } = matrix;
      const found = eigenvalues(matrix);
      const [re, im] = [found.map((each) => each.re), found.map((each) => each.im)];
      sameSet(eigenvalues(turned(matrix, 7)), re, im, 1e-9);
      const at = (f: (i: number, j: number) => number) =>
        values.map((_, k) => values[f(Math.floor(k / n), k % n)] as number);
      sameSet(eigenvalues({ ...matrix, values: at((i, j) => j * n + i) }), re, im, 1e-9);
      const renumbered = at((i, j) => ((i * 2 + 1) % n) * n + ((j * 2 + 1) % n));
      if (n % 2 === 1) sameSet(eigenvalues({ ...matrix, values: renumbered }), re, im, 1e-9);
    }
  });

  test('a matrix of low rank leaves all others at zero', () => {
    // Signs by column, as a sign mask has them: what rounding leaves of it shrinks again and again down the diagonal.
    for (let n = 2; n <= 130; n += n < 20 ? 1 : 7) {
      const inhibitory = Math.floor(n / 5);
      const mask = Float64Array.from({ length: n * n }, (_, at) => (at % n < n - inhibitory ? 1 : -1));
      const [first, ...others] = eigenvalues({ values: mask, rows: n, columns: n });
      close(first?.re, n - 2 * inhibitory, `the sum of ${n} signs`, 1e-12);
      for (const each of others) assert.ok(modulus(each) < 1e-7 * n, `${modulus(each)} of ${n}`);
      const two = mask.map((sign, at) => sign * (Math.floor(at / n) % 3) + ((at % n) % 5));
      assert.ok(eigenvalues({ values: two, rows: n, columns: n }).every((each) => Number.isFinite(modulus(each))));
      const [, , third = 0] = singularValues({ values: two, rows: n, columns: n });
      assert.ok(third < 1e-10 * n, `a third singular value of ${third}`);
    }
  });

  test('a power of two scales them exactly', () => {
    const matrix = drawn(9, 10, 'plain');
    const found = eigenvalues(matrix);
    for (const factor of [2 ** 900, 2 ** -900, 2]) {
      const scaled = eigenvalues({ ...matrix, values: matrix.values.map((value) => value * factor) });
      assert.deepEqual(
        scaled,
        found.map(({ re, im }) => ({ re: re * factor, im: im * factor })),
      );
    }
  });
});

describe('eigenvalues are refused', () => {
  test('of what is no square', () => {
    const matrix = { values: new Float64Array(6), rows: 2, columns: 3 };
    assert.throws(() => eigenvalues(matrix), { name: 'StatisticError', message: /2 × 3 has no eigenvalues/ });
    assert.throws(() => eigenvalues({ ...matrix, rows: 3 }), /6 numbers are no matrix of 3 × 3/);
  });

  test('of entries that are not finite, saying how many and where', () => {
    assert.throws(
      () => eigenvalues(square([1, 2], [NaN, Infinity])),
      /2 of 4 entries are not finite \(the first at row 1, column 0, from 0\): its eigenvalues are not defined/,
    );
  });

  test('not of nothing, which has none, but then there is no radius', () => {
    const nothing = { values: new Float64Array(), rows: 0, columns: 0 };
    assert.deepEqual(eigenvalues(nothing), []);
    assert.throws(() => spectralRadius(nothing), /empty matrix/);
  });
});

describe('the spectral radius', () => {
  for (const { seed, size, kind, radius } of large) {
    test(`of ${size} neurons, ${kind}, lies in its interval`, () => {
      const found = spectralRadius(drawn(seed, size, kind));
      assert.equal(found.method, 'krylov');
      assert.ok(found.settled && found.high - found.low <= 2e-3 * radius, `${found.low} to ${found.high}`);
      assert.ok(found.low <= radius * (1 + 1e-12) && radius <= found.high * (1 + 1e-12), `${radius} is outside`);
      const finer = spectralRadius(drawn(seed, size, kind), { tolerance: 1e-9 });
      close(finer.value, radius, 'to more digits');
      assert.ok(finer.settled && finer.high - finer.low < 1e-8);
    });

    test(`of ${size} neurons, ${kind}, given as a sparse matrix`, () => {
      const found = spectralRadius(sparseOf(drawn(seed, size, kind)));
      assert.ok(found.settled && found.low <= radius * (1 + 1e-12) && radius <= found.high * (1 + 1e-12));
    });
  }

  for (const { name, size, values, re, im } of small.cases)
    test(`of a small matrix: ${name}`, () => {
      const found = spectralRadius(matrixOf(size, values));
      const radius = Math.max(...re.map((each, i) => Math.hypot(each, im[i] as number)));
      close(found.value, radius, 'radius', 1e-7);
      assert.ok(found.low <= found.value && found.value <= found.high);
    });

  test('of a defective matrix has an interval as wide as it is uncertain', () => {
    const { size, values, eigenvalue } = small.defective;
    const found = spectralRadius(matrixOf(size, values));
    assert.ok(found.low <= eigenvalue && eigenvalue <= found.high, `${found.low} to ${found.high}`);
    assert.ok(found.high - found.low > 1e-4 && (found.condition ?? 0) > 1e8);
    assert.equal(found.settled, false);
  });

  test('of a network without loops is its diagonal, exactly', () => {
    const n = 600;
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) values[((i * 7) % n) * n + ((j * 7) % n)] = 1e3;
    values[5 * n + 5] = -0.25;
    const { value, low, high, method, residual } = spectralRadius({ values, rows: n, columns: n });
    assert.deepEqual([value, low, high, method, residual], [0.25, 0.25, 0.25, 'exact', 0]);
  });

  test('of a ring is the geometric mean of its weights, exactly', () => {
    const n = 700;
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) values[i * n + ((i + 1) % n)] = i % 2 === 0 ? 0.5 : -2;
    const { value, method } = spectralRadius({ values, rows: n, columns: n });
    close(value, 1);
    assert.equal(method, 'exact');
  });

  test('of two coupled rings, all of whose eigenvalues are of one size, is never claimed falsely', () => {
    const n = 700;
    const values = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      values[i * n + ((i + 1) % n)] = 0.5;
      values[i * n + ((i + 3) % n)] = 0.25;
    }
    // Circulant: the sums along its rows are its radius.
    const { low, high, settled } = spectralRadius({ values, rows: n, columns: n }, { mostProducts: 300 });
    assert.ok(low <= 0.75 * (1 + 1e-12) && 0.75 <= high * (1 + 1e-12));
    assert.ok(!settled || high - low < 2e-3);
  });

  test('of a matrix far from normal is not claimed from what its neighbours have', () => {
    // Grcar's matrix: changes of 1e-7 move its radius from 2.26 to 2.6.
    for (const n of [150, 260]) {
      const entry = (i: number, j: number) => (j === i - 1 ? -1 : j >= i && j <= i + 3 ? 1 : 0);
      const values = Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
      const { low, high, settled } = spectralRadius({ values, rows: n, columns: n });
      assert.equal(settled, false);
      assert.ok(low < 2.26 && high > 2.27, `${low} to ${high}`);
    }
  });

  test('of two unconnected parts is the larger one’s', () => {
    const found = spectralRadius(square([0.5, 0.1, 0, 0], [0.1, 0.5, 0, 0], [0, 0, 0, -2], [0, 0, 2, 0]));
    close(found.value, 2);
    close(found.eigenvalue.im, 2);
  });

  test('is the same each time', () => {
    assert.deepEqual(spectralRadius(drawn(1, 150, 'plain')), spectralRadius(drawn(1, 150, 'plain')));
  });

  test('gives up when it is told to, and says so', () => {
    const found = spectralRadius(drawn(6, 260, 'plain'), { tolerance: 1e-12, cancelled: () => true });
    assert.equal(found.settled, false);
    assert.ok(found.low <= found.value && found.value <= found.high);
  });

  test('refuses a sparse matrix that is none', () => {
    const broken = {
      size: 2,
      offsets: Uint32Array.of(0, 1, 2),
      columns: Uint32Array.of(0, 5),
      values: new Float64Array(2),
    };
    assert.throws(() => spectralRadius(broken), /no sparse matrix of 2 × 2/);
  });
});

function sparseOf({ values, rows: n }: Matrix): SparseMatrix {
  const entries = Array.from(values, (value, at) => ({ value, at })).filter(({ value }) => value !== 0);
  const offsets = new Uint32Array(n + 1);
  for (const { at } of entries) offsets[Math.floor(at / n) + 1] = (offsets[Math.floor(at / n) + 1] as number) + 1;
  for (let i = 0; i < n; i++) offsets[i + 1] = (offsets[i + 1] as number) + (offsets[i] as number);
  return {
    size: n,
    offsets,
    columns: Uint32Array.from(entries, ({ at }) => at % n),
    values: Float64Array.from(entries, ({ value }) => value),
  };
}

/** By elimination with pivots. */
function determinant({ values, rows: n }: Matrix): number {
  const a = Float64Array.from(values);
  let product = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(a[i * n + k] as number) > Math.abs(a[pivot * n + k] as number)) pivot = i;
    for (let j = 0; j < n; j++) {
      const held = a[k * n + j] as number;
      a[k * n + j] = a[pivot * n + j] as number;
      a[pivot * n + j] = held;
    }
    product *= a[k * n + k] as number;
    for (let i = k + 1; i < n; i++) {
      const factor = (a[i * n + k] as number) / (a[k * n + k] as number);
      for (let j = k; j < n; j++) a[i * n + j] = (a[i * n + j] as number) - factor * (a[k * n + j] as number);
    }
  }
  return product;
}

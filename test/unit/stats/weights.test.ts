// Statistics of weight matrices against numpy: singular values, linear fits, balance, Dale’s law, degrees and the expected circle.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dale, daleEitherWay } from '../../../src/stats/dale';
import { degrees } from '../../../src/stats/degree';
import { eigenvalues } from '../../../src/stats/eigenvalues';
import { LeastSquares, leastSquares } from '../../../src/stats/leastSquares';
import { describeMatrix } from '../../../src/stats/matrixSummary';
import { signBalance } from '../../../src/stats/signBalance';
import { largestSingularValues, singularValues } from '../../../src/stats/singularValues';
import { circleOf, measureCircle, outliers } from '../../../src/stats/spectrumCircle';
import { drawn, type Kind, square, turned } from './_matrices';
import { allClose, close, numbers, recorded, type Recorded } from './_recorded';

interface Recording {
  readonly small: { cases: { name: string; size: number; values: Recorded; singular: Recorded }[] };
  readonly large: { seed: number; size: number; kind: Kind; singular: number[]; all: number }[];
  readonly oblong: { name: string; rows: number; columns: number; values: Recorded; singular: Recorded }[];
  readonly fits: {
    name: string;
    rows: number;
    inputs: number;
    x: Recorded;
    y: Recorded;
    intercept: boolean;
    ridge: number;
    coefficients: Recorded;
    intercepts: Recorded;
    residualSquares: Recorded;
    rSquared: Recorded;
    rank: number;
  }[];
  readonly signs: { size: number; values: Recorded } & Record<
    'positiveRows' | 'negativeColumns' | 'rowBalance' | 'columnBalance' | 'inStrength',
    Recorded
  > &
    Record<'signs' | 'mixed' | 'inDegree' | 'outDegree', number[]> &
    Record<
      | 'violations'
      | 'violatingPart'
      | 'radius'
      | 'outlier'
      | 'min'
      | 'max'
      | 'mean'
      | 'std'
      | 'zeros'
      | 'spectralRadius',
      number
    >;
}

const peer = recorded<Recording>('spectra');

describe('singular values, against numpy', () => {
  for (const { name, size, values, singular } of peer.small.cases)
    test(name, () =>
      allClose(singularValues({ values: numbers(values), rows: size, columns: size }), singular, 'value', 1e-12),
    );
  for (const { name, rows, columns, values, singular } of peer.oblong)
    test(name, () => allClose(singularValues({ values: numbers(values), rows, columns }), singular, 'value', 1e-12));
  for (const { seed, size, kind, singular, all } of peer.large)
    test(`${size} neurons, ${kind}: all, and the largest with their intervals`, () => {
      const matrix = drawn(seed, size, kind);
      const found = singularValues(matrix);
      close(
        found.reduce((sum, value) => sum + value, 0),
        all,
        'their sum',
      );
      const { values, settled } = largestSingularValues(matrix, 5);
      assert.ok(settled);
      singular.forEach((expected, i) => {
        close(found[i], expected, `value ${i}`);
        const { value, low, high } = values[i] ?? { value: NaN, low: NaN, high: NaN };
        close(value, expected, `value ${i} of the largest`);
        assert.ok(low * (1 - 1e-12) <= expected && expected <= high * (1 + 1e-12));
      });
    });

  test('do not change by a rotation, and their squares sum up to all entries’', () => {
    const matrix = drawn(8, 23, 'plain');
    const found = singularValues(matrix);
    allClose(singularValues(turned(matrix, 3)), [...found], 'value', 1e-12);
    close(
      found.reduce((sum, value) => sum + value * value, 0),
      [...matrix.values].reduce((sum, value) => sum + value * value, 0),
    );
  });

  test('are refused where an entry is not finite', () => {
    assert.throws(() => singularValues(square([NaN])), /1 of 1 entries are not finite/);
    assert.deepEqual([...singularValues({ values: new Float64Array(), rows: 0, columns: 4 })], []);
  });
});

describe('linear fits, against numpy', () => {
  for (const { name, rows, inputs, x, y, intercept, ridge, ...expected } of peer.fits)
    test(name, () => {
      const outputs = { values: numbers(y), rows, columns: 2 };
      const fit = leastSquares({ values: numbers(x), rows, columns: inputs }, outputs, { intercept, ridge });
      allClose(fit.coefficients, expected.coefficients, 'coefficient', 1e-8);
      allClose(fit.intercepts, expected.intercepts, 'intercept', 1e-8);
      allClose(fit.rSquared, expected.rSquared, 'R²');
      assert.equal(fit.rank, expected.rank);
      const size = y.reduce<number>((sum, value) => sum + (value ?? 0) ** 2, 0);
      fit.residualSquares.forEach((square, i) =>
        assert.ok(Math.abs(square - (expected.residualSquares[i] ?? NaN)) < 1e-12 * size),
      );
    });

  test('give the same in pieces as at once', () => {
    const [first] = peer.fits;
    assert.ok(first);
    const { x, y, rows, inputs } = first;
    const fit = new LeastSquares(inputs, 2);
    const [all, targets] = [numbers(x), numbers(y)];
    // Again and again, so that the room for rows is used up several times.
    for (let round = 0; round < 20; round++)
      for (let row = 0; row < rows; row++)
        fit.add(all.subarray(row * inputs, (row + 1) * inputs), targets.subarray(row * 2, row * 2 + 2));
    const result = fit.solve();
    allClose(result.coefficients, first.coefficients, 'coefficient', 1e-8);
    allClose(result.rSquared, first.rSquared, 'R²');
    assert.equal(result.rows, 20 * rows);
  });

  test('have no R² for an output that does not vary, and refuse what can’t be fitted', () => {
    const inputs = { values: Float64Array.of(1, 2, 3), rows: 3, columns: 1 };
    const fit = leastSquares(inputs, { values: new Float64Array(3).fill(0.1), rows: 3, columns: 1 });
    assert.ok(Number.isNaN(fit.rSquared[0]));
    assert.throws(() => leastSquares(inputs, { ...inputs, rows: 1, columns: 3 }), /3 rows of inputs/);
    assert.throws(() => leastSquares({ ...inputs, values: Float64Array.of(1, NaN, 2) }, inputs), /not finite/);
    assert.throws(() => leastSquares(inputs, inputs, { ridge: -1 }), /ridge of -1/);
  });
});

describe('a weight matrix, against numpy', () => {
  const expected = peer.signs;
  const n = expected.size;
  const matrix = { values: numbers(expected.values), rows: n, columns: n };

  test('balance', () => {
    const { rows, columns } = signBalance(matrix);
    allClose(rows.positive, expected.positiveRows, 'positive');
    allClose(columns.negative, expected.negativeColumns, 'negative');
    allClose(rows.balance, expected.rowBalance, 'balance');
    allClose(columns.balance, expected.columnBalance, 'balance');
    assert.deepEqual([rows.empty, columns.empty], [[], [6]]);
  });

  test('Dale’s law', () => {
    const report = dale(matrix);
    assert.deepEqual([...report.signs], expected.signs);
    assert.deepEqual([report.violations, report.mixed], [expected.violations, expected.mixed]);
    close(report.violatingPart, expected.violatingPart);
    assert.deepEqual([report.worst?.row, report.worst?.column], [7, 9]);
    assert.equal(report.excitatory + report.inhibitory + report.silent, n);
    const [better, other] = daleEitherWay(matrix);
    assert.deepEqual([better.presynaptic, other.presynaptic], ['columns', 'rows']);
  });

  test('Dale’s law along rows, and by signs that are given', () => {
    const weights = square([1, 0, 2], [-1, -3, 0], [0, 0.5, -1]);
    assert.deepEqual(dale(weights, 'rows').mixed, [2]);
    assert.deepEqual(dale(weights, 'rows', [1, 1, -1]).mixed, [1, 2]);
    assert.deepEqual(dale(weights, 'rows', [1, -1, 0]).violations, 1);
    assert.equal(daleEitherWay(weights)[0].presynaptic, 'rows');
    // As much of either sign: one of the two breaks it.
    assert.equal(dale(square([1, 0], [-1, 0])).violations, 1);
    assert.throws(() => dale(weights, 'rows', [1]), /1 signs are given for 3/);
  });

  test('degrees', () => {
    const { inDegree, outDegree, inStrength, connections, density, ownLoops } = degrees(matrix);
    assert.deepEqual([...inDegree], expected.inDegree);
    assert.deepEqual([...outDegree], expected.outDegree);
    allClose(inStrength, expected.inStrength, 'strength');
    assert.deepEqual([connections, density, ownLoops], [n * n - expected.zeros, 1 - expected.zeros / n / n, 0]);
    assert.deepEqual([...degrees(matrix, 'rows').inDegree], expected.outDegree);
    assert.equal(degrees(square([0.1, 2], [-3, 0]), 'columns', 1).connections, 2);
  });

  test('the circle', () => {
    const { radius, outlier } = measureCircle(matrix, expected.signs);
    close(radius, expected.radius);
    close(outlier, expected.outlier);
  });

  test('all of it together', () => {
    const summary = describeMatrix(matrix.values, [n, n]);
    for (const key of ['min', 'max', 'mean', 'std'] as const) close(summary[key], expected[key], key);
    assert.equal(summary.zeros, expected.zeros);
    assert.equal(summary.positive.count + summary.negative.count + summary.zeros, n * n);
    close(summary.spectralRadius?.value, expected.spectralRadius, 'radius');
    close(summary.circle?.radius, expected.radius);
  });
});

describe('the summary of a matrix', () => {
  test('says why there is no spectral radius', () => {
    const wide = describeMatrix(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    assert.equal(wide.spectralRadius, null);
    assert.match(wide.spectralRadiusUnknown ?? '', /2 × 3 has no eigenvalues/);
    const broken = describeMatrix(Float32Array.of(1, NaN, Infinity, 4), [2, 2]);
    assert.deepEqual([broken.nan, broken.infinite, broken.min, broken.max, broken.mean], [1, 1, 1, 4, 2.5]);
    assert.match(broken.spectralRadiusUnknown ?? '', /2 of 4 entries are not finite/);
    assert.equal(broken.circle, null);
    assert.equal(describeMatrix(new Float64Array(), [0, 0]).min, null);
    assert.throws(() => describeMatrix(new Float64Array(8), [2, 2, 2]), /3 axes is no matrix/);
  });
});

describe('the circle of a random network', () => {
  test('follows Rajan and Abbott', () => {
    // 80 excitatory neurons of variance 1/100, 20 inhibitory of variance 4/100; balanced.
    const classes = [
      { count: 80, mean: 0.05, variance: 0.01 },
      { count: 20, mean: -0.2, variance: 0.04 },
    ];
    const { radius, outlier } = circleOf(classes);
    close(radius, Math.sqrt(1.6));
    assert.ok(Math.abs(outlier) < 1e-15);
  });

  test('holds the eigenvalues of drawn matrices but for the outlier', () => {
    for (const seed of [11, 12, 13]) {
      const n = 160;
      const plain = drawn(seed, n, 'plain');
      const inside = outliers(eigenvalues(plain), 1, n);
      assert.deepEqual(inside, []);
      const found = outliers(eigenvalues(drawn(seed, n, 'shifted')), 1, n);
      assert.equal(found.length, 1);
      assert.ok(Math.abs((found[0]?.re ?? 0) - 3) < 0.3);
    }
  });
});

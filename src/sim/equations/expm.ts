// The exponential of a small matrix, by scaling, a Taylor series, and squaring.

type Matrix = readonly (readonly number[])[];

/** Terms beyond this are below the last digit for a norm of at most 1/2. */
const terms = 18;

export function expm(matrix: Matrix): number[][] {
  const norm = Math.max(0, ...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  const squarings = norm > 0.5 ? Math.ceil(Math.log2(norm / 0.5)) : 0;
  const scaled = matrix.map((row) => row.map((value) => value / 2 ** squarings));
  let result = identity(matrix.length);
  // Horner's scheme, the smallest terms first.
  for (let k = terms; k > 0; k--) {
    const product = multiply(scaled, result);
    result = product.map((row, i) => row.map((value, j) => value / k + (i === j ? 1 : 0)));
  }
  for (let k = 0; k < squarings; k++) result = multiply(result, result);
  return result;
}

const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));

const multiply = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0)));

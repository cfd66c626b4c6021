// Householder's reduction to Hessenberg form: zeros below the first subdiagonal, the same eigenvalues.
import { reflectColumns, reflection, reflectRows } from './reflections';

/** In place, of an n × n matrix row by row. With `basis` (the identity, or what went before) the transformation is multiplied onto it. */
export function reduceToHessenberg(a: Float64Array, n: number, basis?: Float64Array): void {
  const v = new Float64Array(n);
  const sums = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k] as number;
    const mirror = reflection(v, k + 1, n);
    if (mirror === null) continue;
    reflectRows(a, n, n, v, mirror.half, k + 1, k, sums);
    reflectColumns(a, n, n, v, mirror.half, 0, k + 1);
    if (basis !== undefined) reflectColumns(basis, n, n, v, mirror.half, 0, k + 1);
    a[(k + 1) * n + k] = mirror.length;
    for (let i = k + 2; i < n; i++) a[i * n + k] = 0;
  }
}

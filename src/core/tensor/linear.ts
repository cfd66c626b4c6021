// Linear algebra that model code asks for: products of matrices, the spectral radius, norms, and an orthogonal draw.
import { permute, ShapeError, shapeText, sizeOf, tensor, type Tensor } from './tensor';

/** As numpy's and torch's `@`: the last two axes multiply, leading ones of the first are rows, or both have the same. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length === 0 || b.shape.length === 0) throw new ShapeError('a single number can’t be multiplied by @');
  if (b.shape.length === 1) {
    const column = matmul(a, tensor([b.shape[0] as number, 1], b.data));
    return tensor(column.shape.slice(0, -1), column.data);
  }
  if (a.shape.length === 1) {
    const row = matmul(tensor([1, a.shape[0] as number], a.data), b);
    return tensor([...row.shape.slice(0, -2), row.shape[row.shape.length - 1] as number], row.data);
  }
  const inner = a.shape[a.shape.length - 1] as number;
  const [depth, columns] = b.shape.slice(-2) as [number, number];
  if (inner !== depth)
    throw new ShapeError(`matrices of shape ${shapeText(a.shape)} and ${shapeText(b.shape)} can’t be multiplied`);
  if (b.shape.length === 2) {
    const rows = a.data.length / Math.max(inner, 1);
    return tensor([...a.shape.slice(0, -1), columns], product(a.data, b.data, rows, inner, columns));
  }
  const batch = sizeOf(b.shape.slice(0, -2));
  const rows = a.shape[a.shape.length - 2] as number;
  const shared = a.shape.length === 2;
  if (!shared && sizeOf(a.shape.slice(0, -2)) !== batch)
    throw new ShapeError(`stacks of matrices ${shapeText(a.shape)} and ${shapeText(b.shape)} can’t be multiplied`);
  const data = new Float64Array(batch * rows * columns);
  for (let i = 0; i < batch; i++) {
    const left = shared ? a.data : a.data.subarray(i * rows * inner, (i + 1) * rows * inner);
    const right = b.data.subarray(i * inner * columns, (i + 1) * inner * columns);
    data.set(product(left, right, rows, inner, columns), i * rows * columns);
  }
  return tensor([...b.shape.slice(0, -2), rows, columns], data);
}

/** Row-major `rows × inner` times `inner × columns`. */
export function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  addProduct(a, b, rows, inner, columns, result);
  return result;
}

/** The same added to what is there: four terms of each sum at a time, and of two rows, so that what is read is used again. */
export function addProduct(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
  into: Float64Array,
): void {
  const whole = inner - (inner % 4);
  const together = rows - (rows % 2);
  for (let i = 0; i < together; i += 2) addTwoRows(a, b, i, whole, inner, columns, into);
  for (let i = 0; i < rows; i++) {
    const to = i * columns;
    const from = i * inner;
    let k = i < together ? whole : 0;
    for (; k < whole; k += 4) {
      const p = a[from + k] as number;
      const q = a[from + k + 1] as number;
      const r = a[from + k + 2] as number;
      const s = a[from + k + 3] as number;
      if (p === 0 && q === 0 && r === 0 && s === 0) continue;
      let at = k * columns;
      for (let j = 0; j < columns; j++, at++)
        into[to + j] =
          (into[to + j] as number) +
          (p * (b[at] as number) +
            q * (b[at + columns] as number) +
            (r * (b[at + 2 * columns] as number) + s * (b[at + 3 * columns] as number)));
    }
    for (; k < inner; k++) {
      const factor = a[from + k] as number;
      if (factor === 0) continue;
      const at = k * columns;
      for (let j = 0; j < columns; j++) into[to + j] = (into[to + j] as number) + factor * (b[at + j] as number);
    }
  }
}

/** The first `whole` terms of two rows. */
function addTwoRows(
  a: Float64Array,
  b: Float64Array,
  first: number,
  whole: number,
  inner: number,
  columns: number,
  into: Float64Array,
): void {
  for (let k = 0; k < whole; k += 4) {
    const own = first * inner + k;
    const other = own + inner;
    const p = a[own] as number;
    const q = a[own + 1] as number;
    const r = a[own + 2] as number;
    const s = a[own + 3] as number;
    const t = a[other] as number;
    const u = a[other + 1] as number;
    const v = a[other + 2] as number;
    const w = a[other + 3] as number;
    let at = k * columns;
    let to = first * columns;
    for (let j = 0; j < columns; j++, at++, to++) {
      const b0 = b[at] as number;
      const b1 = b[at + columns] as number;
      const b2 = b[at + 2 * columns] as number;
      const b3 = b[at + 3 * columns] as number;
      into[to] = (into[to] as number) + (p * b0 + q * b1 + (r * b2 + s * b3));
      const below = to + columns;
      into[below] = (into[below] as number) + (t * b0 + u * b1 + (v * b2 + w * b3));
    }
  }
}

/** Past this a matrix is not squared any more: each squaring costs n³. */
const largestSquared = 600;

/**
 * The largest modulus of an eigenvalue, as the limit of ‖Aᵏ‖^(1/k) by repeated squaring (Gelfand's formula): at k = 2⁴⁰ the norm's constant
 * is gone. Null where the matrix is too large for that.
 */
export function spectralRadius(matrix: Float64Array, n: number): number | null {
  if (n > largestSquared) return null;
  let power = matrix;
  let logarithm = 0;
  let weight = 1;
  for (let step = 0; step < 40; step++) {
    let norm = 0;
    for (const value of power) norm += value * value;
    norm = Math.sqrt(norm);
    if (!Number.isFinite(norm)) return null;
    if (norm === 0) return 0;
    logarithm += weight * Math.log(norm);
    const scaled = power.map((value) => value / norm);
    const before = weight;
    weight /= 2;
    // A nilpotent matrix dies out here.
    power = product(scaled, scaled, n, n, n);
    if (before * Math.log(n + 1) < 1e-13) break;
  }
  return Math.exp(logarithm);
}

/** The largest singular value. */
export function spectralNorm(of: Tensor): number | null {
  const turned = permute(of, [1, 0]);
  const [rows, columns] = of.shape as [number, number];
  const square =
    rows < columns
      ? product(of.data, turned.data, rows, columns, rows)
      : product(turned.data, of.data, columns, rows, columns);
  const radius = spectralRadius(square, Math.min(rows, columns));
  return radius === null ? null : Math.sqrt(radius);
}

/** Columns made orthonormal one after the other (modified Gram–Schmidt, twice). */
export function orthonormal(of: Tensor): Tensor {
  const [rows, columns] = of.shape as [number, number];
  const data = of.data.slice();
  for (let j = 0; j < columns; j++) {
    for (let again = 0; again < 2; again++)
      for (let k = 0; k < j; k++) {
        let overlap = 0;
        for (let i = 0; i < rows; i++) overlap += (data[i * columns + k] as number) * (data[i * columns + j] as number);
        for (let i = 0; i < rows; i++)
          data[i * columns + j] = (data[i * columns + j] as number) - overlap * (data[i * columns + k] as number);
      }
    let norm = 0;
    for (let i = 0; i < rows; i++) norm += (data[i * columns + j] as number) ** 2;
    norm = Math.sqrt(norm) || 1;
    for (let i = 0; i < rows; i++) data[i * columns + j] = (data[i * columns + j] as number) / norm;
  }
  return tensor(of.shape, data);
}

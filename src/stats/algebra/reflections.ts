// Householder's reflections, on rows from the left and on columns from the right, of matrices that lie row by row.

export interface Reflection {
  /** The reflection is I - v vᵀ / half. */
  readonly half: number;
  /** What the first entry becomes, while the others become zero. */
  readonly length: number;
}

/** Makes entries `first` to `end` of `v` into the mirror's normal; null where all but the first are zero already. */
export function reflection(v: Float64Array, first: number, end: number): Reflection | null {
  let most = 0;
  for (let i = first + 1; i < end; i++) most = Math.max(most, Math.abs(v[i] as number));
  if (most === 0) return null;
  most = Math.max(most, Math.abs(v[first] as number));
  let squares = 0;
  for (let i = first; i < end; i++) {
    const entry = (v[i] as number) / most;
    v[i] = entry;
    squares += entry * entry;
  }
  const head = v[first] as number;
  const length = head > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  v[first] = head - length;
  return { half: squares - head * length, length: length * most };
}

/** From the left, on the columns from `firstColumn`: every row from `first` takes its part of their common sum. `sums` is room for a row. */
export function reflectRows(
  a: Float64Array,
  rows: number,
  columns: number,
  v: Float64Array,
  half: number,
  first: number,
  firstColumn: number,
  sums: Float64Array,
): void {
  sums.fill(0);
  for (let i = first; i < rows; i++) {
    const factor = v[i] as number;
    if (factor === 0) continue;
    const at = i * columns;
    for (let j = firstColumn; j < columns; j++) sums[j] = (sums[j] as number) + factor * (a[at + j] as number);
  }
  for (let i = first; i < rows; i++) {
    const factor = (v[i] as number) / half;
    if (factor === 0) continue;
    const at = i * columns;
    for (let j = firstColumn; j < columns; j++) a[at + j] = (a[at + j] as number) - factor * (sums[j] as number);
  }
}

/** From the right, on the rows from `firstRow`: each by itself. */
export function reflectColumns(
  a: Float64Array,
  rows: number,
  columns: number,
  v: Float64Array,
  half: number,
  firstRow: number,
  first: number,
): void {
  for (let i = firstRow; i < rows; i++) {
    const at = i * columns;
    let s0 = 0;
    let s1 = 0;
    let j = first;
    for (; j + 1 < columns; j += 2) {
      s0 += (a[at + j] as number) * (v[j] as number);
      s1 += (a[at + j + 1] as number) * (v[j + 1] as number);
    }
    if (j < columns) s0 += (a[at + j] as number) * (v[j] as number);
    const factor = (s0 + s1) / half;
    if (factor === 0) continue;
    for (j = first; j < columns; j++) a[at + j] = (a[at + j] as number) - factor * (v[j] as number);
  }
}

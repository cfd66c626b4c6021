// Scales rows and columns by powers of two until they are of one size: the eigenvalues stay, and rounding hurts them less.

/** In place, of an n × n matrix row by row. Gives the scales: the matrix becomes D⁻¹ A D. Exact, as powers of two are. */
export function balance(a: Float64Array, n: number): Float64Array {
  const scales = new Float64Array(n).fill(1);
  // Most matrices need none of it, and one way through memory tells so.
  if (isBalanced(a, n)) return scales;
  for (let round = 0; round < mostRounds; round++) {
    let changed = false;
    for (let i = 0; i < n; i++) {
      let column = 0;
      let row = 0;
      for (let k = 0; k < n; k++) {
        if (k === i) continue;
        const down = a[k * n + i] as number;
        const along = a[i * n + k] as number;
        column += down * down;
        row += along * along;
      }
      column = Math.sqrt(column);
      row = Math.sqrt(row);
      if (column === 0 || row === 0) continue;
      const factor = factorFor(row, column);
      if (factor === 1) continue;
      scales[i] = (scales[i] as number) * factor;
      for (let k = 0; k < n; k++) {
        if (k === i) continue;
        a[k * n + i] = (a[k * n + i] as number) * factor;
        a[i * n + k] = (a[i * n + k] as number) / factor;
      }
      changed = true;
    }
    if (!changed) break;
  }
  return scales;
}

function isBalanced(a: Float64Array, n: number): boolean {
  const columns = new Float64Array(n);
  const rows = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const square = (a[i * n + k] as number) ** 2;
      row += square;
      columns[k] = (columns[k] as number) + square;
    }
    rows[i] = row;
  }
  return rows.every((row, i) => {
    const column = columns[i] as number;
    return row === 0 || column === 0 || factorFor(Math.sqrt(row), Math.sqrt(column)) === 1;
  });
}

/** The power of two that makes the two alike; 1 where that gains too little. */
function factorFor(row: number, column: number): number {
  const factor = 2 ** Math.round(Math.log2(row / column) / 2);
  if (!Number.isFinite(factor) || factor === 0) return 1;
  return column * factor + row / factor < worthwhile * (column + row) ? factor : 1;
}

/** Parlett and Reinsch (1969): less gain than this is not worth the change. */
const worthwhile = 0.95;
const mostRounds = 50;

// A small matrix as U S Vᵀ by one-sided Jacobi rotations (Hestenes 1958): slow and as exact as can be.

export interface Decomposition {
  /** The largest first. */
  readonly values: Float64Array;
  /** The left vectors, one after the other; zeros for a singular value of zero. */
  readonly left: Float64Array[];
  readonly right: Float64Array[];
}

const epsilon = 2 ** -52;
const mostSweeps = 60;

/** Of a square matrix row by row. */
export function decompose(a: Float64Array, n: number): Decomposition {
  const columns = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: n }, (_unused, i) => a[i * n + j] as number),
  );
  const right = Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: n }, (_unused, i) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const x = columns[p] as Float64Array;
        const y = columns[q] as Float64Array;
        const alpha = dot(x, x);
        const beta = dot(y, y);
        const gamma = dot(x, y);
        if (gamma === 0 || Math.abs(gamma) <= epsilon * Math.sqrt(alpha) * Math.sqrt(beta)) continue;
        rotated = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cos = 1 / Math.hypot(1, tangent);
        const sin = cos * tangent;
        rotate(x, y, cos, sin);
        rotate(right[p] as Float64Array, right[q] as Float64Array, cos, sin);
      }
    }
    if (!rotated) break;
  }
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = lengths.map((_, i) => i).sort((i, j) => (lengths[j] as number) - (lengths[i] as number));
  return {
    values: Float64Array.from(order, (i) => lengths[i] as number),
    left: order.map((i) => {
      const length = lengths[i] as number;
      return (columns[i] as Float64Array).map((entry) => (length > 0 ? entry / length : 0));
    }),
    right: order.map((i) => right[i] as Float64Array),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function rotate(x: Float64Array, y: Float64Array, cos: number, sin: number): void {
  for (let i = 0; i < x.length; i++) {
    const u = x[i] as number;
    const v = y[i] as number;
    x[i] = cos * u - sin * v;
    y[i] = sin * u + cos * v;
  }
}

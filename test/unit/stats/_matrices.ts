// Draws matrices as scripts/record/spectra.py does, so that large ones need not be recorded.
import { type Matrix } from '../../../src/stats/arrays';

/** Park and Miller's generator. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

export type Kind = 'plain' | 'ei' | 'sparse' | 'symmetric' | 'shifted';

export function drawn(seed: number, n: number, kind: Kind): Matrix {
  const chance = uniform(seed);
  const u = Float64Array.from({ length: n * n }, chance);
  const centred = (i: number, j: number) => ((u[i * n + j] as number) - 0.5) * Math.sqrt(12 / n);
  const entry = (i: number, j: number): number => {
    const value = u[i * n + j] as number;
    switch (kind) {
      case 'plain':
        return centred(i, j);
      case 'ei':
        return (value / Math.sqrt(n)) * (j < 0.8 * n ? 1 : -4);
      case 'sparse':
        return value < 0.1 ? ((value - 0.05) * 100) / Math.sqrt(n) : 0;
      case 'symmetric':
        return j >= i ? centred(i, j) : centred(j, i);
      case 'shifted':
        return centred(i, j) + 3 / n;
    }
  };
  return {
    values: Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n)),
    rows: n,
    columns: n,
  };
}

export const square = (...rows: readonly (readonly number[])[]): Matrix => ({
  values: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows.length,
});

/** Q M Qᵀ for a product Q of reflections: orthogonal to the last digits. */
export function turned({ values, rows: n }: Matrix, seed: number): Matrix {
  const chance = uniform(seed);
  const result = Float64Array.from(values);
  for (let round = 0; round < 3; round++) {
    const v = Array.from({ length: n }, () => chance() - 0.5);
    const squares = v.reduce((sum, value) => sum + value * value, 0);
    const reflect = (start: number, step: number): void => {
      let along = 0;
      for (let i = 0; i < n; i++) along += (v[i] as number) * (result[start + i * step] as number);
      for (let i = 0; i < n; i++)
        result[start + i * step] = (result[start + i * step] as number) - ((2 * along) / squares) * (v[i] as number);
    };
    for (let j = 0; j < n; j++) reflect(j, n);
    for (let i = 0; i < n; i++) reflect(i * n, 1);
  }
  return { values: result, rows: n, columns: n };
}

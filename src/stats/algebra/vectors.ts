// What a Krylov process does with vectors: products, sums, orthogonal directions, and starts by chance that is always the same.

export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = a.length & ~3;
  for (let i = 0; i < end; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = end; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

export function add(to: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (vector[i] as number);
}

/** Below this part of its length what is left of a vector is mostly rounding, and it is made orthogonal once more (Daniel et al. 1976). */
const enough = Math.SQRT1_2;
const nothing = 1e-14;

/**
 * Takes from `next` its parts along the first vectors, adds these to a column of `h` (of m columns), and makes what is left a unit vector. Gives its
 * length; 0 where nothing is left.
 */
export function orthogonalise(
  basis: readonly Float64Array[],
  count: number,
  next: Float64Array,
  h: Float64Array,
  m: number,
  column: number,
): number {
  const before = Math.sqrt(dot(next, next));
  let length = before;
  for (let round = 0; round < 3; round++) {
    const last = length;
    for (let i = 0; i < count; i++) {
      const vector = basis[i] as Float64Array;
      const part = dot(vector, next);
      add(next, vector, -part);
      const at = i * m + column;
      h[at] = (round === 0 ? 0 : (h[at] as number)) + part;
    }
    length = Math.sqrt(dot(next, next));
    if (length > enough * last) break;
  }
  if (!(length > nothing * before)) return 0;
  for (let i = 0; i < next.length; i++) next[i] = (next[i] as number) / length;
  return length;
}

export function fillUnit(vector: Float64Array, chance: () => number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = chance() - 0.5;
  normalise(vector);
}

export function normalise(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}

/** Mulberry32, always from the same seed: the same matrix gives the same answer. */
export function generator(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

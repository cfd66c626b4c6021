// Mean and variance of a typed array, in two passes so that a large mean costs no digits.

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Divided by the count, as numpy's default. */
  readonly variance: number;
}

export function moments(values: ArrayLike<number>, start = 0, end = values.length): Moments {
  const count = end - start;
  if (count <= 0) return { count: 0, mean: NaN, variance: NaN };
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i] as number;
  const mean = sum / count;
  let squares = 0;
  for (let i = start; i < end; i++) squares += ((values[i] as number) - mean) ** 2;
  return { count, mean, variance: squares / count };
}

// How a series resembles itself later, and two series each other: correlation coefficients against the lag.
import { type Numbers } from './arrays';
import { StatisticError } from './error';

/**
 * At lags 0 to `maxLag`: 1 at lag 0, each sum of products divided by the length of the whole series (the biased estimate, which is bounded by
 * one, as statsmodels' `acf`). Null for a series that does not vary.
 */
export function autocorrelation(values: Numbers, maxLag: number): Float64Array | null {
  return crossCorrelation(values, values, maxLag)?.subarray(Math.min(maxLag, values.length - 1)) ?? null;
}

/**
 * At lags -L to L, where L is `maxLag` or the longest that the series allow: entry L + k correlates `a` at a time with `b` k bins later,
 * so that a peak at positive lags means that `b` follows `a`. Null where one of them does not vary.
 */
export function crossCorrelation(a: Numbers, b: Numbers, maxLag: number): Float64Array | null {
  if (a.length !== b.length)
    throw new StatisticError(`series of ${a.length} and ${b.length} bins have no correlation against the lag`);
  const length = a.length;
  const longest = Math.max(0, Math.min(Math.floor(maxLag), length - 1));
  const x = centred(a);
  const y = centred(b);
  const size = Math.sqrt(sumOfSquares(x)) * Math.sqrt(sumOfSquares(y));
  if (!(size > 0)) return null;
  const result = new Float64Array(2 * longest + 1);
  for (let lag = -longest; lag <= longest; lag++) {
    let sum = 0;
    const end = Math.min(length, length - lag);
    for (let i = Math.max(0, -lag); i < end; i++) sum += (x[i] as number) * (y[i + lag] as number);
    result[longest + lag] = sum / size;
  }
  return result;
}

function centred(values: Numbers): Float64Array {
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  // A constant's mean may be off by rounding: its deviations are none.
  return Float64Array.from(values, (value) => (min === max ? 0 : value - mean));
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

// Finds rates that bring about themselves: they follow what is expected of them, as a network comes to rest from silence, and are polished in the end.

export interface FixedPoint {
  readonly rates: readonly number[];
  readonly converged: boolean;
}

const enough = 1e-8;
const mostSteps = 2000;
/** Past it the polish would take longer than the rest. */
const mostPolished = 64;

/** @param expected what each rate would be at given rates; NaN for one that is none, which is not waited for */
export function fixedPoint(
  expected: (rates: readonly number[]) => readonly number[],
  start: readonly number[],
): FixedPoint {
  let rates = start;
  let next = expected(rates);
  let step = 1;
  for (let turn = 0; turn < mostSteps; turn++) {
    const left = distance(rates, next);
    if (left < enough) return { rates: next, converged: true };
    const polished = left < 1e-2 && turn % 20 === 0 ? newton(expected, rates, next) : null;
    if (polished) return { rates: polished, converged: true };
    // dr/ds = expected(r) − r: as far at a time as its right side stays much the same, which also keeps the steps stable.
    const tried = rates.map((rate, i) => rate + step * change(rate, next[i]));
    const following = expected(tried);
    const turned = Math.max(
      0,
      ...tried.map((rate, i) => {
        const before = change(rates[i] ?? 0, next[i]);
        return Math.abs(change(rate, following[i]) - (1 - step) * before) / Math.max(1, rate);
      }),
    );
    if (turned > 0.5 * left && step > 1e-4) step /= 2;
    else {
      if (turned < 0.2 * left) step = Math.min(1, step * 1.4);
      [rates, next] = [tried, following];
    }
  }
  return { rates: next, converged: false };
}

const change = (rate: number, next: number | undefined): number =>
  next === undefined || Number.isNaN(next) ? 0 : next - rate;

/** Rates below 1 Hz are told apart by their difference, others by their ratio. */
const distance = (rates: readonly number[], next: readonly number[]): number =>
  Math.max(0, ...rates.map((rate, i) => Math.abs(change(rate, next[i])) / Math.max(1, rate)));

/** Newton's method, from where the rates nearly are; null where it leads elsewhere. */
function newton(
  expected: (rates: readonly number[]) => readonly number[],
  start: readonly number[],
  following: readonly number[],
): readonly number[] | null {
  const n = start.length;
  if (n > mostPolished) return null;
  let [rates, next] = [start, following];
  for (let turn = 0; turn < 6; turn++) {
    const columns = rates.map((rate, k) => {
      const by = 1e-5 * Math.max(1, rate);
      const moved = expected(rates.map((each, i) => (i === k ? each + by : each)));
      return moved.map((each, i) => (Number.isNaN(each) ? 0 : (each - (next[i] ?? 0)) / by));
    });
    const matrix = rates.map((_, i) => rates.map((__, k) => (i === k ? 1 : 0) - (columns[k]?.[i] ?? 0)));
    const by = solved(
      matrix,
      rates.map((rate, i) => change(rate, next[i])),
    );
    if (!by) return null;
    const closer = rates.map((rate, i) => rate + (by[i] ?? 0));
    if (distance(start, closer) > 0.05 || closer.some((rate) => rate < -enough)) return null;
    rates = closer.map((rate) => Math.max(0, rate));
    next = expected(rates);
    if (distance(rates, next) < 1e-11) return next;
  }
  return distance(rates, next) < enough ? next : null;
}

/** By elimination with pivots; null for a singular matrix. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let k = 0; k < n; k++) {
    const at = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? i : best),
      k,
    );
    const [pivot, here] = [rows[at], rows[k]];
    if (!pivot || !here || !(Math.abs(pivot[k] ?? 0) > 1e-12)) return null;
    [rows[k], rows[at]] = [pivot, here];
    for (const [i, row] of rows.entries()) {
      if (i === k) continue;
      const factor = (row[k] ?? 0) / (pivot[k] ?? 1);
      if (factor !== 0) rows[i] = row.map((value, j) => value - factor * (pivot[j] ?? 0));
    }
  }
  return rows.map((row, k) => (row[n] ?? 0) / (row[k] ?? 1));
}

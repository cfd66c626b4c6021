// How long to wait before the next try: twice as long each time, with jitter, so that many readers don't come back together.

const firstMs = 500;
const longestMs = 60_000;

/** @param failures how many tries have failed in a row, at least 1 */
export function backoffMs(failures: number, random: () => number, retryAfterMs?: number): number {
  const grown = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  const jittered = grown * (0.5 + 0.5 * random());
  // What the service asks for is the least; the jitter comes on top.
  return retryAfterMs === undefined ? jittered : Math.min(10 * longestMs, retryAfterMs) + 0.25 * jittered;
}

/** Seconds, or a date. */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

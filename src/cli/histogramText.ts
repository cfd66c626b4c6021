// A histogram in one line of bars.

const levels = ' ▁▂▃▄▅▆▇█';
const columns = 25;

/** Bins are joined until they fit; what is not empty is never drawn as empty. */
export function drawHistogram(counts: readonly number[]): string {
  const joined = Math.max(1, Math.ceil(counts.length / columns));
  const sums: number[] = [];
  counts.forEach((amount, i) => (sums[Math.floor(i / joined)] = (sums[Math.floor(i / joined)] ?? 0) + amount));
  const most = Math.max(...sums, 1);
  return sums.map((sum) => levels[sum === 0 ? 0 : Math.max(1, Math.round((sum / most) * 8))]).join('');
}

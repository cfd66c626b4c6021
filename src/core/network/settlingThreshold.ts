// Where a threshold comes to rest that follows a target rate, and how steeply the rate falls with it there.
import { type SteppingNeuron, steppingRate } from '../drive/steppingRate';

export interface Settled {
  readonly threshold: number;
  /** By how much the rate falls where the threshold rises by 1. */
  readonly ratePerThreshold: number;
}

/** A hover waits for it: each look at a rate takes some milliseconds. */
const mostLooks = 24;
const closeTo = 2e-3;

/** Null where no threshold brings the rate to the target. What a spike takes off follows the threshold. */
export function settlingThreshold(
  { kept, threshold, subtract }: SteppingNeuron,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  target: number,
): Settled | null {
  if (!(sd > 0 && target > 0 && target < 1 && threshold > 0)) return null;
  const beta = subtract / threshold;
  const rateAt = (at: number): number | null => steppingRate({ kept, threshold: at, subtract: beta * at }, mean, sd);
  let [low, high] = [0, 0];
  let looks = 0;
  // The rate falls with the threshold: from the one at hand to where the target lies between two.
  for (let at = threshold; looks < mostLooks / 2; looks++) {
    const rate = rateAt(at);
    if (rate === null) return null;
    if (rate > target) [low, at] = [at, high > 0 ? (at + high) / 2 : at * 1.5];
    else [high, at] = [at, low > 0 ? (at + low) / 2 : at / 1.5];
    if (low > 0 && high > 0) break;
  }
  if (!(low > 0 && high > 0)) return null;
  for (; looks < mostLooks && high - low > closeTo * high; looks++) {
    const middle = (low + high) / 2;
    const rate = rateAt(middle);
    if (rate === null) return null;
    if (rate > target) low = middle;
    else high = middle;
  }
  const settled = (low + high) / 2;
  const [below, above] = [rateAt(settled * 0.97), rateAt(settled * 1.03)];
  if (below === null || above === null || !(below > above)) return null;
  return { threshold: settled, ratePerThreshold: (below - above) / (0.06 * settled) };
}

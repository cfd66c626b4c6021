// How often a neuron fires that keeps a part of its membrane in each step, is fed normal draws and has its threshold taken off by a spike.

export interface SteppingNeuron {
  readonly kept: number;
  readonly threshold: number;
  /** What a spike takes off. */
  readonly subtract: number;
}

const bins = 240;
const mostRounds = 400;
const settled = 1e-7;
/** So many standard deviations of the membrane are looked at. */
const reach = 6;

/** Spikes per step: the density of the membrane after a step, followed until it stays; null where it does not. */
export function steppingRate({ kept, threshold, subtract }: SteppingNeuron, mean: number, sd: number): number | null {
  if (!(kept >= 0 && kept < 1) || !(threshold > 0) || !(subtract >= 0)) return null;
  if (sd === 0) return constantRate({ kept, threshold, subtract }, mean);
  const spread = sd / Math.sqrt(1 - kept ** 2);
  // Where it is, with no spike at all and with one in every step.
  const [free, held] = [mean / (1 - kept), (mean - subtract) / (1 - kept)];
  const low = Math.min(free, held, 0) - reach * spread - subtract;
  const high = Math.max(held, threshold, 0) + reach * spread;
  const width = (high - low) / bins;
  // Too coarse for the draws: the bins would make the rate.
  if (width > sd) return null;
  const at = (i: number): number => low + (i + 0.5) * width;
  let density = new Float64Array(bins);
  density[Math.min(bins - 1, Math.max(0, Math.floor((0 - low) / width)))] = 1;
  const moves = Array.from({ length: bins }, (_, i) =>
    moveOf(kept * at(i) + mean, sd, low, width, threshold, subtract),
  );
  let rate = 0;
  for (let round = 0; round < mostRounds; round++) {
    const next = new Float64Array(bins);
    let fired = 0;
    for (let i = 0; i < bins; i++) {
      const share = density[i] as number;
      if (share < 1e-12) continue;
      const { to, fires } = moves[i] as (typeof moves)[number];
      for (let k = 0; k < bins; k++) next[k] = (next[k] as number) + share * (to[k] as number);
      fired += share * fires;
    }
    density = next;
    if (round > 10 && Math.abs(fired - rate) < settled * Math.max(fired, 1e-6)) return fired;
    rate = fired;
  }
  return rate;
}

/** Where the membrane goes from a place: by bins, what has fired moved down. */
function moveOf(
  centre: number,
  sd: number,
  low: number,
  width: number,
  threshold: number,
  subtract: number,
): { to: Float64Array; fires: number } {
  const to = new Float64Array(bins);
  const below = (value: number): number => normal((value - centre) / sd);
  const all = below(threshold);
  for (let k = 0; k < bins; k++) {
    const [from, end] = [low + k * width, low + (k + 1) * width];
    const still = Math.max(0, below(Math.min(end, threshold)) - below(Math.min(from, threshold)));
    const [firedFrom, firedEnd] = [Math.max(from + subtract, threshold), Math.max(end + subtract, threshold)];
    to[k] = still + Math.max(0, below(firedEnd) - below(firedFrom));
  }
  return { to, fires: 1 - all };
}

/** Of a constant input: the steps are made. */
function constantRate({ kept, threshold, subtract }: SteppingNeuron, mean: number): number {
  const [before, counted] = [2000, 2000];
  let [membrane, fired] = [0, 0];
  for (let step = 0; step < before + counted; step++) {
    membrane = kept * membrane + mean;
    if (membrane < threshold) continue;
    membrane -= subtract;
    if (step >= before) fired++;
  }
  return fired / counted;
}

/** The part of normal draws below, to 1e-7: Abramowitz and Stegun 26.2.17, which is off by no more. */
function normal(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const tail =
    (Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return value >= 0 ? 1 - tail : tail;
}

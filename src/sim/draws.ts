// Random values by the distributions that scripts draw parameters, weights and delays from.
import { type Drawn } from '../core/network/network';
import { type Random } from './random';

/** A value that keeps falling outside its bounds is moved to the nearer one after so many draws. */
const mostDraws = 1000;

export function sampler(drawn: Drawn, random: Random): () => number {
  switch (drawn.kind) {
    case 'uniform': {
      const { low, high } = drawn;
      // Whole numbers reach both ends.
      if (drawn.whole === true) return () => low + Math.floor((high - low + 1) * random.uniform());
      return () => low + (high - low) * random.uniform();
    }
    case 'normal':
      return within(drawn, () => drawn.mean + drawn.sd * random.normal());
    case 'lognormal':
      return within(drawn, () => Math.exp(drawn.mu + drawn.sigma * random.normal()));
    case 'exponential':
      return () => -drawn.mean * Math.log(1 - random.uniform());
    case 'gamma':
      return () => drawn.scale * gammaDraw(random, drawn.shape);
  }
}

function within(
  { low = -Infinity, high = Infinity, held = false }: Extract<Drawn, { kind: 'normal' | 'lognormal' }>,
  draw: () => number,
): () => number {
  return () => {
    let value = draw();
    for (let k = 0; !held && (value < low || value > high) && k < mostDraws; k++) value = draw();
    return Math.min(high, Math.max(low, value));
  };
}

/** Marsaglia and Tsang 2000; below a shape of 1 by the power of a uniform number. */
export function gammaDraw(random: Random, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

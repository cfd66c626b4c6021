// Mean and standard deviation of a quantity that each neuron or synapse has a value of its own of.
import { type Drawn, type Quantity } from './network';

export interface Spread {
  readonly mean: number;
  readonly sd: number;
}

/** In the quantity's own unit; of a clipped draw as if it were not clipped. Null where it is not known. */
export function spreadOf({ value, drawn, each }: Quantity): Spread | null {
  if (value !== null) return { mean: value, sd: 0 };
  if (drawn) return spreadOfDraw(drawn);
  if (!each || each.length === 0) return null;
  let [sum, squares] = [0, 0];
  for (const one of each) sum += one;
  const mean = sum / each.length;
  for (const one of each) squares += (one - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / each.length) };
}

function spreadOfDraw(drawn: Drawn): Spread {
  switch (drawn.kind) {
    case 'uniform':
      return { mean: (drawn.low + drawn.high) / 2, sd: (drawn.high - drawn.low) / Math.sqrt(12) };
    case 'normal':
      return { mean: drawn.mean, sd: drawn.sd };
    case 'lognormal': {
      const mean = Math.exp(drawn.mu + drawn.sigma ** 2 / 2);
      return { mean, sd: mean * Math.sqrt(Math.expm1(drawn.sigma ** 2)) };
    }
    case 'exponential':
      return { mean: drawn.mean, sd: drawn.mean };
    case 'gamma':
      return { mean: drawn.shape * drawn.scale, sd: Math.sqrt(drawn.shape) * drawn.scale };
  }
}

// The one number that stands for values which are drawn or listed: their mean.
import { type Drawn, type Quantity } from './network';

export function meanOfDrawn(drawn: Drawn): number {
  switch (drawn.kind) {
    case 'uniform':
      return (drawn.low + drawn.high) / 2;
    case 'normal':
    case 'exponential':
      return drawn.mean;
    case 'lognormal':
      return Math.exp(drawn.mu + drawn.sigma ** 2 / 2);
    case 'gamma':
      return drawn.shape * drawn.scale;
  }
}

/** The number itself where there is one; null where neither it nor how it comes about is known. */
export function typical({ value, each, drawn }: Quantity): number | null {
  if (value !== null) return value;
  if (each) {
    let sum = 0;
    for (let i = 0; i < each.length; i++) sum += each[i] as number;
    return each.length === 0 ? 0 : sum / each.length;
  }
  return drawn ? meanOfDrawn(drawn) : null;
}

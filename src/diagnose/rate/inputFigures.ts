// Figures of the input signals, together and channel by channel; those that never change are named.
import { momentsOf, type Spread } from './dataFigures';
import { type Channel } from './session';

export interface ChannelFigures extends Spread {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Part of the numbers that are not 0. */
  readonly nonzero: number;
  readonly nan: number;
  /** Never changes: it can drive nothing but a constant. */
  readonly dead: boolean;
}

export interface InputFigures extends Spread {
  readonly shape: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly channels: readonly ChannelFigures[];
}

export function describeInputs(channels: readonly Channel[], trials: number, bins: number): InputFigures | null {
  if (channels.length === 0) return null;
  const figures = channels.map(({ name, values, nan }): ChannelFigures => {
    const { mean, std, min, max } = momentsOf(values);
    let nonzero = 0;
    for (const value of values) if (value !== 0) nonzero++;
    return { name, mean, std, min, max, nonzero: nonzero / values.length, nan, dead: min === max };
  });
  const size = trials * bins;
  const count = size * channels.length;
  const mean = figures.reduce((sum, each) => sum + each.mean, 0) / channels.length;
  // The channels' own squares, and those of their means about the common one.
  const squares = figures.reduce((sum, each) => sum + each.std ** 2 * (size - 1) + size * (each.mean - mean) ** 2, 0);
  return {
    shape: [trials, bins, channels.length],
    mean,
    std: Math.sqrt(squares / (count - 1)),
    min: Math.min(...figures.map(({ min }) => min)),
    max: Math.max(...figures.map(({ max }) => max)),
    channels: figures,
  };
}

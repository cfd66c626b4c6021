// The functions that Brian 2 knows in every equation and what they do to dimensions, read in brian2/core/functions.py of Brian 2.10.
import { dimensionless, type Dimension, raiseDimension } from '../units/dimension';

export interface EquationFunction {
  /** `any`; `pure` for a plain number, `time` for a time, `first` for whatever the first argument is. */
  readonly takes: readonly ('any' | 'pure' | 'time' | 'first')[];
  readonly gives: (args: readonly (Dimension | null)[]) => Dimension | null;
}

const pureNumber = (): Dimension => dimensionless;
const sameAsFirst = (args: readonly (Dimension | null)[]): Dimension | null => args[0] ?? null;
const pureToPure: EquationFunction = { takes: ['pure'], gives: pureNumber };

const known = new Map<string, EquationFunction>([
  ...'cos sin tan cosh sinh tanh exp log log10 expm1 exprel log1p arccos arcsin arctan'
    .split(' ')
    .map((name) => [name, pureToPure] as const),
  ['sqrt', { takes: ['any'], gives: ([first]): Dimension | null => (first ? raiseDimension(first, 0.5) : null) }],
  ...['ceil', 'floor', 'abs'].map((name) => [name, { takes: ['any'], gives: sameAsFirst } as const] as const),
  ['sign', { takes: ['any'], gives: pureNumber }],
  ['rand', { takes: [], gives: pureNumber }],
  ['randn', { takes: [], gives: pureNumber }],
  ['poisson', { takes: ['pure'], gives: pureNumber }],
  ['clip', { takes: ['any', 'first', 'first'], gives: sameAsFirst }],
  ['int', { takes: ['pure'], gives: pureNumber }],
  ['timestep', { takes: ['time', 'time'], gives: pureNumber }],
]);

export const equationFunction = (name: string): EquationFunction | null => known.get(name) ?? null;

/** Names that mean the same in every equation. */
export const equationConstants: ReadonlySet<string> = new Set([
  'pi',
  'e',
  'inf',
  'True',
  'False',
  'radian',
  'steradian',
]);

// The usual rate network given by its matrices: for weights without code, and for what the code's network would be with other weights.
import { activations } from '../network/activations';
import { type Tensor } from '../tensor/tensor';
import { type Dynamics } from './dynamics';
import { stepperOf } from './stepper';

export { activations };

/** What can be run on data. */
export interface Runner {
  readonly channels: number;
  readonly dynamics: Dynamics;
  run(inputs: Float64Array, trials: number, steps: number): { readonly rates: Float64Array; readonly width: number };
}

/** The slope of a function where it gives `rate`; null where it is not known. */
export function slopeAt(activation: string, rate: number): number | null {
  switch (activation) {
    case 'softplus':
      return 1 - Math.exp(-Math.max(0, rate));
    case 'relu':
      return rate > 0 ? 1 : 0;
    case 'tanh':
      return 1 - rate * rate;
    case 'sigmoid':
      return rate * (1 - rate);
    default:
      return null;
  }
}

export const steepest: Readonly<Record<string, number>> = { softplus: 1, relu: 1, tanh: 1, sigmoid: 0.25 };

/** Null where the dynamics can't be told by two matrices and a known function. Without noise, and begun at rest. */
export function leakyRunner(dynamics: Dynamics, recurrent: Tensor | null = dynamics.recurrent): Runner | null {
  const step = stepperOf(dynamics, recurrent, { start: { state: 0, sends: true }, putsState: false, putsAfter: false });
  if (!step) return null;
  return {
    channels: dynamics.input?.shape[1] ?? 0,
    dynamics: { ...dynamics, recurrent },
    run: (inputs, trials, steps) => ({ rates: step(inputs, trials, steps), width: dynamics.units }),
  };
}

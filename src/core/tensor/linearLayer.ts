// What a linear layer gives: its input times its weights, and its bias.
import { type Span } from '../text';
import { matmul } from './linear';
import { type Machine } from './machine';
import { permute, type Tensor, zip } from './tensor';
import { isTensor, unknown, type Value } from './values';

/** @param part which of several products that stand in one place of the code */
export function linear(
  machine: Machine,
  input: Tensor,
  weight: Value | undefined,
  bias: Value | undefined,
  span: Span,
  part?: string,
): Value {
  if (!isTensor(weight)) return unknown('the weights of a layer', span);
  const turned = machine.traced(permute(weight, [1, 0]), 'transpose', [weight], span, part);
  machine.spend((input.data.length * (weight.shape[0] ?? 1)) / 8, span);
  const weighted = machine.traced(matmul(input, turned), 'matmul', [input, turned], span, part);
  if (!isTensor(bias)) return weighted;
  return machine.traced(
    zip(weighted, bias, (x, y) => x + y),
    'add',
    [weighted, bias],
    span,
    part,
  );
}

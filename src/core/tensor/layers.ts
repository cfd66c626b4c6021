// The layers of `torch.nn` that recurrent models are built of: what they hold, and what they give.
import { type Span } from '../text';
import { linear } from './linearLayer';
import { type Machine } from './machine';
import { applyRecurrent, isRecurrent, recurrentFields } from './recurrent';
import { type Tensor, tensor } from './tensor';
import { isTensor, isUnknown, type Layer, numberOf, unknown, type Value } from './values';

const passing = /^(?:Identity|Dropout\w*|AlphaDropout)$/;
const activations: ReadonlyMap<string, string> = new Map([
  ['ReLU', 'relu'],
  ['Tanh', 'tanh'],
  ['Sigmoid', 'sigmoid'],
  ['Softplus', 'softplus'],
  ['LeakyReLU', 'leaky_relu'],
  ['ELU', 'elu'],
  ['SiLU', 'silu'],
  ['Hardtanh', 'hardtanh'],
]);
const containers = /^(?:Sequential|ModuleList|ParameterList|ModuleDict|ParameterDict)$/;

export const parameterOf = (of: Tensor): Tensor => ({
  kind: 'tensor',
  shape: of.shape,
  data: of.data.slice(),
  trace: of.trace,
  isParameter: true,
});

/** The layer of that name with its arguments; null where it is none that is known. */
export function layerFields(
  machine: Machine,
  type: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Layer | null {
  const layer: Layer = { kind: 'layer', type, fields: new Map(), parameters: new Set() };
  const given = (name: string, at: number): Value | undefined => keywords.get(name) ?? args[at];
  const number = (name: string, at: number): number => numberOf(given(name, at)) ?? NaN;
  const learn = (name: string, shape: readonly number[], bound: number): void => {
    const size = shape.reduce((product, length) => product * length, 1);
    if (!Number.isInteger(size) || size > 5e7) return void layer.fields.set(name, unknown(`the size of \`${name}\``));
    const data = Float64Array.from({ length: size }, () => bound * (2 * machine.draws.uniform() - 1));
    layer.fields.set(name, { ...tensor(shape, data), isParameter: true });
    layer.parameters.add(name);
  };
  if (passing.test(type) || activations.has(type)) {
    const slope = given('negative_slope', 0) ?? given('beta', 0);
    if (slope !== undefined && /^(?:LeakyReLU|Softplus)$/.test(type)) layer.fields.set('argument', slope);
    return layer;
  }
  if (type === 'Linear') {
    const [inputs, outputs] = [number('in_features', 0), number('out_features', 1)];
    layer.fields.set('in_features', inputs).set('out_features', outputs);
    const bound = 1 / Math.sqrt(inputs);
    learn('weight', [outputs, inputs], bound);
    if (given('bias', 2) === false) layer.fields.set('bias', null);
    else learn('bias', [outputs], bound);
    return layer;
  }
  if (isRecurrent(type)) {
    return recurrentFields(layer, { given: (name, at) => keywords.get(name) ?? args[at], learn }) ? layer : null;
  }
  if (containers.test(type)) {
    const [first] = args;
    const parts =
      args.length === 1 &&
      first !== null &&
      typeof first === 'object' &&
      (first.kind === 'list' || first.kind === 'tuple')
        ? first.items
        : args;
    parts.forEach((part, i) => layer.fields.set(String(i), part));
    for (const [i, part] of parts.entries()) if (isTensor(part) && part.isParameter) layer.parameters.add(String(i));
    return layer;
  }
  return null;
}

/** What the layer gives for an input; `apply` calls what a container holds, `activate` an activation by its name. */
export function applyLayer(
  machine: Machine,
  layer: Layer,
  args: readonly Value[],
  span: Span,
  apply: (callee: Value, args: readonly Value[]) => Value,
  activate: (name: string, args: readonly Value[]) => Value,
): Value {
  const [input] = args;
  const { type, fields } = layer;
  if (passing.test(type)) return input ?? null;
  const activation = activations.get(type);
  if (activation !== undefined)
    return activate(activation, [input ?? null, ...(fields.has('argument') ? [fields.get('argument') ?? null] : [])]);
  if (type === 'Sequential') return [...fields.values()].reduce((value, part) => apply(part, [value]), input ?? null);
  if (isUnknown(input)) return input;
  if (!isTensor(input)) return unknown(`the input of a ${type} layer`, span);
  if (type === 'Linear') return linear(machine, input, fields.get('weight'), fields.get('bias'), span);
  if (isRecurrent(type)) {
    const operate = (name: string, given: readonly Value[]): Value =>
      name === 'stack' || name === 'cat'
        ? apply({ kind: 'api', path: `torch.${name}`, receiver: null }, given)
        : activate(name, given);
    return applyRecurrent(layer, args, { machine, span, operate });
  }
  return unknown(`what a ${type} layer gives`, span);
}

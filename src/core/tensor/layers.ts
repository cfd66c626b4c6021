// The layers of `torch.nn` that recurrent models are built of: what they hold, and what they give.
import { type Span } from '../text';
import { matmul } from './linear';
import { type Machine } from './machine';
import { map, permute, type Tensor, tensor, zip } from './tensor';
import { isTensor, isUnknown, type Layer, list, numberOf, tuple, unknown, type Value } from './values';

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
  if (type === 'RNN' || type === 'RNNCell') {
    const [inputs, units] = [number('input_size', 0), number('hidden_size', 1)];
    const bound = 1 / Math.sqrt(units);
    const suffix = type === 'RNN' ? '_l0' : '';
    learn(`weight_ih${suffix}`, [units, inputs], bound);
    learn(`weight_hh${suffix}`, [units, units], bound);
    if (keywords.get('bias') !== false) {
      learn(`bias_ih${suffix}`, [units], bound);
      learn(`bias_hh${suffix}`, [units], bound);
    }
    layer.fields.set('hidden_size', units).set('nonlinearity', keywords.get('nonlinearity') ?? 'tanh');
    layer.fields.set('batch_first', keywords.get('batch_first') ?? false);
    return (numberOf(keywords.get('num_layers')) ?? 1) > 1 || keywords.get('bidirectional') === true ? null : layer;
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
  if (type === 'RNNCell') {
    return step(machine, layer, '', input, args[1], span, activate);
  }
  if (type === 'RNN') {
    if (input.shape.length !== 3) return unknown('an RNN layer’s input with trials and time', span);
    const batchFirst = fields.get('batch_first') === true;
    const turned = batchFirst ? permute(input, [1, 0, 2]) : input;
    let hidden = args[1];
    if (isTensor(hidden) && hidden.shape.length === 3) hidden = tensor(hidden.shape.slice(1), hidden.data);
    const outputs: Value[] = [];
    const [steps = 0, ...rest] = turned.shape;
    const size = turned.data.length / Math.max(1, steps);
    for (let t = 0; t < steps; t++) {
      const at = machine.traced(tensor(rest, turned.data.slice(t * size, (t + 1) * size)), 'index', [input], span);
      hidden = step(machine, layer, '_l0', at, hidden, span, activate);
      outputs.push(hidden);
    }
    return tuple([
      apply({ kind: 'api', path: 'torch.stack', receiver: null }, [list(outputs), batchFirst ? 1 : 0]),
      hidden ?? null,
    ]);
  }
  return unknown(`what a ${type} layer gives`, span);
}

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

function step(
  machine: Machine,
  { fields }: Layer,
  suffix: string,
  input: Tensor,
  hidden: Value | undefined,
  span: Span,
  activate: (name: string, args: readonly Value[]) => Value,
): Value {
  const driven = linear(
    machine,
    input,
    fields.get(`weight_ih${suffix}`),
    fields.get(`bias_ih${suffix}`),
    span,
    'input',
  );
  const units = numberOf(fields.get('hidden_size')) ?? 0;
  const before = isTensor(hidden)
    ? hidden
    : map(tensor([...input.shape.slice(0, -1), units], new Float64Array((input.shape[0] ?? 1) * units)), (x) => x);
  const recurrent = linear(
    machine,
    before,
    fields.get(`weight_hh${suffix}`),
    fields.get(`bias_hh${suffix}`),
    span,
    'recurrent',
  );
  if (!isTensor(driven) || !isTensor(recurrent)) return unknown('a recurrent layer', span);
  const sum = machine.traced(
    zip(driven, recurrent, (x, y) => x + y),
    'add',
    [driven, recurrent],
    span,
  );
  const name = fields.get('nonlinearity');
  return activate(typeof name === 'string' ? name : 'tanh', [sum]);
}

// PyTorch's layers and optimisers: what is needed to follow a signal through a forward pass. Its numerics are the array library's.
import { type Backend } from '../backend';
import arrays from '../evaluate/libraries/arrays';
import { classOfFunction } from '../evaluate/functionClasses';
import { argument, type Call, external, type Library } from '../evaluate/library';
import { toNumber } from '../evaluate/numbers';
import { type Run } from '../evaluate/run';
import { nothing, sequence, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { applyLayer, isSignal, kindOfLayer, type LayerKind, makeLayer, signalType } from '../network/layers';
import { type ParameterFacts, readArguments } from '../parameters';

const weightType = 'torch.nn.weight';
const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const passing = /^(?:Dropout\w*|AlphaDropout|Flatten|Unflatten|Identity)$/;
const weighing = /^(?:Linear|Conv[123]d|ConvTranspose[123]d|LazyLinear|Bilinear)$/;
const changing =
  /^(?:(?:Adaptive)?(?:Max|Avg)Pool[123]d|BatchNorm[123]d|LayerNorm|GroupNorm|InstanceNorm[123]d|ReLU6?|LeakyReLU|ELU|GELU|SiLU|Sigmoid|Tanh|Softmax|Softplus|Upsample|Embedding|RNN|GRU|LSTM|RNNCell|GRUCell|LSTMCell)$/;

const optimizer: ParameterFacts = {
  params: { unit: null, meaning: 'what is learnt' },
  lr: {
    unit: null,
    meaning: 'the learning rate: the change of a weight per step is this × its gradient',
    usual: [1e-5, 1e-1],
  },
};

const library: Library = {
  roots: ['torch.nn', 'torch.optim'],
  canonical: (path) =>
    path.replace(/^torch\.nn\.modules\.\w+\./, 'torch.nn.').replace(/^torch\.nn\.parameter\./, 'torch.nn.'),
  call,
  constant: (run, path) => arrays.constant?.(run, path) ?? null,
  attribute: (_run, of, name) => {
    if (of.type === signalType) {
      if (name === 'shape' || name === 'size') return external(`${signalType}.${name}`, of);
      return classOfFunction(name) === 'same'
        ? external(`${signalType}.${name}`, of)
        : unknown(`\`${name}\` of a signal`);
    }
    if (of.type === weightType) return name === 'data' ? of : external(`${weightType}.${name}`, of);
    if (kindOfLayer(of) === null) return null;
    return name === 'weight' ? (of.fields.get('weight') ?? weightOf(of)) : null;
  },
  index: (_run, of) =>
    of.type === signalType ? of : kindOfLayer(of) === 'chain' ? unknown('a part of a chain') : null,
  iterate: (_run, of) => (of.type === signalType ? { elements: [of], count: null, representative: true } : null),
  combine: (_run, left, _right, operator, span) =>
    left.type === signalType
      ? applyLayer(_run, makeLayer('torch.nn.sum', 'change', span, { model: text(operator) }), left, span)
      : null,
  assign: (run, of, key, value) => {
    if (key.kind !== 'text') return false;
    const owner = of.type === weightType ? of.fields.get('owner') : key.value === 'weight' ? of : undefined;
    if (owner?.kind !== 'thing' || kindOfLayer(owner) !== 'weights') return false;
    setWeights(run, owner, value);
    return of.type === weightType;
  },
};

const backend: Backend = {
  id: 'torch',
  title: 'PyTorch',
  source: { title: 'PyTorch documentation, torch.nn', version: '2.5' },
  library,
};

export default backend;

const weightOf = (owner: Thing): Thing => thing(weightType, owner.span, new Map<string, Value>([['owner', owner]]));

function setWeights(run: Run, layer: Thing, value: Value): void {
  const number = value.kind === 'num' ? value : toNumber(run, value);
  if (number) run.journal.write(layer.fields, 'initial', number);
  else if (layer.fields.has('initial'))
    run.journal.write(layer.fields, 'initial', unknown('weights that are not known'));
}

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === '__call__' && given.receiver) return applyLayer(run, given.receiver, given.args[0], given.span);
  if (given.path.startsWith(`${weightType}.`)) return written(run, given, name);
  if (given.path.startsWith(`${signalType}.`))
    return classOfFunction(name) === 'same' ? given.receiver : unknown(`\`${name}\` of a signal`);
  if (given.path.startsWith('torch.optim.')) {
    const params = readArguments(run, backend, name, optimizer, given);
    return thing('torch.optim.Optimizer', given.span, new Map<string, Value>([['params', params]]));
  }
  if (given.path.startsWith('torch.nn.init.')) return initialised(run, given, name);
  if (given.path.startsWith('torch.nn.functional.')) {
    const [first] = given.args;
    if (!isSignal(first)) return arrays.call?.(run, given) ?? null;
    const kind = /^(?:dropout\w*|flatten|normalize_)$/.test(name) ? 'pass' : 'change';
    return applyLayer(run, makeLayer(given.path, kind, given.span, { model: text(name) }), first, given.span);
  }
  return made(run, given, name) ?? arrays.call?.(run, given) ?? null;
}

function made(run: Run, given: Call, name: string): Value | null {
  if (name === 'Sequential') return chain(run, given);
  if (name === 'ModuleList' || name === 'ModuleDict') return given.args[0] ?? sequence('list', []);
  const kind: LayerKind | null = passing.test(name)
    ? 'pass'
    : weighing.test(name)
      ? 'weights'
      : changing.test(name)
        ? 'change'
        : null;
  if (kind === null) return null;
  const fields = { model: text(name) };
  if (kind !== 'weights') return makeLayer(`torch.nn.${name}`, kind, given.span, fields);
  const dense = /Linear$/.test(name);
  return makeLayer(`torch.nn.${name}`, kind, given.span, {
    ...fields,
    ...(dense
      ? {
          dense: nothing,
          in: argument(given, 'in_features', 0),
          out: argument(given, 'out_features', 1),
        }
      : {}),
  });
}

/** Several in a row: as arguments, as a list, or as an ordered dictionary. What feeds what in it is known before anyone calls it. */
export function chain(run: Run, given: Call, type = 'torch.nn.Sequential'): Thing {
  const [first] = given.args;
  const parts = given.args.length === 1 && first?.kind === 'table' ? [...first.entries.values()] : given.args;
  const made = makeLayer(type, 'chain', given.span, {
    model: text(lastName(type)),
    parts: sequence('list', [...parts]),
  });
  applyLayer(run, made, undefined, given.span, true);
  return made;
}

/** `nn.init.constant_(layer.weight, 0.1)`: from now on the weights are known. */
function initialised(run: Run, given: Call, name: string): Value {
  const [target] = given.args;
  const owner = target?.kind === 'thing' && target.type === weightType ? target.fields.get('owner') : undefined;
  if (owner?.kind !== 'thing') return target ?? nothing;
  const value = valueOfInit(run, name, given, 1);
  setWeights(run, owner, value);
  return target ?? nothing;
}

function written(run: Run, given: Call, name: string): Value | null {
  const { receiver } = given;
  const owner = receiver?.kind === 'thing' ? receiver.fields.get('owner') : undefined;
  if (owner?.kind !== 'thing' || !/_$/.test(name))
    return classOfFunction(name) === 'same' ? receiver : unknown(`\`${name}\` of weights`);
  setWeights(run, owner, valueOfInit(run, name, given, 0));
  return receiver;
}

function valueOfInit(run: Run, name: string, given: Call, at: number): Value {
  if (name === 'constant_' || name === 'fill_')
    return argument(given, 'val', at) ?? argument(given, 'value', at) ?? unknown('');
  if (name === 'zero_' || name === 'zeros_')
    return (
      given.args[at] ?? arrays.call?.(run, { ...given, path: 'torch.zeros', args: [], receiver: null }) ?? unknown('')
    );
  if (name === 'ones_')
    return arrays.call?.(run, { ...given, path: 'torch.ones', args: [], receiver: null }) ?? unknown('');
  const drawn = name === 'uniform_' ? 'numpy.random.uniform' : name === 'normal_' ? 'numpy.random.normal' : null;
  if (drawn === null) return unknown('weights that are not known');
  const args = given.args.slice(at);
  const keywords = new Map(
    [...given.keywords].map(
      ([key, value]) => [{ a: 'low', b: 'high', mean: 'loc', std: 'scale' }[key] ?? key, value] as const,
    ),
  );
  return (
    arrays.call?.(run, { ...given, path: drawn, args, keywords, receiver: null }) ??
    unknown('weights that are not known')
  );
}

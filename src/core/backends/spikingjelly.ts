// SpikingJelly: time counts in steps, tau too; thresholds are 1 and weights have no unit.
import { type Backend } from '../backend';
import arrays from '../evaluate/libraries/arrays';
import { type Call, external, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { nothing, type Table, table, text, type Thing, type Value, thing } from '../evaluate/value';
import { pathsOfEncoders } from '../network/encoders';
import { applyLayer, givenParameters, makeLayer, readLayers, stepOfOneMs } from '../network/layers';
import { type Stepping } from '../network/network';
import { textField } from '../network/read';
import { numberFor, readArguments } from '../parameters';
import torch from './torch';
import { spikingjellyNeurons } from './facts/spikingjelly';

const library: Library = {
  roots: ['spikingjelly'],
  canonical: (path) =>
    path
      .replace(/^spikingjelly\.(?:activation_based|clock_driven)\./, 'spikingjelly.')
      .replace(/^spikingjelly\.neuron\.(?:\w+\.)?(?=[A-Z])/, 'spikingjelly.'),
  call,
  attribute: (_run, of, name) => of.fields.get(name) ?? external(`${of.type}.${name}`, of),
};

const backend: Backend = {
  id: 'spikingjelly',
  title: 'SpikingJelly',
  source: { title: 'spikingjelly.activation_based.neuron', version: '0.0.0.1' },
  library,
  readNetwork: (calls) =>
    readLayers(calls, { backend: 'spikingjelly', weightUnit: null, dtMs: () => stepOfOneMs('SpikingJelly'), describe }),
  readPaths: (calls) => pathsOfEncoders(calls, 'spikingjelly'),
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === '__call__' && given.receiver?.kind === 'thing') {
    if (given.receiver.type === 'spikingjelly.encoder') return encoded(run, given);
    return applyLayer(run, given.receiver, given.args[0], given.span);
  }
  // `layer.Linear` and the like are PyTorch's, with several steps at once.
  if (/^spikingjelly\.layer\.(?:\w+\.)?\w+$/.test(given.path))
    return torch.library.call?.(run, { ...given, path: `torch.nn.${name}` }) ?? null;
  if (given.path.endsWith('encoding.PoissonEncoder'))
    return makeLayer('spikingjelly.encoder', 'encoder', given.span, { model: text(name) });
  const facts =
    given.path === `spikingjelly.${name}` && Object.hasOwn(spikingjellyNeurons, name)
      ? spikingjellyNeurons[name]
      : undefined;
  if (!facts) return arrays.call?.(run, given) ?? null;
  const params = readArguments(run, backend, name, facts, given);
  const made = makeLayer(`spikingjelly.${name}`, 'neurons', given.span, {
    backend: text('spikingjelly'),
    model: text(name),
    params,
  });
  run.called('spikingjelly', 'layer', new Map([['made', made]]), given.span);
  return made;
}

/** Its input is the probability of a spike per step. */
function encoded(run: Run, given: Call): Thing {
  const train = thing(
    'spikingjelly.train',
    given.span,
    new Map<string, Value>([
      ['encoder', text('PoissonEncoder')],
      ['kind', text('bernoulli')],
      ['unit', text('1/step')],
    ]),
  );
  const [rate] = given.args;
  if (rate?.kind === 'num') train.fields.set('rate', rate);
  return applyLayer(run, makeLayer('spikingjelly.encoded', 'pass', given.span, {}), train, given.span);
}

function describe(layer: Thing): { params: ReturnType<typeof givenParameters>; stepping: Stepping | null } {
  const name = textField(layer, 'model') ?? '';
  const facts = spikingjellyNeurons[name] ?? {};
  const value = layer.fields.get('params');
  const given: Table = value?.kind === 'table' ? value : table();
  return {
    params: givenParameters(given, facts),
    stepping: name === 'LIFNode' || name === 'IFNode' ? steppingOf(name, given) : null,
  };
}

function steppingOf(name: string, given: Table): Stepping {
  const facts = spikingjellyNeurons[name] ?? {};
  const tau = name === 'IFNode' ? Infinity : numberFor(given, facts, 'tau');
  const decay = given.entries.get('decay_input');
  const soft = (given.entries.get('v_reset') ?? text('')).kind === nothing.kind;
  const threshold = numberFor(given, facts, 'v_threshold');
  const decayed = name === 'LIFNode' && !(decay?.kind === 'flag' && !decay.value);
  return {
    kept: tau === null ? null : 1 - 1 / tau,
    synapticKept: null,
    gain: decayed ? (tau === null ? null : 1 / tau) : 1,
    rest: soft ? 0 : numberFor(given, facts, 'v_reset'),
    threshold,
    subtract: soft ? threshold : null,
    resetTo: soft ? null : numberFor(given, facts, 'v_reset'),
    resetLater: false,
    refractorySteps: 0,
    fires: 'at',
    unit: null,
  };
}

// T4DM's spiking blocks: time counts in steps, alpha is the part of the membrane kept, the reset is soft, rates are per step.
import { type Backend } from '../backend';
import { type Call, type Library } from '../evaluate/library';
import { type Meaning, tellMeaning } from '../evaluate/facts';
import { type Run } from '../evaluate/run';
import { sequence, type Table, table, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { applyLayer, givenParameters, makeLayer, stepOfOneMs } from '../network/layers';
import { type Stepping } from '../network/network';
import { readT4dm } from '../network/t4dm';
import { meaningOf, rateMeaning } from '../network/t4dm/words';
import { memberOrParameter, numberFor, readArguments } from '../parameters';
import { type Span } from '../text';
import {
  adaptiveThreshold,
  corticalBlock,
  corticalStack,
  homeostasis,
  homeostaticPlasticity,
  lifNeuron,
  spikeAttention,
  stdpConfig,
  stdpLearner,
} from './facts/t4dm';

const library: Library = {
  roots: ['t4dm'],
  canonical: (path) => path.replace(/^t4dm\.(?:[a-z_]\w*\.)+(?=[A-Z])/, 't4dm.'),
  call,
  attribute: (_run, of, name) => memberOrParameter(of, name),
};

const backend: Backend = {
  id: 't4dm',
  title: 'T4DM',
  source: { title: 't4dm.spiking and t4dm.learning', version: 'of February 2026' },
  library,
  readNetwork: (calls) =>
    readT4dm(calls, { backend: 't4dm', weightUnit: null, dtMs: () => stepOfOneMs('T4DM'), describe }),
};

export default backend;

const kept = {
  STDPConfig: stdpConfig,
  STDPLearner: stdpLearner,
  PairBasedSTDP: stdpLearner,
  TripletSTDP: stdpLearner,
  HomeostasisControl: homeostasis,
  HomeostaticPlasticity: homeostaticPlasticity,
  AdaptiveThresholdConfig: adaptiveThreshold,
  AdaptiveThreshold: {},
  AdaptiveThresholdManager: { num_layers: { unit: null, meaning: 'how many layers' } },
  SpikeAttention: spikeAttention,
  NeuromodBus: {},
} as const;

/** What the reader of the network knows them by. */
const parts: Readonly<Record<string, string>> = {
  STDPConfig: 'config',
  STDPLearner: 'learner',
  PairBasedSTDP: 'learner',
  TripletSTDP: 'learner',
  HomeostasisControl: 'homeostasis',
  AdaptiveThreshold: 'homeostasis',
  SpikeAttention: 'attention',
  NeuromodBus: 'bus',
};

/** Methods that hand back what is to be added or taken, and keep nothing themselves. */
const handsBack =
  /^(?:compute_(?:weight_change|weight_update|stdp_delta|adjustment|scaling_factor)|update_weight|window_function)$/;

/** Methods of the bus that only look. */
const looks = /^(?:get_\w+|ach_level)$/;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const paramsOf = (of: Thing): Table => {
  const params = of.fields.get('params');
  return params?.kind === 'table' ? params : table();
};

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === '__call__' && given.receiver?.kind === 'thing') {
    const [input] = given.args;
    const output = applyLayer(run, given.receiver, input, given.span);
    if (given.receiver.type === 't4dm.LIFNeuron' && input?.kind === 'num') {
      const { receiver } = given;
      if (given.node) tellMeaning(run.facts, calleeOf(given), () => rateMeaning(receiver, input));
      run.called(
        't4dm',
        'drive',
        new Map<string, Value>([
          ['post', given.receiver],
          ['value', input],
        ]),
        given.span,
      );
    }
    return sequence('tuple', [
      output,
      unknown('the membrane after the reset'),
      ...(/Cortical(?:Block|Stack)$/.test(given.receiver.type) ? [unknown('metrics')] : []),
    ]);
  }
  if (given.path === 't4dm.LIFNeuron')
    return neurons(run, name, readArguments(run, backend, name, lifNeuron, given), given);
  if (given.path === 't4dm.CorticalBlock') return block(run, given);
  if (given.path === 't4dm.CorticalStack') return stack(run, given);
  if (given.path === `t4dm.${name}` && Object.hasOwn(kept, name)) {
    const [first] = given.args;
    const isConfig = first?.kind === 'thing' && /^t4dm\.\w+Config$/.test(first.type);
    const positions = isConfig
      ? ['config']
      : name === 'AdaptiveThresholdManager'
        ? ['num_layers', 'config']
        : undefined;
    const params = readArguments(run, backend, name, kept[name as keyof typeof kept], given, positions);
    const made = thing(`t4dm.${name}`, given.span, new Map<string, Value>([['params', params]]));
    const part = parts[name];
    if (part !== undefined) run.called('t4dm', part, new Map([['made', made]]), given.span);
    means(run, given, made);
    return made;
  }
  if (given.receiver?.kind === 'thing') method(run, given.receiver, name, given);
  return null;
}

/** The name of what is called. */
const calleeOf = ({ node, span }: Call): Span =>
  node ? { file: span.file, start: node.callee.start, end: node.callee.end } : span;

/** Said where the name of the class stands, and of what holds what it made; worked out where someone asks. */
function means(run: Run, given: Call, made: Thing): void {
  const meaning = (): Meaning | null => meaningOf(made, () => run.facts.calls);
  tellMeaning(run.facts, given.span, meaning);
  if (given.node) tellMeaning(run.facts, calleeOf(given), meaning);
}

/** What is given to a bus moves it; what is given to a learner are spikes and a weight. */
function method(run: Run, of: Thing, name: string, given: Call): void {
  const argument = (key: string, at: number): Value | undefined => given.keywords.get(key) ?? given.args[at];
  // Given a state, even what looks hands on levels that somebody else moves.
  const isGiven = given.args.length + given.keywords.size > 0;
  if (of.type === 't4dm.NeuromodBus' && (isGiven || !looks.test(name))) {
    const amount = argument('reward', 0) ?? given.keywords.get('level') ?? given.keywords.get('amount');
    const args = new Map<string, Value>([['bus', of]]);
    if (amount) args.set('amount', amount);
    run.called('t4dm', 'inject', args, given.span);
  }
  const isPart = parts[lastName(of.type)] !== undefined;
  if (isPart && handsBack.test(name)) run.called('t4dm', 'hands back', new Map([['method', text(name)]]), given.span);
  const order = { compute_weight_change: [0, 1, 2], update_weight: [1, 2, 0] }[name];
  if (parts[lastName(of.type)] !== 'learner' || order === undefined) return;
  const [pre, post, weight] = [
    argument('pre_spike_times', order[0] as number),
    argument('post_spike_times', order[1] as number),
    argument('current_weight', order[2] as number),
  ];
  const args = new Map<string, Value>([['learner', of]]);
  if (pre) args.set('pre', pre);
  if (post) args.set('post', post);
  if (weight) args.set('weight', weight);
  run.called('t4dm', 'pair', args, given.span);
}

function neurons(run: Run, name: string, params: Table, given: Call): Thing {
  const made = makeLayer('t4dm.LIFNeuron', 'neurons', given.span, { backend: text('t4dm'), model: text(name), params });
  run.called('t4dm', 'layer', new Map([['made', made]]), given.span);
  means(run, given, made);
  return made;
}

/** Two layers of neurons with attention, apical modulation and recurrence between them. */
function block(run: Run, given: Call): Thing {
  const params = readArguments(run, backend, 'CorticalBlock', corticalBlock, given);
  return cortical(run, given, 'CorticalBlock', params, stagesOf(run, given, params, ''));
}

/** More of them are alike. */
const mostBlocks = 12;

/** Blocks one behind the other, all of T4DM's standard neurons. */
function stack(run: Run, given: Call): Thing {
  const params = readArguments(run, backend, 'CorticalStack', corticalStack, given);
  const blocks = Math.min(mostBlocks, numberFor(params, corticalStack, 'num_blocks') ?? 0);
  const stages = Array.from({ length: blocks }, (_, i) => stagesOf(run, given, params, `blocks[${i}].`)).flat();
  return cortical(run, given, 'CorticalStack', params, stages);
}

function cortical(run: Run, given: Call, name: string, params: Table, parts: readonly Thing[]): Thing {
  const made = makeLayer(`t4dm.${name}`, 'chain', given.span, {
    model: text(name),
    params,
    parts: sequence('list', [...parts]),
  });
  run.called('t4dm', 'block', new Map([['made', made]]), given.span);
  return made;
}

function stagesOf(run: Run, given: Call, params: Table, within: string): Thing[] {
  const inner = table();
  for (const key of ['alpha', 'v_thresh']) {
    const value = params.entries.get(key);
    if (value) inner.entries.set(key, value);
  }
  const size = params.entries.get('dim');
  if (size) inner.entries.set('size', size);
  const layer = (part: string): Thing => {
    const made = neurons(run, 'LIFNeuron', inner, given);
    made.fields.set('variable', text(`${within}${part}`));
    return made;
  };
  const between = makeLayer('t4dm.between', 'change', given.span, {
    model: text('spike attention, apical modulation, RWKV'),
  });
  return [layer('lif_integration'), between, layer('lif_output')];
}

function describe(layer: Thing): {
  params: ReturnType<typeof givenParameters>;
  stepping: Stepping;
  size?: Value | undefined;
} {
  const params = paramsOf(layer);
  const { size, surrogate_alpha: _surrogate, ...shown } = lifNeuron;
  const number = (key: string): number | null => numberFor(params, lifNeuron, key);
  const [threshold, beta] = [number('v_thresh'), number('beta')];
  return {
    params: givenParameters(params, shown),
    size: size && params.entries.get('size'),
    stepping: {
      kept: number('alpha'),
      synapticKept: null,
      gain: 1,
      rest: 0,
      threshold,
      subtract: threshold === null || beta === null ? null : threshold * beta,
      resetTo: null,
      resetLater: false,
      refractorySteps: 0,
      fires: 'at',
      unit: null,
    },
  };
}

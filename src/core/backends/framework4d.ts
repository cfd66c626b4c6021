// The 4D Neural Cognition framework: LIF and Izhikevich neurons on a lattice, in mV and ms, in Python and JSON. A step is forward Euler at 1 ms.
import { type Backend } from '../backend';
import { valueOfConfig } from '../evaluate/configuration';
import { argument, type Call, external, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { nothing, sequence, table, type Table, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { readFramework } from '../network/framework4d';
import { readFrameworkConfig } from '../network/framework4d/config';
import { type ParameterFacts, readArguments } from '../parameters';
import { initializeFacts, neuronFacts, neuronParams, synapseFacts } from './facts/framework4d';

const modules = ['brain_model', 'simulation', 'neuron_models'];

const library: Library = {
  roots: [...modules.flatMap((each) => [each, `src.${each}`]), 'framework4d'],
  // The names are nobody's own: a workspace's `simulation.py` is this one only where it says so.
  isOwn: (source) => /4D Neural Cognition/.test(source.slice(0, 400)),
  canonical: (path) => path.replace(/^(?:src\.)?(?:brain_model|simulation|neuron_models)\.(?=\w)/, 'framework4d.'),
  call,
  attribute: (_run, of, name) => of.fields.get(name) ?? external(`${of.type}.${name}`, of),
  iterate: (_run, of) =>
    of.type === 'framework4d.Neurons'
      ? { elements: [of.fields.get('one') ?? nothing], count: null, representative: true }
      : null,
  index: (_run, of) => (of.type === 'framework4d.Neurons' ? (of.fields.get('one') ?? null) : null),
};

const backend: Backend = {
  id: 'framework4d',
  title: '4D Neural Cognition',
  source: { title: 'src/brain_model.py and src/simulation.py', version: 'of December 2025' },
  library,
  readNetwork: readFramework,
  readConfig: ({ file, root }) => {
    const network = readFrameworkConfig(file, root);
    return network && { network, paths: [] };
  },
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  const { receiver } = given;
  if (receiver?.kind === 'thing') {
    if (receiver.type === 'framework4d.BrainModel') return onModel(run, receiver, name, given);
    if (receiver.type === 'framework4d.Simulation') return onSimulation(run, receiver, name, given);
    if (receiver.type === 'framework4d.Neurons' && name === 'values') return receiver;
    return null;
  }
  switch (given.path) {
    case 'framework4d.Neuron':
      return makeNeuron(run, given);
    case 'framework4d.BrainModel':
      return makeModel(run, given);
    case 'framework4d.Simulation': {
      const model = argument(given, 'model', 0);
      const made = thing('framework4d.Simulation', given.span, new Map<string, Value>(model ? [['model', model]] : []));
      return made;
    }
    default:
      return null;
  }
}

function makeNeuron(run: Run, given: Call): Thing {
  const fields = readArguments(run, backend, 'Neuron', neuronFacts, given);
  const params = fields.entries.get('params');
  if (params?.kind === 'table') check(run, 'Neuron', params, given);
  const made = thing('framework4d.Neuron', given.span, new Map(fields.entries));
  if (params?.kind !== 'table') made.fields.set('params', table());
  return made;
}

/** The keys of a parameter dictionary, each in its unit. */
function check(run: Run, callee: string, params: Table, given: Call): void {
  const call: Call = { ...given, args: [], argSpans: [], keywords: params.entries, keywordSpans: params.valuePlaces };
  readArguments(run, backend, callee, neuronParams, call);
}

function makeModel(run: Run, given: Call): Thing {
  const path = argument(given, 'config_path', 0);
  const direct = argument(given, 'config', 1);
  const found = path?.kind === 'text' ? run.options.findConfig?.(path.value, given.span.file) : null;
  const config = found ? valueOfConfig(found.file, found.root) : direct;
  const model = thing('framework4d.BrainModel', given.span, new Map<string, Value>());
  if (config?.kind === 'table') {
    model.fields.set('config', config);
    const neuron = config.entries.get('neuron_model');
    const params = neuron?.kind === 'table' ? neuron.entries.get('params_default') : undefined;
    if (params?.kind === 'table' && !found) check(run, 'BrainModel', params, given);
  }
  const one = thing('framework4d.Neuron', given.span, new Map<string, Value>([['params', table()]]));
  model.fields.set('neurons', thing('framework4d.Neurons', given.span, new Map<string, Value>([['one', one]])));
  run.called('framework4d', 'model', new Map([['made', model]]), given.span);
  return model;
}

function onModel(run: Run, model: Thing, name: string, given: Call): Value | null {
  const neurons = model.fields.get('neurons') ?? nothing;
  switch (name) {
    case 'add_neuron': {
      const [neuron] = given.args;
      const params = given.keywords.get('params');
      if (params?.kind === 'table') check(run, 'add_neuron', params, given);
      const added =
        neuron?.kind === 'thing'
          ? neuron
          : thing('framework4d.Neuron', given.span, new Map<string, Value>([['params', params ?? table()]]));
      run.called('framework4d', 'neuron', new Map([['neuron', added]]), given.span);
      return added;
    }
    case 'get_neurons_in_area':
    case 'get_area_neurons':
      return neurons;
    case 'get_neuron_model_params':
      return unknown('the default parameters');
    default:
      return null;
  }
}

const stepsFacts: ParameterFacts = { n_steps: { unit: null, meaning: 'how many steps of 1 ms' } };

function onSimulation(run: Run, simulation: Thing, name: string, given: Call): Value | null {
  const note = (what: string, facts: ParameterFacts): Value => {
    const params = readArguments(run, backend, name, facts, given);
    const model = simulation.fields.get('model');
    run.called(
      'framework4d',
      what,
      new Map<string, Value>([['params', params], ...(model ? [['model', model] as const] : [])]),
      given.span,
    );
    return what === 'run' ? sequence('list', []) : nothing;
  };
  if (name === 'initialize_neurons') return note('neurons', initializeFacts);
  if (name === 'initialize_random_synapses') return note('synapses', synapseFacts);
  if (name === 'run') {
    note('run', stepsFacts);
    return unknown('the statistics of each step');
  }
  if (name === 'step') {
    note('step', {});
    return unknown('the statistics of a step');
  }
  return null;
}

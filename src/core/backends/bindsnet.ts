// BindsNET: times in ms, voltages in mV or what its user takes for them, rates in Hz; a weight is what a spike adds to the membrane.
import { type Backend, expectUnit } from '../backend';
import { argument, argumentSpan, type Call, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { nothing, type Table, table, text, thing, type Thing, type Value } from '../evaluate/value';
import { pathsOfBindsnet, readBindsnet } from '../network/bindsnet';
import { memberOrParameter, readArguments } from '../parameters';
import {
  bindsnetBernoulli,
  bindsnetEncoder,
  bindsnetNetwork,
  bindsnetNodes,
  bindsnetPoisson,
  bindsnetRun,
} from './facts/bindsnet';

const library: Library = {
  roots: ['bindsnet'],
  canonical: (path) => path.replace(/^bindsnet\.(?:\w+\.)+(?=(?:[A-Z]\w*|poisson|bernoulli)$)/, 'bindsnet.'),
  call,
  attribute: (_run, of, name) => memberOrParameter(of, name),
};

const backend: Backend = {
  id: 'bindsnet',
  title: 'BindsNET',
  source: { title: 'bindsnet.network and bindsnet.encoding', version: '0.3.3' },
  library,
  readNetwork: readBindsnet,
  readPaths: pathsOfBindsnet,
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const made = (type: string, params: Table, given: Call, model: string): Thing =>
  thing(type, given.span, new Map<string, Value>([['params', params], ['model', text(model)]])); // prettier-ignore

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (given.receiver?.kind === 'thing' && given.receiver.type === 'bindsnet.Network')
    return onNetwork(run, given.receiver, name, given);
  if (given.receiver?.kind === 'thing' && given.receiver.type === 'bindsnet.Encoder' && name === '__call__')
    return trainOf(run, given.receiver, given);
  if (given.path !== `bindsnet.${name}`) return null;
  const nodes = Object.hasOwn(bindsnetNodes, name) ? bindsnetNodes[name] : undefined;
  if (nodes) return made('bindsnet.Nodes', readArguments(run, backend, name, nodes, given), given, name);
  switch (name) {
    case 'Network': {
      const params = readArguments(run, backend, name, bindsnetNetwork, given);
      const network = made('bindsnet.Network', params, given, name);
      run.called('bindsnet', 'network', new Map([['made', network]]), given.span);
      return network;
    }
    case 'Connection':
    case 'SparseConnection':
      return made(
        'bindsnet.Connection',
        readArguments(
          run,
          backend,
          name,
          { source: { unit: null, meaning: 'from' }, target: { unit: null, meaning: 'to' } },
          given,
        ),
        given,
        name,
      );
    case 'poisson':
    case 'bernoulli':
      return train(
        name,
        readArguments(run, backend, name, name === 'poisson' ? bindsnetPoisson : bindsnetBernoulli, given),
        given,
      );
    case 'PoissonEncoder':
    case 'BernoulliEncoder':
      return made('bindsnet.Encoder', readArguments(run, backend, name, bindsnetEncoder, given), given, name);
    default:
      return null;
  }
}

function onNetwork(run: Run, network: Thing, name: string, given: Call): Value | null {
  const args = new Map<string, Value>([['network', network]]);
  const put = (key: string, at: number): void => {
    const value = argument(given, key, at);
    if (value) args.set(key, value);
  };
  switch (name) {
    case 'add_layer':
      put('layer', 0);
      put('name', 1);
      run.called('bindsnet', 'layer', args, given.span);
      return nothing;
    case 'add_connection':
      put('connection', 0);
      put('source', 1);
      put('target', 2);
      run.called('bindsnet', 'connect', args, given.span);
      return nothing;
    case 'run':
      readArguments(run, backend, 'Network.run', bindsnetRun, given);
      put('inputs', 0);
      put('time', 1);
      run.called('bindsnet', 'run', args, given.span);
      return nothing;
    default:
      return null;
  }
}

function train(encoding: string, params: Table, given: Call): Thing {
  const result = thing(
    'bindsnet.train',
    given.span,
    new Map<string, Value>([
      ['encoder', text(encoding)],
      ['kind', text(encoding)],
      ['unit', text(encoding === 'poisson' ? 'Hz' : '1/step')],
    ]),
  );
  const rate = params.entries.get('datum');
  if (rate?.kind === 'num') result.fields.set('rate', rate);
  const place = params.valuePlaces.get('datum');
  if (place) result.places.set('rate', place);
  return result;
}

/** An encoder is called with what it encodes. */
function trainOf(run: Run, encoder: Thing, given: Call): Thing {
  const model = encoder.fields.get('model');
  const encoding = model?.kind === 'text' && model.value.startsWith('Poisson') ? 'poisson' : 'bernoulli';
  const [datum] = given.args;
  const params = table();
  if (datum) {
    params.entries.set('datum', datum);
    params.valuePlaces.set('datum', argumentSpan(given, 'datum', 0));
    if (encoding === 'poisson')
      expectUnit(run, datum, argumentSpan(given, 'datum', 0), {
        backend,
        callee: 'PoissonEncoder',
        parameter: 'datum',
        unit: 'Hz',
      });
  }
  return train(encoding, params, given);
}

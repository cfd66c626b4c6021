// snnTorch: time counts in steps; decays are the part that is kept each step; thresholds are 1 and weights have no unit.
import { type Backend } from '../backend';
import { resolve, multiplyClaims, unitOf } from '../evaluate/claim';
import { type ApiCall } from '../evaluate/facts';
import { type Call, external, type Library } from '../evaluate/library';
import { binary } from '../evaluate/arithmetic';
import { literal, toNumber } from '../evaluate/numbers';
import { type Run } from '../evaluate/run';
import { sequence, type Table, table, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { applyLayer, givenParameters, makeLayer, readLayers, stepOfOneMs } from '../network/layers';
import { type Stepping } from '../network/network';
import { pathsOfEncoders } from '../network/encoders';
import { type Path } from '../network/paths';
import { textField } from '../network/read';
import { numberFor, readArguments, textFor } from '../parameters';
import { formatUnit } from '../units/format';
import { rational } from '../units/rational';
import { snntorchLatency, snntorchNeurons, snntorchRate } from './facts/snntorch';

const library: Library = {
  roots: ['snntorch'],
  canonical: (path) =>
    path.replace(/^snntorch\._neurons\.\w+\./, 'snntorch.').replace(/^snntorch\._neurons\./, 'snntorch.'),
  call,
  attribute: (_run, of, name) =>
    of.fields.get(name) ??
    (textField(of, 'layer') === 'neurons' ? parameterOf(of, name) : null) ??
    external(`${of.type}.${name}`, of),
};

const backend: Backend = {
  id: 'snntorch',
  title: 'snnTorch',
  source: { title: 'snnTorch documentation, snntorch and snntorch.spikegen', version: '0.9.4' },
  library,
  readNetwork: (calls) =>
    readLayers(calls, { backend: 'snntorch', weightUnit: null, dtMs: () => stepOfOneMs('snnTorch'), describe }),
  readPaths: (calls: readonly ApiCall[]): readonly Path[] => pathsOfEncoders(calls, 'snntorch'),
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const givenOf = (of: Thing): Table => {
  const given = of.fields.get('params');
  return given?.kind === 'table' ? given : table();
};
const parameterOf = (of: Thing, name: string): Value | null => givenOf(of).entries.get(name) ?? null;

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === '__call__' && given.receiver?.kind === 'thing') return stepped(run, given.receiver, given);
  if (given.path === 'snntorch.spikegen.rate') return rateCoded(run, given);
  if (given.path === 'snntorch.spikegen.latency') {
    readArguments(run, backend, 'spikegen.latency', snntorchLatency, given);
    return applyLayer(
      run,
      makeLayer(given.path, 'change', given.span, { model: text('latency') }),
      given.args[0],
      given.span,
    );
  }
  const facts =
    given.path === `snntorch.${name}` && Object.hasOwn(snntorchNeurons, name) ? snntorchNeurons[name] : undefined;
  if (!facts) return null;
  const params = readArguments(run, backend, name, facts, given);
  if (name === 'Lapicque') timesAgree(run, params, given);
  const made = makeLayer(`snntorch.${name}`, 'neurons', given.span, {
    backend: text('snntorch'),
    model: text(name),
    params,
  });
  run.called('snntorch', 'layer', new Map([['made', made]]), given.span);
  return made;
}

/** The layer's spikes, with the states that its class hands out beside them. */
function stepped(run: Run, layer: Thing, given: Call): Value {
  const spikes = applyLayer(run, layer, given.args[0], given.span);
  const set = (name: string): boolean => {
    const value = parameterOf(layer, name);
    return value?.kind === 'flag' && value.value;
  };
  if (set('init_hidden') && !set('output')) return spikes;
  const states = { Synaptic: 2, RSynaptic: 2, Alpha: 3 }[textField(layer, 'model') ?? ''] ?? 1;
  return sequence('tuple', [spikes, ...Array.from({ length: states }, () => unknown('the state of a layer'))]);
}

/** Only R·C against the step matters: Ω·F with s, and MΩ·nF with ms, are both right. */
function timesAgree(run: Run, params: Table, given: Call): void {
  const [r, c, step] = ['R', 'C', 'time_step'].map((name) => toNumber(run, params.entries.get(name)));
  const [a, b] = [r?.claim, c?.claim];
  if (!a || !b || !step) return;
  const product = unitOf(multiplyClaims(resolve(a), resolve(b)));
  if (!product) return;
  run.expect(
    step,
    product,
    'time_step',
    'Lapicque',
    {
      kind: 'api',
      text: `snnTorch divides \`time_step\` by R·C, which is in ${formatUnit(product)} here (${backend.source.title}, ${backend.source.version})`,
      span: null,
      unit: product,
    },
    params.valuePlaces.get('time_step') ?? given.span,
  );
}

function rateCoded(run: Run, given: Call): Value {
  const params = readArguments(run, backend, 'spikegen.rate', snntorchRate, given);
  const number = (name: string, otherwise: number): Value => params.entries.get(name) ?? literal(rational(otherwise));
  const data = toNumber(run, params.entries.get('data'));
  const gain = toNumber(run, number('gain', 1));
  const offset = toNumber(run, number('offset', 0));
  const train = thing(
    'snntorch.train',
    given.span,
    new Map<string, Value>([
      ['encoder', text('spikegen.rate')],
      ['kind', text('bernoulli')],
      ['unit', text('1/step')],
    ]),
  );
  if (data && gain && offset)
    train.fields.set('rate', binary(run, '+', binary(run, '*', data, gain, given.span), offset, given.span));
  const place = params.valuePlaces.get('data');
  if (place) train.places.set('rate', place);
  return applyLayer(run, makeLayer('snntorch.encoded', 'pass', given.span, {}), train, given.span);
}

function describe(layer: Thing): {
  params: ReturnType<typeof givenParameters>;
  stepping: Stepping | null;
  size?: Value | undefined;
} {
  const name = textField(layer, 'model') ?? '';
  const facts = snntorchNeurons[name] ?? {};
  const given = givenOf(layer);
  const params = givenParameters(
    given,
    Object.fromEntries(
      Object.entries(facts).filter(([key]) => /^(?:alpha|beta|threshold|reset_mechanism|R|C|time_step|V)$/.test(key)),
    ),
  );
  const size = given.entries.get('linear_features');
  return {
    params,
    stepping: name === 'Leaky' || name === 'Synaptic' || name === 'Lapicque' ? steppingOf(name, given) : null,
    size,
  };
}

function steppingOf(name: string, given: Table): Stepping {
  const facts = snntorchNeurons[name] ?? {};
  const number = (key: string): number | null => numberFor(given, facts, key);
  const reset = textFor(given, facts, 'reset_mechanism');
  const threshold = number('threshold');
  const rc = name === 'Lapicque' ? lapicque(given) : null;
  const kept = name === 'Lapicque' ? (rc?.kept ?? null) : number('beta');
  return {
    kept,
    synapticKept: name === 'Synaptic' ? number('alpha') : null,
    gain: name === 'Lapicque' ? (rc?.gain ?? null) : 1,
    rest: 0,
    threshold,
    subtract: reset === 'subtract' ? threshold : reset === 'none' ? 0 : null,
    resetTo: reset === 'zero' ? 0 : null,
    // `zero` empties the membrane before the next step, which comes to the same as at once.
    resetLater: reset === 'subtract' && !immediate(given),
    refractorySteps: 0,
    fires: 'above',
    unit: null,
  };
}

const immediate = (given: Table): boolean => {
  const value = given.entries.get('reset_delay');
  return value?.kind === 'flag' && !value.value;
};

/** Lapicque takes an Euler step of R·C, and makes C = dt/(R·ln(1/beta)) where beta is given: 1 − ln(1/beta) is kept then, not beta. */
function lapicque(given: Table): { readonly kept: number; readonly gain: number } | null {
  const facts = snntorchNeurons.Lapicque ?? {};
  const [beta, r, c, step] = ['beta', 'R', 'C', 'time_step'].map((key) => numberFor(given, facts, key));
  const has = (name: string): boolean => given.entries.has(name);
  if (r && c && step && !has('beta')) return { kept: 1 - step / (r * c), gain: step / c };
  if (beta && beta > 0 && beta < 1 && !has('C') && (r || !has('R')))
    return { kept: 1 - Math.log(1 / beta), gain: (r ?? 1) * Math.log(1 / beta) };
  return null;
}

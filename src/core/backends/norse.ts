// Norse: times in seconds, inverse time constants in 1/s, voltages without a unit; a step is forward Euler.
import { type Backend, expectUnit } from '../backend';
import { binary } from '../evaluate/arithmetic';
import { argument, argumentSpan, type Call, external, type Library } from '../evaluate/library';
import { sameValue } from '../evaluate/join';
import { constantOf, literal, toNumber } from '../evaluate/numbers';
import { type Run } from '../evaluate/run';
import { sequence, table, type Table, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { pathsOfEncoders } from '../network/encoders';
import { applyLayer, givenParameters, makeLayer, readLayers } from '../network/layers';
import { type Stepping } from '../network/network';
import { callsOf, constantQuantity, quantity, textField } from '../network/read';
import { numberFor, readArguments } from '../parameters';
import { fromNumber, toNumber as toFloat } from '../units/rational';
import { norseEncoder, norseParameters, norseStep } from './facts/norse';
import { chain } from './torch';

const library: Library = {
  roots: ['norse'],
  canonical: (path) =>
    path
      .replace(/^norse\.torch\.(?:functional|module|models|utils)\.\w+\.(?=\w+)/, 'norse.torch.')
      .replace(/^norse\.torch\.(?:functional|module)\.(?=[A-Z]|\w+_)/, 'norse.torch.'),
  call,
  attribute: (_run, of, name) => of.fields.get(name) ?? external(`${of.type}.${name}`, of),
};

const backend: Backend = {
  id: 'norse',
  title: 'Norse',
  source: { title: 'norse.torch.functional and norse.torch.module', version: '1.1' },
  library,
  readNetwork: (calls) =>
    readLayers(calls, {
      backend: 'norse',
      weightUnit: null,
      describe,
      dtMs: (all) => {
        const steps = callsOf(all, 'norse', 'step').flatMap((each) => each.args.get('dt') ?? []);
        const [dt] = steps;
        if (!dt)
          return {
            dt: constantQuantity(1, 'ms', 'api'),
            assumed: [{ what: 'dt', value: '0.001 s', why: 'Norse’s default' }],
          };
        const exact = constantOf(dt);
        const seconds = exact && toFloat(exact);
        const same = steps.every((each) => sameValue(each, dt));
        if (!same || seconds === null) return { dt: { ...quantity(dt, 's'), value: null, unit: 'ms' }, assumed: [] };
        // Norse's biological defaults count in ms.
        return {
          dt: constantQuantity(seconds >= inMillisecondsFrom ? seconds : seconds * 1000, 'ms', 'api'),
          assumed: [],
        };
      },
    }),
  readPaths: (calls) => pathsOfEncoders(calls, 'norse'),
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
/** No one steps by a tenth of a second: such a dt is in ms, and with it the inverse time constants are in 1/ms. */
const inMillisecondsFrom = 0.1;
const cell = /^(?:LIF|LIFBox|LIFEx|LIFAdEx|LIFRefrac|IAF|LSNN|LI|LIBox)(?:Recurrent)?(?:Cell)?$/;

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === '__call__' && given.receiver?.kind === 'thing') return stepped(run, given.receiver, given);
  if (name === 'bio_default')
    return thing('norse.torch.Parameters', given.span, new Map<string, Value>([['in ms', text('yes')]]));
  if (Object.hasOwn(norseParameters, name)) return parameters(name, given);
  if (name === 'SequentialState') return chain(run, given, 'norse.torch.SequentialState');
  if (/^(?:Signed)?PoissonEncoder(?:Step)?$/.test(name)) {
    const step = name.endsWith('Step');
    return encoder(
      name,
      readArguments(run, backend, name, norseEncoder, given, step ? ['f_max', 'dt'] : undefined),
      given,
    );
  }
  if (/^(?:signed_)?poisson_encode(?:_step)?$/.test(name)) {
    const step = name.endsWith('step');
    const [first, ...args] = given.args;
    const params = readArguments(
      run,
      backend,
      name,
      norseEncoder,
      { ...given, args, argSpans: given.argSpans.slice(1) },
      step ? ['f_max', 'dt'] : undefined,
    );
    return encoded(run, encoder(name, params, given), first ?? given.keywords.get('input_values'), given);
  }
  if (cell.test(name)) return makeCell(run, name, given);
  if (/_step(?:_sparse|_integral)?$/.test(name)) {
    judge(
      run,
      name,
      given.keywords.get('p') ??
        given.args.find((each) => each.kind === 'thing' && each.type === 'norse.torch.Parameters'),
      given,
    );
  }
  return null;
}

/** Kept as given until it is known with which dt it is used: with dt in ms, 1/ms is right. */
function parameters(name: string, given: Call): Thing {
  const params = table();
  const positions = Object.keys(norseParameters[name] ?? {});
  const put = (key: string, value: Value, at: Call['span'] | undefined): void => {
    params.entries.set(key, value);
    params.valuePlaces.set(key, at ?? given.span);
  };
  given.args.forEach((value, i) => {
    if (positions[i] !== undefined) put(positions[i], value, given.argSpans[i]);
  });
  for (const [key, value] of given.keywords) put(key, value, given.keywordSpans.get(key));
  return thing(
    'norse.torch.Parameters',
    given.span,
    new Map<string, Value>([
      ['class', text(name)],
      ['params', params],
    ]),
  );
}

/** Norse's own biological defaults count in ms, and dt with them. */
function judge(run: Run, callee: string, p: Value | undefined, given: Call): void {
  const dt = given.keywords.get('dt');
  const exact = constantOf(dt);
  const inMilliseconds =
    (exact !== null && toFloat(exact) >= inMillisecondsFrom) || (p?.kind === 'thing' && p.fields.has('in ms'));
  if (inMilliseconds) return;
  if (dt) expectUnit(run, dt, argumentSpan(given, 'dt', -1), { backend, callee, parameter: 'dt', unit: 's' });
  if (p?.kind !== 'thing') return;
  const params = p.fields.get('params');
  const className = textField(p, 'class') ?? '';
  if (params?.kind !== 'table') return;
  const call: Call = { ...given, args: [], argSpans: [], keywords: params.entries, keywordSpans: params.valuePlaces };
  readArguments(run, backend, className, norseParameters[className] ?? {}, call);
}

function makeCell(run: Run, name: string, given: Call): Thing {
  const recurrent = name.includes('Recurrent');
  const p = argument(given, 'p', recurrent ? 2 : 0);
  judge(run, name, p, given);
  const dt = given.keywords.get('dt');
  const fires = !/^LI(?:Box)?(?:Cell)?$/.test(name);
  const params = p?.kind === 'thing' ? p.fields.get('params') : undefined;
  const fields = {
    model: text(name),
    backend: text('norse'),
    params: params ?? table(),
    dt,
    bio: p?.kind === 'thing' ? p.fields.get('in ms') : undefined,
  };
  const size = recurrent ? { in: argument(given, 'input_size', 0), out: argument(given, 'hidden_size', 1) } : {};
  const made = makeLayer(`norse.torch.${name}`, fires ? 'neurons' : 'change', given.span, { ...fields, ...size });
  if (!fires) return made;
  run.called('norse', 'layer', new Map([['made', made]]), given.span);
  if (dt) run.called('norse', 'step', new Map([['dt', dt]]), given.span);
  return made;
}

/** Norse's layers and chains hand out their state beside the spikes. */
function stepped(run: Run, layer: Thing, given: Call): Value {
  if (layer.type === 'norse.torch.encoder') return encoded(run, layer, given.args[0], given);
  return sequence('tuple', [applyLayer(run, layer, given.args[0], given.span), unknown('the state of a layer')]);
}

const encoder = (name: string, params: Table, given: Call): Thing =>
  makeLayer('norse.torch.encoder', 'encoder', given.span, { model: text(name), params });

/** An input of x spikes with probability x·f_max·dt in each step. */
function encoded(run: Run, by: Thing, input: Value | undefined, given: Call): Thing {
  const params = by.fields.get('params');
  const standard = textField(by, 'model')?.toLowerCase().endsWith('step') === true ? 1000 : 100;
  const fMax =
    toNumber(run, params?.kind === 'table' ? params.entries.get('f_max') : undefined) ??
    literal(fromNumber(standard) ?? { n: 100n, d: 1n });
  const x = toNumber(run, input);
  const train = thing(
    'norse.train',
    given.span,
    new Map<string, Value>([
      ['encoder', text(textField(by, 'model') ?? 'PoissonEncoder')],
      ['kind', text('bernoulli')],
      ['unit', text('Hz')],
    ]),
  );
  if (x) train.fields.set('rate', binary(run, '*', x, fMax, given.span));
  return applyLayer(run, makeLayer('norse.torch.encoded', 'pass', given.span, {}), train, given.span);
}

function describe(layer: Thing): {
  params: ReturnType<typeof givenParameters>;
  stepping: Stepping | null;
  size?: Value | undefined;
} {
  const name = textField(layer, 'model') ?? '';
  const base = name.replace(/Recurrent|Cell$/g, '');
  const facts = norseParameters[`${base}Parameters`] ?? {};
  const given = layer.fields.get('params');
  const params = given?.kind === 'table' ? given : table();
  const size = layer.fields.get('out');
  const { method: _method, alpha: _alpha, ...numbers } = facts;
  const shown = givenParameters(params, numbers);
  if (layer.fields.has('bio')) return { params: {}, stepping: null, size };
  return {
    params: shown,
    stepping: base === 'LIF' || base === 'LIFBox' ? steppingOf(layer, params, base) : null,
    size,
  };
}

function steppingOf(layer: Thing, params: Table, base: string): Stepping {
  const facts = norseParameters[`${base}Parameters`] ?? {};
  const step = layer.fields.get('dt');
  const given = table();
  if (step) given.entries.set('dt', step);
  const dt = numberFor(given, norseStep, 'dt');
  const number = (key: string): number | null => numberFor(params, facts, key);
  const times = (key: string): number | null => {
    const rate = number(key);
    return rate === null || dt === null ? null : rate * dt;
  };
  const membrane = times('tau_mem_inv');
  const synaptic = base === 'LIF' ? times('tau_syn_inv') : null;
  return {
    kept: membrane === null ? null : 1 - membrane,
    synapticKept: synaptic === null ? null : 1 - synaptic,
    gain: membrane,
    rest: number('v_leak'),
    threshold: number('v_th'),
    subtract: null,
    resetTo: number('v_reset'),
    resetLater: false,
    refractorySteps: 0,
    fires: 'above',
    unit: null,
  };
}

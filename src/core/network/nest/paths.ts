// Every way by which NEST's Connect calls bring input to a population, with exact numbers.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { addPolys, asConstant, scalePoly } from '../../evaluate/poly';
import { num, type Num, type Table, type Thing, type Value } from '../../evaluate/value';
import { nestDefaults, weightUnitOfNestModel } from '../../backends/facts/nest';
import { rational, sign } from '../../units/rational';
import { type Span } from '../../text';
import { fixed as known, given, scaled as times } from '../given';
import { plainNumber } from '../draws';
import { connectionRule, nestNamer, nestPopulations } from '../nest';
import { generatedBy } from './generators';
import { modelOf, nodesIn, thingsIn, wholeOf } from './nodes';
import { type Given, type Kernel, type Path, type PathKind } from '../paths';
import { asNumber, callsOf, textField, wholeNumber } from '../read';

export function readNestPaths(calls: readonly ApiCall[]): Path[] {
  const nameOf = nestNamer(nestPopulations(calls));
  const untilMs = durationOf(calls);
  const wired = callsOf(calls, 'nest', 'connect').flatMap((call) => [...pathsOf(call, nameOf, untilMs)]);
  const constant = callsOf(calls, 'nest', 'create').flatMap((call) => constantCurrent(call, nameOf) ?? []);
  return [...wired, ...constant];
}

/** All runs together; null where one is not known. */
function durationOf(calls: readonly ApiCall[]): number | null {
  const runs = callsOf(calls, 'nest', 'run').map((each) => plainNumber(each.args.get('t'), 'ms'));
  return runs.length === 0 ? null : runs.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}

const tableOf = (of: Thing, key: string): Table | null => {
  const value = of.fields.get(key);
  return value?.kind === 'table' ? value : null;
};

function* pathsOf(call: ApiCall, nameOf: (of: Thing) => string | null, untilMs: number | null): Iterable<Path> {
  const [pre, post] = [nodesIn(call.args.get('pre')), nodesIn(call.args.get('post'))];
  if (!pre || !post) return;
  const sources = thingsIn(pre);
  for (const [index, source] of sources.entries()) {
    for (const target of thingsIn(post)) {
      const name = nameOf(target);
      const path =
        name === null
          ? null
          : pathBetween(call, source, target, name, nameOf(source), sources.length > 1 ? index : null, untilMs);
      if (path) yield path;
    }
  }
}

function pathBetween(
  call: ApiCall,
  source: Thing,
  target: Thing,
  targetName: string,
  sourceName: string | null,
  index: number | null,
  untilMs: number | null,
): Path | null {
  const drift = driftOf(call, source, target);
  if (drift) return meanFieldPath(call, source, targetName, sourceName, drift);
  const synapse = call.args.get('synapse');
  const table = synapse?.kind === 'table' ? synapse : null;
  const at = (key: string): Span => table?.valuePlaces.get(key) ?? call.span;
  const model = modelOf(target);
  const unit = weightUnitOfNestModel(model);
  const weight = table?.entries.has('weight')
    ? given(weightOf(table.entries.get('weight'), index), unit, at('weight'))
    : known(1, unit, call.span);
  const receptor = table?.entries.get('receptor_type');
  const generated = generatedBy(source, weight, call.span, untilMs);
  if (!generated && sourceName === null) return null;
  const passed = generated ?? { kind: 'recurrent' as const, rate: null, weight, shared: null, assumed: [] };
  return {
    ...passed,
    backend: 'nest',
    source: sourceName ?? textField(source, 'variable') ?? modelOf(source),
    target: targetName,
    sources: sourcesOf(call, source, target, passed.kind),
    kernel: kernelOf(target, model, weight?.value ?? null, wholeNumber(receptor)),
    receptor: receptor ? String(wholeNumber(receptor) ?? '?') : null,
    span: call.span,
    dead: call.dead,
  };
}

/** `diffusion_connection` to a `siegert_neuron`: the rate times a drift factor is the mean of the free membrane, in mV. */
function driftOf(call: ApiCall, source: Thing, target: Thing): Given | null {
  const table = call.args.get('synapse');
  if (modelOf(target) !== 'siegert_neuron' || table?.kind !== 'table') return null;
  const rate = tableOf(source, 'params')?.entries.get('mean');
  const factor = given(table.entries.get('drift_factor'), 'mV', table.valuePlaces.get('drift_factor') ?? call.span);
  return rate === undefined ? null : times(factor, asNumber(rate));
}

function meanFieldPath(call: ApiCall, source: Thing, target: string, sourceName: string | null, drift: Given): Path {
  return {
    backend: 'nest',
    kind: 'dc',
    source: sourceName ?? modelOf(source),
    target,
    sources: known(1, null, call.span),
    rate: null,
    weight: drift,
    kernel: { shape: 'unknown', tau: null },
    shared: true,
    receptor: null,
    span: call.span,
    dead: call.dead,
    assumed: [
      {
        what: 'the drive',
        value: 'rate × drift_factor',
        why: 'a rate neuron stands for spikes: its noise is rate × diffusion_factor, in mV²',
      },
    ],
  };
}

/** Of a matrix of weights, a row for each target, the one of this source. */
function weightOf(value: Value | undefined, index: number | null): Value | undefined {
  if (index === null || value?.kind !== 'sequence' || value.count) return value;
  const [row] = value.items;
  return (row?.kind === 'sequence' ? row.items[index] : value.items[index]) ?? value;
}

function sourcesOf(call: ApiCall, source: Thing, target: Thing, kind: PathKind): Given | null {
  const rule = call.args.get('rule');
  const { kind: ruleKind } = connectionRule(rule);
  const whole = wholeOf(source);
  const place = whole.span ?? call.span;
  const size = given(whole.fields.get('size'), null, place);
  const made = whole.fields.get('made');
  const count =
    source === whole ? size : given(source.fields.get('of') ? whole.fields.get('size') : undefined, null, place);
  const entry = (key: string): Given | null => {
    const value = rule?.kind === 'table' ? rule.entries.get(key) : undefined;
    return given(value, null, (rule?.kind === 'table' && rule.valuePlaces.get(key)) || call.span);
  };
  const named = textOfRule(rule);
  if (named === 'fixed_indegree') return entry('indegree');
  if (named === 'pairwise_bernoulli') return kind === 'recurrent' ? times(size, entry('p')?.value ?? null) : entry('p');
  if (ruleKind === 'one-to-one') return source === whole ? known(1, null, call.span) : count;
  if (ruleKind !== 'all-to-all') return null;
  // Generators made one by one in a loop are as many, unless the loop made a target for each.
  const looped = asNumber(made);
  const targetLooped = (wholeNumber(target.fields.get('made')) ?? 1) > 1;
  return looped && (wholeNumber(made) ?? 2) > 1 && !targetLooped ? times(count, looped) : count;
}

const nowhere: Span = { file: '', start: 0, end: 0 };

function textOfRule(rule: Value | undefined): string {
  const named = rule?.kind === 'table' ? rule.entries.get('rule') : rule;
  return named?.kind === 'text' ? named.value : '';
}

/** What an event does over time is the target model's; its sign, or its receptor, picks the time constant. */
function kernelOf(target: Thing, model: string, weight: Num | null, receptor: number | null): Kernel {
  const shape = /_delta/.test(model)
    ? 'delta'
    : /_exp/.test(model)
      ? 'exponential'
      : /_alpha|^glif_psc$|^glif_cond$/.test(model)
        ? 'alpha'
        : 'unknown';
  if (shape === 'delta' || shape === 'unknown') return { shape, tau: null };
  const params = tableOf(target, 'params');
  const list = params?.entries.get('tau_syn');
  if (list?.kind === 'sequence' && receptor === null && list.items.length > 1 && !list.count)
    return { shape, tau: meanOf(list.items) };
  if (list)
    return {
      shape,
      tau: list.kind === 'sequence' ? asNumber(list.items[(receptor ?? 1) - 1] ?? list.items[0]) : asNumber(list),
    };
  const exact = weight && (constantOf(weight) ?? asConstant(weight.poly));
  const key = exact && sign(exact) < 0 ? 'tau_syn_in' : 'tau_syn_ex';
  const fallback = nestDefaults[model]?.[key];
  const set = params?.entries.get(key);
  return {
    shape,
    tau: set ? asNumber(set) : fallback === undefined ? null : known(fallback, 'ms', nowhere).value,
  };
}

/** Where receptors are drawn, an event is as long as they are in the mean. */
function meanOf(items: readonly Value[]): Num | null {
  const numbers = items.map(asNumber);
  const [first, ...others] = numbers;
  if (!first || numbers.includes(null)) return null;
  const sum = others.reduce<Num>((total, each) => (each ? num(addPolys(total.poly, each.poly)) : total), first);
  return num(scalePoly(sum.poly, rational(1, items.length)));
}

/** `I_e` is a current that every neuron of the population gets. */
function constantCurrent(call: ApiCall, nameOf: (of: Thing) => string | null): Path | null {
  const made = call.args.get('made');
  const target = made?.kind === 'thing' ? nameOf(made) : null;
  const params = made?.kind === 'thing' ? tableOf(made, 'params') : null;
  const value = params?.entries.get('I_e');
  const current = given(value, 'pA', params?.valuePlaces.get('I_e') ?? call.span);
  if (target === null || !current || constantOf(current.value)?.n === 0n) return null;
  return {
    backend: 'nest',
    kind: 'dc',
    source: 'I_e',
    target,
    sources: known(1, null, call.span),
    rate: null,
    weight: current,
    kernel: { shape: 'unknown', tau: null },
    shared: true,
    receptor: null,
    span: current.span,
    dead: call.dead,
    assumed: [],
  };
}

// Reads PyGeNN's populations, synapse groups and current sources into a Network.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { toNumber } from '../units/rational';
import { gennUnit, isGennPoisson, isGennSource, weightUnitOfGenn } from '../backends/facts/genn';
import { scaleOf, tableField, textField, thingField, weightOf } from '../backends/genn/things';
import { gennCells, inhibits } from './genn/cells';
import { ruleOf, sourcesPerTarget } from './genn/rules';
import { type Assumption, type Input, type Network, type Population, type Projection, type Quantity } from './network';
import { callsOf, constantQuantity, quantity, wholeNumber } from './read';

const nowhere = { file: '', start: 0, end: 0 };

export const nameOfGenn = (of: Thing): string =>
  textField(of, 'label') || textField(of, 'variable') || textField(of, 'model') || 'population';

const madeBy = (calls: readonly ApiCall[], what: string): Thing[] =>
  callsOf(calls, 'genn', what).flatMap((each) => {
    const made = each.args.get('made');
    return made?.kind === 'thing' ? [made] : [];
  });

export function readGenn(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const neurons = madeBy(calls, 'create').filter((each) => !isGennSource(textField(each, 'model')));
  if (neurons.length === 0) return null;
  const groups = madeBy(calls, 'connect');
  const sources = madeBy(calls, 'source');
  const assumed: Assumption[] = [];
  const dt = callsOf(calls, 'genn', 'set').pop()?.args.get('dt');
  if (!dt) assumed.push({ what: 'dt', value: '0.5 ms', why: 'GeNN’s default `dt`' });
  const dtMs = dt ? quantity(dt, 'ms') : constantQuantity(0.5, 'ms', 'api');
  const { inputs, projections } = connections(groups, dtMs, assumed);
  return {
    backend: 'genn',
    dtMs,
    durationMs: durationOf(calls, dtMs),
    populations: neurons.map((each) => population(each, groups, sources, assumed)),
    projections,
    inputs: [...inputs, ...sources.flatMap((each) => currentInput(each, dtMs))],
    assumed,
  };
}

/** As many steps as the loops make, or as many as are to be recorded. */
function durationOf(calls: readonly ApiCall[], dtMs: Quantity): Quantity | null {
  const known = (value: Value | null | undefined): number | null => {
    const exact = constantOf(value ?? undefined);
    return exact && toNumber(exact);
  };
  const stepped = callsOf(calls, 'genn', 'step').pop()?.times;
  const steps = known(stepped) ?? known(callsOf(calls, 'genn', 'load').pop()?.args.get('steps'));
  if (steps === null || steps <= 1 || dtMs.value === null) return null;
  return constantQuantity(Number((steps * dtMs.value).toPrecision(12)), 'ms', 'api');
}

function population(of: Thing, groups: readonly Thing[], sources: readonly Thing[], assumed: Assumption[]): Population {
  const model = textField(of, 'model');
  if (model === 'LIF' && scaleOf(of) === null)
    assumed.push({
      what: `the units of \`${nameOfGenn(of)}\``,
      value: 'not known',
      why: 'its capacity does not tell whether currents are nA or pA',
    });
  return {
    name: nameOfGenn(of),
    size: wholeNumber(of.fields.get('size')),
    model: model === '' ? 'a model of one’s own' : model,
    ...gennCells(of, groups, sources),
    span: of.span ?? nowhere,
  };
}

function connections(
  groups: readonly Thing[],
  dtMs: Quantity,
  assumed: Assumption[],
): { inputs: Input[]; projections: Projection[] } {
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  for (const each of groups) {
    const [pre, post] = [thingField(each, 'source'), thingField(each, 'target')];
    if (!pre || !post) continue;
    const span = each.span ?? nowhere;
    const common = {
      weight: quantity(weightOf(each).value, weightUnitOfGenn(textField(each, 'postsynaptic'), scaleOf(post))),
      delay: delayOf(each, dtMs),
      receptor: receptorOf(each),
      span,
    };
    const model = textField(pre, 'model');
    if (!isGennSource(model)) {
      projections.push({ pre: nameOfGenn(pre), post: nameOfGenn(post), rule: ruleOf(each), ...common });
      continue;
    }
    if (!isGennPoisson(model)) continue;
    const count = constantOf(sourcesPerTarget(each, span) ?? undefined);
    if (!count)
      assumed.push({
        what: `the sources of \`${nameOfGenn(pre)}\``,
        value: '1',
        why: 'how many reach each neuron is not known',
      });
    inputs.push({
      kind: 'poisson',
      count: count ? Math.max(1, Math.round(toNumber(count))) : 1,
      rateHz: quantity(tableField(pre, 'params')?.entries.get('rate'), 'Hz'),
      target: nameOfGenn(post),
      shared: ruleOf(each).kind === 'all-to-all',
      ...common,
    });
  }
  return { inputs, projections };
}

/** A conductance is told by its reversal potential, a current by its sign. */
function receptorOf(group: Thing): string | null {
  if (textField(group, 'postsynaptic') !== 'ExpCond') return null;
  const inhibitory = inhibits(group);
  return inhibitory === null ? null : inhibitory ? 'inhibitory' : 'excitatory';
}

/** Events arrive in the step after the one they are sent in, and as many later as the group or each synapse says. */
function delayOf(of: Thing, dtMs: Quantity): Quantity {
  const unknown: Quantity = { value: null, unit: 'ms', text: 'not known', sure: 'assumed' };
  if (dtMs.value === null) return unknown;
  if (textField(of, 'update').includes('DendriticDelay')) {
    const own = tableField(of, 'update vars')?.entries.get('d');
    // GeNN's `NormalClippedDelay` is drawn in ms and counted in steps.
    if (own?.kind === 'thing' && textField(own, 'snippet') === 'NormalClippedDelay') return quantity(own, 'ms');
    const steps = constantOf(own);
    return steps ? constantQuantity((toNumber(steps) + 1) * dtMs.value, 'ms', 'api') : unknown;
  }
  const steps = of.fields.has('delay steps') ? constantOf(of.fields.get('delay steps')) : { n: 0n, d: 1n };
  if (!steps) return unknown;
  return constantQuantity(Number(((toNumber(steps) + 1) * dtMs.value).toPrecision(12)), 'ms', 'api');
}

function currentInput(of: Thing, dtMs: Quantity): readonly Input[] {
  const target = thingField(of, 'target');
  const params = tableField(of, 'params');
  if (!target || !params) return [];
  const model = textField(of, 'model');
  const take = (key: string): Quantity =>
    quantity(params.entries.get(key), gennUnit('source', model, key, scaleOf(target)));
  const common = { target: nameOfGenn(target), delay: null, receptor: null, count: 1, span: of.span ?? nowhere };
  if (model === 'PoissonExp')
    return [{ ...common, kind: 'poisson', rateHz: take('rate'), weight: take('weight'), shared: false }];
  if (model === 'DC') return [{ ...common, kind: 'dc', rateHz: null, weight: take('amp'), shared: true }];
  if (model !== 'GaussianNoise') return [];
  const [mean, sd] = [inPicoamperes(take('mean')), inPicoamperes(take('sd'))];
  if (mean === null || sd === null || dtMs.value === null) return [];
  const noise = { meanPa: mean, sdPa: sd, everyMs: dtMs.value, shared: false };
  return [{ ...common, kind: 'noise', rateHz: null, weight: constantQuantity(1, null, 'api'), shared: false, noise }];
}

function inPicoamperes({ value, unit }: Quantity): number | null {
  return value === null ? null : unit === 'nA' ? value * 1000 : unit === 'µA' ? value * 1e6 : value;
}

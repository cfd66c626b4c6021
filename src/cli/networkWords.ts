// The parts of a network as the command line shows them: long lists by their length, rules and inputs in words.
import type { ConnectionRule, Input, Numbers, Quantity } from '../core/network/network';
import type { Plasticity } from '../core/network/plasticity';

/** Values given one by one are not repeated: only how many they are. */
export function quantityJson({ value, unit, text, sure, drawn, each }: Quantity): object {
  return { value, unit, text, sure, ...(drawn && { drawn }), ...(each && { each: each.length }) };
}

export const optional = (quantity: Quantity | null | undefined): object | null =>
  quantity ? quantityJson(quantity) : null;

export function ruleJson(rule: ConnectionRule): object {
  switch (rule.kind) {
    case 'pairs':
      return {
        kind: rule.kind,
        synapses: rule.pre.length,
        ...(rule.chance === undefined ? {} : { chance: rule.chance }),
      };
    case 'pair-condition':
    case 'generated':
      return { kind: rule.kind, text: rule.text, perPair: rule.perPair };
    case 'by-distance':
      return { kind: rule.kind, text: rule.text, ...(rule.degree ? { degree: rule.degree } : {}) };
    default:
      return rule;
  }
}

export function ruleText(rule: ConnectionRule): string {
  switch (rule.kind) {
    case 'fixed-probability':
      return `probability ${rule.probability}`;
    case 'fixed-indegree':
      return `${rule.indegree} sources each`;
    case 'fixed-outdegree':
      return `${rule.outdegree} targets each`;
    case 'fixed-total':
      return `${rule.total} synapses in all`;
    case 'pairs':
      return `${rule.pre.length} listed synapses${rule.chance === undefined ? '' : `, each with the chance ${rule.chance}`}`;
    case 'by-distance':
      return `${rule.degree ? `${rule.degree.count} for each ${rule.degree.of}, ` : ''}${rule.text}`;
    case 'pair-condition':
      return `where ${rule.text}`;
    case 'generated':
      return `${rule.gives} = ${rule.text}`;
    case 'unknown':
      return `rule not known: ${rule.text}`;
    default:
      return rule.kind.replaceAll('-', ' ');
  }
}

export function plasticityText(plasticity: Plasticity | undefined): string {
  switch (plasticity?.kind) {
    case 'stdp':
      return `STDP, tau ${plasticity.tauPlusMs} and ${plasticity.tauMinusMs} ms`;
    case 'short-term':
      return `short-term, U ${plasticity.utilisation}, tau_rec ${plasticity.recoveryMs} ms, tau_fac ${plasticity.facilitationMs} ms`;
    case 'hebbian':
      return `Hebbian, ${plasticity.together} together, ${plasticity.alone} alone`;
    case 'other':
      return plasticity.text;
    default:
      return '';
  }
}

type Detail = Pick<
  Input,
  'source' | 'sources' | 'rule' | 'only' | 'startMs' | 'stopMs' | 'course' | 'sine' | 'noise' | 'spikes'
>;

export function inputJson(input: Detail): object {
  const { source, sources, rule, only, startMs, stopMs, course, sine, noise, spikes } = input;
  return {
    ...(source !== undefined && { source }),
    ...(sources !== undefined && { sources }),
    ...(rule && { rule: ruleJson(rule) }),
    ...(only && { only: only.length }),
    ...(startMs && { start: quantityJson(startMs) }),
    ...(stopMs && { stop: quantityJson(stopMs) }),
    ...(course && { course: { times: course.timesMs.length, least: least(course.values), most: most(course.values) } }),
    ...(sine && { sine }),
    ...(noise && { noise }),
    ...(spikes && { spikes: spikes.timesMs.length }),
  };
}

const least = (values: Numbers): number | null => extreme(values, Math.min);
const most = (values: Numbers): number | null => extreme(values, Math.max);

function extreme(values: Numbers, pick: (a: number, b: number) => number): number | null {
  let found: number | null = null;
  for (const each of values) found = found === null ? each : pick(found, each);
  return found;
}

/** What comes in: how often, or how much. */
export function amountText(input: Input): string {
  const { kind, count, rateHz, course, noise, sine, spikes, sources, rule } = input;
  const from = sources === undefined ? String(count) : `${sources} sources, ${rule ? ruleText(rule) : ''},`;
  switch (kind) {
    case 'poisson':
    case 'bernoulli':
      return `${from} × ${rateHz?.text ?? 'a rate not known'}`;
    case 'inhomogeneous-poisson':
      return `${from} × ${range(course, 'Hz')}`;
    case 'step-current':
      return range(course, 'pA');
    case 'noise':
      return noise
        ? `${noise.meanPa} ± ${noise.sdPa}${input.weight.unit === null ? '' : ' pA'}, anew every ${noise.everyMs} ms`
        : 'noise';
    case 'ac':
      return sine ? `${sine.offsetPa} ± ${sine.amplitudePa} pA at ${sine.frequencyHz} Hz` : 'a sine';
    case 'spikes':
      return spikes ? `${spikes.timesMs.length} spikes` : 'spikes not known';
    case 'dc':
      return `${count} × constant`;
    case 'unknown':
      return 'not simulated';
  }
}

function range(course: Input['course'], unit: string): string {
  if (!course || course.values.length === 0) return 'not known';
  return `${figure(least(course.values))} to ${figure(most(course.values))} ${unit} over time`;
}

const figure = (value: number | null): string => String(Number((value ?? 0).toPrecision(5)));

export const windowText = ({ startMs, stopMs }: Input): string =>
  startMs || stopMs ? `from ${startMs?.text ?? '0 ms'}${stopMs ? ` to ${stopMs.text}` : ''}` : '';

// T4DM's rules of pairs, in ms, and two neurons that fire when a script says so, with the synapse between them.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { type Table, table, type Thing, type Value } from '../../evaluate/value';
import { numberFor } from '../../parameters';
import { stdpConfig, stdpLearner } from '../../backends/facts/t4dm';
import { toNumber } from '../../units/rational';
import { type Network, type Population } from '../network';
import { type StdpRule } from '../plasticity';
import { constantQuantity } from '../read';

export const paramsOf = (of: Thing): Table => {
  const params = of.fields.get('params');
  return params?.kind === 'table' ? params : table();
};

/** A block's configuration where it is given one, else its own arguments. */
export function configOf(made: Thing): Table {
  const config = paramsOf(made).entries.get('config');
  return config?.kind === 'thing' ? paramsOf(config) : paramsOf(made);
}

/** As it is given a configuration, in seconds, or as the runbook gives it, in ms. */
export function stdpRuleOf(learner: Thing): StdpRule {
  const params = paramsOf(learner);
  const config = params.entries.get('config');
  // A learner without arguments makes itself a configuration of defaults.
  const isConfig = learner.type.endsWith('.STDPConfig');
  const none = params.entries.size === 0 || isConfig;
  const given = config?.kind === 'thing' ? paramsOf(config) : none ? params : null;
  const seconds = (key: string): number => (given ? numberFor(given, stdpConfig, key) : null) ?? standard(key);
  const enabled = params.entries.get('enabled');
  const off = enabled?.kind === 'flag' && !enabled.value ? { off: true as const } : {};
  const [wMin, wMax] = [seconds('min_weight'), seconds('max_weight')];
  const multiplicative = given?.entries.get('multiplicative');
  const exponent = multiplicative?.kind === 'flag' && !multiplicative.value ? 0 : seconds('mu');
  // A+·(wMax − w)^μ is A+·wMax^(μ − 1) of the largest weight, times (1 − w/wMax)^μ.
  const part = wMax ** (exponent - 1);
  const rate = numberFor(params, stdpLearner, 'learning_rate');
  const shared = {
    kind: 'stdp',
    exponentPlus: exponent,
    exponentMinus: exponent,
    wMin,
    wMax,
    delayed: 'neither',
  } as const;
  const amounts = (plus: number, minus: number) => ({ potentiation: plus * part, depression: minus * part });
  if (given) {
    const windowMs = seconds('spike_window_ms');
    return {
      ...{ ...shared, ...off, ...amounts(seconds('a_plus'), seconds('a_minus')) },
      ...{ tauPlusMs: seconds('tau_plus') * 1000, tauMinusMs: seconds('tau_minus') * 1000, pairing: 'nearest' },
      ...{ windowPlusMs: windowMs, windowMinusMs: windowMs },
      places: placesOf(given, { potentiation: 'a_plus', depression: 'a_minus' }),
    };
  }
  const ms = (key: string): number | null => numberFor(params, stdpLearner, key);
  const [before, after] = [ms('window_pre_to_post'), ms('window_post_to_pre')];
  return {
    ...{ ...shared, ...off, ...amounts(rate ?? seconds('a_plus'), rate === null ? seconds('a_minus') : rate * 1.05) },
    tauPlusMs: ms('tau_plus') ?? standard('tau_plus') * 1000,
    tauMinusMs: ms('tau_minus') ?? standard('tau_minus') * 1000,
    pairing: 'all',
    ...(before === null ? {} : { windowPlusMs: before }),
    ...(after === null ? {} : { windowMinusMs: after }),
    places: placesOf(params, { tauPlusMs: 'tau_plus', tauMinusMs: 'tau_minus', potentiation: 'learning_rate' }),
  };
}

const standard = (key: string): number => stdpConfig[key]?.standard as number;

function placesOf(
  params: ReturnType<typeof paramsOf>,
  keys: NonNullable<{ [Key in keyof NonNullable<StdpRule['places']>]: string }>,
): NonNullable<StdpRule['places']> {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([place, key]) => {
      const span = params.valuePlaces.get(key);
      return span ? [[place, span]] : [];
    }),
  );
}

/** `compute_weight_change(pre, post, weight)` and `update_weight(weight, pre, post)`, with times in ms. */
export function pairNetwork(calls: readonly ApiCall[]): Network | null {
  for (const { what, args, span } of calls) {
    const learner = args.get('learner');
    if (what !== 'pair' || learner?.kind !== 'thing') continue;
    const [pre, post] = [timesIn(args.get('pre')), timesIn(args.get('post'))];
    const weight = constantOf(args.get('weight'));
    if (!pre || !post || !weight) continue;
    return paired({ learner, pre, post, weight: constantQuantity(toNumber(weight), null, 'api'), span });
  }
  return null;
}

const pairs = 10;
const betweenPairsMs = 100;
const apartMs = 10;

/** A learner that the script makes and gives no spikes is looked at with some: the source first five times, then the target. */
export function lonePair(calls: readonly ApiCall[]): Network | null {
  const made = calls.find(({ what, args }) => what === 'learner' && args.get('made')?.kind === 'thing');
  const learner = made?.args.get('made');
  if (!made || learner?.kind !== 'thing') return null;
  const [pre, post]: [number[], number[]] = [[], []];
  for (let k = 0; k < pairs; k++) {
    const atMs = betweenPairsMs * (k + 1);
    pre.push(atMs);
    post.push(k < pairs / 2 ? atMs + apartMs : atMs - apartMs);
  }
  const most = stdpRuleOf(learner).wMax ?? 1;
  const network = paired({ learner, pre, post, weight: constantQuantity(most / 2, null, 'assumed'), span: made.span });
  const why = 'the script gives the learner no spike times';
  return {
    ...network,
    assumed: [
      ...network.assumed,
      {
        what: 'spikes',
        value: `${pairs} pairs, ${apartMs} ms apart: the source first in the first half, the target in the second`,
        why,
      },
      { what: 'weight', value: `${most / 2}, half of the largest`, why },
    ],
  };
}

interface Pairing {
  readonly learner: Thing;
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly weight: Network['projections'][number]['weight'];
  readonly span: Population['span'];
}

function paired({ learner, pre, post, weight, span }: Pairing): Network {
  const rule = stdpRuleOf(learner);
  // What the synapse sends never makes the other one fire.
  const above = 2 * Math.max(1, rule.wMax ?? 1);
  const fed = (target: string, timesMs: readonly number[]): Network['inputs'][number] => ({
    ...{ kind: 'spikes', count: 1, rateHz: null, target, delay: null, receptor: null, shared: true, span },
    weight: constantQuantity(above, null, 'api'),
    spikes: { timesMs, ids: timesMs.map(() => 0) },
  });
  return {
    backend: 't4dm',
    dtMs: constantQuantity(1, 'ms', 'assumed'),
    durationMs: constantQuantity(Math.max(...pre, ...post) + 100, 'ms', 'assumed'),
    populations: [relay('pre', above, span), relay('post', above, span)],
    projections: [
      {
        ...{ pre: 'pre', post: 'post', rule: { kind: 'one-to-one' }, receptor: null, span },
        weight,
        delay: constantQuantity(1, 'ms', 'assumed'),
        plasticity: rule,
      },
    ],
    inputs: [fed('pre', pre), fed('post', post)],
    assumed: [{ what: 'dt', value: '1 ms', why: 'a step has no duration in T4DM' }],
  };
}

/** Fires in the step in which something arrives; what the learning synapse sends is far too little to. */
const relay = (name: string, above: number, span: Population['span']): Population => ({
  ...{ name, size: 1, model: 'spike times', dynamics: 'discrete-lif', params: {}, span },
  stepping: {
    ...{ kept: 0, synapticKept: null, gain: 1, rest: 0, threshold: above, subtract: null, resetTo: 0 },
    resetLater: false,
    ...{ refractorySteps: 0, fires: 'at', unit: null },
  },
});

function timesIn(value: Value | undefined): number[] | null {
  if (value?.kind !== 'sequence' || value.count || value.items.length === 0) return null;
  const times = value.items.map((each) => constantOf(each));
  return times.every((each) => each !== null) ? times.map((each) => toNumber(each)) : null;
}

// PyNN's connectors as rules, and what its synapse types do to their weights.
import { type Thing, type Value } from '../../evaluate/value';
import { textOf } from '../../evaluate/expressions';
import { plainNumber } from '../draws';
import { numbersIn } from '../nest/inputs';
import { placesIn } from '../nest/synapses';
import { type ConnectionRule } from '../network';
import { type Plasticity } from '../plasticity';
import { quantity } from '../read';

const nameOf = (of: Thing): string => textOf(of.fields.get('name') ?? { kind: 'nothing' }) ?? '';

export function connectionRule(value: Value | undefined): ConnectionRule {
  if (value?.kind !== 'thing') return { kind: 'unknown', text: 'not known' };
  const name = nameOf(value);
  const unknown: ConnectionRule = { kind: 'unknown', text: name };
  const known = (key: string): number | null => quantity(value.fields.get(key), null).value;
  switch (name) {
    case 'AllToAllConnector':
      return { kind: 'all-to-all' };
    case 'OneToOneConnector':
      return { kind: 'one-to-one' };
    case 'FixedProbabilityConnector': {
      const probability = known('p_connect');
      return probability === null ? unknown : { kind: 'fixed-probability', probability };
    }
    case 'FixedNumberPreConnector': {
      const indegree = known('n');
      return indegree === null ? unknown : { kind: 'fixed-indegree', indegree };
    }
    case 'FixedNumberPostConnector': {
      const outdegree = known('n');
      return outdegree === null ? unknown : { kind: 'fixed-outdegree', outdegree };
    }
    case 'FixedTotalNumberConnector': {
      const total = known('n');
      return total === null ? unknown : { kind: 'fixed-total', total };
    }
    case 'FromListConnector': {
      const rows = listedRows(value);
      return rows ? { kind: 'pairs', pre: rows.map(([i = 0]) => i), post: rows.map(([, j = 0]) => j) } : unknown;
    }
    case 'DistanceDependentProbabilityConnector': {
      const text = value.fields.get('d_expression');
      return { kind: 'unknown', text: text?.kind === 'text' ? `a chance of ${text.value} by distance d` : name };
    }
    default:
      return unknown;
  }
}

/** `allow_self_connections`: true unless the script says otherwise. */
export function autapsesOf(value: Value | undefined): boolean {
  const flag = value?.kind === 'thing' ? value.fields.get('allow_self_connections') : undefined;
  return !(flag?.kind === 'flag' && !flag.value);
}

/** `(i, j, weight, delay)` for each synapse. */
export function listedRows(connector: Value | undefined): readonly (readonly number[])[] | null {
  if (connector?.kind !== 'thing' || nameOf(connector) !== 'FromListConnector') return null;
  const list = connector.fields.get('conn_list');
  if (list?.kind !== 'sequence' || list.count) return null;
  const rows = list.items.map((each) => numbersIn(each, null));
  return rows.every((row) => row !== null && row.length >= 2) ? (rows as number[][]) : null;
}

/** Defaults are those of PyNN 0.12's standard synapse types. */
export function plasticityOf(value: Value | undefined): Plasticity | null {
  if (value?.kind !== 'thing') return null;
  const name = nameOf(value);
  const number = (of: Value | undefined, key: string, symbol: string | null, otherwise: number): number =>
    (of?.kind === 'thing' ? plainNumber(of.fields.get(key), symbol) : null) ?? otherwise;
  const sites = { TsodyksMarkramSynapse: 0, StochasticTsodyksMarkramSynapse: 1, MultiQuantalSynapse: 1 }[name];
  if (sites !== undefined)
    return {
      kind: 'short-term',
      utilisation: number(value, 'U', null, 0.5),
      recoveryMs: number(value, 'tau_rec', 'ms', name === 'MultiQuantalSynapse' ? 800 : 100),
      facilitationMs: number(value, 'tau_facil', 'ms', 0),
      ...(sites === 0 ? {} : { sites: Math.max(1, Math.round(number(value, 'n', null, sites))) }),
    };
  if (name !== 'STDPMechanism') return name === 'StaticSynapse' || name === '' ? null : { kind: 'other', text: name };
  const [timing, weights] = [value.fields.get('timing_dependence'), value.fields.get('weight_dependence')];
  const rule = weights?.kind === 'thing' ? nameOf(weights) : '';
  const nearest = timing?.kind === 'thing' && nameOf(timing) === 'SpikeNearestPairRule';
  if (timing?.kind !== 'thing' || (nameOf(timing) !== 'SpikePairRule' && !nearest))
    return { kind: 'other', text: timing?.kind === 'thing' ? nameOf(timing) : name };
  const gutig = rule === 'GutigWeightDependence';
  const multiplicative = rule === 'MultiplicativeWeightDependence';
  return {
    kind: 'stdp',
    tauPlusMs: number(timing, 'tau_plus', 'ms', 20),
    tauMinusMs: number(timing, 'tau_minus', 'ms', 20),
    potentiation: number(timing, 'A_plus', null, 0.01),
    depression: number(timing, 'A_minus', null, 0.01),
    exponentPlus: multiplicative ? 1 : gutig ? number(weights, 'mu_plus', null, 0.5) : 0,
    exponentMinus:
      multiplicative || rule === 'AdditivePotentiationMultiplicativeDepression'
        ? 1
        : gutig
          ? number(weights, 'mu_minus', null, 0.5)
          : 0,
    wMin: number(weights, 'w_min', null, 0),
    wMax: number(weights, 'w_max', null, 1),
    pairing: nearest ? 'nearest' : 'all',
    // `dendritic_delay_fraction` is 1 unless it is set, and no back end of PyNN 0.12 takes another.
    delayed: 'dendritic',
    places: placesIn(timing, {
      potentiation: 'A_plus',
      depression: 'A_minus',
      tauPlusMs: 'tau_plus',
      tauMinusMs: 'tau_minus',
    }),
  };
}

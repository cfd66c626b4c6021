// NEST's connection rules, and what its synapse models do to their weights.
import { type Value } from '../../evaluate/value';
import { nestModel } from '../../backends/facts/nest';
import { drawnOf, plainNumber } from '../draws';
import { type ConnectionRule } from '../network';
import { type Plasticity } from '../plasticity';
import { type Span } from '../../text';
import { quantity } from '../read';

export function connectionRule(value: Value | undefined): ConnectionRule {
  const named = value?.kind === 'table' ? value.entries.get('rule') : value;
  const name = named?.kind === 'text' ? named.value : value === undefined ? 'all_to_all' : '';
  const number = (...keys: string[]): number | null => {
    for (const key of keys) {
      const entry = value?.kind === 'table' ? value.entries.get(key) : undefined;
      const known = entry?.kind === 'num' ? quantity(entry, null).value : null;
      if (known !== null) return known;
    }
    return null;
  };
  const within = value?.kind === 'table' ? value.entries.get('mask') : undefined;
  const masked = within !== undefined && within.kind !== 'nothing';
  const shown = name === '' ? 'not known' : name;
  const unknown: ConnectionRule = { kind: 'unknown', text: masked ? `${shown} within a mask` : shown };
  if (masked) return unknown;
  switch (name) {
    case 'all_to_all':
      return { kind: 'all-to-all' };
    case 'one_to_one':
      return { kind: 'one-to-one' };
    case 'pairwise_bernoulli':
    case 'symmetric_pairwise_bernoulli': {
      const probability = number('p');
      return probability === null ? unknown : { kind: 'fixed-probability', probability };
    }
    case 'fixed_indegree': {
      const indegree = number('indegree');
      return indegree === null ? unknown : { kind: 'fixed-indegree', indegree: Math.floor(indegree) };
    }
    case 'fixed_outdegree': {
      const outdegree = number('outdegree');
      return outdegree === null ? unknown : { kind: 'fixed-outdegree', outdegree: Math.floor(outdegree) };
    }
    case 'fixed_total_number': {
      const total = number('N');
      return total === null ? unknown : { kind: 'fixed-total', total: Math.floor(total) };
    }
    default:
      return unknown;
  }
}

/** `allow_autapses` and `allow_multapses`, where the script says so; NEST allows both. */
export function selfAndMany(rule: Value | undefined): { autapses: boolean; multapses: boolean } {
  const flag = (...keys: string[]): boolean => {
    for (const key of keys) {
      const value = rule?.kind === 'table' ? rule.entries.get(key) : undefined;
      if (value?.kind === 'flag') return value.value;
    }
    return true;
  };
  return { autapses: flag('allow_autapses', 'autapses'), multapses: flag('allow_multapses', 'multapses') };
}

/**
 * Null for a synapse that keeps its weight. Defaults are those of NEST 3.10's constructors.
 * @param tauMinusMs the target's `tau_minus`; null where the script does not set it
 */
export function plasticityOf(
  model: string | null,
  synapse: Value | undefined,
  tauMinusMs: number | null,
): Plasticity | null {
  if (model === null || /^static_synapse|^gap_junction|^rate_connection|^cont_delay|^diffusion/.test(model))
    return null;
  const known = nestModel(model)?.fact.parameters;
  const number = (key: string): number => {
    const entry = synapse?.kind === 'table' ? synapse.entries.get(key) : undefined;
    return plainNumber(entry, known?.get(key)?.unit ?? null) ?? known?.get(key)?.byDefault ?? 0;
  };
  if (/^stdp_synapse(?:_hom)?(?:_hpc)?$|^stdp_nn_symm/.test(model))
    return {
      kind: 'stdp',
      tauPlusMs: number('tau_plus'),
      tauMinusMs: tauMinusMs ?? 20,
      potentiation: number('lambda'),
      depression: number('lambda') * number('alpha'),
      exponentPlus: number('mu_plus'),
      exponentMinus: number('mu_minus'),
      wMin: 0,
      wMax: number('Wmax'),
      pairing: model.startsWith('stdp_nn') ? 'nearest' : 'all',
      delayed: 'dendritic',
      places: placesIn(synapse, { potentiation: 'lambda', tauPlusMs: 'tau_plus' }),
    };
  if (/^tsodyks|^quantal_stp/.test(model))
    return {
      kind: 'short-term',
      utilisation: number('U'),
      recoveryMs: number('tau_rec'),
      facilitationMs: number('tau_fac'),
      // tsodyks2_synapse and quantal_stp_synapse have no inactive state.
      ...(/^tsodyks_synapse/.test(model) ? { inactivationMs: number('tau_psc') } : {}),
      ...(model.startsWith('quantal') ? { sites: Math.max(1, Math.round(number('n'))) } : {}),
    };
  return { kind: 'other', text: model };
}

/** Where a table gives the numbers of a rule. */
export function placesIn<Key extends string>(
  of: Value | undefined,
  keys: Readonly<Record<Key, string>>,
): Partial<Record<Key, Span>> {
  const spans = of?.kind === 'table' ? of.valuePlaces : of?.kind === 'thing' ? of.places : undefined;
  const found: Partial<Record<Key, Span>> = {};
  for (const key of Object.keys(keys) as Key[]) {
    const span = spans?.get(keys[key]);
    if (span) found[key] = span;
  }
  return found;
}

/** More receptors than these are represented by as many of them. */
const mostReceptors = 8;

/** The numbers of the receptors that a connection's synapses draw theirs from; null where they don't. */
export function drawnReceptors(
  synapse: Value | undefined,
): { readonly taken: readonly number[]; readonly many: number } | null {
  const drawn = drawnOf(synapse?.kind === 'table' ? synapse.entries.get('receptor_type') : undefined, null);
  if (drawn?.kind !== 'uniform' || drawn.whole !== true) return null;
  const [first, many] = [Math.ceil(drawn.low), Math.floor(drawn.high) - Math.ceil(drawn.low) + 1];
  const taken = Math.min(many, mostReceptors);
  return { many, taken: Array.from({ length: taken }, (_, i) => first + Math.floor(((i + 0.5) * many) / taken)) };
}

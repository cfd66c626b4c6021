// NetPyNE's rules: which populations a condition means, how many of the one reach each neuron of the other.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { subtractPolys, onePoly } from '../../evaluate/poly';
import { type Num, num, type Table, type Thing, type Value } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { type Span } from '../../text';
import {
  config,
  modOf,
  netParams,
  synMechsOf,
  tableIn,
  tablesOf,
  textIn,
  textsIn,
} from '../../backends/netpyne/things';
import { isStimModel } from '../../backends/facts/netpyne';
import { exactNumber, isOneNumber, over, times } from '../given';
import { type ConnectionRule } from '../network';
import { ruledNumber } from './text';
import { callsOf } from '../read';

export interface Pop {
  readonly name: string;
  readonly table: Table;
  readonly size: Num | null;
  readonly cellType: string | null;
  /** `NetStim` and the like for what only sends, the point process of an artificial cell, or empty. */
  readonly cellModel: string;
  readonly span: Span;
}

export interface Model {
  readonly params: Thing;
  readonly config: Thing | null;
  readonly pops: readonly Pop[];
  readonly cells: readonly Pop[];
}

const nowhere = { file: '', start: 0, end: 0 };

const lastThing = (calls: readonly ApiCall[], what: string, key: string): Thing | null => {
  for (const each of [...callsOf(calls, 'netpyne', what)].reverse()) {
    const found = each.args.get(key);
    if (found?.kind === 'thing') return found;
  }
  return null;
};

/** The parameters that the simulation is given, else the last that were made. */
export function modelIn(calls: readonly ApiCall[]): Model | null {
  const params = lastThing(calls, 'create', netParams) ?? lastThing(calls, 'netParams', 'made');
  if (!params) return null;
  const pops = [...tablesOf(params, 'popParams')].map(([name, table]): Pop => {
    const place = placeOfEntry(params, 'popParams', name);
    return {
      name,
      table,
      size: exactNumber(table.entries.get('numCells')),
      cellType: textIn(table, 'cellType'),
      cellModel: textIn(table, 'cellModel') ?? '',
      span: place,
    };
  });
  const cells = pops.filter((each) => !isStimModel(each.cellModel));
  return { params, config: lastThing(calls, 'create', config) ?? lastThing(calls, 'config', 'made'), pops, cells };
}

export function placeOfEntry(of: Thing, kind: string, label: string): Span {
  const part = of.fields.get(kind);
  const inner = part?.kind === 'thing' ? part.fields.get('entries') : undefined;
  return (inner?.kind === 'table' ? inner.valuePlaces.get(label) : undefined) ?? of.span ?? nowhere;
}

/** Does the condition take all of a population, some of its cells, or none. */
function reach(pop: Pop, conditions: Table | null): 'all' | 'some' | 'none' {
  let result: 'all' | 'some' = 'all';
  for (const [key, value] of conditions?.entries ?? []) {
    const wanted = textsIn(value);
    const own = key === 'pop' ? pop.name : textIn(pop.table, key);
    if (!wanted || (own === null && key !== 'cellType' && key !== 'cellModel')) {
      result = 'some';
      continue;
    }
    if (own === null || !wanted.includes(own)) return 'none';
  }
  return result;
}

export interface Reached {
  readonly pop: Pop;
  /** False where a condition on place or another tag leaves cells out. */
  readonly whole: boolean;
}

export const reached = (pops: readonly Pop[], conditions: Value | undefined): readonly Reached[] =>
  pops.flatMap((pop) => {
    const how = reach(pop, tableIn(conditions));
    return how === 'none' ? [] : [{ pop, whole: how === 'all' }];
  });

/** One synaptic mechanism of a connection, with its own weight where there is a list of them. */
export interface Synapse {
  readonly label: string;
  readonly mod: string;
  readonly params: Table | null;
  readonly weight: Value | undefined;
  readonly weightSpan: Span;
}

export function synapsesOf(of: Thing, rule: Table, span: Span): readonly Synapse[] {
  const labels = synMechsOf(of, rule);
  const weight = rule.entries.get('weight');
  const weightSpan = rule.valuePlaces.get('weight') ?? span;
  const mechanisms = labels.length === 0 ? [''] : labels;
  return mechanisms.map((label, i) => ({
    label,
    mod: modOf(of, label),
    params: tablesOf(of, 'synMechParams').get(label) ?? null,
    weight: mechanisms.length > 1 && weight?.kind === 'sequence' ? weight.items[i] : weight,
    weightSpan,
  }));
}

/** `netParams.scaleConnWeight` is in force where it is a number; null where it is not known to be one. */
export function scaled(of: Thing, key: string, weight: Num | null, span: Span): Num | null {
  const scale = of.fields.get(key);
  return !scale || isOneNumber(scale) ? weight : times(weight, exactNumber(scale), span);
}

const ruled = (of: Thing, rule: Table, key: string): Num | null =>
  ruledNumber(of, rule.entries.get(key), rule.valuePlaces.get(key) ?? nowhere);

export function ruleOf(of: Thing, rule: Table): ConnectionRule {
  const known = (key: string): number | null => {
    const exact = constantOf(ruled(of, rule, key) ?? undefined);
    return exact && toNumber(exact);
  };
  const written = (key: string): string => `${key} ${textIn(rule, key) ?? 'not known'}`;
  if (rule.entries.has('probability')) {
    const probability = known('probability');
    return probability === null
      ? { kind: 'unknown', text: written('probability') }
      : { kind: 'fixed-probability', probability };
  }
  if (rule.entries.has('convergence')) {
    const indegree = known('convergence');
    return indegree === null ? { kind: 'unknown', text: written('convergence') } : { kind: 'fixed-indegree', indegree };
  }
  if (rule.entries.has('divergence'))
    return { kind: 'unknown', text: `divergence ${known('divergence') ?? textIn(rule, 'divergence') ?? 'not known'}` };
  if (rule.entries.has('connList')) return { kind: 'unknown', text: 'a list of connections' };
  return { kind: 'all-to-all' };
}

/** Cells that reach each target cell; a cell does not reach itself. */
export function sourcesPerTarget(of: Thing, rule: Table, pre: Reached, post: Reached, span: Span): Num | null {
  const convergence = ruled(of, rule, 'convergence');
  const probability = ruled(of, rule, 'probability');
  const per = rule.entries.has('synsPerConn') ? ruled(of, rule, 'synsPerConn') : null;
  const several = rule.entries.has('synsPerConn') && !isOneNumber(rule.entries.get('synsPerConn'));
  const bySynapse = (cells: Num | null): Num | null => (several ? times(cells, per, span) : cells);
  if (!rule.entries.has('probability') && convergence) return bySynapse(convergence);
  if (!pre.whole || rule.entries.has('convergence')) return null;
  const { size } = pre.pop;
  if (!rule.entries.has('probability') && rule.entries.has('divergence'))
    return post.whole ? bySynapse(over(times(ruled(of, rule, 'divergence'), size, span), post.pop.size, span)) : null;
  if (rule.entries.has('connList')) return null;
  const others = size && pre.pop === post.pop ? num(subtractPolys(size.poly, onePoly)) : size;
  if (!rule.entries.has('probability')) return bySynapse(others);
  return bySynapse(times(probability, others, span));
}

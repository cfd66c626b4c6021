// Who is connected to whom in Brian 2: known lists of pairs, and conditions and probabilities for each pair.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { numberOf, polyOfValue } from '../brian/algebra';
import { Lookup } from '../brian/lookup';
import { modelOf } from '../brian/model';
import { type Part } from '../brian/parts';
import { type Rule } from '../brian/synapses';
import { parseExpression } from '../equations/expression';
import { type Expression, namesIn } from '../equations/tree';
import { toNumber } from '../units/rational';
import { type ConnectionRule, type PairRule } from './network';

/** The rule between two parts, with what the call says that has no form of its own. */
export function ruleBetween(call: ApiCall, synapses: Thing, rule: Rule, pre: Part, post: Part): ConnectionRule {
  switch (rule.kind) {
    case 'fixed-probability': {
      const probability = constantOf(rule.probability);
      return probability
        ? { kind: rule.kind, probability: toNumber(probability) }
        : { kind: 'unknown', text: 'a probability that is not known' };
    }
    case 'fixed-indegree': {
      const indegree = constantOf(rule.indegree);
      return indegree
        ? { kind: rule.kind, indegree: toNumber(indegree) }
        : { kind: 'unknown', text: 'an in-degree that is not known' };
    }
    case 'one-to-one':
      return pre.start === post.start || pre.group !== post.group
        ? rule
        : { kind: 'unknown', text: 'one to one across groups' };
    case 'unknown':
      return listed(call, pre, post) ?? conditional(call, synapses, pre, post) ?? rule;
    default:
      return rule;
  }
}

const given = (call: ApiCall, key: string): Value | undefined => {
  const value = call.args.get(key);
  return value?.kind === 'nothing' ? undefined : value;
};

function listed(call: ApiCall, pre: Part, post: Part): ConnectionRule | null {
  const [sources, targets] = [indices(given(call, 'i')), indices(given(call, 'j'))];
  if (!sources || !targets) return null;
  const length = Math.max(sources.length, targets.length);
  const pairs = Array.from({ length }, (_, k) => [at(sources, k), at(targets, k)] as const).filter(
    ([i, j]) => within(i, pre) && within(j, post),
  );
  return { kind: 'pairs', pre: pairs.map(([i]) => i - pre.start), post: pairs.map(([, j]) => j - post.start) };
}

function indices(value: Value | undefined): readonly number[] | null {
  const single = constantOf(value);
  return single ? [toNumber(single)] : numbersOf(value);
}

const at = (list: readonly number[], k: number): number => (list.length === 1 ? (list[0] ?? 0) : (list[k] ?? -1));
const within = (index: number, { start, stop }: Part): boolean => index >= start && (stop === null || index < stop);

/** `condition='abs(i-j) < 5 and i != j', p='exp(-abs(i-j)/10.)'`. */
function conditional(call: ApiCall, synapses: Thing, pre: Part, post: Part): PairRule | null {
  const [i, j, condition, p, n] = ['i', 'j', 'condition', 'p', 'n'].map((key) => given(call, key));
  if (i || j) return null;
  const read = (value: Value | undefined): Expression | null | undefined => {
    if (!value || (value.kind === 'flag' && value.value)) return null;
    if (value.kind === 'text') return parseExpression(value.value).value ?? undefined;
    const exact = constantOf(value);
    return exact ? { kind: 'number', text: String(toNumber(exact)), start: 0, end: 0 } : undefined;
  };
  const [where, chance] = [read(condition), read(p)];
  const perPair = n ? constantOf(n) : null;
  if (where === undefined || chance === undefined || (n && !perPair)) return null;
  const names = call.args.get('names');
  const lookup = new Lookup(modelOf(synapses), names?.kind === 'table' ? names : null);
  const constants: Record<string, number | null> = {};
  for (const expression of [where, chance]) {
    for (const { name } of expression ? namesIn(expression) : []) {
      if (/^(?:i|j|N_pre|N_post)$/.test(name)) continue;
      const value = lookup.valueOf(name);
      if (value) constants[name] = numberOf(polyOfValue(value));
    }
  }
  const words = [condition, p].flatMap((each) => (each?.kind === 'text' ? [each.value] : []));
  return {
    kind: 'pair-condition',
    ...{ condition: where, probability: chance, constants },
    ...{ preFirst: pre.start, postFirst: post.start },
    ...{ preSize: sizeOf(pre), postSize: sizeOf(post) },
    perPair: perPair ? toNumber(perPair) : 1,
    text: words.join(', p = '),
  };
}

function sizeOf({ group }: Part): number | null {
  const size = constantOf(group.fields.get('N'));
  return size && toNumber(size);
}

/** Known numbers, in SI; null where there is only one, or one is not known. */
export function numbersOf(value: Value | undefined): number[] | null {
  if (value?.kind !== 'sequence' || value.count) return null;
  const numbers = value.items.map((item) => {
    const exact = constantOf(item);
    return exact ? toNumber(exact) : item.kind === 'flag' ? Number(item.value) : null;
  });
  return numbers.length > 1 && numbers.every((item) => item !== null) ? numbers : null;
}

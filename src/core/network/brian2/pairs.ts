// Who is connected to whom in Brian 2: known lists of pairs, and conditions and probabilities for each pair.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { type Thing, type Value } from '../../evaluate/value';
import { numberOf, polyOfValue } from '../../brian/algebra';
import { Lookup } from '../../brian/lookup';
import { endsOf, modelOf } from '../../brian/model';
import { type Part, rangeOf } from '../../brian/parts';
import { type Connecting, type Rule } from '../../brian/synapses';
import { brianUnit } from '../../backends/facts/brian2';
import { parseExpression } from '../../equations/expression';
import { parseGenerator } from '../../equations/generator';
import { type Expression, namesIn } from '../../equations/tree';
import { toNumber } from '../../units/rational';
import { arrayNumbers } from '../arrayNumbers';
import { type ConnectionRule, type GeneratedRule, type PairNames, type PairRule } from '../network';

/** More pairs than these are not looked at one by one for the few that have the same index. */
const mostPairs = 1e6;

/** The rule between two parts, with what the call says that has no form of its own. */
export function ruleBetween(
  call: ApiCall,
  synapses: Thing,
  { rule, noSelf }: Pick<Connecting, 'rule' | 'noSelf'>,
  pre: Part,
  post: Part,
): ConnectionRule {
  const made = plainRule(call, synapses, rule, pre, post);
  // Between different neurons `i != j` leaves out those that have the same index.
  if (!noSelf || pre.name === post.name || (made.kind !== 'all-to-all' && made.kind !== 'fixed-probability'))
    return made;
  const { preFirst, postFirst } = placesOf(synapses, pre, post);
  const [sources, targets] = [pre, post].map((part) => (part.stop === null ? Infinity : part.stop - part.start));
  const meet = preFirst < postFirst + (targets ?? 0) && postFirst < preFirst + (sources ?? 0);
  if (!meet || !((sources ?? 0) * (targets ?? 0) <= mostPairs)) return made;
  const chance = made.kind === 'fixed-probability' ? made.probability : null;
  return {
    kind: 'pair-condition',
    ...{ condition: parseExpression('i != j').value, constants: {} },
    probability: chance === null ? null : { kind: 'number', text: String(chance), start: 0, end: 0 },
    ...placesOf(synapses, pre, post),
    ...{ perPair: 1, text: chance === null ? 'i != j' : `i != j, p = ${chance}` },
  };
}

function plainRule(call: ApiCall, synapses: Thing, rule: Rule, pre: Part, post: Part): ConnectionRule {
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
    case 'fixed-outdegree': {
      const outdegree = constantOf(rule.outdegree);
      return outdegree
        ? { kind: rule.kind, outdegree: toNumber(outdegree) }
        : { kind: 'unknown', text: 'an out-degree that is not known' };
    }
    case 'one-to-one': {
      const { preFirst, postFirst } = placesOf(synapses, pre, post);
      return preFirst === postFirst ? rule : equalIndices(synapses, pre, post);
    }
    case 'unknown':
      return (
        listed(call, synapses, pre, post) ??
        conditional(call, synapses, pre, post) ??
        generated(call, synapses, pre, post) ??
        rule
      );
    default:
      return rule;
  }
}

const given = (call: ApiCall, key: string): Value | undefined => {
  const value = call.args.get(key);
  return value?.kind === 'nothing' ? undefined : value;
};

/** `i` and `j` count within the groups, or the parts of them, that the synapses were made between. */
function placesOf(
  synapses: Thing,
  pre: Part,
  post: Part,
): Pick<PairNames, 'preFirst' | 'postFirst' | 'preSize' | 'postSize'> {
  const { source, target } = endsOf(synapses);
  const [from, to] = [source && rangeOf(source), target && rangeOf(target)];
  const sizeWithin = (range: ReturnType<typeof rangeOf>): number | null =>
    range && range.stop !== null ? range.stop - range.start : null;
  return {
    ...{ preFirst: pre.start - (from?.start ?? 0), postFirst: post.start - (to?.start ?? 0) },
    ...{ preSize: sizeWithin(from), postSize: sizeWithin(to) },
  };
}

function listed(call: ApiCall, synapses: Thing, pre: Part, post: Part): ConnectionRule | null {
  const [sources, targets] = [indices(given(call, 'i')), indices(given(call, 'j'))];
  if (!sources || !targets) return null;
  const length = Math.max(sources.length, targets.length);
  const { preFirst, postFirst } = placesOf(synapses, pre, post);
  const pairs = Array.from(
    { length },
    (_, k) => [at(sources, k) - preFirst, at(targets, k) - postFirst] as const,
  ).filter(([i, j]) => within(i, pre) && within(j, post));
  return { kind: 'pairs', pre: pairs.map(([i]) => i), post: pairs.map(([, j]) => j) };
}

function indices(value: Value | undefined): readonly number[] | null {
  const single = value?.kind === 'num' && value.shape?.length ? null : constantOf(value);
  return single ? [toNumber(single)] : numbersOf(value);
}

const at = (list: readonly number[], k: number): number => (list.length === 1 ? (list[0] ?? 0) : (list[k] ?? -1));
const within = (index: number, { start, stop }: Part): boolean => index >= 0 && (stop === null || index < stop - start);

const equalIndices = (synapses: Thing, pre: Part, post: Part): PairRule => ({
  kind: 'pair-condition',
  ...{ condition: parseExpression('i == j').value, probability: null, constants: {} },
  ...placesOf(synapses, pre, post),
  ...{ perPair: 1, text: 'i == j' },
});

/** Synapses for each pair; null where that is not known. */
function perPairOf(call: ApiCall): number | null {
  const n = given(call, 'n');
  const exact = n ? constantOf(n) : null;
  return n ? exact && toNumber(exact) : 1;
}

/** `condition='abs(i-j) < 5 and i != j', p='exp(-abs(i-j)/10.)'`. */
function conditional(call: ApiCall, synapses: Thing, pre: Part, post: Part): PairRule | null {
  const [i, j, condition, p] = ['i', 'j', 'condition', 'p'].map((key) => given(call, key));
  if (i || j) return null;
  const read = (value: Value | undefined): Expression | null | undefined => {
    if (!value || (value.kind === 'flag' && value.value)) return null;
    if (value.kind === 'text') return parseExpression(value.value).value ?? undefined;
    const exact = constantOf(value);
    return exact ? { kind: 'number', text: String(toNumber(exact)), start: 0, end: 0 } : undefined;
  };
  const [where, chance, perPair] = [read(condition), read(p), perPairOf(call)];
  if (where === undefined || chance === undefined || perPair === null) return null;
  const words = [condition, p].flatMap((each) => (each?.kind === 'text' ? [each.value] : []));
  return {
    kind: 'pair-condition',
    ...{ condition: where, probability: chance, constants: constantsIn(call, synapses, [where, chance]) },
    ...placesOf(synapses, pre, post),
    ...{ perPair, text: words.join(', p = ') },
  };
}

/** `j='k for k in range(i-3, i+4) if k != i'`, `i='(j + 1) % N_pre'`. */
function generated(call: ApiCall, synapses: Thing, pre: Part, post: Part): GeneratedRule | null {
  const [i, j, condition, p, skips] = ['i', 'j', 'condition', 'p', 'skip_if_invalid'].map((key) => given(call, key));
  const [text, gives] =
    j?.kind === 'text' && !i ? [j.value, 'j' as const] : [i?.kind === 'text' && !j ? i.value : '', 'i' as const];
  const [generator, perPair] = [parseGenerator(text), perPairOf(call)];
  if (!generator || condition || p || perPair === null) return null;
  const { result, over, condition: where } = generator;
  const used = [result, where, over.low, over.high, over.step, over.chance, over.size];
  return {
    kind: 'generated',
    ...{ gives, generator, constants: constantsIn(call, synapses, used), ...placesOf(synapses, pre, post) },
    skipsInvalid: skips?.kind === 'flag' && skips.value,
    ...{ perPair, text },
  };
}

/** What the names stand for, in SI, that are neither indices nor variables. */
function constantsIn(
  call: ApiCall,
  synapses: Thing,
  expressions: readonly (Expression | null)[],
): Record<string, number | null> {
  const names = call.args.get('names');
  const lookup = new Lookup(modelOf(synapses), names?.kind === 'table' ? names : null);
  const constants: Record<string, number | null> = {};
  for (const expression of expressions) {
    for (const { name } of expression ? namesIn(expression) : []) {
      if (/^(?:i|j|N_pre|N_post)$/.test(name)) continue;
      const [value, unit] = [lookup.valueOf(name), brianUnit(name)];
      if (value) constants[name] = numberOf(polyOfValue(value));
      else if (unit && lookup.meaningOf(name).kind === 'own') constants[name] = toNumber(unit.factor);
    }
  }
  return constants;
}

/** Known numbers, in SI; null where there is only one, or one is not known. */
export function numbersOf(value: Value | undefined): number[] | null {
  if (value?.kind === 'num') {
    const array = value.shape?.length ? arrayNumbers(value) : null;
    return array && Array.from(array);
  }
  if (value?.kind !== 'sequence' || value.count) return null;
  const numbers = value.items.map((item) => {
    const exact = constantOf(item);
    return exact ? toNumber(exact) : item.kind === 'flag' ? Number(item.value) : null;
  });
  return numbers.length > 1 && numbers.every((item) => item !== null) ? numbers : null;
}

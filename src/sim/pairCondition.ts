// Brian 2's rule for pairs: a condition and a probability in terms of `i` and `j`, calculated for each pair unless they are the same for all.
import { type Expression, type PairRule } from '../core/network/network';
import { SimulationError } from './error';
import { compilePair } from './pairValue';
import { type Pairing, requireMemory, type Rows, targetArray } from './rows';

/** More pairs than this take longer to go through than anybody waits. */
const mostPairs = 200e6;

/** Where the rule is nothing but a probability, with or without a neuron's pair with itself. */
export function plainProbability(rule: PairRule): { readonly probability: number; readonly self: boolean } | null {
  const { condition, probability, preFirst, postFirst } = rule;
  if (condition !== null && !(isOtherThanSelf(condition) && preFirst === postFirst)) return null;
  if (probability === null) return { probability: 1, self: condition === null };
  if (variesIn(probability)) return null;
  return {
    probability: compilePair(probability, { names: rule, text: rule.text, words: null })(0, 0, 0),
    self: condition === null,
  };
}

/** Goes through all pairs. */
export function chosenPairs(pairing: Pairing, rule: PairRule): Rows {
  const { pre, post } = pairing;
  if (pre * post > mostPairs)
    throw new SimulationError(
      `the condition ${rule.text} would have to be tried for ${Math.round((pre * post) / 1e6)} million pairs`,
    );
  const words = pairing.words();
  const scope = { names: rule, text: rule.text, words, valuesOf: pairing.valuesOf };
  const holds = rule.condition === null ? null : compilePair(rule.condition, scope);
  const chance = rule.probability === null ? null : compilePair(rule.probability, scope);
  const offsets = new Uint32Array(pre + 1);
  let targets = targetArray(1024, post);
  let count = 0;
  for (let source = 0; source < pre; source++) {
    const i = source + rule.preFirst;
    for (let target = 0; target < post; target++) {
      const j = target + rule.postFirst;
      if (holds !== null && holds(i, j, 0) === 0) continue;
      if (chance !== null && words.uniform() >= chance(i, j, 0)) continue;
      if (count === targets.length) {
        requireMemory(2 * count);
        const larger = targetArray(2 * count, post);
        larger.set(targets);
        targets = larger;
      }
      targets[count++] = target;
    }
    offsets[source + 1] = count;
  }
  return { kind: 'rows', offsets, targets: targets.slice(0, count) };
}

/** Several synapses for each pair. */
export function repeated({ offsets, targets }: Rows, times: number): Rows {
  if (times === 1) return { kind: 'rows', offsets, targets };
  requireMemory(targets.length * times);
  const all = new (targets instanceof Uint16Array ? Uint16Array : Uint32Array)(targets.length * times);
  for (let k = 0; k < all.length; k++) all[k] = targets[Math.floor(k / times)] as number;
  return { kind: 'rows', offsets: offsets.map((offset) => offset * times), targets: all };
}

function isOtherThanSelf(condition: Expression): boolean {
  if (condition.kind !== 'compare' || condition.operator !== '!=') return false;
  const { left, right } = condition;
  const names = [left, right].map((side) => (side.kind === 'name' ? side.name : ''));
  return names.includes('i') && names.includes('j');
}

/** Whether it depends on the pair, or on chance. */
function variesIn(expression: Expression): boolean {
  switch (expression.kind) {
    case 'name':
      return /^[ij]$|_(?:pre|post)$/.test(expression.name);
    case 'call':
      return expression.args.length === 0 || expression.args.some(variesIn);
    case 'unary':
      return variesIn(expression.operand);
    case 'binary':
    case 'compare':
    case 'logic':
      return variesIn(expression.left) || variesIn(expression.right);
    default:
      return false;
  }
}

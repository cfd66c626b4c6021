// Brian 2's rule for pairs: a condition and a probability in terms of `i` and `j`, calculated for each pair unless they are the same for all.
import { type Expression, type PairRule } from '../core/network/network';
import { applyBinary, applyUnary, type Binary, type Unary } from './equations/tape';
import { SimulationError, Unsuited } from './error';
import { type Pairing, requireMemory, type Rows, targetArray } from './rows';
import { type Words } from './words';

/** More pairs than this take longer to go through than anybody waits. */
const mostPairs = 200e6;

/** What an expression is worth for a pair. */
type PairValue = (i: number, j: number) => number;

/** Where the rule is nothing but a probability, with or without a neuron's pair with itself. */
export function plainProbability(rule: PairRule): { readonly probability: number; readonly self: boolean } | null {
  const { condition, probability, preFirst, postFirst } = rule;
  if (condition !== null && !(isOtherThanSelf(condition) && preFirst === postFirst)) return null;
  if (probability === null) return { probability: 1, self: condition === null };
  if (variesIn(probability)) return null;
  return { probability: compilePair(probability, rule, null)(0, 0), self: condition === null };
}

/** Goes through all pairs. */
export function chosenPairs(pairing: Pairing, rule: PairRule): Rows {
  const { pre, post } = pairing;
  if (pre * post > mostPairs)
    throw new SimulationError(
      `the condition ${rule.text} would have to be tried for ${Math.round((pre * post) / 1e6)} million pairs`,
    );
  const words = pairing.words();
  const holds = rule.condition === null ? null : compilePair(rule.condition, rule, words);
  const chance = rule.probability === null ? null : compilePair(rule.probability, rule, words);
  const offsets = new Uint32Array(pre + 1);
  let targets = targetArray(1024, post);
  let count = 0;
  for (let source = 0; source < pre; source++) {
    const i = source + rule.preFirst;
    for (let target = 0; target < post; target++) {
      const j = target + rule.postFirst;
      if (holds !== null && holds(i, j) === 0) continue;
      if (chance !== null && words.uniform() >= chance(i, j)) continue;
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
      return ['i', 'j'].includes(expression.name);
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

const arithmetic: Readonly<Record<string, Binary>> = {
  ...{ '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '**': 'pow', and: 'and', or: 'or' },
  ...{ '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge', '==': 'eq', '!=': 'ne' },
};
const functions: Readonly<Record<string, Unary>> = {
  ...{ exp: 'exp', expm1: 'expm1', log: 'log', log10: 'log10', log1p: 'log1p', exprel: 'exprel', sqrt: 'sqrt' },
  ...{ sin: 'sin', cos: 'cos', tan: 'tan', sinh: 'sinh', cosh: 'cosh', tanh: 'tanh' },
  ...{ arcsin: 'arcsin', arccos: 'arccos', arctan: 'arctan', abs: 'abs', floor: 'floor', ceil: 'ceil', int: 'trunc' },
};

function compilePair(expression: Expression, rule: PairRule, words: Words | null): PairValue {
  const of = (each: Expression): PairValue => compilePair(each, rule, words);
  switch (expression.kind) {
    case 'number': {
      const value = Number(expression.text);
      return () => value;
    }
    case 'flag': {
      const value = expression.value ? 1 : 0;
      return () => value;
    }
    case 'name':
      return nameValue(expression.name, rule);
    case 'unary': {
      const operand = of(expression.operand);
      if (expression.operator === '+') return operand;
      return expression.operator === '-' ? (i, j) => -operand(i, j) : (i, j) => (operand(i, j) === 0 ? 1 : 0);
    }
    case 'binary':
    case 'compare':
    case 'logic': {
      const [left, right] = [of(expression.left), of(expression.right)];
      const { operator } = expression;
      if (operator === '//') return (i, j) => Math.floor(left(i, j) / right(i, j));
      // As Python's: the result has the sign of the divisor.
      if (operator === '%') return (i, j) => left(i, j) - right(i, j) * Math.floor(left(i, j) / right(i, j));
      const by = arithmetic[operator] as Binary;
      return (i, j) => applyBinary(by, left(i, j), right(i, j));
    }
    case 'call':
      return callValue(expression.name, expression.args.map(of), rule, words);
  }
}

function callValue(name: string, args: readonly PairValue[], rule: PairRule, words: Words | null): PairValue {
  const [first, second, third] = args;
  if (name === 'rand' && args.length === 0 && words !== null) return () => words.uniform();
  if (name === 'clip' && first && second && third)
    return (i, j) => Math.min(third(i, j), Math.max(second(i, j), first(i, j)));
  const by = functions[name];
  if (by === undefined || first === undefined || second !== undefined) throw unknown(rule, name);
  return (i, j) => applyUnary(by, first(i, j));
}

function nameValue(name: string, rule: PairRule): PairValue {
  if (name === 'i') return (i) => i;
  if (name === 'j') return (_, j) => j;
  const constants: Readonly<Record<string, number | null>> = {
    ...{ pi: Math.PI, e: Math.E, inf: Infinity, N_pre: rule.preSize, N_post: rule.postSize },
    ...rule.constants,
  };
  const value = constants[name];
  if (value === undefined || value === null) throw unknown(rule, name);
  return () => value;
}

const unknown = (rule: PairRule, name: string): Unsuited =>
  new Unsuited(`the condition ${rule.text} speaks of \`${name}\`, which is not known`);

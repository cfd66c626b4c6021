// What an expression of a connection rule is worth for a pair of neurons: their indices, their own variables, and what a generator runs over.
import { type Expression, type PairNames } from '../core/network/network';
import { applyBinary, applyUnary, type Binary, type Unary } from './equations/tape';
import { Unsuited } from './error';
import { type ValuesOf } from './rows';
import { type Words } from './words';

/** `k` is what a generator has come to. */
export type PairValue = (i: number, j: number, k: number) => number;

export interface PairScope {
  readonly names: PairNames;
  /** The rule as it is written. */
  readonly text: string;
  /** Null where nothing may be drawn. */
  readonly words: Words | null;
  /** The variable of a generator. */
  readonly variable?: string;
  readonly valuesOf?: ValuesOf | undefined;
  /** What names of distances are worth, where the neurons have places. */
  readonly space?: (name: string) => PairValue | null;
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

/** Throws `Unsuited` where it speaks of what is not known. */
export function compilePair(expression: Expression, scope: PairScope): PairValue {
  const of = (each: Expression): PairValue => compilePair(each, scope);
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
      return nameValue(expression.name, scope);
    case 'unary': {
      const operand = of(expression.operand);
      if (expression.operator === '+') return operand;
      return expression.operator === '-'
        ? (i, j, k) => -operand(i, j, k)
        : (i, j, k) => (operand(i, j, k) === 0 ? 1 : 0);
    }
    case 'binary':
    case 'compare':
    case 'logic': {
      const [left, right] = [of(expression.left), of(expression.right)];
      const { operator } = expression;
      if (operator === '//') return (i, j, k) => Math.floor(left(i, j, k) / right(i, j, k));
      // As Python's: the result has the sign of the divisor.
      if (operator === '%')
        return (i, j, k) => left(i, j, k) - right(i, j, k) * Math.floor(left(i, j, k) / right(i, j, k));
      const by = arithmetic[operator] as Binary;
      return (i, j, k) => applyBinary(by, left(i, j, k), right(i, j, k));
    }
    case 'call':
      return callValue(expression.name, expression.args.map(of), scope);
  }
}

function callValue(name: string, args: readonly PairValue[], scope: PairScope): PairValue {
  const [first, second, third] = args;
  const { words } = scope;
  if (name === 'rand' && args.length === 0 && words !== null) return () => words.uniform();
  if (name === 'clip' && first && second && third)
    return (i, j, k) => Math.min(third(i, j, k), Math.max(second(i, j, k), first(i, j, k)));
  const by = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (by === undefined || first === undefined || second !== undefined) throw unknown(scope, name);
  return (i, j, k) => applyUnary(by, first(i, j, k));
}

function nameValue(name: string, scope: PairScope): PairValue {
  const { names } = scope;
  if (name === scope.variable) return (_, __, k) => k;
  const apart = scope.space?.(name);
  if (apart) return apart;
  if (name === 'i') return (i) => i;
  if (name === 'j') return (_, j) => j;
  const constants: Readonly<Record<string, number | null>> = {
    ...{ pi: Math.PI, e: Math.E, inf: Infinity, N_pre: names.preSize, N_post: names.postSize },
    ...names.constants,
  };
  const value = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (value !== undefined && value !== null) return () => value;
  return variableValue(name, scope) ?? fail(unknown(scope, name));
}

/** `x_pre`, `x_post`; a name alone is the target's. */
function variableValue(name: string, { names, valuesOf }: PairScope): PairValue | null {
  const [, base = name, side = 'post'] = /^(\w+)_(pre|post)$/.exec(name) ?? [];
  const values = valuesOf?.(side === 'pre' ? 'pre' : 'post', base) ?? null;
  if (values === null) return null;
  const { preFirst, postFirst } = names;
  return side === 'pre' ? (i) => values[i - preFirst] ?? NaN : (_, j) => values[j - postFirst] ?? NaN;
}

const unknown = ({ text }: PairScope, name: string): Unsuited =>
  new Unsuited(`the rule ${text} speaks of \`${name}\`, which is not known`);

function fail(error: Error): never {
  throw error;
}

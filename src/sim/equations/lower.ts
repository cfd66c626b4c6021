// Turns an expression of the equations into operations on a tape; names are looked up by whoever asks.
import { type Expression } from '../../core/network/network';
import { Unsuited } from '../error';
import { type Binary, type Node, type Tape, type Unary } from './tape';

export interface Scope {
  /** Null where the name means nothing here. */
  nodeOf(name: string): Node | null;
  /** A function that is not Brian's own, as a table over time is. */
  call?(name: string, args: readonly Node[]): Node | null;
}

const arithmetic: Readonly<Record<string, Binary>> = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '**': 'pow' };
const comparisons: Readonly<Record<string, Binary>> = {
  ...{ '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge', '==': 'eq', '!=': 'ne' },
};
const functions: Readonly<Record<string, Unary>> = {
  ...{ exp: 'exp', expm1: 'expm1', log: 'log', log10: 'log10', log1p: 'log1p', exprel: 'exprel', sqrt: 'sqrt' },
  ...{ sin: 'sin', cos: 'cos', tan: 'tan', sinh: 'sinh', cosh: 'cosh', tanh: 'tanh' },
  ...{ arcsin: 'arcsin', arccos: 'arccos', arctan: 'arctan', abs: 'abs', floor: 'floor', ceil: 'ceil', int: 'trunc' },
};

/** Throws `Unsuited` where it speaks of what is not known. */
export function lower(expression: Expression, tape: Tape, scope: Scope): Node {
  const of = (each: Expression): Node => lower(each, tape, scope);
  switch (expression.kind) {
    case 'number':
      return tape.constant(Number(expression.text));
    case 'flag':
      return tape.constant(expression.value ? 1 : 0);
    case 'name': {
      const node = scope.nodeOf(expression.name) ?? builtIn(expression.name, tape);
      if (node === null) throw new Unsuited(`\`${expression.name}\` in its equations is not known`);
      return node;
    }
    case 'unary': {
      const operand = of(expression.operand);
      if (expression.operator === '+') return operand;
      return tape.unary(expression.operator === '-' ? 'neg' : 'not', operand);
    }
    case 'compare':
      return tape.binary(comparisons[expression.operator] as Binary, of(expression.left), of(expression.right));
    case 'logic':
      return tape.binary(expression.operator, of(expression.left), of(expression.right));
    case 'binary':
      return operate(expression.operator, of(expression.left), of(expression.right), tape);
    case 'call':
      return called(expression.name, expression.args.map(of), tape, scope);
  }
}

/** Brian's own names; angles count in radians. */
const constants: Readonly<Record<string, number>> = {
  ...{ pi: Math.PI, e: Math.E, inf: Infinity, radian: 1, steradian: 1 },
};
const builtIn = (name: string, tape: Tape): Node | null => {
  const value = Object.hasOwn(constants, name) ? constants[name] : undefined;
  return value === undefined ? null : tape.constant(value);
};

/** `a operator b`, as Python has it. */
export function operate(operator: string, left: Node, right: Node, tape: Tape): Node {
  const plain = arithmetic[operator];
  if (plain !== undefined) return tape.binary(plain, left, right);
  const whole = tape.unary('floor', tape.div(left, right));
  return operator === '//' ? whole : tape.sub(left, tape.mul(whole, right));
}

function called(name: string, args: readonly Node[], tape: Tape, scope: Scope): Node {
  const own = scope.call?.(name, args);
  if (own !== null && own !== undefined) return own;
  const [a, b, c] = args;
  const unary = functions[name];
  if (unary !== undefined && a !== undefined) return tape.unary(unary, a);
  if (name === 'rand' || name === 'random') return tape.uniform();
  if (name === 'randn') return tape.normal();
  if (name === 'poisson' && a !== undefined) return tape.poisson(a);
  // Not one of Brian's: what stands in for an array that was put together.
  if (name === 'where' && a !== undefined && b !== undefined && c !== undefined) return tape.select(a, b, c);
  if (name === 'sign' && a !== undefined) {
    const zero = tape.constant(0);
    return tape.sub(tape.binary('gt', a, zero), tape.binary('lt', a, zero));
  }
  if (name === 'clip' && a !== undefined && b !== undefined && c !== undefined)
    return tape.binary('max', b, tape.binary('min', a, c));
  // Brian 2.5, brian2/core/functions.py: the step's number, guarded against rounding.
  if (name === 'timestep' && a !== undefined && b !== undefined) return timestep(a, b, tape);
  throw new Unsuited(`what \`${name}(…)\` gives in its equations is only known when the script runs`);
}

export const timestep = (t: Node, dt: Node, tape: Tape): Node =>
  tape.unary('trunc', tape.div(tape.add(t, tape.mul(tape.constant(1e-3), dt)), dt));

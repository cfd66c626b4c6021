// An array of numbers, one for each neuron, as an expression of the neuron's index and of draws: read from how the script calculated it.
import { type Expression } from '../equations/tree';
import { asAtom, asConstant, type Atom } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { type Num, type Value } from '../evaluate/value';
import { toNumber } from '../units/rational';

/** A number that each neuron draws for itself: `name` stands for it in the expression. */
export interface RecipeDraw {
  readonly name: string;
  readonly by: 'rand' | 'randn';
}

/** `i` is the neuron's index in the array; numbers of quantities are in SI. */
export interface Recipe {
  readonly expression: Expression;
  readonly draws: readonly RecipeDraw[];
}

const at = { start: 0, end: 0 };
const nameOf = (name: string): Expression => ({ kind: 'name', name, ...at });
const operate = (operator: '+' | '-' | '*' | '/' | '**', left: Expression, right: Expression): Expression => ({
  ...{ kind: 'binary', operator, left, right, ...at },
});

export const numberNode = (value: number): Expression =>
  value < 0
    ? { kind: 'unary', operator: '-', operand: numberNode(-value), ...at }
    : value === Infinity
      ? nameOf('inf')
      : { kind: 'number', text: String(value), ...at };

/** Functions that the equations know too. */
const functions: Readonly<Record<string, string>> = {
  ...{ exp: 'exp', expm1: 'expm1', log: 'log', log10: 'log10', log1p: 'log1p', sqrt: 'sqrt', abs: 'abs' },
  ...{ sin: 'sin', cos: 'cos', tan: 'tan', sinh: 'sinh', cosh: 'cosh', tanh: 'tanh' },
};
const maxDepth = 40;

/** The state variable that a symbol of the evaluation stands for, where the expression may speak of it. */
export type NameOfState = (atom: Atom) => string | null;

/** Null where a step on the way is not one of plain arithmetic; `first` is the neuron that the array's first number is for. */
export function recipeOf(value: Num, first = 0, stateOf: NameOfState = () => null): Recipe | null {
  const draws = new Map<string, RecipeDraw>();
  const index = first === 0 ? nameOf('i') : operate('-', nameOf('i'), numberNode(first));
  const expression = written(value, index, { draws, stateOf }, 0);
  return expression && { expression, draws: [...draws.values()] };
}

interface Context {
  readonly draws: Map<string, RecipeDraw>;
  readonly stateOf: NameOfState;
}

function written(value: Num, index: Expression, context: Context, depth: number): Expression | null {
  if (value.special) return value.special === 'nan' ? null : numberNode(value.special === 'inf' ? Infinity : -Infinity);
  const exact = value.draw ? null : asConstant(value.poly);
  if (exact) return numberNode(toNumber(exact));
  const { origin } = value;
  const atom = value.draw ? null : asAtom(value.poly);
  const state = atom && context.stateOf(atom);
  if (state !== null) return nameOf(state);
  if (!origin || depth > maxDepth) return null;
  const { what, inputs } = origin;
  if (inputs.length === 0) return value.draw ? drawn(value, context.draws) : null;
  const of = (each: Num | undefined): Expression | null => (each ? written(each, index, context, depth + 1) : null);
  const [a, b] = inputs;
  switch (what) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '**': {
      const [left, right] = [of(a), b ? of(b) : null];
      if (!left || (b && !right)) return null;
      if (right) return operate(what, left, right);
      return what === '-' ? { kind: 'unary', operator: '-', operand: left, ...at } : null;
    }
    case 'linspace':
      return ramp(inputs, of, index);
    case 'arange':
      return stepped(inputs, of, index);
    case 'concatenate':
      return joined(inputs, index, context, depth);
    default: {
      const name = Object.hasOwn(functions, what) ? functions[what] : undefined;
      const inner = of(a);
      return name !== undefined && inner && !b ? { kind: 'call', name, args: [inner], ...at } : null;
    }
  }
}

/** A draw that all neurons share is one number, and not known. */
function drawn(value: Num, draws: Map<string, RecipeDraw>): Expression | null {
  const { draw } = value;
  if (!draw || value.shape?.length === 0) return null;
  const name = `drawn_${draw.source}`;
  const [mean, variance] = [asConstant(value.poly), draw.variance && asConstant(draw.variance)];
  if (draw.distribution === 'uniform' && draw.range) {
    const [low, high] = draw.range.map((each) => asConstant(each));
    if (!low || !high) return null;
    draws.set(name, { name, by: 'rand' });
    const width = toNumber(high) - toNumber(low);
    return operate('+', numberNode(toNumber(low)), operate('*', numberNode(width), nameOf(name)));
  }
  if (draw.distribution !== 'normal' || !mean || !variance) return null;
  draws.set(name, { name, by: 'randn' });
  const spread = numberNode(Math.sqrt(toNumber(variance)));
  return operate('+', numberNode(toNumber(mean)), operate('*', spread, nameOf(name)));
}

type Write = (each: Num | undefined) => Expression | null;

/** `linspace(a, b, n)`: the ends and how many. */
function ramp([from, to, count]: readonly Num[], of: Write, index: Expression): Expression | null {
  const [first, last, many] = [of(from), of(to), count ? constantOf(count) : null];
  if (!first || !last || !many) return null;
  const intervals = Math.max(1, toNumber(many) - 1);
  return operate('+', first, operate('*', operate('-', last, first), operate('/', index, numberNode(intervals))));
}

/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`. */
function stepped(ends: readonly Num[], of: Write, index: Expression): Expression | null {
  const start = ends.length === 1 ? numberNode(0) : of(ends[0]);
  const step = ends.length < 3 ? numberNode(1) : of(ends[2]);
  return start && step && operate('+', start, operate('*', index, step));
}

/** One array behind the other. */
function joined(parts: readonly Num[], index: Expression, context: Context, depth: number): Expression | null {
  const [first, ...others] = parts;
  if (!first) return null;
  const own = written(first, index, context, depth + 1);
  if (others.length === 0) return own;
  const length = lengthOf(first);
  const behind = length === null ? null : joined(others, operate('-', index, numberNode(length)), context, depth + 1);
  if (!own || !behind || length === null) return null;
  const inFirst: Expression = { kind: 'compare', operator: '<', left: index, right: numberNode(length), ...at };
  return { kind: 'call', name: 'where', args: [inFirst, own, behind], ...at };
}

/** How many numbers an array of one axis has; null where it is not known. */
export function lengthOf(value: Num): number | null {
  if (!value.shape || value.shape.length > 1) return null;
  const [size] = value.shape;
  if (size === undefined) return 1;
  const exact = constantOf(size ?? undefined);
  return exact && toNumber(exact);
}

/** A block of a matrix of weights that belongs to the sources from `from` up to `to`. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly value: Num;
}

/** Of a matrix whose rows are the sources: where it was put together from blocks of rows, those. */
export function blocksOfRows(value: Value, transposed = false): readonly Block[] | null {
  const origin = value.kind === 'num' ? value.origin : null;
  const [inner] = origin?.inputs ?? [];
  if (!origin || !inner) return null;
  if (origin.what === 'T') return blocksOfRows(inner, !transposed);
  if (origin.what !== (transposed ? 'concatenate columns' : 'concatenate')) return null;
  const blocks: Block[] = [];
  let from = 0;
  for (const each of origin.inputs) {
    const size = each.shape?.length === 2 ? each.shape[transposed ? 1 : 0] : null;
    const exact = constantOf(size ?? undefined);
    if (!exact) return null;
    const to = from + toNumber(exact);
    blocks.push({ from, to, value: each });
    from = to;
  }
  return blocks;
}

// The numbers of a known array that the script calculates without drawing: read from how it calculated them.
import { asConstant } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { type Num } from '../evaluate/value';
import { toNumber } from '../units/rational';

/** Longer arrays are not looked into. */
const mostNumbers = 4e6;
const maxDepth = 60;

/** One number where it is the same for all. */
type Numbers = number | Float64Array;

/** Quantities are in SI. `length` is that of arrays of which only the place where they stand tells it; null where a step is not understood. */
export function arrayNumbers(value: Num, length: number | null = null): Float64Array | null {
  const numbers = evaluated(value, 0);
  const wanted = numbers instanceof Float64Array ? numbers.length : (length ?? lengthOf(value));
  if (numbers === null || wanted === null || wanted > mostNumbers) return null;
  const all = numbers instanceof Float64Array ? numbers : new Float64Array(wanted).fill(numbers);
  return all.some(Number.isNaN) || (length !== null && all.length !== length) ? null : all;
}

const known = new WeakMap<Num, Float64Array | null>();

/** The same of an array that tells its length itself, kept for who asks for one element after the other. */
export function allNumbers(value: Num): Float64Array | null {
  const before = known.get(value);
  if (before !== undefined) return before;
  const numbers = value.shape?.length === 1 ? arrayNumbers(value) : null;
  known.set(value, numbers);
  return numbers;
}

function evaluated(value: Num, depth: number): Numbers | null {
  if (value.special) return value.special === 'inf' ? Infinity : value.special === '-inf' ? -Infinity : null;
  if (value.draw || depth > maxDepth) return null;
  const exact = asConstant(value.poly);
  if (exact) return toNumber(exact);
  const { origin } = value;
  if (!origin || (value.shape?.length ?? 1) > 1) return null;
  const inputs = origin.inputs.map((each) => evaluated(each, depth + 1));
  if (origin.what === 'concatenate') return joined(origin.inputs, inputs);
  const known = inputs.filter((each) => each !== null);
  return known.length === inputs.length && known.length > 0 ? applied(origin.what, known) : null;
}

const binary: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  maximum: Math.max,
  minimum: Math.min,
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
};
const single: Readonly<Record<string, (a: number) => number>> = {
  ...{ exp: Math.exp, expm1: Math.expm1, log: Math.log, log10: Math.log10, log1p: Math.log1p, sqrt: Math.sqrt },
  ...{ sin: Math.sin, cos: Math.cos, tan: Math.tan, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh },
  ...{ abs: Math.abs, absolute: Math.abs, floor: Math.floor, ceil: Math.ceil, trunc: Math.trunc, int: Math.trunc },
};

function applied(what: string, inputs: readonly Numbers[]): Numbers | null {
  const [a, b, c] = inputs;
  if (a === undefined) return null;
  if (what === '-' && b === undefined) return mapped(a, (one) => -one);
  if (Object.hasOwn(binary, what) && b !== undefined) return paired(a, b, binary[what] ?? Math.max);
  if (Object.hasOwn(single, what) && b === undefined) return mapped(a, single[what] ?? Math.abs);
  switch (what) {
    case 'linspace':
      return typeof a === 'number' && typeof b === 'number' && typeof c === 'number' ? ramp(a, b, c) : null;
    case 'arange':
      return inputs.every((each) => typeof each === 'number') ? steps(inputs) : null;
    case 'clip': {
      const raised = b === undefined ? null : paired(a, b, Math.max);
      return raised !== null && c !== undefined ? paired(raised, c, Math.min) : null;
    }
    default:
      return a instanceof Float64Array && (b === undefined || typeof b === 'number')
        ? rearranged(what, a, b ?? 0, c)
        : null;
  }
}

function rearranged(what: string, a: Float64Array, by: number, last: Numbers | undefined): Float64Array | null {
  switch (what) {
    case 'sort':
      return a.slice().sort();
    case 'flip':
    case 'flipud':
      return a.slice().reverse();
    case 'roll':
      return a.map((_, i) => a[(((i - by) % a.length) + a.length) % a.length] ?? NaN);
    case 'repeat':
    case 'tile': {
      if (!Number.isInteger(by) || by < 0 || by * a.length > mostNumbers) return null;
      const at = what === 'tile' ? (i: number) => i % a.length : (i: number) => Math.floor(i / by);
      return Float64Array.from({ length: by * a.length }, (_, i) => a[at(i)] ?? NaN);
    }
    case 'cumsum': {
      let sum = 0;
      return a.map((each) => (sum += each));
    }
    case 'part':
      return typeof last === 'number' ? a.slice(by, last) : null;
    default:
      return null;
  }
}

const mapped = (a: Numbers, by: (one: number) => number): Numbers => (typeof a === 'number' ? by(a) : a.map(by));

function paired(a: Numbers, b: Numbers, by: (a: number, b: number) => number): Numbers | null {
  if (typeof a === 'number') return mapped(b, (one) => by(a, one));
  if (typeof b === 'number') return a.map((one) => by(one, b));
  return a.length === b.length ? a.map((one, i) => by(one, b[i] ?? NaN)) : null;
}

function ramp(from: number, to: number, count: number): Float64Array | null {
  if (!(count >= 0 && count <= mostNumbers)) return null;
  return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / Math.max(1, count - 1));
}

/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`. */
function steps(ends: readonly Numbers[]): Float64Array | null {
  const [first = 0, second, by = 1] = ends as readonly number[];
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const length = Math.ceil((to - from) / by);
  if (!(length <= mostNumbers)) return null;
  return Float64Array.from({ length: Math.max(0, length) }, (_, i) => from + i * by);
}

function joined(parts: readonly Num[], numbers: readonly (Numbers | null)[]): Float64Array | null {
  const all: Float64Array[] = [];
  for (const [k, each] of numbers.entries()) {
    const part = parts[k];
    const length = each instanceof Float64Array ? each.length : part ? lengthOf(part) : null;
    if (each === null || length === null || length > mostNumbers) return null;
    all.push(each instanceof Float64Array ? each : new Float64Array(length).fill(each));
  }
  const whole = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of all) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

/** How many numbers an array of one axis has, 1 for a number; null where it is not known. */
function lengthOf({ shape }: Num): number | null {
  if (!shape || shape.length > 1) return null;
  const [size] = shape;
  if (size === undefined) return 1;
  const exact = constantOf(size ?? undefined);
  return exact && toNumber(exact);
}

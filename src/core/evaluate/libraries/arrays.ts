// numpy, torch, tensorflow, jax and math: functions by class, and the methods of arrays and tensors.
import { type BinaryOperator } from '../../python/syntax';
import { divide, isInteger, multiply, rational, toNumber as toFloat, zero } from '../../units/rational';
import { raiseClaim } from '../claim';
import { binary, expectPure, metClaim, negateNumber, pureClaim } from '../arithmetic';
import { joinValues } from '../join';
import { argument, type Call, external, type Library } from '../library';
import { bareNumber, constantOf, fromFloat, keySymbol, literal, symbolNumber, toNumber } from '../numbers';
import { constant, formatPoly, keyOf, makeAtom, multiplyPolys, type Poly, powerOfPoly, symbol } from '../poly';
import { type Run } from '../run';
import { classOfFunction, computable, lambertW, operatorOfFunction } from '../functionClasses';
import { onSequence } from '../arrayLists';
import { rearranged, rearranging, stepsIn } from '../arrayOrder';
import { steppedNumbers, wholeOf } from '../nested';
import { convertedQuantity } from '../unitLibraries';
import { callRandom, shapeOf } from '../random';
import { type Num, num, nothing, sequence, type Shape, thing, unknown, type Value } from '../value';

/** Longer ranges are times and positions: one number with a shape. */
const mostSteps = 32;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The receiver of a method is its first argument. */
const operands = (call: Call): readonly Value[] =>
  call.receiver && call.receiver.kind !== 'module' ? [call.receiver, ...call.args] : call.args;

export function callArray(run: Run, call: Call): Value | null {
  const name = lastName(call.path);
  const kind = classOfFunction(name);
  const [first = firstKeyword(call), ...rest] = operands(call);
  const other = first?.kind === 'num' && first.quantity ? convertedQuantity(name, first, rest[0]) : null;
  if (other) return other;
  if (kind === null) return null;
  if (first?.kind === 'choice') {
    return joinValues(
      run,
      first.options.map((each) => ({
        ...each,
        value: callArray(run, { ...call, receiver: null, args: [each.value, ...rest] }) ?? unknown(''),
      })),
    );
  }
  if (name === 'outer' && first?.kind === 'sequence' && rest[0]?.kind === 'sequence') {
    const [other] = rest;
    return sequence(
      'array',
      first.items.map((each) => binary(run, '*', each, other, call.span)),
      first.count,
    );
  }
  if (kind === 'operator')
    return binary(
      run,
      operatorOfFunction(name) as BinaryOperator,
      first ?? unknown(''),
      rest[0] ?? unknown(''),
      call.span,
    );
  if (first?.kind === 'sequence')
    return losesUnits(name, first) ? unknown('the numbers in quantities') : onSequence(run, call, name, first, rest);
  const value = first && toNumber(run, first);
  if (!value)
    return kind === 'same' && first ? first : unknown(first?.kind === 'unknown' ? first.reason : 'not a number');
  switch (kind) {
    case 'same':
      // What `rescale(…).item()` hands out is a bare number.
      if (value.quantity && /^(?:item|tolist)$/.test(name)) return unknown('the number in a quantity');
      if (run.settling && rearranging.test(name) && value.shape?.length === 1)
        return rearranged(name, value, toNumber(run, rest[0]), call.span);
      return {
        ...(barers.test(call.path) ? bareNumber(value) : value),
        shape: name === 'reshape' || name === 'ravel' || name === 'flatten' ? null : value.shape,
        literal: value.literal,
      };
    case 'like':
      return evaluateReduction(run, name, { ...call, receiver: null, args: [value, ...rest] });
    case 'count':
      return unknown(`what \`${name}\` finds`);
    case 'square':
      return derived(value, name, { claim: value.claim && raiseClaim(value.claim, 2) });
    case 'root': {
      if (value.draw)
        return derived({ ...value, draw: null }, 'sqrt', { claim: value.claim && raiseClaim(value.claim, 0.5) });
      const poly = powerOfPoly(value.poly, 0.5);
      const claim = value.claim && raiseClaim(value.claim, 0.5);
      if (poly) return withOrigin(run, { ...value, poly, claim, draw: null }, 'sqrt', [value], call);
      const exact = constantOf(value);
      return exact
        ? { ...fromFloat(Math.sqrt(toFloat(exact)), { claim, quantity: value.quantity }), literal: value.literal }
        : derived(value, 'sqrt', { claim });
    }
    case 'reciprocal':
      return binary(run, '/', literal(rational(1)), value, call.span);
    case 'negative':
      return negateNumber(value, call.span);
    case 'pure':
      return pureFunction(run, name, value, call);
  }
}

/** What hands out the numbers of a quantity; `q.copy()` is a quantity. */
const barers = /(?:^|\.)(?:array|asarray|float64|float32|float)$|^numpy\.(?:copy|full|percentile|interp|dot|outer)$/;

const putTogether = /^(?:hstack|vstack|stack|concatenate|concat|cat|append|insert|where|full|interp)$/;

/**
 * What becomes of quantities in a list is the library's affair: numpy makes bare numbers of Brian's, in SI, and of pint's where it can't do
 * better.
 */
function losesUnits(name: string, list: Extract<Value, { kind: 'sequence' }>): boolean {
  if (name === 'tolist' || (list.flavour === 'array' && !putTogether.test(name))) return false;
  const holds = (each: Value): boolean =>
    each.kind === 'num' ? each.quantity : each.kind === 'sequence' && each.items.slice(0, 8).some(holds);
  return list.items.slice(0, 8).some(holds);
}

function firstKeyword(call: Call): Value | undefined {
  for (const name of ['a', 'x', 'input', 'value', 'object', 'data', 'tensor', 'input_tensor', 'logits']) {
    const value = call.keywords.get(name);
    if (value) return value;
  }
  return undefined;
}

/** A function as it is written in a formula, short. */
function called(name: string, of: Poly): string {
  const inner = formatPoly(of);
  return `${name}(${inner.length > 32 ? '…' : inner})`;
}

/** A number made of another by a function that is not followed: a symbol with what is known of its unit. */
export function derived(value: Num, name: string, parts: { claim?: Num['claim']; shape?: Shape | null }): Num {
  const made = symbol(makeAtom(`${name}(${keyOf(value.poly)})`, called(name, value.poly), null, [value.poly]));
  return num(made, { claim: value.claim, quantity: value.quantity, shape: null, ...parts });
}

function pureFunction(run: Run, name: string, value: Num, call: Call): Num {
  expectPure(run, value, name, call.argSpans[0] ?? call.span);
  const exact = constantOf(value);
  const branch = name === 'lambertw' ? constantOf(argument(call, 'k', 1) ?? literal(zero)) : null;
  const compute =
    name === 'lambertw'
      ? (x: number): number => (branch ? lambertW(x, branch.n < 0n ? -1 : 0) : NaN)
      : Object.hasOwn(computable, name)
        ? computable[name]
        : undefined;
  const origin = { span: call.span, what: name, inputs: [value] };
  const claim = pureClaim(call.span, `\`${name}\` gives a pure number`);
  if (exact && compute && !value.draw) {
    const parts = value.literal ? { origin } : { claim, origin };
    return { ...fromFloat(compute(toFloat(exact)), parts), literal: value.literal, shape: value.shape };
  }
  const id = `${name}(${keyOf(value.poly)})`;
  const role = name === 'exp' ? 'exponential' : null;
  return num(symbol(makeAtom(id, called(name, value.poly), role, [value.poly])), { shape: value.shape, claim, origin });
}

/** mean, sum, abs, clip and the like: the unit stays, and where the number can still be told, it is. */
export function evaluateReduction(run: Run, name: string, call: Call): Value {
  const value = toNumber(run, call.args[0]);
  if (!value) return unknown('not a number');
  const axis = argument(call, 'axis', 1) ?? call.keywords.get('dim');
  const bare = name.replace(/^reduce_|^nan/, '');
  if (bare === 'sum' && (value.shape || value.draw)) return summed(value, axis);
  if (bare === 'clip' || bare === 'clamp' || bare === 'maximum' || bare === 'minimum') {
    for (const each of call.args.slice(1)) {
      const limit = toNumber(run, each);
      if (limit) metClaim(run, bare, value, limit, call.span);
    }
    const limits = call.args.slice(1).flatMap((each) => (each.kind === 'nothing' ? [] : (toNumber(run, each) ?? [])));
    return withOrigin(run, derived(value, bare, { shape: value.shape }), bare, [value, ...limits], call);
  }
  const exact = constantOf(value);
  if (exact && bare !== 'std' && bare !== 'diff' && bare !== 'cumsum' && bare !== 'sum') {
    if (bare === 'abs' || bare === 'absolute')
      return { ...value, poly: exact.n < 0n ? negateNumber(value, call.span).poly : value.poly };
    if (bare === 'round' || bare === 'around') return roundedTo(value, decimals(call));
    if (bare === 'rint') return roundedTo(value, 0);
    if (bare === 'floor' || bare === 'ceil' || bare === 'trunc') return madeWhole(value, bare);
    return { ...value, shape: reducedShape(value.shape, axis) };
  }
  if (/^(?:abs|absolute|floor|ceil|trunc|cumsum)$/.test(bare) && axis === undefined)
    return withOrigin(run, derived(value, bare, { shape: value.shape }), bare, [value], call);
  if (bare === 'mean' && value.draw) return { ...value, draw: null, shape: reducedShape(value.shape, axis) };
  return derived(value, bare, { shape: reducedShape(value.shape, axis) });
}

/** To run the network: what an array was calculated from. */
const withOrigin = (run: Run, value: Num, what: string, inputs: readonly Num[], { span }: Call): Num =>
  run.settling ? { ...value, origin: { span, what, inputs } } : value;

const decimals = (call: Call): number => wholeOf(argument(call, 'decimals', 1)) ?? 0;

/** As NumPy rounds: halves to the even neighbour. */
function roundedTo(value: Num, digits: number): Num {
  const exact = constantOf(value) ?? zero;
  const scale = rational(10n ** BigInt(Math.min(Math.max(digits, 0), 20)));
  const { n, d } = multiply(exact, scale);
  const floor = n >= 0n || n % d === 0n ? n / d : n / d - 1n;
  const twice = 2n * (n - floor * d);
  const up = twice > d || (twice === d && floor % 2n !== 0n);
  return { ...value, poly: constant(divide(rational(up ? floor + 1n : floor), scale)) };
}

function madeWhole(value: Num, how: 'floor' | 'ceil' | 'trunc'): Num {
  const { n, d } = constantOf(value) ?? zero;
  const towardsZero = n / d;
  const below = n < 0n && n % d !== 0n ? towardsZero - 1n : towardsZero;
  const whole = how === 'trunc' ? towardsZero : how === 'floor' || n % d === 0n ? below : below + 1n;
  return { ...value, poly: constant(rational(whole)) };
}

/** The sum over an axis of known length is that many times the number; of independent draws the variances add too. */
function summed(value: Num, axis: Value | undefined): Value {
  const shape = value.shape;
  const exact = axis && constantOf(axis);
  const at = exact && isInteger(exact) ? Number(exact.n) : null;
  const index = at === null ? null : at < 0 ? (shape?.length ?? 0) + at : at;
  const sizes =
    axis === undefined || axis.kind === 'nothing' ? shape : index !== null && shape ? [shape[index] ?? null] : null;
  if (!sizes || sizes.length === 0 || sizes.some((each) => each === null))
    return derived({ ...value, draw: null }, 'sum', { shape: reducedShape(shape, axis) });
  const count = sizes.reduce<Poly>((product, size) => (size ? multiplyPolys(product, size.poly) : product), {
    terms: [{ coefficient: rational(1), factors: [], key: '' }],
  });
  const draw = value.draw && {
    distribution:
      value.draw.distribution === 'Bernoulli'
        ? 'binomial'
        : value.draw.distribution === 'Poisson'
          ? 'Poisson'
          : `sum of ${value.draw.distribution} draws`,
    variance: value.draw.variance && multiplyPolys(value.draw.variance, count),
    source: value.draw.source,
    ...(value.draw.events
      ? { events: { ...value.draw.events, sources: multiplyPolys(value.draw.events.sources, count) } }
      : {}),
  };
  return { ...value, poly: multiplyPolys(value.poly, count), draw, shape: reducedShape(shape, axis), literal: false };
}

function reducedShape(shape: Shape | null, axis: Value | undefined): Shape | null {
  if (!shape || axis === undefined || axis.kind === 'nothing') return shape ? [] : null;
  const exact = constantOf(axis);
  if (!exact || !isInteger(exact)) return null;
  const at = Number(exact.n);
  const index = at < 0 ? shape.length + at : at;
  return shape.filter((_, i) => i !== index);
}

/** Arrays made from nothing. */
function created(run: Run, call: Call, name: string): Value | null {
  const shape = (at: number): Shape | null => shapeOf(run, argument(call, 'shape', at) ?? call.keywords.get('size'));
  /** An array of unknown shape is an array all the same. */
  const filled = (value: Num, sizes: Shape | null): Num => ({ ...value, shape: sizes ?? [null] });
  switch (name) {
    case 'zeros':
    case 'empty':
      return filled(
        literal(zero),
        call.args.length > 1 && call.args.every((each) => each.kind === 'num')
          ? call.args.map((each) => toNumber(run, each))
          : shape(0),
      );
    case 'ones':
      return filled(
        literal(rational(1)),
        call.args.length > 1 && call.args.every((each) => each.kind === 'num')
          ? call.args.map((each) => toNumber(run, each))
          : shape(0),
      );
    case 'zeros_like':
    case 'empty_like':
    case 'ones_like': {
      const like = toNumber(run, call.args[0]);
      return filled(literal(rational(name === 'ones_like' ? 1 : 0)), like?.shape ?? null);
    }
    case 'full':
    case 'fill':
    case 'full_like': {
      const value = toNumber(run, argument(call, 'fill_value', 1) ?? call.keywords.get('value'));
      return value && filled(value, name === 'full_like' ? (toNumber(run, call.args[0])?.shape ?? null) : shape(0));
    }
    case 'eye':
    case 'identity':
      return num(symbol(makeAtom('identity', 'I')), { literal: true });
    case 'arange':
    case 'linspace':
    case 'logspace':
    case 'geomspace': {
      const ends = call.args.slice(0, name === 'arange' ? 3 : 2).flatMap((each) => toNumber(run, each) ?? []);
      const [a, b] = ends;
      const lead = b ?? a;
      if (!a || !lead) return unknown('a range not known');
      const few = name === 'arange' ? steppedNumbers(ends, mostSteps) : null;
      if (few) return sequence('array', few);
      const claim = b ? metClaim(run, ',', a, b, call.span) : a.claim;
      const many = argument(call, 'num', 2) ?? call.keywords.get('steps');
      const count = name === 'arange' ? stepsIn(ends) : many ? toNumber(run, many) : literal(rational(50));
      return num(symbol(makeAtom(`${name}(${ends.map((each) => keyOf(each.poly)).join()})`, `${name}(…)`)), {
        claim,
        literal: claim === null && ends.every((each) => each.literal),
        quantity: ends.some((each) => each.quantity),
        shape: [count],
        origin: { span: call.span, what: name, inputs: count && name !== 'arange' ? [...ends, count] : ends },
      });
    }
    default:
      return null;
  }
}

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

const arrays: Library = {
  roots: ['numpy', 'torch', 'tensorflow', 'jax', 'math', 'random', 'cupy', 'scipy', 'pandas', 'statistics', 'pylab'],
  canonical: (path) =>
    path
      .replace(/^jax\.numpy\b/, 'jax')
      .replace(/^tensorflow\.compat\.v[12]\b/, 'tensorflow')
      .replace(/^pylab\b/, 'numpy'),
  exports: (path) => (path === 'numpy' || path === 'math' || path === 'pylab' ? exported : []),
  constant: (_run, path) => {
    const name = lastName(path);
    const value = Object.hasOwn(constants, name) ? constants[name] : undefined;
    if (value !== undefined && /^(?:numpy|math|torch|scipy\.constants|scipy)\./.test(path))
      return { ...fromFloat(value), literal: true };
    if (name === 'inf' || name === 'Inf' || name === 'infty')
      return num({ terms: [] }, { special: 'inf', literal: true });
    if (name === 'nan' || name === 'NaN') return num({ terms: [] }, { special: 'nan', literal: true });
    if (name === 'newaxis') return nothing;
    return null;
  },
  call: (run, call) => {
    const [root = ''] = call.path.split('.');
    const name = lastName(call.path);
    if (/(?:^random\.|\.random\.|^torch\.(?:rand|normal|poisson|bernoulli))/.test(call.path)) {
      if (/\.(?:default_rng|RandomState|Generator)$/.test(call.path)) return thing('numpy.random.Generator', call.span);
      return callRandom(run, call, root);
    }
    if (/^tensorflow\.train\.(?:load_checkpoint|NewCheckpointReader)$/.test(call.path))
      return thing(checkpoint, call.span);
    if (call.path === `${checkpoint}.get_tensor`) return tensorIn(run, call);
    if (/\.(?:load|loadtxt|genfromtxt|loadmat|read_csv|fromfile|load_npz)$/.test(call.path)) return loaded(call);
    return created(run, call, name) ?? callArray(run, call);
  },
  attribute: (_run, of, name) =>
    of.type === 'numpy.random.Generator' || of.type === checkpoint ? external(`${of.type}.${name}`) : null,
};

const exported =
  'array asarray zeros ones full arange linspace exp log log10 sqrt sin cos tan tanh abs mean median std var max min sum pi inf nan random concatenate hstack vstack where clip cumsum diff round floor ceil maximum minimum dot outer repeat tile newaxis histogram sort argmax argmin argsort nonzero load loadtxt'.split(
    ' ',
  );

const checkpoint = 'tensorflow.checkpoint';

/** `…/_bkg_weights/.ATTRIBUTES/VARIABLE_VALUE` is what the model kept under that name. */
function tensorIn(run: Run, { args: [path] }: Call): Value {
  if (path?.kind !== 'text') return unknown('a variable of a checkpoint');
  const name =
    path.value
      .replace(/\/\.ATTRIBUTES\/.*$/, '')
      .split('/')
      .pop() ?? '';
  return symbolNumber(run, keySymbol(name.replace(/^_+/, '')), null);
}

/** A file read at run time: its keys are symbols, known by their last segment in every file. */
function loaded(call: Call): Value {
  const name = call.args[0]?.kind === 'text' ? call.args[0].value : '';
  const stem =
    name
      .split('/')
      .pop()
      ?.replace(/\.\w+$/, '') ?? '';
  return thing(
    'file.node',
    call.span,
    new Map<string, Value>([
      ['path', { kind: 'text', value: stem === '' ? 'file' : stem }],
      ['root', nothing],
    ]),
  );
}

export default arrays;

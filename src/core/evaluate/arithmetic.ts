// Arithmetic on values: exact numbers, unit claims and random draws go through each operator together.
import { type Span } from '../text';
import { type BinaryOperator } from '../python/syntax';
import { isDimensionless } from '../units/dimension';
import * as q from '../units/rational';
import { pure } from '../units/unit';
import {
  type Claim,
  claimOf,
  sureness,
  multiplyWithSteps,
  raiseClaim,
  resolve,
  scaleClaim,
  unify,
  unitOf,
} from './claim';
import {
  addPolys,
  asConstant,
  constant,
  dividePolys,
  keyOf,
  makeAtom,
  multiplyPolys,
  negatePoly,
  type Poly,
  powerOfPoly,
  scalePoly,
  symbol,
  zeroPoly,
} from './poly';
import { constantOf, fitsAnyUnit, fromFloat, toNumber } from './numbers';
import { unknownCount } from './lists';
import { type Run } from './run';
import { bitwise } from './bits';
import { elementDifference } from './elements';
import { joinValues } from './join';
import { depthOf, isComplete, laidOver } from './nested';
import { combinedQuantity } from './quantity';
import { percentFormatted } from './formatting';
import { type Draw, type Num, num, type Origin, sequence, type Shape, unknown, type Value } from './value';
import { joinedTexts } from './texts';

const maxItems = 64;

export function binary(run: Run, operator: BinaryOperator, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'choice')
    return joinValues(
      run,
      left.options.map((each) => ({ ...each, value: binary(run, operator, each.value, right, span) })),
    );
  if (right.kind === 'choice')
    return joinValues(
      run,
      right.options.map((each) => ({ ...each, value: binary(run, operator, left, each.value, span) })),
    );
  const combined =
    left.kind === 'thing' ? run.libraries.ofThing(left)?.combine?.(run, left, right, operator, span) : null;
  if (combined) return combined;
  const turned =
    right.kind === 'thing' && left.kind !== 'thing'
      ? run.libraries.ofThing(right)?.combineRight?.(run, left, right, operator, span)
      : null;
  if (turned) return turned;
  const special = onContainers(run, operator, left, right, span);
  if (special) return special;
  const [a, b] = [toNumber(run, left), toNumber(run, right)];
  if (!a || !b) {
    const missing = a ? right : left;
    return unknown(missing.kind === 'unknown' ? missing.reason : `a ${missing.kind} is not calculated with`);
  }
  return arithmetic(run, operator, a, b, span);
}

function onContainers(run: Run, operator: BinaryOperator, left: Value, right: Value, span: Span): Value | null {
  if (left.kind === 'text' && right.kind === 'text' && operator === '+') return joinedTexts([left, right]);
  if (left.kind === 'text' && operator === '%') return percentFormatted(left, right);
  if (left.kind === 'text')
    return operator === '*' || operator === '+' ? unknown('a text put together at run time') : null;
  const [l, r] = [left, right];
  if (l.kind === 'sequence' && r.kind === 'sequence' && l.flavour !== 'array' && r.flavour !== 'array') {
    if (operator !== '+') return null;
    const count = l.count && r.count ? arithmetic(run, '+', l.count, r.count, span) : null;
    if (l.items.length + r.items.length > maxItems * (run.settling ? 256 : 4)) return unknown('a long list');
    return sequence(l.flavour, [...l.items, ...r.items], count?.kind === 'num' ? count : null);
  }
  const [list, other] = l.kind === 'sequence' ? [l, r] : [r.kind === 'sequence' ? r : null, l];
  if (!list) return null;
  const times = constantOf(other);
  // A list times a number with a fraction, or times a quantity (`[20, 40]*ms`), is NumPy's product: Python has none.
  const stretches = (!times || q.isInteger(times)) && !(other.kind === 'num' && other.quantity);
  if (list.flavour !== 'array' && operator === '*' && stretches && other.kind !== 'sequence')
    return repeat(run, list, other);
  if (
    list.flavour !== 'array' &&
    !(l.kind === 'sequence' && l.flavour === 'array') &&
    !(r.kind === 'sequence' && r.flavour === 'array') &&
    other.kind !== 'num'
  )
    return null;
  return elementwise(run, operator, l, r, span);
}

function repeat(run: Run, list: Extract<Value, { kind: 'sequence' }>, times: Value): Value {
  const exact = constantOf(times);
  const count = exact && q.isInteger(exact) ? Number(exact.n) : null;
  if (count !== null && count >= 0 && count * list.items.length <= (run.settling ? maxItems * 64 : maxItems))
    return sequence(list.flavour, Array.from({ length: count }, () => list.items).flat());
  if (list.items.length !== 1) return unknown('a list repeated');
  return sequence(list.flavour, [...list.items], toNumber(run, times) ?? unknownCount(run));
}

function elementwise(run: Run, operator: BinaryOperator, left: Value, right: Value, span: Span): Value {
  if (operator === '@') return matrixProduct(run, left, right, span) ?? unknown('a matrix product');
  return laidOver(left, right, (a, b) => binary(run, operator, a, b, span)) ?? unknown('arrays of different lengths');
}

/** Vectors and matrices whose elements are all known. */
function matrixProduct(run: Run, left: Value, right: Value, span: Span): Value | null {
  if (left.kind !== 'sequence' || right.kind !== 'sequence' || !isComplete(left) || !isComplete(right)) return null;
  if (depthOf(left) > 1)
    return sequence(
      'array',
      left.items.map((row) => matrixProduct(run, row, right, span) ?? unknown('a matrix product')),
    );
  if (left.items.length !== right.items.length || left.items.length === 0) return null;
  const [first, ...others] = right.items.map((each, i) => binary(run, '*', left.items[i] ?? each, each, span));
  return first ? others.reduce((total, each) => binary(run, '+', total, each, span), first) : null;
}

/** Two numbers. */
export function arithmetic(run: Run, operator: BinaryOperator, a: Num, b: Num, span: Span): Value {
  const origin: Origin = { span, what: operator, inputs: [a, b] };
  if (a.special || b.special) return withSpecial(operator, a, b, origin);
  switch (operator) {
    case '+':
    case '-':
      return sum(run, operator, a, b, span, origin);
    case '*':
      return product(a, b, origin);
    case '/':
      return quotient(a, b, origin);
    case '//':
    case '%':
      return whole(run, operator, a, b, span, origin);
    case '**':
      return raised(a, b, origin);
    case '@':
      return num(symbol(makeAtom(`(${keyOf(a.poly)}@${keyOf(b.poly)})`, 'a matrix product', null, [a.poly, b.poly])), {
        claim: multipliedClaim(a, b),
        quantity: a.quantity || b.quantity,
        origin,
      });
    default:
      return bitwise(operator, a, b, origin);
  }
}

function withSpecial(operator: string, a: Num, b: Num, origin: Origin): Num {
  const special = a.special ?? b.special ?? 'nan';
  const claim = operator === '+' || operator === '-' ? (a.claim ?? b.claim) : null;
  if (operator === '/' && b.special && b.special !== 'nan' && !a.special) return num(zeroPoly, { claim, origin });
  return num(zeroPoly, { special, claim, origin });
}

function sum(run: Run, operator: '+' | '-', a: Num, b: Num, span: Span, origin: Origin): Num {
  const right = operator === '-' ? negatePoly(b.poly) : b.poly;
  const total = addPolys(a.poly, right);
  return num(operator === '-' ? elementDifference(total, a, b) : total, {
    claim: metClaim(run, operator, a, b, span),
    literal: a.literal && b.literal,
    approximate: a.approximate || b.approximate,
    quantity: a.quantity || b.quantity,
    draw: summedDraw(a, b),
    shape: broadcast(a.shape, b.shape),
    origin,
  });
}

/** The claim of two numbers that must be of one unit; where they are not, that is noted. */
export function metClaim(run: Run, operator: string, a: Num, b: Num, span: Span): Claim | null {
  if (fitsAnyUnit(a) && !a.claim) return b.claim;
  if (fitsAnyUnit(b) && !b.claim) return a.claim;
  if (a.literal || !a.claim) return b.claim ?? (a.literal ? null : a.claim);
  if (b.literal || !b.claim) return a.claim;
  const by = { kind: 'inferred', text: `it meets another number in \`${operator}\``, span, unit: null } as const;
  const agreement = fitsAnyUnit(a) || fitsAnyUnit(b) ? 'agree' : unify(a.claim, b.claim, by);
  if (agreement === 'conflict') run.meet(operator, a, b, span);
  const [first, second] = [resolve(a.claim), resolve(b.claim)];
  if (first.term.unknowns.length !== second.term.unknowns.length)
    return first.term.unknowns.length === 0 ? first : second;
  return second.sure > first.sure ? second : first;
}

function product(a: Num, b: Num, origin: Origin): Num {
  return num(multiplyPolys(a.poly, b.poly), {
    ...combinedQuantity(a, b, '*', multipliedClaim(a, b)),
    literal: a.literal && b.literal && !a.quantity && !b.quantity,
    approximate: a.approximate || b.approximate,
    draw: scaledDraw(a, b),
    shape: broadcast(a.shape, b.shape),
    origin,
  });
}

const sixty = q.rational(60);
const hour = q.rational(3600);

/** A bare factor that may be a conversion: 1000, 1e-3, 60, 3600. Ten is a scale. */
function conversionLike(value: q.Rational): boolean {
  const exponent = q.powerOfTen(value);
  if (exponent !== null) return Math.abs(exponent) >= 2;
  return [value, q.isZero(value) ? q.one : q.divide(q.one, value)].some(
    (each) => q.equal(each, sixty) || q.equal(each, hour),
  );
}

/** One, two and a half count; every other number that is written down may be a constant of nature with a unit nobody wrote. */
function isMultiplier(value: q.Rational): boolean {
  const size = q.absolute(value);
  return q.isOne(size) || q.equal(size, q.rational(2)) || q.equal(size, q.rational(1, 2));
}

function multipliedClaim(a: Num, b: Num): Claim | null {
  if (a.claim && b.claim) return multiplyWithSteps(a.claim, b.claim);
  const [bare, other] = a.claim ? [b, a] : [a, b];
  if (!other.claim || !bare.literal) return bare.quantity || other.quantity ? other.claim : null;
  const exact = constantOf(bare);
  // A quantity of its own carries its unit whatever it is multiplied with.
  if (other.quantity) return other.claim;
  const claim = exact && conversionLike(exact) ? scaleClaim(other.claim, exact) : other.claim;
  return exact && isMultiplier(exact) ? claim : { ...claim, loose: true };
}

function quotient(a: Num, b: Num, origin: Origin): Value {
  const poly = dividePolys(a.poly, b.poly);
  if (!poly)
    return constantOf(b) ? num(zeroPoly, { special: 'nan', origin }) : unknown('a division that has no exact form');
  const inverse = b.claim && raiseClaim(b.claim, -1);
  const exact = constantOf(b);
  const reciprocal: Num = num(exact && !q.isZero(exact) ? scalePoly({ terms: [] }, q.one) : b.poly, {
    claim: inverse,
    literal: b.literal,
    quantity: b.quantity,
  });
  const bare: Num =
    exact && !q.isZero(exact)
      ? { ...reciprocal, poly: { terms: [{ coefficient: q.divide(q.one, exact), factors: [], key: '' }] } }
      : reciprocal;
  const parts = {
    ...combinedQuantity(a, b, '/', b.claim && !inverse ? null : dividedClaim(a, b, bare)),
    literal: a.literal && b.literal && !a.quantity && !b.quantity,
    approximate: a.approximate || b.approximate,
    shape: broadcast(a.shape, b.shape),
    origin,
  };
  if (b.draw) return ofDraw(b, `divides ${keyOf(a.poly)}`, parts);
  return num(poly, { ...parts, draw: scaledDraw(a, bare) });
}

/** `1/tau` turns the unit over; a claimed number divided by a literal keeps its unit. */
function dividedClaim(a: Num, b: Num, inverse: Num): Claim | null {
  if (a.claim || !b.claim) return multipliedClaim(a, inverse);
  if (!a.literal) return a.quantity || b.quantity ? inverse.claim : null;
  const claim = multipliedClaim(a, inverse);
  // 1/τ turns a unit over; 3.0/dt may as well be three milliseconds counted in steps.
  const exact = constantOf(a);
  const plain = exact !== null && (q.isOne(q.absolute(exact)) || conversionLike(exact));
  return claim && !plain && !b.quantity ? { ...claim, sure: sureness.inferred } : claim;
}

function whole(run: Run, operator: '//' | '%', a: Num, b: Num, span: Span, origin: Origin): Value {
  const [x, y] = [constantOf(a), constantOf(b)];
  const claim =
    operator === '%'
      ? metClaim(run, '%', a, b, span)
      : dividedClaim(a, b, { ...b, claim: b.claim && raiseClaim(b.claim, -1) });
  if (x && y && !q.isZero(y)) {
    const ratio = q.divide(x, y);
    if (operator === '//') run.round({ how: '//', value: num(constant(ratio), { origin }), span });
    const floor = q.rational(ratio.n >= 0n || ratio.n % ratio.d === 0n ? ratio.n / ratio.d : ratio.n / ratio.d - 1n);
    const value = operator === '//' ? floor : q.subtract(x, q.multiply(floor, y));
    return num(
      { terms: q.isZero(value) ? [] : [{ coefficient: value, factors: [], key: '' }] },
      { claim, literal: a.literal && b.literal, origin },
    );
  }
  return num(symbol(makeAtom(`(${keyOf(a.poly)}${operator}${keyOf(b.poly)})`, `⌊…⌋`, null, [a.poly, b.poly])), {
    claim,
    quantity: a.quantity || b.quantity,
    origin,
  });
}

/** The mean of a draw tells nothing of the mean of its square, its root or its inverse. */
export const ofDraw = (of: Num, how: string, parts: Parameters<typeof num>[1]): Num =>
  num(symbol(makeAtom(`draw ${of.draw?.source ?? 0}${how}(${keyOf(of.poly)})`, 'a draw', null, [of.poly])), parts);

function raised(a: Num, b: Num, origin: Origin): Value {
  const exponent = constantOf(b);
  if (!exponent) return unknown('a power whose exponent is not known');
  const power = q.toNumber(exponent);
  const claim = a.claim && raiseClaim(a.claim, power);
  if (a.draw && power !== 1) return ofDraw(a, `**${power}`, { claim, quantity: a.quantity, shape: a.shape, origin });
  const poly = powerOfPoly(a.poly, power);
  const base = constantOf(a);
  if (poly)
    return num(poly, {
      claim,
      literal: a.literal,
      approximate: a.approximate,
      quantity: a.quantity,
      shape: a.shape,
      origin,
    });
  if (base)
    return { ...fromFloat(q.toNumber(base) ** power, { claim, quantity: a.quantity, origin }), literal: a.literal };
  return unknown('a power that has no exact form');
}

export function negateNumber(a: Num, span: Span): Num {
  if (a.special)
    return num(zeroPoly, {
      special: a.special === 'inf' ? '-inf' : a.special === '-inf' ? 'inf' : 'nan',
      claim: a.claim,
    });
  return { ...a, poly: negatePoly(a.poly), origin: { span, what: '-', inputs: [a] } };
}

/** Draws from different sources are independent and their variances add; a draw meeting itself is left unknown. */
function summedDraw(a: Num, b: Num): Draw | null {
  if (!a.draw || !b.draw) return a.draw ?? b.draw;
  const independent = a.draw.source !== b.draw.source;
  const variance =
    independent && a.draw.variance && b.draw.variance ? addPolys(a.draw.variance, b.draw.variance) : null;
  return { distribution: 'a sum of draws', variance, source: Math.max(a.draw.source, b.draw.source) };
}

function scaledDraw(a: Num, b: Num): Draw | null {
  if (a.draw && b.draw)
    return { distribution: 'a product of draws', variance: null, source: Math.max(a.draw.source, b.draw.source) };
  const [random, factor] = a.draw ? [a, b] : [b, a];
  if (!random.draw) return null;
  const square: Poly = multiplyPolys(factor.poly, factor.poly);
  const exact = asConstant(factor.poly);
  const { range, ...rest } = random.draw;
  const scaled =
    range && exact && q.sign(exact) > 0
      ? { range: [scalePoly(range[0], exact), scalePoly(range[1], exact)] as const }
      : {};
  return {
    ...rest,
    ...scaled,
    distribution:
      exact && q.isOne(exact)
        ? rest.distribution
        : rest.distribution.startsWith('scaled ')
          ? rest.distribution
          : `scaled ${rest.distribution}`,
    variance: random.draw.variance && multiplyPolys(random.draw.variance, square),
  };
}

/** The longer shape, where the two can be laid over each other. */
export function broadcast(a: Shape | null, b: Shape | null): Shape | null {
  if (!a || !b) return a ?? b;
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => {
    const [x, y] = [a[a.length - length + i], b[b.length - length + i]];
    const single = (each: Num | null | undefined): boolean =>
      each === undefined || (each !== null && q.isOne(constantOf(each) ?? q.zero));
    return single(x) ? (y ?? null) : (x ?? null);
  });
}

/** What a function such as exp or log takes: a pure number. */
export function expectPure(run: Run, value: Num, callee: string, span: Span): void {
  const unit = unitOf(value.claim);
  if (unit && isDimensionless(unit.dimension) && q.isOne(unit.factor)) return;
  if (!value.claim || fitsAnyUnit(value)) return;
  run.expect(
    value,
    pure,
    'argument',
    callee,
    { kind: 'api', text: `\`${callee}\` takes a pure number`, span: null, unit: pure },
    span,
    'function',
  );
}

export const pureClaim = (span: Span, why: string): Claim =>
  claimOf(pure, { kind: 'inferred', text: why, span, unit: pure });

// Exact rational numbers: what every factor and every literal is made of.

export interface Rational {
  readonly n: bigint;
  /** Always positive, and coprime with `n`. */
  readonly d: bigint;
}

/** Past this many bits a number is no longer one that anybody wrote on purpose, and exactness would cost more than it tells. */
const maxBits = 4096;

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  let top = BigInt(n);
  let bottom = BigInt(d);
  if (bottom === 1n) return { n: top, d: 1n };
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const common = gcd(top, bottom);
  return common === 1n ? { n: top, d: bottom } : { n: top / common, d: bottom / common };
}

export const zero: Rational = { n: 0n, d: 1n };
export const one: Rational = { n: 1n, d: 1n };

export const isZero = (a: Rational): boolean => a.n === 0n;
export const isOne = (a: Rational): boolean => a.n === 1n && a.d === 1n;
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d;
export const isInteger = (a: Rational): boolean => a.d === 1n;
export const sign = (a: Rational): number => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);

export const add = (a: Rational, b: Rational): Rational =>
  a.d === 1n && b.d === 1n ? { n: a.n + b.n, d: 1n } : rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational =>
  a.d === 1n && b.d === 1n ? { n: a.n * b.n, d: 1n } : rational(a.n * b.n, a.d * b.d);
/** Undefined for a division by zero is the caller's to rule out. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const compare = (a: Rational, b: Rational): number => sign(subtract(a, b));
export const absolute = (a: Rational): Rational => (a.n < 0n ? negate(a) : a);

/** An integer power, or null where the result would be absurdly large or does not exist. */
export function power(a: Rational, exponent: number): Rational | null {
  if (!Number.isInteger(exponent)) return null;
  if (exponent === 0) return one;
  if (exponent < 0) return isZero(a) ? null : power({ n: a.n < 0n ? -a.d : a.d, d: a.n < 0n ? -a.n : a.n }, -exponent);
  if (bits(a) * exponent > maxBits) return null;
  return { n: a.n ** BigInt(exponent), d: a.d ** BigInt(exponent) };
}

/** The exact root, or null where it is not rational. */
export function root(a: Rational, degree: number): Rational | null {
  if (a.n < 0n && degree % 2 === 0) return null;
  const n = integerRoot(a.n, degree);
  const d = integerRoot(a.d, degree);
  return n === null || d === null ? null : { n, d };
}

function integerRoot(value: bigint, degree: number): bigint | null {
  if (value < 0n) {
    const positive = integerRoot(-value, degree);
    return positive === null ? null : -positive;
  }
  if (value < 2n) return value;
  // Newton's method from above; the last guess that still falls is the floor of the root.
  const n = BigInt(degree);
  let guess = 1n << (BigInt(value.toString(2).length) / n + 1n);
  for (;;) {
    const next = ((n - 1n) * guess + value / guess ** (n - 1n)) / n;
    if (next >= guess) break;
    guess = next;
  }
  return guess ** n === value ? guess : null;
}

const bits = (a: Rational): number => Math.max(a.n.toString(16).length, a.d.toString(16).length) * 4;
export const isHuge = (a: Rational): boolean => bits(a) > maxBits;

/** Reads a decimal literal as Python writes it, underscores and exponents included. */
export function parseDecimal(text: string): Rational | null {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.replaceAll('_', ''));
  if (!match) return null;
  const [, minus, whole = '', fraction = '', exponentText = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const exponent = Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > 400) return null;
  const digits = BigInt(whole + fraction) * (minus === '-' ? -1n : 1n);
  return exponent >= 0 ? rational(digits * 10n ** BigInt(exponent)) : rational(digits, 10n ** BigInt(-exponent));
}

/** The exact value of a double; null for NaN and the infinities. */
export function fromNumber(value: number): Rational | null {
  if (!Number.isFinite(value)) return null;
  if (Number.isInteger(value)) return rational(BigInt(value));
  return parseDecimal(String(value));
}

const exactLimit = BigInt(Number.MAX_SAFE_INTEGER);

/** The nearest double. */
export function toNumber(a: Rational): number {
  if (absolute(a).n <= exactLimit && a.d <= exactLimit) return Number(a.n) / Number(a.d);
  const top = a.n < 0n ? -a.n : a.n;
  // A quotient of more bits than a double holds, the last of them set where something was cut off: it rounds but once.
  const shift = 70 + bits({ n: 1n, d: a.d }) - bits({ n: top, d: 1n });
  const [n, d] = shift >= 0 ? [top << BigInt(shift), a.d] : [top, a.d << BigInt(-shift)];
  const quotient = (n / d) | (n % d === 0n ? 0n : 1n);
  // In two steps, because 2 ** -shift alone may be too small for a double.
  const half = Math.trunc(shift / 2);
  const value = Number(quotient) * 2 ** -half * 2 ** (half - shift);
  return a.n < 0n ? -value : value;
}

/** `ten ** k` as a power of ten, or null where it is none. */
export function powerOfTen(a: Rational): number | null {
  if (a.n <= 0n) return null;
  const digits = a.n >= a.d ? a.n : a.d;
  const text = digits.toString();
  if (a.n !== 1n && a.d !== 1n) return null;
  if (!/^10*$/.test(text)) return null;
  return a.n >= a.d ? text.length - 1 : 1 - text.length;
}

/** `3`, `1/10`, `-7/3`: exact, as ratios are written. */
export const toFraction = (a: Rational): string => (a.d === 1n ? String(a.n) : `${a.n}/${a.d}`);

/** A short decimal where one is exact (0.25, 1e-12), else the fraction, else a rounded decimal for monsters. */
export function toText(a: Rational): string {
  if (a.d === 1n && a.n.toString().length <= 15) return String(a.n);
  const value = toNumber(a);
  const decimal = String(value);
  const exact = fromNumber(value);
  if (exact && equal(exact, a)) return decimal;
  const fraction = toFraction(a);
  return fraction.length <= 12 ? fraction : String(Number(value.toPrecision(6)));
}

// Reads a number from the bytes of a field: exact as `Number` would, and quick for the usual ones.

export type FieldKind = 'number' | 'missing' | 'text';

const missing = new Set([
  '',
  'na',
  'n/a',
  '#n/a',
  'nan',
  '-nan',
  '+nan',
  'null',
  'none',
  'nil',
  '-',
  '--',
  '?',
  '.',
  'missing',
  '<na>',
]);
const infinite = /^[+-]?inf(?:inity)?$/;
const pattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/;
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

export class NumberReader {
  /** Of the field read last. */
  kind: FieldKind = 'missing';
  /** Whether it was True or False. */
  logical = false;

  constructor(private readonly decimal: '.' | ',') {}

  /** NaN where it is none: `kind` says why. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let from = start;
    let to = end;
    while (from < to && isBlank(bytes[from] as number)) from++;
    while (to > from && isBlank(bytes[to - 1] as number)) to--;
    this.logical = false;
    const quick = this.quick(bytes, from, to);
    if (quick === quick) {
      this.kind = 'number';
      return quick;
    }
    return this.slow(bytes, from, to);
  }

  /** Up to 15 digits and a small exponent: both are exact as doubles, and so is their product or quotient rounded once. */
  private quick(bytes: Uint8Array, from: number, to: number): number {
    const point = this.decimal === '.' ? 0x2e : 0x2c;
    let at = from;
    const sign = bytes[at] as number;
    if (at < to && (sign === 0x2d || sign === 0x2b)) at++;
    let digits = 0;
    let mantissa = 0;
    let behind = -1;
    for (; at < to; at++) {
      const byte = bytes[at] as number;
      const digit = byte - 0x30;
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits++;
        if (behind >= 0) behind++;
      } else if (byte === point && behind < 0) behind = 0;
      else break;
    }
    if (digits === 0 || digits > 15) return NaN;
    let exponent = 0;
    if (at < to) {
      const mark = (bytes[at] as number) | 0x20;
      if (mark !== 0x65 && mark !== 0x64) return NaN;
      at++;
      const direction = bytes[at] as number;
      if (at < to && (direction === 0x2d || direction === 0x2b)) at++;
      if (at >= to || to - at > 3) return NaN;
      for (; at < to; at++) {
        const digit = (bytes[at] as number) - 0x30;
        if (digit < 0 || digit > 9) return NaN;
        exponent = exponent * 10 + digit;
      }
      if (direction === 0x2d) exponent = -exponent;
    }
    exponent -= Math.max(0, behind);
    if (exponent < -22 || exponent > 22) return NaN;
    const value = exponent < 0 ? mantissa / (powers[-exponent] as number) : mantissa * (powers[exponent] as number);
    return sign === 0x2d ? -value : value;
  }

  private slow(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > 60) return this.none('text');
    const text = String.fromCharCode(...bytes.subarray(from, to)).toLowerCase();
    if (missing.has(text)) return this.none('missing');
    if (infinite.test(text)) {
      this.kind = 'number';
      return text.startsWith('-') ? -Infinity : Infinity;
    }
    const plain = (this.decimal === ',' ? text.replace(',', '.') : text).replace('d', 'e');
    if (pattern.test(plain) && !(this.decimal === ',' && text.includes('.'))) {
      this.kind = 'number';
      return Number(plain);
    }
    if (text === 'true' || text === 'false') {
      this.logical = true;
      this.kind = 'number';
      return text === 'true' ? 1 : 0;
    }
    return this.none('text');
  }

  private none(kind: FieldKind): number {
    this.kind = kind;
    return NaN;
  }
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;

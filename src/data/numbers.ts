// Raw bytes of any numeric type into the one kind of number that everything else works with.
import { type Numbers } from './dataset';
import { DataError } from './error';

export type ElementType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float8_e4m3fn'
  | 'float8_e5m2'
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64';

export const bytesPerElement: Readonly<Record<ElementType, number>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/** Always a copy: the bytes may be memory that is given back afterwards. */
export function decode(bytes: Uint8Array, type: ElementType, littleEndian = true): Float64Array {
  const numbers = decodeNarrow(bytes, type, littleEndian);
  return numbers instanceof Float64Array && numbers.buffer !== bytes.buffer ? numbers : new Float64Array(numbers);
}

/** In the narrowest array, which may be a view of the very bytes. */
export function decodeNarrow(bytes: Uint8Array, type: ElementType, littleEndian = true): Numbers {
  const width = bytesPerElement[type];
  if (bytes.length % width !== 0) throw new DataError(`${bytes.length} bytes are no whole number of ${type}`);
  const ordered = littleEndian || width === 1 ? aligned(bytes, width) : reversed(bytes, width);
  const { buffer, byteOffset } = ordered;
  const length = bytes.length / width;
  switch (type) {
    case 'bool':
    case 'uint8':
      return ordered;
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'int64':
      return wide(new Int32Array(buffer, byteOffset, length * 2), new Uint32Array(buffer, byteOffset, length * 2));
    case 'uint64': {
      const words = new Uint32Array(buffer, byteOffset, length * 2);
      return wide(words, words);
    }
    case 'float8_e4m3fn':
      return each(ordered, tinyFinite);
    case 'float8_e5m2':
      // The upper byte of a half.
      return each(ordered, (bits) => half(bits << 8));
    case 'bfloat16': {
      // The upper half of a float.
      const words = new Uint32Array(length);
      const halves = new Uint16Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) words[i] = (halves[i] as number) << 16;
      return new Float32Array(words.buffer);
    }
    case 'float16':
      return each(new Uint16Array(buffer, byteOffset, length), half);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    case 'float64':
      return new Float64Array(buffer, byteOffset, length);
  }
}

function aligned(bytes: Uint8Array, width: number): Uint8Array {
  // Not `slice`: that of Node's Buffer shares the memory.
  return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
}

function reversed(bytes: Uint8Array, width: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i += width) {
    for (let k = 0; k < width; k++) result[i + k] = bytes[i + width - 1 - k] as number;
  }
  return result;
}

/** Exact: a float has more digits than any of these. */
function each(bits: Uint8Array | Uint16Array, value: (bits: number) => number): Float32Array {
  const result = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) result[i] = value(bits[i] as number);
  return result;
}

/** 64-bit integers out of their 32-bit halves: quicker than BigInt, and just as exact where a double can hold them. */
function wide(high: Int32Array | Uint32Array, low: Uint32Array): Float64Array {
  const result = new Float64Array(low.length / 2);
  for (let i = 0; i < result.length; i++) result[i] = (high[2 * i + 1] as number) * 2 ** 32 + (low[2 * i] as number);
  return result;
}

/** IEEE half precision: 1 sign, 5 exponent and 10 fraction bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** 1 sign, 4 exponent and 3 fraction bits, no infinities (Micikevicius et al. 2022, "E4M3"). */
function tinyFinite(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 0xf;
  const fraction = bits & 7;
  if (exponent === 0) return sign * fraction * 2 ** -9;
  if (exponent === 0xf && fraction === 7) return NaN;
  return sign * (1 + fraction / 8) * 2 ** (exponent - 7);
}

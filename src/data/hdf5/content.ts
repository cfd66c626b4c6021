// Numbers and texts out of the bytes of elements, by what their column says of them.
import { elementCount, type Numbers } from '../dataset';
import { bytesPerElement, decodeNarrow } from '../numbers';
import { type Elements } from './elements';
import { type Column, type Content, type NumberFormat, type PackedBits } from './types';

const bytesOf = (element: NumberFormat): number => (element === 'bfloat16' ? 2 : bytesPerElement[element]);

/** The bytes of one column, one element behind the other. */
export function gather(bytes: Uint8Array, elementBytes: number, offset: number, width: number): Uint8Array {
  if (width === elementBytes) return bytes;
  const count = bytes.length / elementBytes;
  const result = new Uint8Array(count * width);
  for (let i = 0, from = offset, to = 0; i < count; i++, from += elementBytes) {
    for (let k = 0; k < width; k++) result[to++] = bytes[from + k] as number;
  }
  return result;
}

export function columnNumbers(
  { content, shape, offset }: Column,
  { bytes, asStored }: Elements,
  elementBytes: number,
  turned: boolean,
): Numbers {
  if (content.kind !== 'numbers') return new Float64Array();
  const width = bytesOf(content.element) * elementCount(shape);
  const little = content.order === 'little' || (turned && !asStored);
  return numbersOf(content, gather(bytes, elementBytes, offset, width), little);
}

function numbersOf(
  { element, bits }: Extract<Content, { kind: 'numbers' }>,
  bytes: Uint8Array,
  littleEndian: boolean,
): Numbers {
  if (element === 'bfloat16') {
    const words = decodeNarrow(bytes, 'uint16', littleEndian);
    const wide = new Uint32Array(words.length);
    for (let i = 0; i < words.length; i++) wide[i] = (words[i] as number) << 16;
    return new Float32Array(wide.buffer);
  }
  const numbers = decodeNarrow(bytes, element, littleEndian);
  return bits === undefined ? numbers : unpacked(numbers, bits, bytesOf(element) * 8);
}

/** The number that stands in some of the bits alone. */
function unpacked(numbers: Numbers, { offset, precision, signed }: PackedBits, width: number): Float64Array {
  const sign = 2 ** (precision - 1);
  return Float64Array.from(numbers, (number) => {
    const whole = number < 0 ? number + 2 ** width : number;
    const value = Math.floor(whole / 2 ** offset) % 2 ** precision;
    return signed && value >= sign ? value - 2 * sign : value;
  });
}

/** A row of numbers that is stored apart. */
export const rowNumbers = (element: NumberFormat, bytes: Uint8Array, littleEndian: boolean): Numbers =>
  numbersOf({ kind: 'numbers', element, order: 'little' }, bytes, littleEndian);

/** Texts of a fixed length: they end at the first zero, or fill their place, with spaces perhaps. */
export function fixedTexts(bytes: Uint8Array, size: number, utf8: boolean): string[] {
  const decoder = new TextDecoder(utf8 ? 'utf-8' : 'latin1');
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return decoder.decode(end < 0 ? text : text.subarray(0, end)).trimEnd();
  });
}

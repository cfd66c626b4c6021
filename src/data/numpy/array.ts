// The datasets of one numpy array: itself, or its fields, or the parts of its complex numbers.
import { type ByteSource } from '../bytes';
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, type ElementType } from '../numbers';
import { readExactly } from '../part';
import { columnStrides, layoutOf, rowStrides, spanOf, stridedReader } from '../strided';
import { withoutNumbers } from '../unread';
import { nameOf, type NumpyType } from './dtype';

export interface Place {
  readonly path: string;
  readonly source: ByteSource;
  /** Where the first element begins. */
  readonly start: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** An array whose elements follow one another without gaps. */
export function arrayDatasets(
  path: string,
  source: ByteSource,
  start: number,
  shape: readonly number[],
  columnsFirst: boolean,
  type: NumpyType,
): Dataset[] {
  const bytes = elementCount(shape) * type.width;
  if (!(start + bytes <= source.size)) {
    const there = Math.max(0, source.size - start);
    throw new DataError(`the file is truncated: ${bytes} bytes of numbers announced, ${there} there`);
  }
  const strides = (columnsFirst ? columnStrides : rowStrides)(shape, type.width);
  return datasetsAt({ path, source, start, shape, strides }, type);
}

/** @param place whose whole span is known to lie in its source */
export function datasetsAt(place: Place, type: NumpyType): Dataset[] {
  const { path, source, shape } = place;
  const dtype = nameOf(type);
  switch (type.kind) {
    case 'number':
      return [numberDataset(place, type.type, type.littleEndian)];
    case 'complex': {
      const part = (name: string, behind: number): Dataset => ({
        ...numberDataset({ ...place, start: place.start + behind }, type.part, type.littleEndian),
        path: `${path}.${name}`,
        note: `the ${name === 'real' ? 'real' : 'imaginary'} part of ${dtype}`,
      });
      return [part('real', 0), part('imag', bytesPerElement[type.part])];
    }
    case 'time': {
      const { readNarrow: _, ...ticks } = numberDataset(place, 'int64', type.littleEndian);
      // "Not a time" is the least of all 64-bit numbers.
      const read: Dataset['read'] = (start, count) =>
        ticks.read(start, count).map((value) => (value === -(2 ** 63) ? NaN : value));
      const since = type.date ? { note: 'since the start of 1970' } : {};
      return [{ ...ticks, dtype, read, ...(type.unit === '' ? {} : { unit: type.unit }), ...since }];
    }
    case 'text': {
      const text = sampleText(place, type);
      return [withoutNumbers(path, shape, dtype, 'text', text === null ? {} : { text })];
    }
    case 'record':
      return type.fields.flatMap((field) => {
        const strides = [...place.strides, ...rowStrides(field.shape, field.type.width)];
        return datasetsAt(
          {
            path: path === '' ? field.name : `${path}/${field.name}`,
            source,
            start: place.start + field.offset,
            shape: [...shape, ...field.shape],
            strides,
          },
          field.type,
        );
      });
    case 'object':
      return [withoutNumbers(path, shape, dtype, 'Python objects in a record, which are not read')];
    case 'other':
      return [withoutNumbers(path, shape, dtype, `type ${dtype} is not numeric here`)];
  }
}

export function numberDataset(place: Place, type: ElementType, littleEndian: boolean): Dataset {
  const { path, source, start, shape, strides } = place;
  return {
    path,
    shape,
    dtype: type,
    filters: [],
    unread: null,
    layout: layoutOf(shape, strides),
    ...stridedReader({ source, start, shape, strides, type, littleEndian }),
  };
}

const mostTexts = 20;
const longestText = 200;

/** The texts themselves where they are few and short. */
function sampleText(place: Place, type: NumpyType & { kind: 'text' }): string | null {
  const { source, start, shape, strides } = place;
  const elements = elementCount(shape);
  if (elements > mostTexts || elements * type.width > 4 * longestText * mostTexts) return null;
  const plain = shape.length <= 1;
  if (!plain || start + spanOf(shape, strides, type.width) > source.size) return null;
  const texts = Array.from({ length: elements }, (_, i) => {
    const bytes = readExactly(source, start + i * (strides[0] ?? 0), type.width);
    return type.wide ? wideText(bytes, type.littleEndian) : new TextDecoder('latin1').decode(bytes);
  });
  const plainTexts = texts.map((text) => text.replace(/\0+$/, ''));
  return plainTexts.some((text) => text !== '') ? plainTexts.join(', ').slice(0, longestText) : null;
}

/** Four bytes for each character. */
function wideText(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    const code = view.getUint32(i, littleEndian);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

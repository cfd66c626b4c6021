// Sparse matrices of MATLAB 5 files: as full ones where that is bearable, else what is stored of them.
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, decode } from '../numbers';
import { readExactly } from '../part';
import { damaged, type Element, elementType, numbersIn } from './elements';

/** As many elements are read as a full matrix; larger ones are mostly zeros that tell nothing. */
const mostFull = 2 ** 24;
const mostStored = 2 ** 26;

/** @param parts rows, starts of columns, numbers, and where they are complex the imaginary ones */
export function sparseDatasets(
  path: string,
  shape: readonly number[],
  parts: readonly Element[],
  littleEndian: boolean,
  logical: boolean,
): Dataset[] {
  const [rows, columns, ...numbers] = parts;
  const [height, width] = shape;
  if (rows === undefined || columns === undefined || height === undefined || width === undefined || shape.length !== 2)
    throw damaged();
  const starts = numbersIn(columns, littleEndian, Math.min(width + 1, mostStored));
  const stored = starts[width] ?? -1;
  if (stored < 0 || starts.some((start, i) => start < (starts[i - 1] ?? 0))) throw damaged();
  return numbers.map((element, i) => {
    const name = numbers.length === 1 ? path : `${path}.${i === 0 ? 'real' : 'imag'}`;
    return dataset(name, [height, width], rows, starts, stored, element, littleEndian, logical);
  });
}

function dataset(
  path: string,
  shape: readonly [number, number],
  rows: Element,
  starts: Float64Array,
  stored: number,
  element: Element,
  littleEndian: boolean,
  logical: boolean,
): Dataset {
  // MATLAB writes logical numbers one byte each and calls them doubles.
  const bytes = logical && element.body.size === stored;
  const type = bytes ? 'uint8' : elementType(element.type);
  const rowType = elementType(rows.type);
  if (type === undefined || rowType === undefined) throw damaged();
  const width = bytesPerElement[type];
  const rowWidth = bytesPerElement[rowType];
  if (stored * width > element.body.size || stored * rowWidth > rows.body.size)
    throw new DataError('a sparse matrix is truncated or damaged');
  const values = (from: number, to: number): Float64Array =>
    decode(readExactly(element.body, from * width, (to - from) * width), type, littleEndian);
  const places = (from: number, to: number): Float64Array =>
    decode(readExactly(rows.body, from * rowWidth, (to - from) * rowWidth), rowType, littleEndian);
  const common = { path, dtype: logical ? 'bool' : 'float64', filters: [], unread: null } as const;
  const described = `sparse, ${stored} of ${elementCount(shape)} numbers are stored`;
  if (elementCount(shape) > mostFull) {
    return {
      ...common,
      shape: [stored],
      note: `${shape.join(' × ')}, ${described}: only these are counted`,
      layout: { chunk: null, fastest: 'last' },
      read: ([start = 0], [count = 0]) => values(start, start + count),
    };
  }
  return {
    ...common,
    shape,
    note: described,
    // A whole column at a time: its rows are in no promised order.
    layout: { chunk: null, fastest: 'first' },
    read([top = 0, left = 0], [height = 0, count = 0]) {
      const result = new Float64Array(height * count);
      const first = starts[left] as number;
      const last = starts[left + count] as number;
      const found = values(first, last);
      const at = places(first, last);
      for (let column = 0; column < count; column++) {
        const end = (starts[left + column + 1] as number) - first;
        for (let i = (starts[left + column] as number) - first; i < end; i++) {
          const row = (at[i] as number) - top;
          if (row >= 0 && row < height) result[row * count + column] = found[i] as number;
        }
      }
      return result;
    },
  };
}

// MATLAB's oldest format, version 4: each variable is five numbers, a name and its elements. It has no magic word, so all must fit.
import { asciiAt, type ByteSource } from '../bytes';
import { type Dataset } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, decode, type ElementType } from '../numbers';
import { numberDataset } from '../numpy/array';
import { partOf, readExactly, viewAt } from '../part';
import { columnStrides } from '../strided';
import { numbersInMemory, withoutNumbers } from '../unread';

const headLength = 20;
const types: readonly ElementType[] = ['float64', 'float32', 'int32', 'int16', 'uint16', 'uint8'];
const mostVariables = 10_000;
const longestText = 200;

interface Variable {
  readonly name: string;
  readonly kind: 'full' | 'text' | 'sparse';
  readonly type: ElementType;
  readonly littleEndian: boolean;
  readonly shape: readonly [number, number];
  readonly complex: boolean;
  readonly start: number;
  readonly bytes: number;
}

/** Null where what stands here can be none. */
function variableAt(source: ByteSource, at: number): Variable | null {
  if (at + headLength > source.size) return null;
  const view = viewAt(source, at, headLength);
  // The first number is below 5000; read in the wrong order it is far above.
  const littleEndian = view.getUint32(0, true) < 5000;
  const [code = 0, rows = 0, columns = 0, imaginary = 0, nameLength = 0] = Array.from({ length: 5 }, (_, i) =>
    view.getUint32(4 * i, littleEndian),
  );
  const [machine = 0, zero = 0, number = 0, kind = 0] = [1000, 100, 10, 1].map(
    (place) => Math.floor(code / place) % 10,
  );
  const type = types[number];
  const right = littleEndian ? machine === 0 : machine === 1;
  if (code >= 5000 || !right || zero !== 0 || type === undefined || kind > 2 || imaginary > 1) return null;
  if (nameLength < 2 || nameLength > 64 || at + headLength + nameLength > source.size) return null;
  const name = asciiAt(source, at + headLength, nameLength);
  if (!/^[A-Za-z]\w*\0$/.test(name)) return null;
  const start = at + headLength + nameLength;
  const bytes = rows * columns * bytesPerElement[type] * (imaginary + 1);
  return {
    name: name.slice(0, -1),
    kind: (['full', 'text', 'sparse'] as const)[kind] as Variable['kind'],
    type,
    littleEndian,
    shape: [rows, columns],
    complex: imaginary === 1,
    start,
    bytes,
  };
}

export const isVersion4 = (source: ByteSource): boolean => variableAt(source, 0) !== null;

export function listVersion4(source: ByteSource): { datasets: Dataset[]; notes: string[] } {
  const datasets: Dataset[] = [];
  for (let at = 0; at < source.size;) {
    const variable = variableAt(source, at);
    if (variable === null) throw new DataError('the MATLAB 4 file is truncated or damaged');
    at = variable.start + variable.bytes;
    if (at > source.size)
      throw new DataError(`the MATLAB 4 file is truncated: ${variable.name} would end at byte ${at} of ${source.size}`);
    if (datasets.length > mostVariables) throw new DataError('the MATLAB 4 file has too many variables');
    datasets.push(...describe(source, variable));
  }
  return { datasets, notes: [] };
}

function describe(
  source: ByteSource,
  { name, kind, type, littleEndian, shape, complex, start, bytes }: Variable,
): Dataset[] {
  if (kind === 'text') {
    const width = bytesPerElement[type];
    if (shape[0] !== 1) return [withoutNumbers(name, shape, 'char', 'text')];
    const codes = decode(readExactly(source, start, Math.min(bytes, longestText * width)), type, littleEndian);
    return [withoutNumbers(name, shape, 'char', 'text', { text: String.fromCharCode(...codes) })];
  }
  const body = partOf(source, start, bytes);
  const numbers = (path: string, behind: number): Dataset =>
    numberDataset(
      { path, source: body, start: behind, shape, strides: columnStrides(shape, bytesPerElement[type]) },
      type,
      littleEndian,
    );
  if (kind === 'sparse') return [sparseDataset(name, shape, numbers(name, 0))];
  if (!complex) return [numbers(name, 0)];
  return [
    { ...numbers(`${name}.real`, 0), note: 'the real part' },
    { ...numbers(`${name}.imag`, bytes / 2), note: 'the imaginary part' },
  ];
}

const mostStored = 2 ** 22;
const mostFull = 2 ** 24;

/** Rows, columns and numbers side by side; the last line has the size. */
function sparseDataset(path: string, [lines, parts]: readonly [number, number], stored: Dataset): Dataset {
  const described = { ...stored, note: 'sparse, as version 4 keeps it: rows, columns and numbers side by side' };
  if (parts !== 3 || lines < 1 || lines > mostStored) return described;
  const table = stored.read([0, 0], [lines, 3]);
  const at = (line: number, part: number): number => table[3 * line + part] as number;
  const shape = [at(lines - 1, 0), at(lines - 1, 1)] as const;
  const [height, width] = shape;
  if (!shape.every((length) => Number.isInteger(length) && length > 0) || height * width > mostFull) return described;
  const full = new Float64Array(height * width);
  for (let line = 0; line < lines - 1; line++) {
    const [row, column] = [at(line, 0) - 1, at(line, 1) - 1];
    if (!(row >= 0 && row < height && column >= 0 && column < width)) throw new DataError(`${path} is damaged`);
    full[row * width + column] = at(line, 2);
  }
  const note = `sparse, ${lines - 1} of ${height * width} numbers are stored`;
  return { ...numbersInMemory(path, shape, 'float64', full), note };
}

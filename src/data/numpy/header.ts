// Reads the header of numpy's .npy: a magic word, a version, and a Python literal.
import { asciiAt, type ByteSource } from '../bytes';
import { DataError } from '../error';
import { readExactly } from '../part';
import { numpyType, type NumpyType, shapeOf } from './dtype';
import { parseLiteral } from './literal';

export const signature = '\x93NUMPY';

export interface Header {
  readonly type: NumpyType;
  readonly columnsFirst: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** numpy itself refuses headers of more than 10 000 characters. */
const longestHeader = 65_536;

const damaged = (): DataError => new DataError('the .npy header is damaged');

export function readHeader(source: ByteSource): Header {
  if (asciiAt(source, 0, signature.length) !== signature) throw new DataError('it is no .npy array');
  // Both bytes of the version, so that all is read in its order.
  const [major = 0] = source.read(6, 2);
  const lengthBytes = major === 1 ? 2 : 4;
  const lengthField = source.read(8, lengthBytes);
  if (major < 1 || major > 3 || lengthField.length < lengthBytes) throw damaged();
  const length = lengthField.reduce((sum, byte, i) => sum + byte * 2 ** (8 * i), 0);
  const start = 8 + lengthBytes + length;
  if (length > longestHeader || start > source.size) throw damaged();
  const bytes = readExactly(source, 8 + lengthBytes, length);
  // Version 3 came for names of fields outside of latin1.
  const fields = parseLiteral(new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(bytes).trim());
  if (!(fields instanceof Map)) throw damaged();
  const given = fields as ReadonlyMap<string, unknown>;
  const descr = given.get('descr');
  const order = given.get('fortran_order');
  const shape = given.get('shape');
  if (descr === undefined || typeof order !== 'boolean' || !Array.isArray(shape)) throw damaged();
  return {
    type: numpyType(descr as Parameters<typeof numpyType>[0]),
    columnsFirst: order,
    shape: shapeOf(shape),
    start,
  };
}

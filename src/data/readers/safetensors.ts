// Reads safetensors: a length, a header in JSON that says where each tensor lies, then the numbers.
import { type ByteSource } from '../bytes';
import { type Dataset, elementCount, type Reader } from '../dataset';
import { DataError } from '../error';
import { parseJson } from '../json/parse';
import { bytesPerElement, type ElementType } from '../numbers';
import { numberDataset, datasetsAt } from '../numpy/array';
import { shapeOf } from '../numpy/dtype';
import { lengthAt, partOf, readExactly, viewAt } from '../part';
import { rowStrides } from '../strided';
import { type Node } from '../tree';
import { orUnread, withoutNumbers } from '../unread';

/** The format's own limit. */
const longestHeader = 100_000_000;

const types: Readonly<Record<string, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8_e4m3fn',
  F8_E5M2: 'float8_e5m2',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

const reader: Reader = {
  /** A brace behind a length: the length may be damaged, and then it is said. */
  recognises: (source) => {
    const head = source.read(0, 10);
    const text = String.fromCharCode(...head.subarray(8));
    // A text could have a brace there as well; a length has zeros in its upper bytes, or is absurd.
    return /^\{["}\s]/.test(text) && head.subarray(0, 8).some((byte) => byte === 0 || byte > 0x7e);
  },
  async open(source) {
    const length = lengthAt(viewAt(source, 0, 8), 0);
    if (length > longestHeader || length > source.size - 8) {
      throw new DataError(`the safetensors header claims ${length} bytes, in a file of ${source.size}`);
    }
    const header = parseJson(readExactly(source, 8, length));
    if (!(header instanceof Map)) throw new DataError('the safetensors header is damaged');
    return {
      format: 'safetensors',
      ...listTensors(header as ReadonlyMap<string, Node>, source, 8 + length),
      close: () => undefined,
    };
  },
};

export default reader;

function listTensors(
  header: ReadonlyMap<string, Node>,
  source: ByteSource,
  start: number,
): { datasets: Dataset[]; notes: string[] } {
  const data = partOf(source, start, source.size - start);
  const datasets: Dataset[] = [];
  const places: { readonly name: string; readonly from: number; readonly to: number }[] = [];
  for (const [name, entry] of header) {
    if (name === '__metadata__') {
      if (entry instanceof Map)
        for (const [key, value] of entry as ReadonlyMap<string, Node>) datasets.push(metadata(key, value));
      continue;
    }
    datasets.push(
      ...orUnread(name, 'tensor', () => {
        const { dtype, shape, from, to } = fieldsOf(entry);
        if (to > data.size)
          throw new DataError(`it ends ${to} bytes behind the header, of ${data.size}: the file is truncated`);
        places.push({ name, from, to });
        return tensor(name, dtype, shape, partOf(data, from, to - from));
      }),
    );
  }
  places.sort((a, b) => a.from - b.from || a.to - b.to);
  const overlap = places.find((each, i) => i > 0 && each.from < (places[i - 1] as { to: number }).to);
  if (overlap) throw new DataError(`the safetensors header is damaged: ${overlap.name} overlaps with another tensor`);
  return { datasets, notes: [] };
}

const metadata = (key: string, value: Node): Dataset =>
  withoutNumbers(`__metadata__/${key}`, [], 'text', 'text', { text: String(value).slice(0, 200) });

function fieldsOf(entry: Node): { dtype: string; shape: number[]; from: number; to: number } {
  const fields = entry instanceof Map ? (entry as ReadonlyMap<string, Node>) : new Map<string, Node>();
  const dtype = fields.get('dtype');
  const shape = fields.get('shape');
  const offsets = fields.get('data_offsets');
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !Array.isArray(offsets))
    throw new DataError('its entry in the header is damaged');
  const [from, to] = shapeOf(offsets as readonly Node[]);
  if (from === undefined || to === undefined || from > to) throw new DataError('its entry in the header is damaged');
  return { dtype, shape: shapeOf(shape as readonly Node[]), from, to };
}

function tensor(path: string, dtype: string, shape: readonly number[], source: ByteSource): Dataset[] {
  const type = types[dtype];
  const complex = dtype === 'C64';
  if (type === undefined && !complex) return [withoutNumbers(path, shape, dtype, `${dtype} is not decoded here`)];
  const width = type === undefined ? 8 : bytesPerElement[type];
  const bytes = elementCount(shape) * width;
  if (bytes !== source.size) throw new DataError(`its shape needs ${bytes} bytes, ${source.size} are given`);
  const place = { path, source, start: 0, shape, strides: rowStrides(shape, width) };
  if (type === undefined) return datasetsAt(place, { kind: 'complex', part: 'float32', littleEndian: true, width });
  return [numberDataset(place, type, true)];
}

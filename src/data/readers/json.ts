// Reads JSON and lines of JSON: training histories, lists of numbers, configurations, tables of records.
import { type Reader } from '../dataset';
import { DataError } from '../error';
import { jsonKind } from '../json/kind';
import { parseJson } from '../json/parse';
import { readExactly } from '../part';
import { listTree, type Node } from '../tree';

/** JSON has no way to be read in slices. */
const mostBytes = 2 ** 28;

const reader: Reader = {
  recognises: (source) => jsonKind(source) !== null,
  async open(source) {
    if (source.size > mostBytes)
      throw new DataError(`JSON of ${source.size} bytes, which has to be read whole: ${mostBytes} are the most`);
    const lines = jsonKind(source) === 'lines';
    const bytes = readExactly(source, 0, source.size);
    const start = bytes[0] === 0xef ? 3 : 0;
    const { datasets, notes } = listTree(lines ? rowsIn(bytes.subarray(start)) : parseJson(bytes.subarray(start)));
    return { format: lines ? 'JSON lines' : 'JSON', datasets, notes, close: () => undefined };
  },
};

export default reader;

/** Rows of a log need not all have the same keys: what a row does not say is missing. */
function rowsIn(bytes: Uint8Array): Node {
  const rows: Node[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end);
    at = end < 0 ? bytes.length : end + 1;
    if (line.every((byte) => byte <= 0x20)) continue;
    try {
      rows.push(parseJson(line));
    } catch (error) {
      // What is being written may end in the middle of a line.
      if (!(error instanceof DataError) || end >= 0) throw error;
    }
  }
  const isRecord = (row: Node): row is ReadonlyMap<string, Node> => row instanceof Map;
  if (!rows.every(isRecord)) return rows;
  const keys = new Set(rows.flatMap((row) => [...row.keys()]));
  return new Map([...keys].map((key) => [key, rows.map((row) => row.get(key) ?? null)]));
}

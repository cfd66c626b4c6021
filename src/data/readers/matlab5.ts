// Reads MATLAB's .mat files before 7.3: version 5 (up to 7.2, compressed or not) and version 4.
import { asciiAt, type ByteSource } from '../bytes';
import { type DataFile, type Reader } from '../dataset';
import { DataError } from '../error';
import { expand, miCompressed, miMatrix, readElement } from '../matlab/elements';
import { Lister } from '../matlab/matrix';
import { isVersion4, listVersion4 } from '../matlab/version4';
import { orUnread } from '../unread';

const headerLength = 128;
const mostEntries = 10_000;

const isVersion5 = (source: ByteSource): boolean => {
  const order = asciiAt(source, 126, 2);
  const [high = 0, low = 0] = source.read(124, 2);
  if (order === 'IM') return low === 1;
  return order === 'MI' && high === 1;
};

const reader: Reader = {
  recognises: (source) => isVersion5(source) || isTruncated(source) || isVersion4(source),
  async open(source): Promise<DataFile> {
    if (isVersion5(source)) return listVersion5(source);
    if (isTruncated(source)) throw new DataError('the MATLAB file is truncated');
    return { format: 'MATLAB 4', ...listVersion4(source), close: () => undefined };
  },
};

export default reader;

const isTruncated = (source: ByteSource): boolean =>
  source.size < headerLength && asciiAt(source, 0, 10) === 'MATLAB 5.0';

function listVersion5(source: ByteSource): DataFile {
  const littleEndian = asciiAt(source, 126, 2) === 'IM';
  // Where MATLAB keeps what its objects hold; they are named where they stand.
  const subsystem = littleEndian
    ? Number(new DataView(source.read(116, 8).slice().buffer).getBigUint64(0, true))
    : Number(new DataView(source.read(116, 8).slice().buffer).getBigUint64(0, false));
  const lister = new Lister(littleEndian, mostEntries);
  for (let at = headerLength; at < source.size && !lister.cut;) {
    const here = at;
    const element = readElement(source, at, littleEndian);
    at = element.end;
    if (here === subsystem) continue;
    lister.datasets.push(
      ...orUnread(`variable ${lister.datasets.length + 1}`, 'unknown', () => {
        const plain = element.type === miCompressed ? expand(element.body, littleEndian) : element;
        if (plain.type === miMatrix) lister.matrix(plain.body, null, 0);
        return [];
      }),
    );
  }
  if (lister.datasets.length === 0)
    return { format: 'MATLAB 5', datasets: [], notes: ['there is no variable in it'], close: () => undefined };
  const notes = lister.cut
    ? [`more than can be listed: only the first ${lister.datasets.length} entries are shown`]
    : [];
  return { format: 'MATLAB 5', datasets: lister.datasets, notes, close: () => undefined };
}

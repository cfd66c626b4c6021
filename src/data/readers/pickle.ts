// Reads Python's pickles (.pkl) and joblib's: arrays, tensors, numbers and texts in them are listed; nothing is executed.
import { type ByteSource } from '../bytes';
import { type Dataset, type Reader } from '../dataset';
import { DataError } from '../error';
import { Cursor } from '../pickle/cursor';
import { Dangers } from '../pickle/dangers';
import { listPickled } from '../pickle/listing';
import { type Context, unpickle } from '../pickle/machine';
import { type Pickled } from '../pickle/values';
import { embeddedStorage, isLegacy, refusedObject } from '../pytorch/load';

const mostPickles = 1000;
/** Protocols 0 and 1 have no first byte of their own: files are tried up to this length. */
const longestTried = 2 ** 26;

const reader: Reader = {
  recognises(source) {
    const [first = 0, protocol = 0] = source.read(0, 2);
    if (first === 0x80) return protocol >= 2 && protocol <= 5 && !isLegacy(source);
    return isOldPickle(source, first);
  },
  async open(source) {
    const dangers = new Dangers();
    const cursor = new Cursor(source);
    const values: Pickled[] = [];
    const notes: string[] = [];
    while (cursor.at < source.size && values.length < mostPickles) {
      const at = cursor.at;
      try {
        values.push(unpickle(cursor, contextOf(dangers)).value);
      } catch (error) {
        if (values.length === 0 || !(error instanceof DataError)) throw error;
        notes.push(`what follows byte ${at} is no pickle and was not read`);
        break;
      }
    }
    const datasets: Dataset[] = [];
    values.forEach((value, i) => {
      const listed = listPickled(value, values.length > 1 ? `[${i}]` : '', new Dangers());
      datasets.push(...listed.datasets);
      notes.push(...listed.notes);
    });
    return { format: 'pickle', datasets, notes: [...dangers.notes(), ...notes], close: () => undefined };
  },
};

export default reader;

const contextOf = (dangers: Dangers): Context => ({
  persistent: refusedObject,
  embedded: embeddedStorage(dangers, 0),
  dangers,
});

/** Whether all of a file is a pickle of the protocols 0 or 1, which begins like a text. */
function isOldPickle(source: ByteSource, first: number): boolean {
  const [last] = source.read(source.size - 1, 1);
  if (last !== 0x2e || source.size < 3 || source.size > longestTried) return false;
  if (!'(]})cIFSVNKGXUJML'.includes(String.fromCharCode(first))) return false;
  try {
    return unpickle(new Cursor(source), contextOf(new Dangers())).end === source.size;
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}

// How many pairs are passed over before the next one that is chosen: geometric numbers by inversion, most of them from a table.
import { type Words } from './words';

/** Cells by the upper twelve bits of a word. */
const cellShift = 20;
const cellCount = 4096;
/** Marks a cell that holds several numbers, or one that is too large. */
const open = 255;
/** Below this probability hardly a cell holds only one number. */
const leastTabulated = 0.004;

/** Each call gives the next number. */
export function skipsOf(probability: number, words: Words): () => number {
  if (probability <= 0) return () => Infinity;
  const perLog = 1 / Math.log1p(-probability);
  if (probability < leastTabulated) return () => Math.floor(Math.log1p(-words.uniform()) * perLog);
  const cells = tableOf(perLog);
  return () => {
    const word = words.word();
    const said = cells[word >>> cellShift] as number;
    return said === open ? Math.floor(Math.log1p(-finer(word, words.word())) * perLog) : said;
  };
}

/** A random number whose upper bits are known already. */
const finer = (word: number, further: number): number => (word + (further >>> 11) / 2 ** 21) / 2 ** 32;

function tableOf(perLog: number): Uint8Array {
  const numberAt = (random: number): number => Math.log1p(-random) * perLog;
  return Uint8Array.from({ length: cellCount }, (_, cell) => {
    const first = Math.floor(numberAt(cell / cellCount));
    // The upper end does not belong to the cell.
    const last = Math.ceil(numberAt((cell + 1) / cellCount)) - 1;
    return first === last && first < open ? first : open;
  });
}

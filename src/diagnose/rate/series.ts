// The series of a training history out of the columns of a file: what a row of the log doesn't say is left out, a loss that became NaN stays.
import { type DataFile, elementCount } from '../../data/dataset';
import { type Series } from './history';
import { squeezed } from './roles';

const mostNumbers = 1e6;
/** A column with more missing than that is one that only some rows have. */
const often = 1 / 3;

/** The vectors of numbers, by their names. */
export function seriesOf({ datasets }: DataFile): Series[] {
  const all = datasets.flatMap((each): Series[] => {
    if (each.unread !== null || squeezed(each.shape).length !== 1 || elementCount(each.shape) > mostNumbers) return [];
    const values = each.read(
      each.shape.map(() => 0),
      each.shape,
    );
    return [{ name: each.path.replace(/^\//, ''), values }];
  });
  return all.map((each) => ({ ...each, values: withoutGaps(each, all) }));
}

const isThere = (value: number | undefined): boolean => value === value;

/**
 * Loggers write a row for each event, and in it only what the event tells: the loss of a step, of an epoch, of a validation. Such gaps come again and again, and
 * numbers follow them; a loss that is NaN hardly ever comes back.
 */
function withoutGaps({ values }: Series, all: readonly Series[]): Float64Array {
  let [missing, runs, longest, run, last] = [0, 0, 0, 0, -1];
  for (const [row, value] of values.entries()) {
    if (!isThere(value)) {
      missing++;
      run++;
      continue;
    }
    if (run > 0 && last >= 0) runs++;
    if (run > 0) longest = Math.max(longest, run);
    run = 0;
    last = row;
  }
  if (missing === 0 || last < 0 || (runs < 2 && !(runs >= 1 && alternates(values, all)))) return values;
  if (missing < often * values.length && !alternates(values, all)) return values;
  const kept = values.filter(isThere);
  // Longer than any gap before: from there on it is NaN indeed.
  const tail = values.length - 1 - last;
  if (tail <= 2 * longest) return kept;
  const result = new Float64Array(kept.length + Math.max(1, Math.floor(tail / (longest + 1)))).fill(NaN);
  result.set(kept);
  return result;
}

/** Whether another column has numbers just where this one has none, and the other way round. */
function alternates(values: Float64Array, all: readonly Series[]): boolean {
  return all.some(
    (other) =>
      other.values.length === values.length &&
      values.every((value, row) => isThere(value) || isThere(other.values[row])) &&
      values.every((value, row) => !(isThere(value) && isThere(other.values[row]))),
  );
}

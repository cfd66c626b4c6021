// Datasets whose numbers are not in the file or can't be had: text, objects, and what is damaged; each with the reason.
import { type Dataset } from './dataset';
import { DataError } from './error';

export function withoutNumbers(
  path: string,
  shape: readonly number[],
  dtype: string,
  unread: string,
  more: Partial<Pick<Dataset, 'text' | 'note' | 'unit' | 'attributes'>> = {},
): Dataset {
  const layout = { chunk: null, fastest: 'last' } as const;
  return { path, shape, dtype, filters: [], layout, unread, read: () => new Float64Array(), ...more };
}

/** A number that stands by itself. */
export function singleNumber(path: string, value: number, dtype: string): Dataset {
  return numbersInMemory(path, [], dtype, Float64Array.of(value));
}

/** Numbers that are held already, row by row. */
export function numbersInMemory(path: string, shape: readonly number[], dtype: string, values: Float64Array): Dataset {
  const read: Dataset['read'] = (start, count) => {
    if (shape.length === 0) return values.slice(0, 1);
    const result = new Float64Array(count.reduce((product, length) => product * length, 1));
    const last = shape.length - 1;
    const run = count[last] as number;
    const index = start.slice();
    for (let filled = 0; filled < result.length; filled += run) {
      const from = index.reduce((offset, each, axis) => offset * (shape[axis] as number) + each, 0);
      result.set(values.subarray(from, from + run), filled);
      for (let axis = last - 1; axis >= 0; axis--) {
        index[axis] = (index[axis] as number) + 1;
        if ((index[axis] as number) < (start[axis] as number) + (count[axis] as number)) break;
        index[axis] = start[axis] as number;
      }
    }
    return result;
  };
  return { path, shape, dtype, filters: [], layout: { chunk: null, fastest: 'last' }, unread: null, read };
}

/** What `describe` finds, or one dataset that says why it can't be read; the rest of the file is read all the same. */
export function orUnread(path: string, dtype: string, describe: () => Dataset[]): Dataset[] {
  try {
    return describe();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return [withoutNumbers(path, [], dtype, error.message)];
  }
}

// MATLAB's sparse matrices: a group of the numbers that are not zero (`data`), their rows (`ir`) and where each column begins (`jc`).
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { describe } from './describe';
import { type Hdf5File } from './file';

/** A matrix with more elements is not gone through zero by zero. */
const mostElements = 2 ** 28;

export const isSparse = (file: Hdf5File, group: string): boolean => file.attributes(group).has('MATLAB_sparse');

/** Null where the group is no sparse matrix. */
export function sparseMatrix(file: Hdf5File, path: string, stored: string): Dataset | null {
  const rows = file.attributes(stored).get('MATLAB_sparse');
  if (typeof rows !== 'number') return null;
  const part = (name: string): Dataset | undefined =>
    file.kind(`${stored}/${name}`) === 'dataset'
      ? describe(file, { path: `${path}/${name}`, stored: `${stored}/${name}` }).datasets[0]
      : undefined;
  const [starts, places, numbers] = [part('jc'), part('ir'), part('data')];
  const columns = (starts?.shape[0] ?? 1) - 1;
  const filled = numbers && places && numbers.unread === null && numbers.shape.length === 1;
  const kept = filled ? elementCount(numbers.shape) : 0;
  const shape = [columns, rows];
  const layout = { chunk: null, fastest: 'last' } as const;
  const common = { path, shape, matlabShape: [rows, columns], dtype: `${numbers?.dtype ?? 'float64'} (MATLAB sparse)` };
  const note = `sparse: ${kept} of ${rows * columns} numbers are kept, the others are 0`;
  const usable = starts?.unread === null && starts.shape.length === 1 && columns >= 0;
  const unread = !usable
    ? 'its sparse matrix is damaged'
    : rows * columns > mostElements
      ? `sparse, ${rows} × ${columns}: see ${path}/data for the ${kept} numbers that are kept`
      : null;
  const read: Dataset['read'] = ([column = 0, row = 0], [width = 0, height = 0]) => {
    if (unread !== null || starts === undefined) throw new DataError(unread ?? 'its sparse matrix is damaged');
    const result = new Float64Array(width * height);
    const ends = starts.read([column], [width + 1]);
    const [first = 0, last = 0] = [ends[0], ends.at(-1)];
    if (!filled || last <= first) return result;
    if (last > kept) throw new DataError('its sparse matrix is damaged');
    const [at, values] = [places.read([first], [last - first]), numbers.read([first], [last - first])];
    for (let each = 0; each < width; each++) {
      for (let i = ends[each] as number; i < (ends[each + 1] as number); i++) {
        const place = (at[i - first] as number) - row;
        if (place >= 0 && place < height) result[each * height + place] = values[i - first] as number;
      }
    }
    return result;
  };
  return { ...common, filters: [], note, unread, layout, read };
}

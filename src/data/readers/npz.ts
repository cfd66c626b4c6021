// Reads numpy's .npz: a zip archive of .npy arrays, stored or deflated, each read in slices.
import { type Dataset, type Reader } from '../dataset';
import { DataError } from '../error';
import { npyDatasets } from '../numpy/file';
import { orUnread, withoutNumbers } from '../unread';
import { isZip, membersOf } from '../zip/archive';
import { zipKind } from '../zip/kind';

const reader: Reader = {
  recognises: (source) => isZip(source) && zipKind(source) === 'npz',
  async open(source) {
    const datasets: Dataset[] = [];
    const notes: string[] = [];
    for (const member of membersOf(source)) {
      const path = member.name.replace(/\.npy$/, '');
      if (member.name.endsWith('/')) continue;
      if (path === member.name) {
        datasets.push(withoutNumbers(path, [], 'file', 'not an .npy array'));
        continue;
      }
      datasets.push(
        ...orUnread(path, 'array', () => {
          const found = npyDatasets(member.open(true), path);
          notes.push(...found.notes);
          return [...found.datasets];
        }),
      );
    }
    if (datasets.length === 0) throw new DataError('the archive is empty');
    return { format: 'npz', datasets, notes, close: () => undefined };
  },
};

export default reader;

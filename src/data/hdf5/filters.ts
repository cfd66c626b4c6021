// The filters that chunks pass through: which of them the library can undo, and what to do about the others.
import { type Filter } from 'h5wasm';

/** The filters that h5wasm 0.10 was built with. Any other it can't undo, and its own `value` and `slice` then give zeros without an error. */
const decodable: ReadonlyMap<number, string> = new Map([
  [1, 'gzip'],
  [2, 'shuffle'],
  [3, 'fletcher32'],
  [4, 'szip'],
  [5, 'nbit'],
  [6, 'scaleoffset'],
]);

/** From the HDF Group's list of registered filter plugins, in case the file does not name them. */
const registered: ReadonlyMap<number, string> = new Map([
  [305, 'LZO'],
  [307, 'bzip2'],
  [32000, 'LZF'],
  [32001, 'Blosc'],
  [32002, 'MAFISC'],
  [32003, 'Snappy'],
  [32004, 'LZ4'],
  [32008, 'bitshuffle'],
  [32013, 'ZFP'],
  [32015, 'Zstandard'],
  [32017, 'SZ'],
  [32018, 'FCIDECOMP'],
  [32019, 'JPEG'],
  [32022, 'FAPEC'],
  [32023, 'BitGroom'],
  [32024, 'SZ3'],
  [32026, 'Blosc2'],
]);

export function filterName({ id, name }: Filter): string {
  return decodable.get(id) ?? registered.get(id) ?? (name ? `${name} (filter ${id})` : `filter ${id}`);
}

/** What to say of a dataset whose filters can't be undone; null where they can. */
export function undecodable(filters: readonly Filter[]): string | null {
  const foreign = filters.filter(({ id }) => !decodable.has(id));
  if (foreign.length === 0) return null;
  const names = foreign.map(filterName).join(' and ');
  return `compressed with ${names}, which can’t be decoded here: "h5repack -f GZIP=4 IN OUT" makes a copy that can be`;
}

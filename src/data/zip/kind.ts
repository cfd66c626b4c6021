// Tells by its members what a zip archive is for.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { membersOf } from './archive';

export type ZipKind = 'npz' | 'pytorch' | 'other';

/** A truncated archive has no list of members left; then the first member's name tells. */
export function zipKind(source: ByteSource): ZipKind {
  let names: string[];
  try {
    names = membersOf(source).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    names = [firstName(source)];
  }
  if (names.some((name) => /(?:^|\/)data\.pkl$/.test(name))) return 'pytorch';
  return names.some((name) => name.endsWith('.npy')) ? 'npz' : 'other';
}

function firstName(source: ByteSource): string {
  const head = source.read(0, 30);
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  return new TextDecoder('latin1').decode(source.read(30, length));
}

// What stops a command or a file, as one line for stderr.
import { DataError } from '../data/error';
import { SimulationError } from '../sim/error';

/** The command can't do what it was asked to; the message is all there is to say. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** A file that was only come across is left out on purpose: said, but no failure. */
export class LeftOut extends Problem {}

/** The arguments make no sense; the help is pointed to. */
export class UsageProblem extends Problem {}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can’t be written to',
};

/** Why something failed, in one line. */
export function reasonOf(error: unknown): string {
  if (error instanceof Problem || error instanceof DataError || error instanceof SimulationError) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}

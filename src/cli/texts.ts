// Reads files as text, whatever encoding Python allows, and remembers the few that were read last.
import type { Files } from './io';
import { LeftOut, Problem } from './problem';

/** More than this was written by a program: data in the shape of a script. */
const largestFileBytes = 2_000_000;
/** A notebook carries the pictures that it drew. */
const largestNotebookBytes = 40_000_000;
const mostKept = 256;

export class Texts {
  private readonly kept = new Map<string, string>();

  constructor(private readonly files: Files) {}

  /** Throws where the file can't be read or is no text. */
  read(path: string): string {
    const old = this.kept.get(path);
    if (old !== undefined) {
      this.kept.delete(path);
      this.kept.set(path, old);
      return old;
    }
    const found = this.files.stat(path);
    const largest = path.endsWith('.ipynb') ? largestNotebookBytes : largestFileBytes;
    if (found?.kind === 'file' && found.bytes > largest)
      throw new LeftOut(`it is larger than ${largest / 1e6} MB and is left out`);
    const text = decode(this.files.read(path));
    this.kept.set(path, text);
    for (const file of this.kept.keys()) {
      if (this.kept.size <= mostKept) break;
      this.kept.delete(file);
    }
    return text;
  }
}

/** UTF-8 as Python 3 expects it, or the encoding that the file names in its first two lines (PEP 263). */
function decode(bytes: Uint8Array): string {
  if (bytes.subarray(0, 4096).includes(0)) throw new Problem('it is no text');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const start = String.fromCharCode(...bytes.subarray(0, 400));
    const [, named = 'latin1'] = /^(?:.*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(start) ?? [];
    try {
      return new TextDecoder(named).decode(bytes);
    } catch {
      return new TextDecoder('latin1').decode(bytes);
    }
  }
}

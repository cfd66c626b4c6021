// Reads source files as text, whatever encoding Python allows, and remembers the few that were read last.
import { type Notebook, readNotebook } from '../core/notebook/notebook';
import { LineIndex } from '../core/text';
import type { Files } from './io';
import { LeftOut, Problem } from './problem';

/** More than this was written by a program: data in the shape of a script. */
export const largestFileBytes = 2_000_000;
const mostKept = 64;

export interface SourceText {
  /** What the linter reads: of a notebook, its Python cells as one module. */
  readonly text: string;
  readonly notebook: WrittenNotebook | null;
}

export interface WrittenNotebook extends Notebook {
  /** The lines of the .ipynb file itself. */
  readonly written: LineIndex;
}

export class Texts {
  private readonly kept = new Map<string, SourceText>();

  constructor(private readonly files: Files) {}

  /** Throws where the file can't be read or is no text. */
  read(path: string): SourceText {
    const old = this.kept.get(path);
    if (old) return old;
    const found = this.files.stat(path);
    if (found && found.bytes > largestFileBytes) throw new LeftOut(`it is larger than ${largestFileBytes / 1e6} MB`);
    const source = asModule(path, decode(this.files.read(path)));
    this.kept.set(path, source);
    for (const file of this.kept.keys()) {
      if (this.kept.size <= mostKept) break;
      this.kept.delete(file);
    }
    return source;
  }
}

function asModule(path: string, text: string): SourceText {
  if (!path.endsWith('.ipynb')) return { text, notebook: null };
  const { notebook, error } = readNotebook(text);
  if (error) throw new Problem(error.message);
  return { text: notebook.text, notebook: { ...notebook, written: new LineIndex(text) } };
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

// Lints files from disk, one at a time: what a file imports is read when an import asks for it, so nothing large is held.
import { createLinter, type Linter, type SourceDocument } from '../core/lint';
import { loadGrammar } from '../core/python/grammar';
import { LineIndex } from '../core/text';
import type { PlacedReport } from '../protocol/analysis';
import { Placer } from '../worker/placing';
import type { Io } from './io';
import { slashed } from './paths';
import { projectOf } from './project';
import { Texts } from './texts';

export class Analysis {
  readonly texts: Texts;
  private readonly missing = new Set<string>();
  private readonly roots = new Set<string>();

  private constructor(
    private readonly io: Io,
    private readonly linter: Linter,
  ) {
    this.texts = new Texts(io.files);
  }

  static async start(io: Io): Promise<Analysis> {
    const { runtime, python } = io.grammar();
    return new Analysis(io, createLinter(await loadGrammar(runtime, python)));
  }

  /** A folder in which imports may be looked for, beside the projects of the files themselves. */
  allow(folder: string): void {
    this.roots.add(slashed(folder));
  }

  /** Throws where the file can't be read; spans come back with their lines and columns. */
  report(path: string): PlacedReport {
    const { text } = this.texts.read(path);
    this.allow(projectOf(path, this.io.files));
    const [report] = this.linter.lint([{ file: path, text }], { read: (file) => this.module(file) });
    if (!report) throw new Error('the linter gave no report');
    return new Placer((file) => this.texts.read(file).text).place(report);
  }

  lineText(path: string, line: number): string {
    return new LineIndex(this.texts.read(path).text).lineText(line - 1);
  }

  private module(file: string): SourceDocument | null {
    if (this.missing.has(file)) return null;
    try {
      const allowed = [...this.roots].some((root) => file.startsWith(`${root}/`));
      if (allowed && this.io.files.stat(file)?.kind === 'file') return { file, text: this.texts.read(file).text };
    } catch {
      // What can't be read is as if it were not there: the import is then unknown.
    }
    this.missing.add(file);
    return null;
  }
}

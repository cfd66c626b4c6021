// Keeps a report on every open source: lints soon after an edit, drops what has gone stale, tells who listens.
import * as vscode from 'vscode';
import {
  type EstimateParams,
  type PlacedExplanation,
  type PlacedReport,
  type SourceDocument,
} from '../protocol/analysis';
import { CancelledError } from '../protocol/peer';
import { isProjectUri, type Modules } from './modules';
import { onSettings, readSettings } from './settings';
import { offsetIn, openSources, sourceOf, sourceOfNotebook, stampOf, textOf, type Source } from './sources';
import { type WorkerClient } from './workerClient';

/** Long enough for a burst of keys, short enough to feel immediate. */
const debounceMs = 60;

interface Entry {
  readonly report: PlacedReport;
  readonly stamp: string;
  /** The files that were read for it. */
  readonly imports: ReadonlySet<string>;
}

export class Analysis implements vscode.Disposable {
  private readonly entries = new Map<string, Entry>();
  /** Files to lint, each with the mark it was last given; one leaves when its report arrives. */
  private readonly dirty = new Map<string, number>();
  private marks = 0;
  /** Texts that could not be linted, by file: not tried again before the next edit. */
  private readonly failed = new Map<string, string>();
  private readonly reported = new vscode.EventEmitter<readonly string[]>();
  /** The files whose reports are new or gone. */
  readonly onDidReport = this.reported.event;
  /** What kept the last run from its end. */
  failure: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private abort: AbortController | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly analyst: WorkerClient,
    private readonly modules: Modules,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.touch(sourceOf(document))),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.touch(sourceOf(document));
      }),
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.touch(sourceOfNotebook(notebook))),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.touch(sourceOfNotebook(notebook))),
      vscode.workspace.onDidCloseTextDocument(() => this.forgetClosed()),
      vscode.workspace.onDidCloseNotebookDocument(() => this.forgetClosed()),
      modules.onDidChange((uri) => (isProjectUri(uri) ? this.refresh() : this.touchImporters(uri.toString()))),
      onSettings(() => this.refresh()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.abort?.abort();
    for (const each of this.subscriptions) each.dispose();
    this.reported.dispose();
  }

  /** Lints every open source again. */
  refresh(): void {
    this.failed.clear();
    this.forgetClosed();
    for (const source of openSources()) this.touch(source);
  }

  /** The report on the text as it stands now, or undefined while there is none. */
  current(source: Source): PlacedReport | undefined {
    const entry = this.entries.get(source.file);
    return entry?.stamp === stampOf(source) ? entry.report : undefined;
  }

  /** The newest report, even if a newer text waits for its own. */
  latest(source: Source): PlacedReport | undefined {
    return this.entries.get(source.file)?.report;
  }

  /** The report on the text as it stands now, waiting for it if need be; undefined where it doesn't come. */
  async settled(source: Source, cancel?: vscode.CancellationToken): Promise<PlacedReport | undefined> {
    const waits = (): boolean =>
      !this.current(source) && this.failed.get(source.file) !== stampOf(source) && readSettings(source.uri).enable;
    while (waits() && !cancel?.isCancellationRequested) {
      if (!this.dirty.has(source.file)) this.touch(source);
      await new Promise<void>((resolve) => {
        const settle = (): void => {
          subscriptions.forEach((each) => each.dispose());
          resolve();
        };
        const subscriptions = [this.onDidReport(settle), ...(cancel ? [cancel.onCancellationRequested(settle)] : [])];
      });
    }
    return this.current(source);
  }

  /** What the expression at a position is worth and why; undefined where that can't be had now. */
  async explain(
    source: Source,
    document: vscode.TextDocument,
    position: vscode.Position,
    signal: AbortSignal,
  ): Promise<PlacedExplanation | undefined> {
    const asked: SourceDocument = { file: source.file, text: textOf(source) };
    const [stamp, offset] = [stampOf(source), offsetIn(source, document, position)];
    try {
      const surroundings = await this.modules.surroundingsOf([asked]);
      const explanation = await this.analyst.request(
        'explain',
        { document: asked, offset, ...surroundings },
        { signal },
      );
      return stampOf(source) === stamp ? (explanation ?? undefined) : undefined;
    } catch {
      return undefined; // cancelled, or the worker is down: that is said where it lints
    }
  }

  /** Sentences on what is expected at a place; none where the worker is down. */
  async estimate(params: EstimateParams): Promise<readonly string[]> {
    return this.analyst.request('estimate', params).catch(() => []);
  }

  private touch(source: Source | undefined): void {
    if (!source || !readSettings(source.uri).enable) return;
    this.mark(source.file);
    // What is typed into a project file holds for all at once.
    if (isProjectUri(source.uri)) for (const file of this.entries.keys()) this.mark(file);
    this.touchImporters(source.file);
    this.schedule();
  }

  /** What is marked again while the worker reads it is read again, though its own text be the same. */
  private mark(file: string): void {
    this.dirty.set(file, ++this.marks);
  }

  private touchImporters(file: string): void {
    for (const [importer, { imports }] of this.entries) if (imports.has(file)) this.mark(importer);
    if (this.dirty.size > 0) this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), debounceMs);
  }

  private forgetClosed(): void {
    const open = new Set(
      openSources()
        .filter(({ uri }) => readSettings(uri).enable)
        .map(({ file }) => file),
    );
    const gone = [...this.entries.keys()].filter((file) => !open.has(file));
    for (const file of gone) this.entries.delete(file);
    for (const file of this.dirty.keys()) if (!open.has(file)) this.dirty.delete(file);
    if (gone.length > 0) this.reported.fire(gone);
  }

  private async run(): Promise<void> {
    this.abort?.abort();
    const { signal } = (this.abort = new AbortController());
    const sources = openSources().filter(({ file }) => this.dirty.has(file));
    if (sources.length === 0) return;
    const stamps = new Map(sources.map((source) => [source.file, stampOf(source)]));
    const marks = new Map(this.dirty);
    const documents: SourceDocument[] = sources.map((source) => ({ file: source.file, text: textOf(source) }));
    try {
      const surroundings = await this.modules.surroundingsOf(documents);
      const reports = await this.analyst.request('lint', { documents, ...surroundings }, { signal });
      const fresh = reports.filter(({ file }) => this.keep(file, stamps.get(file), marks.get(file)));
      const imports = new Set([...surroundings.context, ...documents].map(({ file }) => file));
      for (const report of fresh)
        this.entries.set(report.file, { report, stamp: stamps.get(report.file) ?? '', imports });
      this.failure = undefined;
      this.reported.fire(fresh.map(({ file }) => file));
    } catch (cause) {
      if (cause instanceof CancelledError) return; // a newer run has taken over
      this.failure = cause instanceof Error ? cause.message : String(cause);
      for (const [file, stamp] of stamps) {
        this.dirty.delete(file);
        this.failed.set(file, stamp);
      }
      this.reported.fire([...stamps.keys()]);
    }
  }

  /** Whether a report is on the text as it stands; the file is off the list then, unless something that it depends on has changed meanwhile. */
  private keep(file: string, stamp: string | undefined, mark: number | undefined): boolean {
    const source = openSources().find((each) => each.file === file);
    if (!source || stampOf(source) !== stamp || !this.dirty.has(file)) return false;
    if (this.dirty.get(file) === mark) this.dirty.delete(file);
    return true;
  }
}

// Keeps the drives of the open sources compared with those of the files that share something with them, soon after an edit.
import * as vscode from 'vscode';
import { type DriveParams, type PlacedDrives, type SourceDocument } from '../../protocol/analysis';
import { CancelledError } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { type Modules } from '../modules';
import { openSources, type Source, textOf, uriOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { peersOf, reaches } from './peers';

/** Several files are evaluated for it: it waits for a pause in the typing. */
const pauseMs = 400;

/** What the user adds to what the files themselves say. */
export interface Wishes {
  /** Files to hold the source against, whatever they have in common. */
  readonly also: readonly string[];
  /** The drive or file that is right. */
  readonly reference: string | null;
}

/** The drives of some files together, and the changes that would make them equal, which take longer. */
export interface Compared {
  readonly files: readonly string[];
  readonly documents: readonly SourceDocument[];
  readonly report: PlacedDrives;
  /** The same with the changes that would make them equal; asked for once, when somebody wants them. */
  withFixes(): Promise<PlacedDrives>;
}

interface Tools {
  readonly analysis: Analysis;
  readonly modules: Modules;
  /** Not the one that lints: a derivation must not delay a squiggle. */
  readonly worker: WorkerClient;
}

export class Comparer implements vscode.Disposable {
  private sets: readonly Compared[] = [];
  private timer: NodeJS.Timeout | undefined;
  private abort: AbortController | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidCompare = this.changed.event;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly tools: Tools) {
    this.subscriptions = [
      tools.analysis.onDidReport(() => this.schedule()),
      tools.modules.onDidChange(() => this.schedule()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.abort?.abort();
    for (const each of this.subscriptions) each.dispose();
    this.changed.dispose();
  }

  get compared(): readonly Compared[] {
    return this.sets;
  }

  /** The comparison that a file takes part in. */
  of(file: string): Compared | undefined {
    return this.sets.find(({ files }) => files.includes(file));
  }

  /** The drives of one source and its peers, now, even where nothing is compared. */
  async derive(source: Source, { also, reference }: Wishes, signal?: AbortSignal): Promise<Compared> {
    const known = this.of(source.file);
    if (known && also.length === 0 && reference === null && isCurrent(known)) return known;
    const reach = this.tools.analysis.latest(source)?.reach;
    const peers = reach ? await peersOf(source, reach, this.tools.modules) : [];
    const others = [...peers, ...(known?.documents ?? [])].filter(({ file }) => file !== source.file);
    const added = await Promise.all(also.map((file) => this.read(file)));
    const documents = [...others, ...added.filter((each) => each !== undefined)].map(asTyped);
    const byFile = new Map(documents.map((each) => [each.file, each]));
    const named = also.length > 0 ? { named: true } : {};
    const references = reference === null ? {} : { references: [reference] };
    return this.ask([{ file: source.file, text: textOf(source) }, ...byFile.values()], signal, {
      ...named,
      ...references,
    });
  }

  private async read(file: string): Promise<SourceDocument | undefined> {
    const text = await this.tools.modules.textOf(uriOf(file));
    return text === null ? undefined : { file, text };
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), pauseMs);
  }

  private async run(): Promise<void> {
    this.abort?.abort();
    const { signal } = (this.abort = new AbortController());
    try {
      const together = await this.together();
      const sets: Compared[] = [];
      for (const documents of together) sets.push(await this.ask(documents, signal));
      if (signal.aborted || (sets.length === 0 && this.sets.length === 0)) return;
      this.sets = sets;
      this.changed.fire();
    } catch (cause) {
      if (!(cause instanceof CancelledError)) this.forget(); // the worker is down: it has said so itself
    }
  }

  private forget(): void {
    if (this.sets.length === 0) return;
    this.sets = [];
    this.changed.fire();
  }

  /** The open sources with their peers; those that share a file are one set. */
  private async together(): Promise<readonly (readonly SourceDocument[])[]> {
    const open = new Map(openSources().map((each) => [each.file, each]));
    const sets: Map<string, SourceDocument>[] = [];
    for (const source of open.values()) {
      const reach = this.tools.analysis.latest(source)?.reach;
      if (!reach || !reaches(reach)) continue;
      const peers = await peersOf(source, reach, this.tools.modules);
      if (peers.length === 0) continue;
      const documents = new Map(
        [...peers, { file: source.file, text: textOf(source) }].map((each) => [each.file, each]),
      );
      for (let i = sets.length - 1; i >= 0; i--) {
        const known = sets[i];
        if (!known || ![...known.keys()].some((file) => documents.has(file))) continue;
        for (const [file, document] of known) documents.set(file, document);
        sets.splice(i, 1);
      }
      sets.push(documents);
    }
    return sets.map((set) => [...set.values()].map(asTyped).sort((a, b) => a.file.localeCompare(b.file)));
  }

  private async ask(
    documents: readonly SourceDocument[],
    signal?: AbortSignal,
    wanted: Pick<DriveParams, 'named' | 'references'> = {},
  ): Promise<Compared> {
    const surroundings = await this.tools.modules.surroundingsOf(documents);
    const options = signal ? { signal } : {};
    const params: DriveParams = { documents, ...surroundings, fixes: false, ...wanted };
    const report = await this.tools.worker.request('drives', params, options);
    let fixed: Promise<PlacedDrives> | undefined;
    return {
      files: documents.map(({ file }) => file),
      documents,
      report,
      withFixes: () =>
        (fixed ??= this.tools.worker.request('drives', { ...params, fixes: true }).catch(() => {
          fixed = undefined; // so that the next one who asks tries again
          return report;
        })),
    };
  }
}

/** As the editor has it, where it has it open. */
function asTyped(document: SourceDocument): SourceDocument {
  const source = openSources().find(({ file }) => file === document.file);
  return source ? { file: document.file, text: textOf(source) } : document;
}

const isCurrent = ({ documents }: Compared): boolean =>
  documents.every((document) => asTyped(document).text === document.text);

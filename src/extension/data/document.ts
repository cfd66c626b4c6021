// A data file that an editor shows: opened in the reader's worker when first asked for, and again where the worker or the file has changed.
import * as vscode from 'vscode';
import { type DataMethods, type DataPlace, type Listing } from '../../protocol/data';
import { type RequestOptions } from '../../protocol/peer';
import { type WorkerClient } from '../workerClient';

type Asked<Name extends keyof DataMethods> = Omit<DataMethods[Name]['params'], 'file'>;

/** Files that are on no disk of this machine are read whole, so not very large ones. */
const mostBytesElsewhere = 512 * 2 ** 20;

interface Opened {
  readonly file: number;
  readonly thread: number | undefined;
  readonly listing: Listing;
}

export class DataDocument implements vscode.CustomDocument {
  private opening: Promise<Opened> | undefined;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly watcher: vscode.FileSystemWatcher;
  readonly onDidChange = this.changes.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly reader: WorkerClient,
  ) {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name.replace(/[*?[\]{}]/g, '?'));
    this.watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = (): void => {
      this.close();
      this.changes.fire();
    };
    this.watcher.onDidChange(changed);
    this.watcher.onDidCreate(changed);
  }

  async listing(): Promise<Listing> {
    return (await this.opened()).listing;
  }

  async size(): Promise<number> {
    return (await vscode.workspace.fs.stat(this.uri)).size;
  }

  async ask<Name extends keyof DataMethods>(
    method: Name,
    params: Asked<Name>,
    options?: RequestOptions<DataMethods[Name]['progress']>,
  ): Promise<DataMethods[Name]['result']> {
    const { file } = await this.opened();
    return this.reader.request(method, { ...params, file } as DataMethods[Name]['params'], options);
  }

  dispose(): void {
    this.close();
    this.watcher.dispose();
    this.changes.dispose();
  }

  private async opened(): Promise<Opened> {
    const known = await this.opening?.catch(() => undefined);
    // Another thread than the one that opened the file knows nothing of it.
    if (known && known.thread === this.reader.threadId) return known;
    const opening = (this.opening = this.open());
    try {
      return await opening;
    } catch (cause) {
      if (this.opening === opening) this.opening = undefined;
      throw cause;
    }
  }

  private async open(): Promise<Opened> {
    const { file, listing } = await this.reader.request('dataOpen', await this.place());
    return { file, listing, thread: this.reader.threadId };
  }

  private async place(): Promise<DataPlace> {
    if (this.uri.scheme === 'file') return { path: this.uri.fsPath };
    const bytes = await this.size();
    if (bytes > mostBytesElsewhere)
      throw new Error(
        vscode.l10n.t('the file is on another machine and too large to be brought here: copy it to this one'),
      );
    return { name: this.uri.path, bytes: await vscode.workspace.fs.readFile(this.uri) };
  }

  private close(): void {
    const { opening } = this;
    this.opening = undefined;
    void opening?.then(
      ({ file, thread }) => thread === this.reader.threadId && this.reader.request('dataClose', { file }),
      () => undefined,
    );
  }
}

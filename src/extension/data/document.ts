// A data file that an editor shows: opened in the reader's worker when first asked for, and again where the worker or the file has changed.
import * as vscode from 'vscode';
import { type DataMethods, type DataPlace, type Listing } from '../../protocol/data';
import { type RequestOptions } from '../../protocol/peer';
import { HeldByWorker } from '../heldByWorker';
import { type WorkerClient } from '../workerClient';

type Asked<Name extends keyof DataMethods> = Omit<DataMethods[Name]['params'], 'file'>;

/** Files that are on no disk of this machine are read whole, so not very large ones. */
const mostBytesElsewhere = 512 * 2 ** 20;

interface Opened {
  readonly file: number;
  readonly listing: Listing;
}

export class DataDocument implements vscode.CustomDocument {
  private readonly held: HeldByWorker<Opened>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly watcher: vscode.FileSystemWatcher;
  readonly onDidChange = this.changes.event;

  constructor(
    readonly uri: vscode.Uri,
    private readonly reader: WorkerClient,
  ) {
    this.held = new HeldByWorker(
      reader,
      async () => reader.request('dataOpen', await this.place()),
      ({ file }) => reader.request('dataClose', { file }),
    );
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name.replace(/[*?[\]{}]/g, '?'));
    this.watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const changed = (): void => {
      this.held.drop();
      this.changes.fire();
    };
    this.watcher.onDidChange(changed);
    this.watcher.onDidCreate(changed);
  }

  async listing(): Promise<Listing> {
    return (await this.held.get()).listing;
  }

  async size(): Promise<number> {
    return (await vscode.workspace.fs.stat(this.uri)).size;
  }

  async ask<Name extends keyof DataMethods>(
    method: Name,
    params: Asked<Name>,
    options?: RequestOptions<DataMethods[Name]['progress']>,
  ): Promise<DataMethods[Name]['result']> {
    const { file } = await this.held.get();
    return this.reader.request(method, { ...params, file } as DataMethods[Name]['params'], options);
  }

  dispose(): void {
    this.held.drop();
    this.watcher.dispose();
    this.changes.dispose();
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
}

// One Weights panel: answers what its page asks for, of a file, of two files that are compared, or of a network that is built.
import * as vscode from 'vscode';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer } from '../../protocol/peer';
import {
  type WeightsHostMethods,
  type WeightsOpening,
  type WeightsPanelMethods,
  type WeightsSubject,
} from '../../protocol/weights';
import { type Analysis } from '../analysis';
import { type Modules } from '../modules';
import { connectPanel } from '../panels/connect';
import { fileNameOf, NoNetworkError } from '../probe/networks';
import { type ProbeNetworks } from '../probe/reading';
import { type WorkerClient } from '../workerClient';
import { chooseFile } from './choose';
import { WeightsDocument } from './document';
import { filePlace, nameOfFile, networkPlace, uriOfSubject } from './places';

export const weightsViewType = 'spikelint.weights';

export interface WeightsTools {
  readonly reader: WorkerClient;
  readonly simulator: WorkerClient;
  readonly analysis: Analysis;
  readonly reading: ProbeNetworks;
  readonly modules: Modules;
  readonly extension: vscode.Uri;
}

export class WeightsPanel {
  private readonly peer: Peer<WeightsHostMethods & PanelHostMethods, WeightsPanelMethods>;
  private shown: WeightsDocument;
  private other: WeightsDocument | null = null;
  private watchers: vscode.Disposable[] = [];

  constructor(
    private readonly tools: WeightsTools,
    readonly panel: vscode.WebviewPanel,
    private subject: WeightsSubject,
  ) {
    this.shown = this.open();
    this.peer = connectPanel(panel, {
      extension: tools.extension,
      name: 'weights',
      subject: () => uriOfSubject(this.subject),
      handlers: this.handlers(),
    });
    panel.onDidDispose(() => this.letGo());
  }

  /** Shows other weights, or the same anew. */
  show(subject: WeightsSubject): void {
    this.change(subject);
    this.panel.reveal(undefined, true);
  }

  private change(subject: WeightsSubject): void {
    this.letGo();
    this.subject = subject;
    this.shown = this.open();
    this.refresh();
  }

  private refresh(): void {
    // A page that isn't there to hear this asks by itself when it comes back.
    this.peer.request('refresh', null).catch(() => undefined);
  }

  private letGo(): void {
    this.shown.dispose();
    this.other?.dispose();
    for (const each of this.watchers) each.dispose();
    this.other = null;
    this.watchers = [];
  }

  private open(): WeightsDocument {
    const { subject, tools } = this;
    this.panel.title = vscode.l10n.t('Weights: {0}', this.name());
    if (subject.kind === 'network') {
      this.watchers.push(
        tools.analysis.onDidReport((files) => {
          if (files.includes(subject.file)) this.changed();
        }),
      );
      return new WeightsDocument(tools.simulator, () => networkPlace(subject, tools.modules));
    }
    this.watch(subject.file);
    if (subject.other !== null) {
      const { other } = subject;
      this.watch(other);
      this.other = new WeightsDocument(tools.reader, () => filePlace(other));
    }
    return new WeightsDocument(tools.reader, () => filePlace(subject.file));
  }

  private watch(file: string): void {
    const uri = vscode.Uri.parse(file);
    const pattern = new vscode.RelativePattern(
      vscode.Uri.joinPath(uri, '..'),
      nameOfFile(file).replace(/[*?[\]{}]/g, '?'),
    );
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidChange(() => this.changed());
    watcher.onDidCreate(() => this.changed());
    this.watchers.push(watcher);
  }

  private changed(): void {
    this.shown.close();
    this.other?.close();
    this.refresh();
  }

  private name(): string {
    const { subject } = this;
    if (subject.kind === 'network') return fileNameOf(subject.file);
    const name = nameOfFile(subject.file);
    return subject.other === null ? name : `${name} ↔ ${nameOfFile(subject.other)}`;
  }

  private handlers(): Handlers<WeightsHostMethods> {
    return {
      open: () => this.opening(),
      overview: (_, { signal, progress }) => this.shown.ask('weightsOverview', {}, { signal, progress }),
      detail: (params, { signal, progress }) => this.shown.ask('weightsDetail', params, { signal, progress }),
      matrix: (params, { signal }) => this.shown.ask('weightsPicture', params, { signal }),
      difference: async (params, { signal }) => {
        if (!this.other) throw new Error(vscode.l10n.t('There is no file to compare with any more.'));
        return this.shown.ask('weightsDifference', { ...params, other: await this.other.id() }, { signal });
      },
      compareWith: () => this.compareWith(),
      compareNoMore: () => {
        if (this.subject.kind === 'file') this.change({ ...this.subject, other: null });
        return null;
      },
      reseed: ({ seed }) => {
        if (this.subject.kind === 'network') this.change({ ...this.subject, seed });
        return null;
      },
      reveal: () => this.reveal(),
    };
  }

  private async opening(): Promise<WeightsOpening> {
    const { subject, shown } = this;
    const name = subject.kind === 'file' ? nameOfFile(subject.file) : fileNameOf(subject.file);
    try {
      const listing = await shown.listing();
      return { kind: 'weights', subject, name, listing, other: await this.matched() };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const isBuilt = subject.kind === 'network';
      const advice =
        cause instanceof NoNetworkError
          ? cause.advice
          : isBuilt
            ? vscode.l10n.t('Change what the message names in the script, then try again.')
            : vscode.l10n.t('Nothing was changed in the file. Write it again where it is damaged, then try again.');
      return { kind: 'nothing', name, message: `${name}: ${reason}`, advice };
    }
  }

  private async matched(): Promise<Extract<WeightsOpening, { kind: 'weights' }>['other']> {
    const { subject, shown, other } = this;
    if (subject.kind !== 'file' || subject.other === null || !other) return null;
    const name = nameOfFile(subject.other);
    try {
      return { name, matching: await shown.ask('weightsMatch', { other: await other.id() }) };
    } catch (cause) {
      return { name, message: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  private async compareWith(): Promise<boolean> {
    const { subject } = this;
    if (subject.kind !== 'file') return false;
    const name = nameOfFile(subject.file);
    const uri = await chooseFile(vscode.l10n.t('Compare the weights of {0} with which file?', name), subject.file);
    if (!uri) return false;
    this.change({ ...subject, other: uri.toString() });
    return true;
  }

  private async reveal(): Promise<null> {
    const { subject } = this;
    const uri = uriOfSubject(subject);
    if (subject.kind === 'network') await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    else await vscode.commands.executeCommand('spikelint.openData', uri);
    return null;
  }
}

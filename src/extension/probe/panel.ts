// One Probe panel: answers what its page asks for, and remembers the last recording for when the page is shown again.
import * as vscode from 'vscode';
import {
  type ProbeHostMethods,
  type ProbeOpening,
  type ProbePanelMethods,
  type ProbeRun,
  type ProbeSettings,
  type ProbeSubject,
  type Recording,
  type Saving,
} from '../../protocol/probe';
import { Peer, type Handlers, type RequestContext } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { locate, openSources, uriOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { spikesAsCsv } from '../../protocol/spikesCsv';
import { networkKey } from './networkKey';
import { describeNetwork, fileNameOf, findNetwork, NoNetworkError } from './networks';
import { panelPage, panelRoot } from './page';

export const probeViewType = 'spikelint.probe';

export interface PanelTools {
  readonly analysis: Analysis;
  readonly simulator: WorkerClient;
  readonly extension: vscode.Uri;
}

export class ProbePanel {
  private readonly peer: Peer<ProbeHostMethods, ProbePanelMethods>;
  private recording: Recording | null = null;
  /** The network that the recording is of. */
  private recorded: string | undefined;
  /** Whether the page was told that the script has changed since. */
  private isOutdated = false;
  private run: AbortController | undefined;

  constructor(
    private readonly tools: PanelTools,
    readonly panel: vscode.WebviewPanel,
    private subject: ProbeSubject,
    private settings: ProbeSettings,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [panelRoot(tools.extension)] };
    this.peer = new Peer(
      {
        post: (message) => webview.postMessage(message),
        onMessage: (listener) => void webview.onDidReceiveMessage(listener),
      },
      this.handlers(),
    );
    const reports = tools.analysis.onDidReport((files) => {
      if (files.includes(this.subject.file) && this.compare() !== this.isOutdated) this.tellOutdated();
    });
    panel.onDidDispose(() => {
      reports.dispose();
      this.run?.abort();
      this.peer.close(new Error('The panel is closed.'));
    });
    this.entitle();
    webview.html = panelPage(webview, tools.extension, 'probe', panel.title);
  }

  /** Shows another part of the network, or the same anew. */
  show(subject: ProbeSubject, settings: ProbeSettings): void {
    this.subject = subject;
    this.settings = settings;
    this.recording = null;
    this.recorded = undefined;
    this.isOutdated = false;
    this.entitle();
    this.panel.reveal(undefined, true);
    // A page that isn't there to hear this asks by itself when it comes back.
    this.peer.request('refresh', null).catch(() => undefined);
  }

  private entitle(): void {
    const name = fileNameOf(this.subject.file);
    this.panel.title = vscode.l10n.t(
      'Probe: {0}',
      this.subject.population ? `${name} · ${this.subject.population}` : name,
    );
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(this.tools.extension, 'media', 'probe-light.svg'),
      dark: vscode.Uri.joinPath(this.tools.extension, 'media', 'probe-dark.svg'),
    };
  }

  private handlers(): Handlers<ProbeHostMethods> {
    return {
      open: () => this.open(),
      texts,
      run: (settings, context) => this.simulate(settings, context),
      reveal: ({ population }) => this.reveal(population),
      save: (saving) => this.save(saving),
    };
  }

  private async open(): Promise<ProbeOpening> {
    const { subject, settings, recording } = this;
    try {
      const description = describeNetwork(subject.file, await findNetwork(this.tools.analysis, subject));
      this.isOutdated = this.compare();
      return { kind: 'subject', subject, description, settings, recording, outdated: this.isOutdated };
    } catch (cause) {
      if (cause instanceof NoNetworkError) return { kind: 'nothing', message: cause.message, advice: cause.advice };
      throw cause;
    }
  }

  private async simulate(settings: ProbeSettings, context: RequestContext<number>): Promise<ProbeRun> {
    this.run?.abort();
    const run = (this.run = new AbortController());
    context.signal.addEventListener('abort', () => run.abort());
    this.settings = settings;
    const { population } = this.subject;
    const network = await findNetwork(this.tools.analysis, this.subject);
    const options = { ms: settings.durationMs, seed: settings.seed, ...(population !== null && { population }) };
    const recording = await this.tools.simulator.request(
      'probe',
      { network, options },
      { signal: run.signal, progress: (fraction) => context.progress(fraction) },
    );
    if (this.run === run) {
      this.recording = recording;
      this.recorded = networkKey(network);
      this.tellOutdated();
    }
    return { recording, description: describeNetwork(this.subject.file, network) };
  }

  /** Whether the network as it is read now is another than the recorded one; while it can't be read, nobody knows. */
  private compare(): boolean {
    const source = openSources().find(({ file }) => file === this.subject.file);
    const report = source && this.tools.analysis.current(source);
    const network = report?.networks[this.subject.network];
    if (!network || this.recorded === undefined) return this.recorded !== undefined && this.isOutdated;
    return networkKey(network) !== this.recorded;
  }

  private tellOutdated(): void {
    this.isOutdated = this.compare();
    // A page that isn't there to hear this is told when it opens again.
    this.peer.request('outdated', this.isOutdated).catch(() => undefined);
  }

  private async reveal(population: string | null): Promise<null> {
    const network = await findNetwork(this.tools.analysis, this.subject);
    const span = network.populations.find(({ name }) => name === population)?.span;
    const { uri, range } = span
      ? locate(span)
      : new vscode.Location(uriOf(this.subject.file), new vscode.Position(0, 0));
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const viewColumn = visible?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(uri, { selection: range, viewColumn });
    return null;
  }

  private async save(saving: Saving): Promise<boolean> {
    const isPicture = saving.kind === 'picture';
    const stem = fileNameOf(this.subject.file).replace(/\.\w+$/, '');
    const source = uriOf(this.subject.file);
    const name = isPicture ? `${stem}-${saving.name}.png` : `${stem}-spikes.csv`;
    const folder =
      source.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(source, '..');
    const target = await vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: isPicture ? { PNG: ['png'] } : { CSV: ['csv'] },
    });
    if (!target) return false;
    if (!isPicture && !this.recording)
      throw new Error(vscode.l10n.t('There is no recording to save: run the probe first.'));
    const bytes = isPicture ? saving.png : new TextEncoder().encode(this.recording ? [...spikesAsCsv(this.recording)].join('') : '');
    await vscode.workspace.fs.writeFile(target, bytes);
    return true;
  }
}

/** The code's translations, which the panel shares. */
function texts(): Record<string, string> {
  const entries = Object.entries(vscode.l10n.bundle ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

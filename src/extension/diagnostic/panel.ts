// One Diagnostic panel: answers what its page asks for, and remembers the last diagnosis for when the page is shown again.
import * as vscode from 'vscode';
import {
  type DiagnosedFiles,
  type DiagnosticHostMethods,
  type DiagnosticPanelMethods,
  type PlacedDiagnosis,
  type ReportFormat,
} from '../../protocol/diagnostic';
import { type Spot } from '../../protocol/placed';
import { Peer, type Handlers, type RequestContext } from '../../protocol/peer';
import { type Modules } from '../modules';
import { panelPage, panelRoot } from '../panelPage';
import { panelTexts } from '../panelTexts';
import { locate, uriOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { chooseFor, withoutFile } from './choose';
import { paramsFor } from './given';

export const diagnosticViewType = 'spikelint.diagnostic';

export interface DiagnosticTools {
  readonly reader: WorkerClient;
  readonly modules: Modules;
  readonly extension: vscode.Uri;
}

export class DiagnosticPanel {
  private readonly peer: Peer<DiagnosticHostMethods, DiagnosticPanelMethods>;
  private diagnosis: PlacedDiagnosis | null = null;
  private run: AbortController | undefined;

  constructor(
    private readonly tools: DiagnosticTools,
    readonly panel: vscode.WebviewPanel,
    private files: DiagnosedFiles,
    private readonly remember: (files: DiagnosedFiles) => void,
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
    panel.onDidDispose(() => {
      this.run?.abort();
      this.peer.close(new Error('The panel is closed.'));
    });
    webview.html = panelPage(webview, tools.extension, 'diagnostic', panel.title);
  }

  /** Shows the diagnosis of other files. */
  show(files: DiagnosedFiles): void {
    this.files = files;
    this.diagnosis = null;
    this.panel.reveal(undefined, true);
    // A page that isn't there to hear this asks by itself when it comes back.
    this.peer.request('refresh', null).catch(() => undefined);
  }

  private handlers(): Handlers<DiagnosticHostMethods> {
    return {
      open: () => ({ files: this.files, diagnosis: this.diagnosis }),
      texts: panelTexts,
      choose: async ({ role }) => (this.files = (await chooseFor(role, this.files)) ?? this.files),
      leaveOut: ({ role }) => (this.files = withoutFile(role, this.files)),
      run: (_, context) => this.diagnose(context),
      reveal,
      save: ({ format }) => this.save(format),
    };
  }

  private async diagnose(context: RequestContext<number>): Promise<PlacedDiagnosis> {
    this.run?.abort();
    const run = (this.run = new AbortController());
    context.signal.addEventListener('abort', () => run.abort());
    const params = await paramsFor(this.files, this.tools.modules);
    const diagnosis = await this.tools.reader.request('diagnose', params, {
      signal: run.signal,
      progress: (fraction) => context.progress(fraction),
    });
    if (this.run === run) this.diagnosis = diagnosis;
    this.remember(this.files);
    return diagnosis;
  }

  private async save(format: ReportFormat): Promise<boolean> {
    const { diagnosis, files } = this;
    if (!diagnosis || files.data === null)
      throw new Error(vscode.l10n.t('There is no report to save: run the diagnostic first.'));
    const ending = { html: 'html', markdown: 'md' }[format];
    const source = uriOf(files.data);
    const stem = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    const defaultUri = vscode.Uri.joinPath(source, '..', `${stem}-diagnostic.${ending}`);
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { [ending.toUpperCase()]: [ending] } });
    if (!target) return false;
    const text = await this.tools.reader.request('diagnosticReport', { diagnosis, format });
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    return true;
  }
}

async function reveal(spot: Spot): Promise<null> {
  const { uri, range } = locate(spot);
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const viewColumn = visible?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection: range, viewColumn });
  return null;
}

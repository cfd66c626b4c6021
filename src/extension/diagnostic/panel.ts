// One Diagnostic panel: answers what its page asks for, and remembers the last diagnosis for when the page is shown again.
import * as vscode from 'vscode';
import {
  type DiagnosedFiles,
  type DiagnosticHostMethods,
  type DiagnosticPanelMethods,
  type PlacedDiagnosis,
  type ReportFormat,
} from '../../protocol/diagnostic';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer, type RequestContext } from '../../protocol/peer';
import { type Modules } from '../modules';
import { connectPanel } from '../panels/connect';
import { revealSpot } from '../panels/reveal';
import { saveBytes } from '../panels/save';
import { uriOf } from '../sources';
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
  private readonly peer: Peer<DiagnosticHostMethods & PanelHostMethods, DiagnosticPanelMethods>;
  private diagnosis: PlacedDiagnosis | null = null;
  private run: AbortController | undefined;

  constructor(
    private readonly tools: DiagnosticTools,
    readonly panel: vscode.WebviewPanel,
    private files: DiagnosedFiles,
    private readonly remember: (files: DiagnosedFiles) => void,
  ) {
    this.peer = connectPanel(panel, {
      extension: tools.extension,
      name: 'diagnostic',
      subject: () => (this.files.data === null ? undefined : uriOf(this.files.data)),
      handlers: this.handlers(),
    });
    panel.onDidDispose(() => this.run?.abort());
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
      choose: async ({ role }) => (this.files = (await chooseFor(role, this.files)) ?? this.files),
      leaveOut: ({ role }) => (this.files = withoutFile(role, this.files)),
      run: (_, context) => this.diagnose(context),
      reveal: revealSpot,
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
    const text = await this.tools.reader.request('diagnosticReport', { diagnosis, format });
    return saveBytes(source, `${stem}-diagnostic.${ending}`, ending, new TextEncoder().encode(text));
  }
}

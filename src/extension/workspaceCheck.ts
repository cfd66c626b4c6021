// Checks every Python file and notebook of the workspace by command, in small batches, and shows what it found in the Problems view.
import * as vscode from 'vscode';
import { type SourceDocument } from '../protocol/analysis';
import { CancelledError } from '../protocol/peer';
import { type Diagnostics, visibleFindings } from './diagnostics';
import { excluded } from './excluded';
import { environmentNames, type Modules, readText } from './modules';
import { readNotebookFile, type NotebookFile } from './notebookText';
import { fileOf, openSources, textOf, uriOf } from './sources';
import { type WorkerClient } from './workerClient';

const batchSize = 16;
interface Tools {
  readonly analyst: WorkerClient;
  readonly modules: Modules;
  readonly diagnostics: Diagnostics;
}

/** Notebooks carry their pictures with them. */
const notebookLimitBytes = 20_000_000;

interface Read {
  readonly document: SourceDocument;
  /** Where the cells of a closed notebook stand in the document. */
  readonly notebook: NotebookFile | null;
}

async function readDocument(uri: vscode.Uri): Promise<Read | undefined> {
  const file = fileOf(uri);
  const open = openSources().find((source) => source.file === file);
  if (open) return { document: { file, text: textOf(open) }, notebook: null };
  const isNotebook = uri.path.endsWith('.ipynb');
  const text = await readText(uri, isNotebook ? notebookLimitBytes : undefined);
  if (text === null) return undefined;
  const notebook = isNotebook ? readNotebookFile(text) : null;
  if (isNotebook && !notebook) return undefined;
  return { document: { file, text: notebook?.text ?? text }, notebook };
}

async function check(
  { analyst, modules, diagnostics }: Tools,
  progress: vscode.Progress<{ message: string; increment: number }>,
  token: vscode.CancellationToken,
): Promise<string | undefined> {
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const uris = await vscode.workspace.findFiles(
    `**/{*.py,*.ipynb,spikelint.json,${environmentNames}}`,
    excluded,
    undefined,
    token,
  );
  const open = new Set(openSources().map(({ file }) => file));
  let findings = 0;
  let files = 0;
  let unread = 0;
  diagnostics.forgetChecked();
  for (let at = 0; at < uris.length && !token.isCancellationRequested; at += batchSize) {
    const batch = uris.slice(at, at + batchSize);
    const read = (await Promise.all(batch.map(readDocument))).filter((each) => each !== undefined);
    const documents = read.map(({ document }) => document);
    const surroundings = await modules.surroundingsOf(documents);
    for (const report of await analyst.request('lint', { documents, ...surroundings }, { signal: abort.signal })) {
      const uri = uriOf(report.file);
      const count = visibleFindings(report, uri).length;
      findings += count;
      files += count > 0 ? 1 : 0;
      unread += report.error ? 1 : 0;
      // An open file is reported on as it is typed, and by nobody else.
      if (open.has(report.file)) continue;
      const notebook = read.find(({ document }) => document.file === report.file)?.notebook;
      if (notebook) diagnostics.showCheckedNotebook(uri, report, notebook);
      else diagnostics.showChecked(uri, report);
    }
    unread += batch.length - documents.length;
    const done = Math.min(at + batchSize, uris.length);
    progress.report({ message: `${done}/${uris.length}`, increment: (100 * batch.length) / uris.length });
  }
  if (token.isCancellationRequested) return undefined;
  const summary = vscode.l10n.t('{0} findings in {1} of {2} files.', findings, files, uris.length);
  return unread > 0 ? `${summary} ${vscode.l10n.t('{0} files could not be read.', unread)}` : summary;
}

export function registerWorkspaceCheck(tools: Tools): vscode.Disposable {
  return vscode.commands.registerCommand('spikelint.checkWorkspace', async () => {
    const title = vscode.l10n.t('Spikelint checks the workspace');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    try {
      const summary = await vscode.window.withProgress(options, (progress, token) => check(tools, progress, token));
      if (summary === undefined) return;
      const show = vscode.l10n.t('Show Problems');
      if ((await vscode.window.showInformationMessage(`Spikelint: ${summary}`, show)) === show)
        await vscode.commands.executeCommand('workbench.actions.view.problems');
    } catch (cause) {
      if (cause instanceof CancelledError) return;
      const reason = cause instanceof Error ? cause.message : String(cause);
      void vscode.window.showErrorMessage(vscode.l10n.t('Spikelint could not check the workspace: {0}', reason));
    }
  });
}

// The quick fix that silences a finding: an ignore comment with its reason to be typed, or in strict JSON an entry in spikelint.json.
import * as vscode from 'vscode';
import { type PlacedFinding } from '../protocol/analysis';
import { type Modules } from './modules';
import { locateIn, type Source, textOf, uriOf } from './sources';
import { toRange } from './places';
import { type WorkerClient } from './workerClient';

export interface IgnoringTools {
  readonly analyst: WorkerClient;
  readonly modules: Modules;
}

/** Undefined where nothing can silence it there: in the middle of a text over several lines. */
export async function ignoreAction(
  { analyst, modules }: IgnoringTools,
  source: Source,
  { rule, span }: PlacedFinding,
): Promise<vscode.CodeAction | undefined> {
  const document = { file: source.file, text: textOf(source) };
  const project = await projectFor(source, modules);
  const { start, end } = span;
  const fix = await analyst.request('silence', { document, rule, start, end, project }).catch(() => null);
  const [edit] = fix?.edits ?? [];
  if (!edit) return undefined;
  const inProject = edit.span.file !== source.file;
  const title = inProject
    ? vscode.l10n.t('Ignore {0} in this file, in spikelint.json', rule)
    : vscode.l10n.t('Ignore {0} on this line', rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  if (inProject) {
    const uri = uriOf(edit.span.file);
    if (project?.text === '') action.edit.createFile(uri, { ignoreIfExists: true });
    action.edit.replace(uri, toRange(edit.span), edit.newText);
    return action;
  }
  const { uri, range } = locateIn(source, edit.span);
  const bracket = `ignore[${rule}]`;
  const at = edit.newText.indexOf(bracket);
  if (at === -1) action.edit.replace(uri, range, edit.newText);
  else {
    const behind = at + bracket.length;
    const snippet = new vscode.SnippetString()
      .appendText(`${edit.newText.slice(0, behind)} `)
      .appendPlaceholder(vscode.l10n.t('reason'))
      .appendText(edit.newText.slice(behind));
    action.edit.set(uri, [new vscode.SnippetTextEdit(range, snippet)]);
  }
  return action;
}

/** The project file that holds for a file, or an empty one at the top of its workspace folder. */
async function projectFor({ file, uri }: Source, modules: Modules): Promise<{ file: string; text: string } | null> {
  const [known] = await modules.projectsOf([file]);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return known ?? (folder ? { file: vscode.Uri.joinPath(folder.uri, 'spikelint.json').toString(), text: '' } : null);
}

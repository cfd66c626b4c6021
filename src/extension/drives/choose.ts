// Asks which files of the workspace a source's drives are to be held against.
import * as vscode from 'vscode';
import { type DriveSubject } from '../../protocol/drive';
import { fileOf, uriOf } from '../sources';
import { excluded } from '../excluded';

const mostFound = 2000;

/** Undefined where the user leaves. */
export async function chooseFiles(subject: DriveSubject, known: readonly string[]): Promise<string[] | undefined> {
  const found = await vscode.workspace.findFiles('**/*.{py,json,yaml,yml}', excluded, mostFound);
  const taken = new Set([subject.file, ...known]);
  const near = uriOf(subject.file).path.replace(/[^/]*$/, '');
  const items = found
    .filter((uri) => !taken.has(fileOf(uri)) && !/\/(?:package|tsconfig|settings|launch)[^/]*\.json$/.test(uri.path))
    .map((uri) => ({ uri, label: vscode.workspace.asRelativePath(uri) }))
    .sort((a, b) => rank(a.uri, near) - rank(b.uri, near) || a.label.localeCompare(b.label));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no other script in the workspace. Open the folder that holds the other versions.'),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Which scripts give the same input?'),
    placeHolder: vscode.l10n.t('Populations that are called alike are then compared'),
  });
  return chosen && chosen.length > 0 ? chosen.map(({ uri }) => fileOf(uri)) : undefined;
}

/** Scripts beside the source come first, configuration last. */
const rank = ({ path }: vscode.Uri, near: string): number =>
  (path.startsWith(near) ? 0 : 1) + (path.endsWith('.py') ? 0 : 2);

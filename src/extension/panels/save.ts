// Saves what a panel shows into a file that the user chooses, offered beside what the panel is about.
import * as vscode from 'vscode';

/** False where the user left the dialog. */
export async function saveBytes(
  subject: vscode.Uri | undefined,
  name: string,
  kind: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const folder =
    subject === undefined || subject.scheme === 'untitled'
      ? vscode.workspace.workspaceFolders?.[0]?.uri
      : vscode.Uri.joinPath(subject, '..');
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, bytes);
  return target !== undefined;
}

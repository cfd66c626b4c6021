// What the `spikelint.json` above some files says of references and groups.
import * as vscode from 'vscode';
import { type SourceDocument } from '../../protocol/analysis';
import { readText } from '../modules';
import { uriOf } from '../sources';

/** The project files from each file's folder up to its workspace folder, the nearest only. */
export async function projectSettings(files: readonly string[]): Promise<{ projects: readonly SourceDocument[] }> {
  const found = new Map<string, SourceDocument>();
  for (const file of files) {
    const uri = uriOf(file);
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path ?? vscode.Uri.joinPath(uri, '..').path;
    for (let folder = vscode.Uri.joinPath(uri, '..'); folder.path.startsWith(root);) {
      const candidate = vscode.Uri.joinPath(folder, 'spikelint.json');
      const name = candidate.toString();
      const text = found.get(name)?.text ?? (await readText(candidate));
      if (text !== null && text !== undefined) {
        found.set(name, { file: name, text });
        break;
      }
      const above = vscode.Uri.joinPath(folder, '..');
      if (above.path === folder.path) break;
      folder = above;
    }
  }
  return { projects: [...found.values()] };
}

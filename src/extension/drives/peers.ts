// Finds the files that a source's drives have to be held against: those of the workspace that speak of the same stored thing.
import * as vscode from 'vscode';
import { type Reach, type SourceDocument } from '../../protocol/analysis';
import { type Modules } from '../modules';
import { excluded } from '../excluded';
import { type Source, uriOf } from '../sources';

/** A model in several versions is a handful of files; nobody waits for a workspace of thousands to be read. */
const mostSearched = 1500;
const mostPeers = 24;

export const reaches = ({ keys, isReference }: Reach): boolean => keys.length > 0 || isReference;

export async function peersOf(source: Source, reach: Reach, modules: Modules): Promise<SourceDocument[]> {
  const own = uriOf(source.file);
  const folder = vscode.workspace.getWorkspaceFolder(own);
  const near = vscode.Uri.joinPath(own, '..');
  const base = folder?.uri ?? (own.scheme === 'untitled' ? undefined : near);
  if (!base) return [];
  const pattern = new vscode.RelativePattern(base, '**/*.py');
  const uris = (await vscode.workspace.findFiles(pattern, excluded, mostSearched))
    .filter((uri) => uri.toString() !== source.file)
    .sort((a, b) => nearness(b, own) - nearness(a, own));
  const found: SourceDocument[] = [];
  for (const uri of uris) {
    if (found.length >= mostPeers) break;
    const text = await modules.textOf(uri);
    if (text === null) continue;
    const beside = reach.isReference && vscode.Uri.joinPath(uri, '..').toString() === near.toString();
    if (beside || reach.keys.some((key) => mentions(text, key))) found.push({ file: uri.toString(), text });
  }
  return found;
}

/** As a word, underscores in front aside: `self._bkg_weights`, `'input/bkg_weights'`. */
function mentions(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + key.length]];
    if (!/[A-Za-z0-9]/.test(before) && !/\w/.test(after)) return true;
  }
  return false;
}

/** How many characters of their paths two files share. */
function nearness(a: vscode.Uri, b: vscode.Uri): number {
  let at = 0;
  while (at < a.path.length && a.path[at] === b.path[at]) at++;
  return at;
}

// What the diagnostic is given: places of data files, and the code with what it imports and what stands beside it.
import * as vscode from 'vscode';
import { type SourceDocument } from '../../protocol/analysis';
import { type DataPlace } from '../../protocol/data';
import { type DiagnosedFiles, type DiagnoseParams, type NamedPlace } from '../../protocol/diagnostic';
import { type Modules } from '../modules';
import { openSources, textOf, uriOf } from '../sources';

/** Files beside the code that are looked at for the order of the inputs. */
const mostBeside = 40;
const largestBytes = 400_000;
const seed = 1;

export class NoDataError extends Error {}

export async function paramsFor(files: DiagnosedFiles, modules: Modules): Promise<DiagnoseParams> {
  const { data, weights, code, history } = files;
  if (data === null) throw new NoDataError(vscode.l10n.t('No recorded data are chosen.'));
  return {
    data: await placeOf(data),
    weights: await Promise.all(weights.map(placeOf)),
    history: history === null ? null : await placeOf(history),
    code: code === null ? null : await codeOf(code, modules),
    roles: [],
    set: [],
    seed,
  };
}

async function placeOf(file: string): Promise<NamedPlace> {
  const uri = uriOf(file);
  const place: DataPlace =
    uri.scheme === 'file' ? { path: uri.fsPath } : { name: uri.path, bytes: await vscode.workspace.fs.readFile(uri) };
  return { name: vscode.workspace.asRelativePath(uri), place };
}

async function codeOf(file: string, modules: Modules): Promise<DiagnoseParams['code']> {
  const document = await documentOf(uriOf(file));
  const [{ context, projects }, beside] = await Promise.all([
    modules.surroundingsOf([document]),
    besideOf(document.file),
  ]);
  const imported = new Set(context.map((each) => each.file));
  return {
    document,
    context: [...context, ...beside.filter((each) => !imported.has(each.file))],
    projects,
    model: null,
  };
}

/** The text as it stands in the editor, saved or not. */
async function documentOf(uri: vscode.Uri): Promise<SourceDocument> {
  const open = openSources().find((each) => each.file === uri.toString());
  if (open) return { file: open.file, text: textOf(open) };
  return { file: uri.toString(), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}

async function besideOf(file: string): Promise<SourceDocument[]> {
  const folder = vscode.Uri.joinPath(uriOf(file), '..');
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const uris = entries
    .filter(([name, kind]) => kind === vscode.FileType.File && name.endsWith('.py'))
    .map(([name]) => vscode.Uri.joinPath(folder, name))
    .filter((uri) => uri.toString() !== file)
    .slice(0, mostBeside);
  const texts = await Promise.all(
    uris.map(async (uri) => {
      const { size } = await vscode.workspace.fs.stat(uri);
      const bytes = size > largestBytes ? null : await vscode.workspace.fs.readFile(uri);
      return bytes && { file: uri.toString(), text: new TextDecoder().decode(bytes) };
    }),
  );
  return texts.filter((each) => each !== null);
}

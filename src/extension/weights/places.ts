// Where weights are had from: the bytes of a file, or the text of a script with what it imports.
import * as vscode from 'vscode';
import { type DataPlace } from '../../protocol/data';
import { type WeightsPlace, type WeightsSubject } from '../../protocol/weights';
import { type Modules } from '../modules';
import { fileNameOf, NoNetworkError, openSource } from '../probe/networks';
import { textOf, uriOf } from '../sources';

/** Files that are on no disk of this machine are read whole, so not very large ones. */
const mostBytesElsewhere = 512 * 2 ** 20;

export async function filePlace(file: string): Promise<WeightsPlace> {
  const uri = vscode.Uri.parse(file);
  return { kind: 'file', place: await bytesOf(uri) };
}

async function bytesOf(uri: vscode.Uri): Promise<DataPlace> {
  if (uri.scheme === 'file') return { path: uri.fsPath };
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytesElsewhere)
    throw new Error(
      vscode.l10n.t('the file is on another machine and too large to be brought here: copy it to this one'),
    );
  return { name: uri.path, bytes: await vscode.workspace.fs.readFile(uri) };
}

export async function networkPlace(
  { file, network, seed }: Extract<WeightsSubject, { kind: 'network' }>,
  modules: Modules,
): Promise<WeightsPlace> {
  const source = await openSource(file);
  if (!source)
    throw new NoNetworkError(
      vscode.l10n.t('{0} could not be opened as a script or a configuration.', fileNameOf(file)),
      vscode.l10n.t('Open the file that builds the network and run "Spikelint: Show Weights…" there.'),
    );
  const document = { file, text: textOf(source) };
  return { kind: 'network', document, ...(await modules.surroundingsOf([document])), network, seed };
}

export const uriOfSubject = (subject: WeightsSubject): vscode.Uri =>
  subject.kind === 'file' ? vscode.Uri.parse(subject.file) : uriOf(subject.file);

export const nameOfFile = (file: string): string => {
  const { path } = vscode.Uri.parse(file);
  return path.slice(path.lastIndexOf('/') + 1);
};

// Which files the diagnostic is about: what the editor shows, and what the user picks from the workspace.
import * as vscode from 'vscode';
import { type DiagnosedFiles, type FileRole } from '../../protocol/diagnostic';

const patterns: Readonly<Record<FileRole, string>> = {
  data: '**/*.{mat,h5,hdf5,nwb,npz,npy,csv}',
  weights: '**/*.{pt,pth,ckpt,safetensors,npz,npy,h5,mat}',
  code: '**/*.{py,ipynb}',
  history: '**/*.{json,csv,npz}',
};
const hidden = '**/{node_modules,.git,.venv,venv,__pycache__,site-packages}/**';
const mostFound = 500;

const titles = (): Readonly<Record<FileRole, string>> => ({
  data: vscode.l10n.t('Recorded data: rates of trials × time × neurons, and inputs'),
  weights: vscode.l10n.t('Trained weights: the checkpoint, or one file per matrix'),
  code: vscode.l10n.t('The code of the network'),
  history: vscode.l10n.t('The losses of each epoch'),
});

export const noFiles: DiagnosedFiles = { data: null, weights: [], code: null, history: null };

/** What the command is called on: a file of the explorer, or what is in front. */
export function filesAtHand(given: unknown): DiagnosedFiles {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = tab instanceof vscode.TabInputCustom || tab instanceof vscode.TabInputText ? tab.uri : undefined;
  const uri = given instanceof vscode.Uri ? given : (shown ?? vscode.window.activeTextEditor?.document.uri);
  if (!uri) return noFiles;
  const file = uri.toString();
  if (/\.(?:py|ipynb)$/i.test(uri.path)) return { ...noFiles, code: file };
  if (/\.(?:pt|pth|ckpt|safetensors)$/i.test(uri.path)) return { ...noFiles, weights: [file] };
  return /\.(?:mat|h5|hdf5|nwb|npz|npy|csv)$/i.test(uri.path) ? { ...noFiles, data: file } : noFiles;
}

/** Undefined where the user leaves. */
export async function chooseFor(role: FileRole, files: DiagnosedFiles): Promise<DiagnosedFiles | undefined> {
  const chosen = await pick(role, role === 'weights');
  if (!chosen || chosen.length === 0) return undefined;
  const uris = chosen.map((each) => each.toString());
  return role === 'weights' ? { ...files, weights: uris } : { ...files, [role]: uris[0] ?? null };
}

export const withoutFile = (role: FileRole, files: DiagnosedFiles): DiagnosedFiles =>
  role === 'weights' ? { ...files, weights: [] } : { ...files, [role]: null };

interface Choice extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

async function pick(role: FileRole, many: boolean): Promise<readonly vscode.Uri[] | undefined> {
  const found = await vscode.workspace.findFiles(patterns[role], hidden, mostFound);
  const title = titles()[role];
  const elsewhere: Choice = { label: vscode.l10n.t('Another file…'), alwaysShow: true };
  const items: Choice[] = found
    .map((uri) => ({ uri, label: vscode.workspace.asRelativePath(uri) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  if (items.length === 0) return browse(title, many);
  const options = { title, placeHolder: vscode.l10n.t('Choose a file'), matchOnDescription: true };
  const chosen = many
    ? await vscode.window.showQuickPick([...items, elsewhere], { ...options, canPickMany: true })
    : await vscode.window.showQuickPick([...items, elsewhere], options);
  if (!chosen) return undefined;
  const picked = Array.isArray(chosen) ? (chosen as Choice[]) : [chosen as Choice];
  if (picked.some(({ uri }) => !uri)) return browse(title, many);
  return picked.flatMap(({ uri }) => uri ?? []);
}

const browse = (title: string, canSelectMany: boolean): Thenable<vscode.Uri[] | undefined> =>
  vscode.window.showOpenDialog({ title, canSelectMany });

// Which weights a panel is to show: what the command is called on, what is in front, or what the user picks.
import * as vscode from 'vscode';
import { principalOf } from '../../core/principal';
import { type WeightsSubject } from '../../protocol/weights';
import { networksIn } from '../probe/networks';
import { type ProbeNetworks } from '../probe/reading';
import { readSettings } from '../settings';
import { sourceOf } from '../sources';

const endings = 'pt,pth,ckpt,safetensors,npz,npy,h5,hdf5,mat,pkl,bin,csv,json';
const isData = /\.(?:pt|pth|ckpt|safetensors|npz|npy|h5|hdf5|hdf|mat|pkl|pickle|bin)$/i;
const hidden = '**/{node_modules,.git,.venv,venv,__pycache__,site-packages}/**';
const mostFound = 500;

export const fileSubject = (uri: vscode.Uri): WeightsSubject => ({ kind: 'file', file: uri.toString(), other: null });

/** Two files that are marked in the explorer are compared. Undefined where the user leaves. */
export async function chooseWeights(
  given: unknown,
  marked: unknown,
  reading: ProbeNetworks,
): Promise<WeightsSubject | undefined> {
  if (given instanceof vscode.Uri) {
    const [before, after] = Array.isArray(marked)
      ? marked.filter((each): each is vscode.Uri => each instanceof vscode.Uri)
      : [];
    return before && after ? { kind: 'file', file: before.toString(), other: after.toString() } : fileSubject(given);
  }
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (tab instanceof vscode.TabInputCustom && isData.test(tab.uri.path)) return fileSubject(tab.uri);
  const built = await builtByScript(reading);
  if (built) return built;
  const uri = await chooseFile(vscode.l10n.t('Show the weights of which file?'));
  return uri && fileSubject(uri);
}

/** The network of the script in front, asking where there are several; undefined where it builds none. */
async function builtByScript(reading: ProbeNetworks): Promise<WeightsSubject | undefined> {
  // Beside a panel, such as a probe's, the script that it is about is still to be seen.
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const source = editor && sourceOf(editor.document);
  if (!source) return undefined;
  const networks = await networksIn(reading, source.file).catch(() => []);
  const wired = networks.flatMap((network, index) =>
    network.projections.length === 0
      ? []
      : [{ label: network.populations.map(({ name }) => name).join(', '), description: network.backend, index }],
  );
  const seed = readSettings(source.uri).probeSeed;
  const subject = (network: number): WeightsSubject => ({ kind: 'network', file: source.file, network, seed });
  const [only] = wired;
  if (wired.length <= 1) return only && subject(only.index);
  const principal = principalOf(networks);
  wired.sort((one, other) => Number(other.index === principal) - Number(one.index === principal));
  const chosen = await vscode.window.showQuickPick(wired, { title: vscode.l10n.t('The weights of which network?') });
  return chosen && subject(chosen.index);
}

export async function chooseFile(title: string, leaveOut?: string): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(`**/*.{${endings}}`, hidden, mostFound);
  const items = found
    .filter((uri) => uri.toString() !== leaveOut)
    .map((uri) => ({ uri, label: vscode.workspace.asRelativePath(uri) }))
    .sort(
      (one, other) =>
        Number(isData.test(other.uri.path)) - Number(isData.test(one.uri.path)) || one.label.localeCompare(other.label),
    );
  const browse = async (): Promise<vscode.Uri | undefined> => (await vscode.window.showOpenDialog({ title }))?.[0];
  if (items.length === 0) return browse();
  const elsewhere = { uri: null, label: vscode.l10n.t('Another file…'), alwaysShow: true };
  const placeHolder = vscode.l10n.t('Choose a file');
  const chosen = await vscode.window.showQuickPick([...items, elsewhere], { title, placeHolder });
  return chosen && (chosen.uri ?? browse());
}

// Which services may be asked: those on this machine, and other hosts that the user's own settings name and the user has agreed to. A workspace has no say.
import * as vscode from 'vscode';
import { readAddress, type Address } from '../../live/address';

const usualUrl = 'http://localhost:8000';
const agreedKey = 'live.agreedHosts';

export interface LiveSettings {
  readonly url: string;
  readonly allowedHosts: readonly string[];
  readonly intervalMs: number;
}

/** The user's own values alone: what a workspace or a folder says is passed over, whatever the scopes of the settings are. */
export function liveSettings(): LiveSettings {
  const settings = vscode.workspace.getConfiguration('spikelint.live', null);
  const ownValue = (name: string): unknown => {
    const { globalValue, defaultValue } = settings.inspect(name) ?? {};
    return globalValue ?? defaultValue;
  };
  const url = ownValue('url');
  const hosts = ownValue('allowedHosts');
  const seconds = ownValue('interval');
  return {
    url: typeof url === 'string' && url.trim() !== '' ? url : usualUrl,
    allowedHosts: Array.isArray(hosts) ? hosts.filter((each) => typeof each === 'string') : [],
    intervalMs: 1000 * (typeof seconds === 'number' && seconds >= 0.2 && seconds <= 3600 ? seconds : 1),
  };
}

export type Admitted =
  { readonly address: Address } | { readonly message: string; readonly advice: string; readonly openSettings: boolean };

/** @param ask whether the user may be asked now; a panel that comes back by itself asks nobody */
export async function admit(text: string, memory: vscode.Memento, ask: boolean): Promise<Admitted> {
  const read = readAddress(text, liveSettings().allowedHosts);
  if ('trouble' in read) {
    const refused = read.trouble.kind === 'refused-host';
    return {
      message: read.trouble.message,
      advice: refused
        ? vscode.l10n.t(
            'Add the host to "spikelint.live.allowedHosts" in your user settings, if you trust it with your key.',
          )
        : vscode.l10n.t('Run "Spikelint: Open Live Service…" with the address of the service.'),
      openSettings: refused,
    };
  }
  const { address } = read;
  if (address.isThisMachine) return { address };
  const agreed = memory.get<readonly string[]>(agreedKey, []);
  if (agreed.includes(address.origin)) return { address };
  if (!ask || !(await agree(address)))
    return {
      message: vscode.l10n.t('{0} is another machine, and it has not been agreed to ask it.', address.host),
      advice: vscode.l10n.t('Run "Spikelint: Open Live Service…" and agree, if you trust it with your key.'),
      openSettings: false,
    };
  await memory.update(agreedKey, [...agreed, address.origin]);
  return { address };
}

async function agree({ host, url, notes }: Address): Promise<boolean> {
  const yes = vscode.l10n.t('Ask This Host');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Ask {0} for what its model does?', host),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          'It is another machine. {0} is asked again and again while the panel is open, with the key that is kept for it.',
          url,
        ),
        ...notes,
      ].join('\n\n'),
    },
    yes,
  );
  return chosen === yes;
}

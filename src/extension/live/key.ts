// The key of each service, in the editor's secret storage: one per origin, so that no service is ever given another's.
import * as vscode from 'vscode';
import { readAddress, type Address } from '../../live/address';
import { liveSettings } from './hosts';

const nameOf = ({ origin }: Address): string => `live.key ${origin}`;

export class LiveKeys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  get(address: Address): Thenable<string | undefined> {
    return this.secrets.get(nameOf(address));
  }

  /** Asks for the key; nothing typed takes it away. False where the user leaves. */
  async ask(address: Address): Promise<boolean> {
    const typed = await vscode.window.showInputBox({
      title: vscode.l10n.t('Key for {0}', address.url),
      prompt: vscode.l10n.t(
        'It is kept in the secret storage and sent as X-API-Key to this service alone. Leave it empty to forget the key.',
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (typed === undefined) return false;
    const key = typed.trim();
    if (key === '') await this.secrets.delete(nameOf(address));
    else await this.secrets.store(nameOf(address), key);
    return true;
  }

  /** For the command: the service is asked for too. */
  async askFor(given: string | undefined): Promise<Address | undefined> {
    const url = given ?? (await askUrl());
    if (url === undefined) return undefined;
    const read = readAddress(url, liveSettings().allowedHosts);
    if ('trouble' in read) {
      void vscode.window.showErrorMessage(`Spikelint: ${read.trouble.message}`);
      return undefined;
    }
    return (await this.ask(read.address)) ? read.address : undefined;
  }
}

/** The address of a service, checked as it is typed. */
export function askUrl(last?: string): Thenable<string | undefined> {
  const { url, allowedHosts } = liveSettings();
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the live service'),
    value: last ?? url,
    ignoreFocusOut: true,
    validateInput(text) {
      const read = readAddress(text, allowedHosts);
      // Another host is refused with its advice, not while one types.
      return 'trouble' in read && read.trouble.kind !== 'refused-host' ? read.trouble.message : undefined;
    },
  });
}

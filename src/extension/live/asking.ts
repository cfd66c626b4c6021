// Asks before anything is done to a service: which modulator, how much, and whether it shall be done.
import * as vscode from 'vscode';
import type { Address } from '../../live/address';
import { modulatorNames, type ModulatorName } from '../../live/values';

/** @param what in full, what will be sent where */
export async function confirmChange({ url }: Address, what: readonly string[]): Promise<boolean> {
  const yes = vscode.l10n.t('Do It');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Change what runs at {0}?', url),
    { modal: true, detail: what.map((each) => vscode.l10n.t('This {0}.', each)).join('\n') },
    yes,
  );
  return chosen === yes;
}

export interface WantedLevel {
  readonly modulator: ModulatorName;
  readonly level: number;
}

export async function askLevel(
  levels: Readonly<Partial<Record<ModulatorName, number>>>,
): Promise<WantedLevel | undefined> {
  const title = vscode.l10n.t('Inject a neuromodulator');
  const chosen = await vscode.window.showQuickPick(
    modulatorNames.map((name) => ({
      label: name,
      description: levels[name] === undefined ? '' : vscode.l10n.t('now {0}', levels[name].toFixed(3)),
      name,
    })),
    { title, placeHolder: vscode.l10n.t('Which?'), ignoreFocusOut: true },
  );
  if (!chosen) return undefined;
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The level of {0}, 0 to 1', chosen.name),
    value: '0.8',
    ignoreFocusOut: true,
    validateInput: (typed) => (isLevel(typed) ? undefined : vscode.l10n.t('A level is a number from 0 to 1.')),
  });
  return text !== undefined && isLevel(text) ? { modulator: chosen.name, level: Number(text) } : undefined;
}

const isLevel = (text: string): boolean => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1;

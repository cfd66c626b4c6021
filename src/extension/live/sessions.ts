// Which session of a service is looked at: one that the service lists, one that is typed, or the service's own choice.
import * as vscode from 'vscode';

/** Undefined where the user leaves; null for the service's own choice. */
export async function chooseSession(known: readonly string[], beside: boolean): Promise<string | null | undefined> {
  const typed = { label: vscode.l10n.t('Type a session…'), alwaysShow: true, kindOf: 'typed' as const };
  const own = {
    label: vscode.l10n.t('The current session'),
    description: vscode.l10n.t('whichever the service takes'),
    kindOf: 'own' as const,
  };
  const items = [...known.map((label) => ({ label, description: '', kindOf: 'listed' as const })), own, typed];
  const title = beside ? vscode.l10n.t('Hold another session against it') : vscode.l10n.t('Session');
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (!chosen) return undefined;
  if (chosen.kindOf === 'own') return null;
  if (chosen.kindOf === 'listed') return chosen.label;
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The session’s id, as "session_id" has it'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A session has a name.') : undefined),
  });
  return text === undefined ? undefined : text.trim();
}

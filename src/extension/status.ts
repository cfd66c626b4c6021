// One language-status item: how many findings the shown file has and for how much of it units are known.
import * as vscode from 'vscode';
import { type Analysis } from './analysis';
import { visibleFindings } from './diagnostics';
import { onSettings, readSettings } from './settings';
import { sourceOf } from './sources';

const findingsText = (count: number): string => {
  if (count === 0) return vscode.l10n.t('No findings');
  return count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count);
};

export function registerStatus(analysis: Analysis): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('spikelint', 'python');
  item.name = 'Spikelint';
  const problems = { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') };
  const restart = { command: 'spikelint.restart', title: vscode.l10n.t('Restart') };
  const show = (
    text: string,
    detail: string,
    command?: vscode.Command,
    severity = vscode.LanguageStatusSeverity.Information,
  ): void => {
    Object.assign(item, { text, detail, command, severity });
  };

  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const source = document && sourceOf(document);
    if (!source) return;
    const report = analysis.latest(source);
    item.busy = !analysis.current(source) && !analysis.failure;
    if (!readSettings(source.uri).enable) {
      item.busy = false;
      show('Spikelint', vscode.l10n.t('switched off in the settings'));
    } else if (analysis.failure) {
      show('Spikelint', analysis.failure, restart, vscode.LanguageStatusSeverity.Error);
    } else if (report?.error) {
      show('Spikelint', report.error, problems, vscode.LanguageStatusSeverity.Warning);
    } else if (report) {
      const percent = Math.round(report.coverage * 100);
      const count = visibleFindings(report, source.uri).length;
      const detail = vscode.l10n.t('units known for {0} % of the names', percent);
      const severity = count > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
      show(findingsText(count), detail, problems, severity);
    } else {
      show('Spikelint', vscode.l10n.t('reading …'));
    }
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    analysis.onDidReport(update),
    onSettings(update),
  );
}

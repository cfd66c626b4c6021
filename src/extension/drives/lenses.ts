// A lens over each line whose drive is not the same as in another file: how many times it is, and the way to the panel.
import * as vscode from 'vscode';
import { locate } from '../sources';
import { type Comparer } from './comparer';

export function registerDriveLenses(comparer: Comparer): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) =>
      comparer.compared.flatMap(({ report }) =>
        report.findings.flatMap((finding) => {
          const { uri, range } = locate(finding.span);
          if (uri.toString() !== document.uri.toString()) return [];
          return new vscode.CodeLens(range, {
            title: `⇄ ${vscode.l10n.t('Compare drives')}`,
            tooltip: finding.message,
            command: 'spikelint.compareDrives',
            arguments: [finding.span.file],
          });
        }),
      ),
  };
  return vscode.Disposable.from(
    changed,
    comparer.onDidCompare(() => changed.fire()),
    vscode.languages.registerCodeLensProvider('python', provider),
  );
}

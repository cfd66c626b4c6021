// "Run Model Diagnostic": opens the panel on the file in front, and brings it back after a reload.
import * as vscode from 'vscode';
import { type DiagnosedFiles, type DiagnosticPanelState } from '../../protocol/diagnostic';
import { filesAtHand, noFiles } from './choose';
import { DiagnosticPanel, diagnosticViewType, type DiagnosticTools } from './panel';

export function registerDiagnostic(tools: DiagnosticTools, memory: vscode.Memento): vscode.Disposable {
  let shown: DiagnosticPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel, files: DiagnosedFiles): void => {
    const own = (shown = new DiagnosticPanel(tools, panel, files, (chosen) => void memory.update(memoryKey, chosen)));
    panel.onDidDispose(() => {
      if (shown === own) shown = undefined;
    });
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('spikelint.runDiagnostic', (given?: unknown) => {
      const files = completed(filesAtHand(given), memory.get(memoryKey));
      if (shown) return shown.show(files);
      const title = vscode.l10n.t('Model Diagnostic');
      adopt(vscode.window.createWebviewPanel(diagnosticViewType, title, vscode.ViewColumn.Active, {}), files);
    }),
    vscode.window.registerWebviewPanelSerializer(diagnosticViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const { files } = (state ?? {}) as Partial<DiagnosticPanelState>;
        adopt(panel, isFiles(files) ? files : noFiles);
      },
    }),
  );
}

const memoryKey = 'diagnosedFiles';

const isFiles = (value: unknown): value is DiagnosedFiles => {
  const { data, weights, code, history } = (value ?? {}) as Partial<DiagnosedFiles>;
  const isFile = (each: unknown): boolean => each === null || typeof each === 'string';
  return (
    isFile(data) &&
    isFile(code) &&
    isFile(history) &&
    Array.isArray(weights) &&
    weights.every((each) => typeof each === 'string')
  );
};

/** What is not at hand is taken from the last time, where that was about the same file. */
function completed(files: DiagnosedFiles, last: unknown): DiagnosedFiles {
  if (!isFiles(last)) return files;
  const isSame =
    (files.code !== null && files.code === last.code) ||
    (files.data !== null && files.data === last.data) ||
    (files.weights.length > 0 && last.weights.includes(files.weights[0] ?? '')) ||
    JSON.stringify(files) === JSON.stringify(noFiles);
  return isSame ? last : files;
}

// "Show Weights…": opens a panel on the file or the script in front, and brings it back after a reload.
import * as vscode from 'vscode';
import { type WeightsPanelState, type WeightsSubject } from '../../protocol/weights';
import { chooseWeights } from './choose';
import { WeightsPanel, weightsViewType, type WeightsTools } from './panel';

export function registerWeights(tools: WeightsTools): vscode.Disposable {
  const panels = new Map<string, WeightsPanel>();

  const adopt = (panel: vscode.WebviewPanel, subject: WeightsSubject): void => {
    const key = keyOf(subject);
    const own = new WeightsPanel(tools, panel, subject);
    panels.set(key, own);
    panel.onDidDispose(() => {
      if (panels.get(key) === own) panels.delete(key);
    });
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('spikelint.showWeights', async (given?: unknown, marked?: unknown) => {
      try {
        const subject = isSubject(given) ? given : await chooseWeights(given, marked, tools.reading);
        if (!subject) return;
        const known = panels.get(keyOf(subject));
        if (known) return known.show(subject);
        const title = vscode.l10n.t('Weights');
        adopt(vscode.window.createWebviewPanel(weightsViewType, title, vscode.ViewColumn.Active, {}), subject);
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        void vscode.window.showErrorMessage(`Spikelint: ${message}`);
      }
    }),
    vscode.window.registerWebviewPanelSerializer(weightsViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const { subject } = (state ?? {}) as Partial<WeightsPanelState>;
        if (isSubject(subject)) adopt(panel, subject);
        else panel.dispose();
      },
    }),
  );
}

/** One panel per file, and per network of a script. */
const keyOf = (subject: WeightsSubject): string =>
  subject.kind === 'file' ? subject.file : `${subject.file}#${subject.network}`;

const isSubject = (value: unknown): value is WeightsSubject => {
  const { kind, file, other, network, seed } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (typeof file !== 'string') return false;
  if (kind === 'file') return other === null || typeof other === 'string';
  return kind === 'network' && Number.isInteger(network) && Number.isInteger(seed);
};

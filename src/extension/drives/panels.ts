// The Drive panels: one per file, opened by the command, a fix or a lens, and brought back after a reload.
import * as vscode from 'vscode';
import { type DrivePanelState, type DriveSubject } from '../../protocol/drive';
import { sourceOf } from '../sources';
import { DrivePanel, driveViewType, type DriveTools } from './panel';

export function registerDrivePanels(tools: DriveTools): vscode.Disposable {
  const panels = new Map<string, DrivePanel>();

  const adopt = (panel: vscode.WebviewPanel, subject: DriveSubject): void => {
    panels.set(subject.file, new DrivePanel(tools, panel, subject));
    panel.onDidDispose(() => panels.delete(subject.file));
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('spikelint.compareDrives', (given?: unknown) => {
      const document = vscode.window.activeTextEditor?.document;
      const file = typeof given === 'string' ? given : document && sourceOf(document)?.file;
      if (file === undefined) {
        const message = vscode.l10n.t('Open a Python file first: its drives are what is compared.');
        void vscode.window.showInformationMessage(message);
        return;
      }
      const known = panels.get(file);
      if (known) return known.show();
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const title = vscode.l10n.t('Drives');
      adopt(vscode.window.createWebviewPanel(driveViewType, title, column, {}), { file, also: [], reference: null });
    }),
    vscode.window.registerWebviewPanelSerializer(driveViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const subject = (state as Partial<DrivePanelState> | undefined)?.subject;
        if (isSubject(subject)) adopt(panel, subject);
        else panel.dispose();
      },
    }),
  );
}

const isSubject = (value: unknown): value is DriveSubject => {
  const { file, also, reference } = (value ?? {}) as Partial<DriveSubject>;
  return (
    typeof file === 'string' &&
    Array.isArray(also) &&
    also.every((each) => typeof each === 'string') &&
    (reference === null || typeof reference === 'string')
  );
};

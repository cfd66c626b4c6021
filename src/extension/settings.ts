// The extension's settings, read where they are needed.
import * as vscode from 'vscode';
import { type Severity } from '../protocol/analysis';

const section = 'spikelint';

export interface Settings {
  readonly enable: boolean;
  readonly minSeverity: Severity;
  readonly inlayHints: boolean;
  readonly fadeDeadBranches: boolean;
  readonly probeDurationMs: number;
  readonly probeSeed: number;
}

export function readSettings(scope?: vscode.Uri): Settings {
  const settings = vscode.workspace.getConfiguration(section, scope ?? null);
  return {
    enable: settings.get('enable', true),
    minSeverity: settings.get<Severity>('minSeverity', 'information'),
    inlayHints: settings.get('inlayHints.enable', false),
    fadeDeadBranches: settings.get('fadeDeadBranches', false),
    probeDurationMs: settings.get('probe.durationMs', 500),
    probeSeed: settings.get('probe.seed', 1),
  };
}

export function onSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
}

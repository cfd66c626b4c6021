// What the editor shows of drives that differ: the squiggle, its fixes, its lens, and the panel.
import * as vscode from 'vscode';
import { type PlacedFinding } from '../../protocol/analysis';
import { type Analysis } from '../analysis';
import { isVisible, toDiagnostic } from '../diagnostics';
import { fixAction } from '../fixes';
import { ignoreAction } from '../ignoring';
import { type Modules } from '../modules';
import { locate, sourceOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { type Compared, Comparer } from './comparer';
import { registerDriveLenses } from './lenses';
import { DrivePages } from './page';
import { registerDrivePanels } from './panels';

interface Tools {
  readonly analysis: Analysis;
  readonly modules: Modules;
  readonly worker: WorkerClient;
  readonly extension: vscode.Uri;
}

export function registerDrives(tools: Tools): vscode.Disposable {
  const comparer = new Comparer(tools);
  const pages = new DrivePages();
  const collection = vscode.languages.createDiagnosticCollection('spikelint-drives');
  return vscode.Disposable.from(
    comparer,
    pages,
    collection,
    comparer.onDidCompare(() => showIn(collection, comparer.compared)),
    vscode.languages.registerCodeActionsProvider('python', actionsOf(tools, comparer), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    registerDriveLenses(comparer),
    registerDrivePanels({ ...tools, comparer, pages }),
  );
}

function showIn(collection: vscode.DiagnosticCollection, sets: readonly Compared[]): void {
  const byUri = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
  for (const finding of sets.flatMap(({ report }) => report.findings)) {
    const { uri, range } = locate(finding.span);
    if (!isVisible(finding, uri)) continue;
    const shown = byUri.get(uri.toString()) ?? { uri, diagnostics: [] };
    shown.diagnostics.push(toDiagnostic(finding, range));
    byUri.set(uri.toString(), shown);
  }
  collection.clear();
  for (const { uri, diagnostics } of byUri.values()) collection.set(uri, diagnostics);
}

function actionsOf(tools: Tools, comparer: Comparer): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, wanted, { diagnostics }, cancel) {
      const here = ({ span }: PlacedFinding): boolean => {
        const { uri, range } = locate(span);
        return uri.toString() === document.uri.toString() && range.intersection(wanted) !== undefined;
      };
      const actions: vscode.CodeAction[] = [];
      for (const compared of comparer.compared) {
        if (!compared.report.findings.some(here)) continue;
        const findings = (await compared.withFixes()).findings.filter(here);
        if (cancel.isCancellationRequested) return [];
        for (const finding of findings) {
          const source = sourceOf(document);
          const ignore =
            source && (await ignoreAction({ analyst: tools.worker, modules: tools.modules }, source, finding));
          const own = [
            ...finding.fixes.map((fix) => fixAction(fix, false)),
            derivationAction(finding.span.file),
            ...(ignore ? [ignore] : []),
          ];
          for (const action of own)
            action.diagnostics = diagnostics.filter(
              ({ code }) => typeof code === 'object' && code.value === finding.rule,
            );
          actions.push(...own);
        }
      }
      return actions;
    },
  };
}

function derivationAction(file: string): vscode.CodeAction {
  const title = vscode.l10n.t('Show how the drives compare, step by step');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: 'spikelint.compareDrives', arguments: [file] };
  return action;
}

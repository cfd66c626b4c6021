// Quick fixes: the edits a finding brings, those that change a number always shown for confirmation, and the comment that silences it.
import * as vscode from 'vscode';
import { type PlacedFinding } from '../protocol/analysis';
import { type Analysis } from './analysis';
import { visibleFindings } from './diagnostics';
import { ignoreAction, type IgnoringTools } from './ignoring';
import { configLanguages, environmentSelector, locate, locateIn, sourceOf } from './sources';

type PlacedFix = PlacedFinding['fixes'][number];

export function fixAction(fix: PlacedFix, alone: boolean): vscode.CodeAction {
  const safe = fix.safety === 'safe';
  const title = safe ? fix.title : vscode.l10n.t('{0} (preview)', fix.title);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  for (const { span, newText } of fix.edits) {
    const { uri, range } = locate(span);
    // With `needsConfirmation` the editor opens its refactoring preview and applies nothing by itself.
    const metadata = safe
      ? undefined
      : { needsConfirmation: true, label: fix.title, description: vscode.l10n.t('changes what the model computes') };
    action.edit.replace(uri, range, newText, metadata);
  }
  action.isPreferred = fix.preferred === true || (safe && alone);
  return action;
}

export function registerFixes(analysis: Analysis, tools: IgnoringTools): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, wanted, context, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      if (!report) return [];
      const actions = visibleFindings(report, source.uri).map(async (finding) => {
        const { uri, range } = locateIn(source, finding.span);
        if (uri.toString() !== document.uri.toString() || !range.intersection(wanted)) return [];
        const diagnostics = context.diagnostics.filter(
          ({ code, range: at }) => typeof code === 'object' && code.value === finding.rule && at.isEqual(range),
        );
        const safeCount = finding.fixes.filter(({ safety }) => safety === 'safe').length;
        const fixes = finding.fixes.map((fix) => fixAction(fix, safeCount === 1));
        const ignore = await ignoreAction(tools, source, finding);
        const own = ignore ? [...fixes, ignore] : fixes;
        for (const action of own) action.diagnostics = diagnostics;
        return own;
      });
      return (await Promise.all(actions)).flat();
    },
  };
  return vscode.languages.registerCodeActionsProvider(
    ['python', ...configLanguages, ...environmentSelector],
    provider,
    {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    },
  );
}

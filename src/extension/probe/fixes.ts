// "Probe before and after": offered with every fix of a finding in a file that builds a network.
import * as vscode from 'vscode';
import { principalOf } from '../../core/principal';
import { type ProbeSubject } from '../../protocol/probe';
import { type Analysis } from '../analysis';
import { visibleFindings } from '../diagnostics';
import { locateIn, sourceOf } from '../sources';
import { type Proposal } from './panel';
import { type ProbeNetworks } from './reading';

export function registerProbedFixes(analysis: Analysis, reading: ProbeNetworks): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, wanted, _context, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      if (!source || !report?.networks.some(({ populations }) => populations.length > 0)) return [];
      const changes = visibleFindings(report, source.uri).flatMap(({ span, fixes }) => {
        const { uri, range } = locateIn(source, span);
        if (uri.toString() !== document.uri.toString() || !range.intersection(wanted)) return [];
        return fixes.filter(
          ({ safety, edits }) => safety === 'unsafe' && edits.every((each) => each.span.file === source.file),
        );
      });
      if (changes.length === 0) return [];
      const { networks } = await reading.of(source, report).catch(() => ({ networks: [] }));
      const network = principalOf(networks);
      if (network === null) return [];
      return changes.map(({ title, edits }) => {
        const shown = vscode.l10n.t('Probe before and after: {0}', title);
        const action = new vscode.CodeAction(shown, vscode.CodeActionKind.QuickFix);
        const subject: ProbeSubject = { file: source.file, network, population: null };
        const proposal: Proposal = { title, edits };
        action.command = { title: shown, command: 'spikelint.runProbe', arguments: [subject, proposal] };
        return action;
      });
    },
  };
  return vscode.languages.registerCodeActionsProvider('python', provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

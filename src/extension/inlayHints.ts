// Units as inlay hints behind the names they belong to; off unless the user asks for them.
import * as vscode from 'vscode';
import { type Analysis } from './analysis';
import { onSettings, readSettings } from './settings';
import { locateIn, sourceOf } from './sources';

export function registerInlayHints(analysis: Analysis): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(document, range, cancel) {
      const source = sourceOf(document);
      if (!source || !readSettings(document.uri).inlayHints) return [];
      const report = await analysis.settled(source, cancel);
      return (report?.names ?? []).flatMap(({ unit, span }) => {
        const location = locateIn(source, span);
        const here = location.uri.toString() === document.uri.toString() && range.contains(location.range.end);
        // A dimensionless number has nothing to be reminded of.
        if (!here || unit === null || unit === '1' || unit === '') return [];
        const hint = new vscode.InlayHint(location.range.end, `[${unit}]`, vscode.InlayHintKind.Type);
        hint.paddingLeft = true;
        return [hint];
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerInlayHintsProvider('python', provider),
    analysis.onDidReport(() => changed.fire()),
    onSettings(() => changed.fire()),
  );
}

// Hover over any expression: its unit, its value, and why we think so, with links to where that is said.
import * as vscode from 'vscode';
import { type Analysis } from './analysis';
import { describe, isWorthTelling, tellingOfName, type Telling } from './hoverText';
import { bindingAt, nameAt } from './names';
import { setUnitCommand } from './setUnit';
import { locateIn, sourceOf, type Source } from './sources';

interface Found {
  readonly telling: Telling;
  readonly range: vscode.Range;
}

/** The expression here as it is worth at this place; where that is unknown, the name as it was bound. */
async function findAt(
  analysis: Analysis,
  source: Source,
  document: vscode.TextDocument,
  position: vscode.Position,
  cancel: vscode.CancellationToken,
): Promise<Found | undefined> {
  const report = await analysis.settled(source, cancel);
  if (!report) return undefined;
  const abort = new AbortController();
  cancel.onCancellationRequested(() => abort.abort());
  const explanation = await analysis.explain(source, document, position, abort.signal);
  const bound = bindingAt(document, position, source, report);
  const named = nameAt(document, position, source, report);
  const setUnit = named && setUnitCommand(source, report, named.name);
  // A binding may have several values; of those the report knows, the steps of one would be arbitrary.
  if (bound) {
    const same = explanation?.span.start === bound.name.span.start && explanation.value === bound.name.value;
    const telling = tellingOfName(bound.name, same ? explanation.steps : []);
    return { telling: { ...telling, ...(setUnit && { setUnit }) }, range: bound.range };
  }
  if (!explanation) return named && { telling: tellingOfName(named.name, []), range: named.range };
  const { range } = locateIn(source, explanation.span);
  const isUnknownName = named?.range.isEqual(range) === true && explanation.unit === null;
  const telling = { ...explanation, code: document.getText(range), details: [] };
  return { telling: { ...telling, ...(isUnknownName && setUnit && { setUnit }) }, range };
}

export function registerHovers(analysis: Analysis): vscode.Disposable {
  return vscode.languages.registerHoverProvider('python', {
    async provideHover(document, position, cancel) {
      const source = sourceOf(document);
      const found = source && (await findAt(analysis, source, document, position, cancel));
      if (!found || !isWorthTelling(found.telling)) return undefined;
      return new vscode.Hover(describe(found.telling, document.uri), found.range);
    },
  });
}

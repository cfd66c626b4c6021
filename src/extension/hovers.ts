// Hover over any expression: its unit, its value, and why we think so, with links to where that is said.
import * as vscode from 'vscode';
import { type Analysis } from './analysis';
import { type PlacedReport } from '../protocol/analysis';
import { describe, isWorthTelling, tellingOfName, type Telling } from './hoverText';
import { bindingAt, nameAt, wordAt } from './names';
import { setUnitCommand } from './setUnit';
import { environmentSelector, locateIn, offsetIn, sourceOf, type Source, textOf } from './sources';

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
  // In a file of settings a name is worth what its reader takes it for.
  const isCode = document.languageId === 'python';
  const bound = isCode ? bindingAt(document, position, source, report) : undefined;
  const named = isCode ? nameAt(document, position, source, report) : undefined;
  const setUnit = named && setUnitCommand(source, report, named.name);
  // A binding may have several values; of those the report knows, the steps of one would be arbitrary.
  if (bound) {
    const same = explanation?.span.start === bound.name.span.start && explanation.value === bound.name.value;
    const telling = tellingOfName(bound.name, same ? explanation.steps : []);
    const said = same && telling.form === null ? { form: explanation.form, figure: explanation.figure ?? [] } : {};
    return { telling: { ...telling, ...said, ...(setUnit && { setUnit }) }, range: bound.range };
  }
  if (!explanation) return named && { telling: tellingOfName(named.name, []), range: named.range };
  const { range } = locateIn(source, explanation.span);
  const isUnknownName = named?.range.isEqual(range) === true && explanation.unit === null;
  const telling = { ...explanation, figure: explanation.figure ?? [], code: document.getText(range), details: [] };
  return { telling: { ...telling, ...(isUnknownName && setUnit && { setUnit }) }, range };
}

/** What is expected of the population here, or what one event of the weight or the connection here does. */
const estimatesHere = async (
  analysis: Analysis,
  source: Source,
  { fields }: PlacedReport,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly string[]> =>
  fields.length === 0
    ? []
    : analysis.estimate({
        fields,
        pointed: {
          file: source.file,
          offset: offsetIn(source, document, position),
          word: wordAt(document, position),
          text: textOf(source),
        },
      });

export function registerHovers(analysis: Analysis): vscode.Disposable {
  return vscode.languages.registerHoverProvider(['python', ...environmentSelector], {
    async provideHover(document, position, cancel) {
      const source = sourceOf(document);
      const found = source && (await findAt(analysis, source, document, position, cancel));
      const telling = found && isWorthTelling(found.telling) ? found.telling : undefined;
      const report = source && (await analysis.settled(source, cancel));
      const estimates = report ? await estimatesHere(analysis, source, report, document, position) : [];
      if (!telling && estimates.length === 0) return undefined;
      return new vscode.Hover(describe(telling, estimates, document.uri), telling && found?.range);
    },
  });
}

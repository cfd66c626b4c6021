// Hover over a name: its unit, its value, and why we think so, with links to where that is said.
import * as vscode from 'vscode';
import { type PlacedName, type PlacedReport } from '../protocol/analysis';
import { type Analysis } from './analysis';
import { placeName } from './places';
import { locate, locateIn, sourceOf, type Source } from './sources';

const nameInCode = /[\p{L}_][\p{L}\p{N}_]*/u;

/** The name bound here; or the only binding of the word here, unless the word is an attribute or a keyword of a call. */
function nameAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  source: Source,
  report: PlacedReport,
): { name: PlacedName; range: vscode.Range } | undefined {
  for (const name of report.names) {
    const { uri, range } = locateIn(source, name.span);
    if (uri.toString() === document.uri.toString() && range.contains(position)) return { name, range };
  }
  const range = document.getWordRangeAtPosition(position, nameInCode);
  if (!range) return undefined;
  const line = document.lineAt(range.start.line).text;
  if (line[range.start.character - 1] === '.' || /^\s*=[^=]/.test(line.slice(range.end.character))) return undefined;
  const bindings = report.names.filter(({ name }) => name === document.getText(range));
  return bindings.length === 1 && bindings[0] ? { name: bindings[0], range } : undefined;
}

function linkTo(spot: PlacedName['span']): string | undefined {
  const { uri, range } = locate(spot);
  // A link into a notebook's cell can't be followed.
  if (uri.scheme === 'vscode-notebook-cell') return undefined;
  const target = uri.with({ fragment: `L${range.start.line + 1},${range.start.character + 1}` });
  return `[${placeName(new vscode.Location(uri, range))}](${target.toString()})`;
}

function describe({ name, unit, value, evidence }: PlacedName): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(name).appendMarkdown('**');
  if (value !== null) text.appendText(` = ${value}`);
  const quality = unit === null ? vscode.l10n.t('unit unknown') : vscode.l10n.t('unit {0}', unit);
  text.appendMarkdown(' — ').appendText(quality).appendMarkdown('\n\n');
  if (evidence.length > 0) text.appendText(vscode.l10n.t('because')).appendMarkdown('\n\n');
  for (const each of evidence) {
    text.appendMarkdown('- ').appendText(each.text);
    const link = each.span && linkTo(each.span);
    if (link) text.appendMarkdown(` (${link})`);
    text.appendMarkdown('\n');
  }
  return text;
}

export function registerHovers(analysis: Analysis): vscode.Disposable {
  return vscode.languages.registerHoverProvider('python', {
    async provideHover(document, position, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      const found = report && nameAt(document, position, source, report);
      if (!found || (found.name.unit === null && found.name.value === null)) return undefined;
      return new vscode.Hover(describe(found.name), found.range);
    },
  });
}

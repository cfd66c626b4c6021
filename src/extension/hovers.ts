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

/** What is known beside the value: of a random draw its moments, of an array its shape. */
function detailsOf({ distribution, mean, variance, shape }: PlacedName): string[] {
  return [
    ...(distribution ? [vscode.l10n.t('drawn from {0}', distribution)] : []),
    ...(mean ? [vscode.l10n.t('mean {0}', mean)] : []),
    ...(variance ? [vscode.l10n.t('variance {0}', variance)] : []),
    ...(shape && shape.length > 0 ? [vscode.l10n.t('shape {0}', shape.join(' × '))] : []),
  ];
}

/** Our own sentence with what the user wrote in backticks: the names as code, everything else as plain text. */
function appendSentence(text: vscode.MarkdownString, sentence: string): void {
  sentence.split('`').forEach((part, at) => {
    if (at % 2 === 1) text.appendMarkdown(`\`${part}\``);
    else text.appendText(part);
  });
}

function appendEvidence(text: vscode.MarkdownString, evidence: PlacedName['evidence'][number]): void {
  appendSentence(text, evidence.text);
  const link = evidence.span && linkTo(evidence.span);
  if (link) text.appendMarkdown(` (${link})`);
}

function headline({ value, unit }: PlacedName): string {
  if (value === null) return vscode.l10n.t('in {0}', unit ?? '');
  if (unit === null) return vscode.l10n.t('= {0}, unit unknown', value);
  return unit === '1' || unit === '' ? `= ${value}` : `= ${value} ${unit}`;
}

function describe(name: PlacedName): vscode.MarkdownString {
  const { evidence } = name;
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(name.name).appendMarkdown('** ').appendText(headline(name));
  const details = detailsOf(name);
  if (details.length > 0) text.appendMarkdown('\n\n').appendText(details.join(', '));
  const [first, ...more] = evidence;
  if (!first) return text;
  text.appendMarkdown('\n\n').appendText(`${vscode.l10n.t('because')} `);
  if (more.length === 0) appendEvidence(text, first);
  else {
    for (const each of evidence) {
      text.appendMarkdown('\n- ');
      appendEvidence(text, each);
    }
  }
  return text;
}

export function registerHovers(analysis: Analysis): vscode.Disposable {
  return vscode.languages.registerHoverProvider('python', {
    async provideHover(document, position, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      const found = report && nameAt(document, position, source, report);
      // A text or a function has no unit to be asked for: other extensions say more of it.
      if (!found || (!found.name.numeric && found.name.unit === null)) return undefined;
      return new vscode.Hover(describe(found.name), found.range);
    },
  });
}

// Which of the analysed names stands at a place of a document.
import type * as vscode from 'vscode';
import { type PlacedName, type PlacedReport } from '../protocol/analysis';
import { locateIn, type Source } from './sources';

const nameInCode = /[\p{L}_][\p{L}\p{N}_]*/u;

export interface NameHere {
  readonly name: PlacedName;
  readonly range: vscode.Range;
}

/** The word here, unless it is an attribute of something else. */
export function wordAt(document: vscode.TextDocument, position: vscode.Position): string | null {
  const range = document.getWordRangeAtPosition(position, nameInCode);
  if (!range) return null;
  const before = document.lineAt(range.start.line).text.slice(0, range.start.character);
  return /(?<!\bself)\.$/.test(before) ? null : document.getText(range);
}

/** The name that is bound here. */
export function bindingAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  source: Source,
  report: PlacedReport,
): NameHere | undefined {
  for (const name of report.names) {
    const { uri, range } = locateIn(source, name.span);
    if (uri.toString() === document.uri.toString() && range.contains(position)) return { name, range };
  }
  return undefined;
}

/** The name bound here; or the only binding of the word here, unless the word is an attribute or a keyword of a call. */
export function nameAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  source: Source,
  report: PlacedReport,
): NameHere | undefined {
  const bound = bindingAt(document, position, source, report);
  if (bound) return bound;
  const range = document.getWordRangeAtPosition(position, nameInCode);
  if (!range) return undefined;
  const line = document.lineAt(range.start.line).text;
  if (line[range.start.character - 1] === '.' || /^\s*=[^=]/.test(line.slice(range.end.character))) return undefined;
  const bindings = report.names.filter(({ name }) => name === document.getText(range));
  return bindings.length === 1 && bindings[0] ? { name: bindings[0], range } : undefined;
}

// Turns the analysis' 1-based places into the editor's ranges.
import * as vscode from 'vscode';
import { type Spot } from '../protocol/placed';

export type LinePlace = Omit<Spot, 'file' | 'start' | 'end'>;

/** @param firstLine the line of the analysed text at which the shown document begins (cells of a notebook) */
export function toRange(place: LinePlace, firstLine = 0): vscode.Range {
  const line = (oneBased: number): number => Math.max(0, oneBased - 1 - firstLine);
  return new vscode.Range(line(place.line), place.column - 1, line(place.endLine), place.endColumn - 1);
}

/** A place in words, as a link's text: `params.py:12`. */
export function placeName(location: vscode.Location): string {
  const name = location.uri.path.split('/').pop() ?? location.uri.toString();
  return `${name}:${location.range.start.line + 1}`;
}

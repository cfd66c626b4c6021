// Leads from a panel back to the line that something comes from.
import * as vscode from 'vscode';
import { type Spot } from '../../protocol/placed';
import { locate } from '../sources';

export const revealSpot = (spot: Spot): Promise<null> => revealPlace(locate(spot));

/** In the editor that shows the file already, where there is one. */
export async function revealPlace({ uri, range }: vscode.Location): Promise<null> {
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const viewColumn = visible?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection: range, viewColumn });
  return null;
}

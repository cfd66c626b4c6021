// What the tests in the editor do again and again: open a file, wait for what comes by itself, find Spikelint's findings.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { type SpikelintApi } from '../../src/extension/main';

const workspace = join(__dirname, '../../test/editor/workspace');
const copies: string[] = [];

export async function getApi(): Promise<SpikelintApi> {
  const api: unknown = await vscode.extensions.getExtension('spikelint.spikelint')?.activate();
  assert.ok(api, 'under test the extension hands out its workers');
  return api as SpikelintApi;
}

export const fileOf = (name: string): vscode.Uri => vscode.Uri.file(join(workspace, name));

export async function openFile(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(fileOf(name));
}

/** Opens a copy that may be changed without touching the file; the others are copied beside it, and stay closed. */
export async function openCopy(name: string, ...others: readonly string[]): Promise<vscode.TextEditor> {
  const folder = mkdtempSync(join(tmpdir(), 'spikelint-copy-'));
  copies.push(folder);
  for (const each of [name, ...others]) copyFileSync(join(workspace, each), join(folder, basename(each)));
  return vscode.window.showTextDocument(vscode.Uri.file(join(folder, basename(name))));
}

/** Asks again until there is an answer; fails with `what` after ten seconds. */
export async function eventually<T>(what: string, ask: () => T | undefined | Thenable<T | undefined>): Promise<T> {
  for (const endMs = Date.now() + 10_000; Date.now() < endMs;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`waited in vain: ${what}`);
}

export function findingsIn({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'spikelint');
}

export const ruleOf = ({ code }: vscode.Diagnostic): string | number | undefined =>
  typeof code === 'object' ? code.value : code;

/** The place of a piece of text, `into` characters after its start. */
export function placeOf(document: vscode.TextDocument, piece: string, into = 1): vscode.Position {
  const at = document.getText().indexOf(piece);
  assert.notEqual(at, -1, `"${piece}" stands in the file`);
  return document.positionAt(at + into);
}

/** What hovering there shows, once it holds what is wanted. */
export async function hoverAt(document: vscode.TextDocument, at: vscode.Position, wanted: RegExp): Promise<string> {
  return eventually(`a hover with ${wanted}`, async () =>
    (await hoversAt(document, at)).find((text) => wanted.test(text)),
  );
}

/** Spikelint's own hovers there, as Markdown. */
export async function hoversAt({ uri }: vscode.TextDocument, at: vscode.Position): Promise<string[]> {
  const hovers: vscode.Hover[] = await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, at);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((each) => (typeof each === 'string' ? each : each.value))
    .filter((text) => !text.includes('unit-mismatch'));
}

/** Puts `text` in the place of a piece of the document. */
export async function replace(editor: vscode.TextEditor, piece: string, text: string): Promise<void> {
  const start = placeOf(editor.document, piece, 0);
  const range = new vscode.Range(start, placeOf(editor.document, piece, piece.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

/** Drops what was changed and closes everything. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(
    ({ isDirty, languageId }) => isDirty && languageId === 'python',
  )) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true, force: true });
}

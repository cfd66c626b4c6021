// Tests "Set unit…": offered on a name whose unit is open, asked for, written as a comment, and read again.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, hoverAt, openCopy, placeOf } from './editing';

async function setUnitActions(document: vscode.TextDocument, piece: string): Promise<vscode.CodeAction[]> {
  const at = placeOf(document, piece);
  const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    vscode.CodeActionKind.RefactorRewrite.value,
  );
  return actions.filter(({ command }) => command?.command === 'spikelint.setUnit');
}

/** Providers that are still being registered cancel a request: the file is ready once it can be hovered over. */
async function openReady(): Promise<vscode.TextDocument> {
  const { document } = await openCopy('decay.py');
  await hoverAt(document, placeOf(document, 'dt = '), /ms/);
  return document;
}

const run = ({ command }: vscode.CodeAction, ...more: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]), ...more);

suite('set unit', () => {
  teardown(closeAll);

  test('is offered where a unit is open, and only there', async () => {
    const document = await openReady();
    const [action] = await eventually('the action', async () => {
      const actions = await setUnitActions(document, 'threshold = ');
      return actions.length > 0 ? actions : undefined;
    });
    assert.match(action?.title ?? '', /Set unit of threshold/);
    for (const piece of ['dt = ', 'model = ', 'decay = ', '15.0'])
      assert.deepEqual(await setUnitActions(document, piece), [], piece);
    const hover = await hoverAt(document, placeOf(document, 'threshold, model'), /unit unknown/);
    assert.match(hover, /\[Set unit…\]\(command:spikelint\.setUnit\?/);
  });

  test('asks with the likeliest unit first, and writes what is chosen', async () => {
    const document = await openReady();
    const action = await eventually('the action', async () => (await setUnitActions(document, 'threshold = '))[0]);
    void run(action);
    await eventually('the comment', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return document.getText().includes('threshold = 15.0  # unit: mV\n');
    });
    await hoverAt(document, placeOf(document, 'threshold, model'), /= 15 mV/);
    assert.deepEqual(await setUnitActions(document, 'threshold = '), []);
  });

  test('replaces what was declared, and refuses what is no unit', async () => {
    const document = await openReady();
    const where = { uri: document.uri.toString(), line: placeOf(document, 'tau_m = ').line, character: 0 };
    await vscode.commands.executeCommand('spikelint.setUnit', where, 'flurb');
    assert.equal(document.isDirty, false);
    await vscode.commands.executeCommand('spikelint.setUnit', where, 's');
    assert.equal(document.lineAt(where.line).text, 'tau_m = 20.0  # membrane time constant  # unit: s');
  });
});

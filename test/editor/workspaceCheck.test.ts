// Tests the check of the whole workspace: closed scripts and notebooks, and that an open one then speaks for itself.
import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, fileOf, ruleOf } from './editing';

const notebookUri = fileOf('checked.ipynb');

const mismatchesIn = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter((each) => ruleOf(each) === 'unit-mismatch');

suite('the check of the workspace', () => {
  teardown(async () => {
    await closeAll();
    rmSync(notebookUri.fsPath, { force: true });
  });

  test('finds what is wrong in closed scripts and notebooks', async () => {
    copyFileSync(fileOf('weight.ipynb').fsPath, notebookUri.fsPath);
    void vscode.commands.executeCommand('spikelint.checkWorkspace'); // it ends when its summary is closed
    const [inScript] = await eventually('a finding in the script', () => {
      const found = mismatchesIn(fileOf('pynn_weight.py'));
      return found.length > 0 ? found : undefined;
    });
    assert.equal(inScript?.range.isSingleLine, true);
    const [inCell] = await eventually('a finding in the notebook', () => {
      const found = mismatchesIn(notebookUri);
      return found.length > 0 ? found : undefined;
    });
    assert.match(inCell?.message ?? '', /^Cell 3: .*pA/);
    assert.equal(inCell?.range.start.line, 2, 'counted from the start of the cell');
    assert.deepEqual(
      inCell.relatedInformation?.map(({ location }) => [location.uri.path, location.range.start.line]),
      [[notebookUri.path, 3]],
    );
    await vscode.commands.executeCommand('notifications.clearAll');

    const notebook = await vscode.workspace.openNotebookDocument(notebookUri);
    await vscode.window.showNotebookDocument(notebook);
    await eventually('the finding in its cell', () => mismatchesIn(notebook.cellAt(2).document.uri).length === 1);
    assert.deepEqual(mismatchesIn(notebookUri), []);
  });
});

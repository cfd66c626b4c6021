// Tests that the extension is there and wakes on a Python file; how quickly is for the benchmark to print.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, openFile } from './editing';

suite('activation', () => {
  teardown(closeAll);

  test('opening a Python file wakes the extension', async () => {
    const extension = vscode.extensions.getExtension('spikelint.spikelint');
    assert.ok(extension, 'the extension is installed');
    await openFile('nest_network.py');
    await eventually('activation', () => extension.isActive);
  });

  test('every command of the manifest is there', async () => {
    const extension = vscode.extensions.getExtension('spikelint.spikelint');
    const { contributes } = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0);
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});

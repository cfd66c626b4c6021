// Tests that branches which the arguments rule out are faded, and only if the user asks for it.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, findingsIn, hoverAt, openFile, placeOf } from './editing';

const setFading = (value: boolean | undefined): Thenable<void> =>
  vscode.workspace.getConfiguration('spikelint').update('fadeDeadBranches', value, vscode.ConfigurationTarget.Global);

suite('dead branches', () => {
  teardown(async () => {
    await setFading(undefined);
    await closeAll();
  });

  test('are faded on demand, with the reason', async () => {
    const { document } = await openFile('branches.py');
    await hoverAt(document, placeOf(document, 'return rate_hz', 9), /Hz/);
    assert.deepEqual(findingsIn(document), []);
    await setFading(true);
    const [dead] = await eventually('a faded branch', () => {
      const found = findingsIn(document);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(document.getText(dead?.range), 'rate_hz = rate_hz / 2');
    assert.equal(dead?.severity, vscode.DiagnosticSeverity.Hint);
    assert.deepEqual(dead.tags, [vscode.DiagnosticTag.Unnecessary]);
    assert.match(dead.message, /with the arguments given/);
    await setFading(undefined);
    await eventually('no faded branch', () => findingsIn(document).length === 0);
  });
});

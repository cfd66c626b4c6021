// Tests what hovering tells: value, unit, form, reasons and steps of whatever expression is under the pointer, and nothing where there is nothing to tell.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, fileOf, hoverAt, hoversAt, openFile, placeOf } from './editing';

suite('hovers', () => {
  teardown(closeAll);

  test('a binding: its value, its unit and why', async () => {
    const { document } = await openFile('pynn_weight.py');
    const text = await hoverAt(document, placeOf(document, 'w_pA = '), /120 pA/);
    assert.match(text, /because the name `w_pA` says pA \(\[line 6\]/);
  });

  test('a name at its use', async () => {
    const { document } = await openFile('pynn_weight.py');
    await hoverAt(document, placeOf(document, 'weight=w_pA', 8), /`w_pA` = 120 pA/);
  });

  test('arithmetic: the form of the number, and the steps with their lines', async () => {
    const { document } = await openFile('decay.py');
    const text = await hoverAt(document, placeOf(document, 'decay = '), /0\.995012/);
    assert.match(text, /decay factor exp/);
    const steps = text.split('\n').filter((line) => /^\d\. /.test(line));
    assert.equal(steps.length, 3, text);
    assert.match(steps[0] ?? '', /`-dt` = .*0\.1 ms \(\[line 7\]\(.*#L7\D/);
    await hoverAt(document, placeOf(document, '/ tau_m'), /`-dt \/ tau_m` = .*ratio of times/s);
  });

  test('an attribute, and the product it is in', async () => {
    const { document } = await openFile('decay.py');
    await hoverAt(document, placeOf(document, 'cell.rate_hz', 6), /`cell\.rate_hz` = 8 Hz/);
    await hoverAt(document, placeOf(document, '* 5.0'), /= 40 Hz/);
  });

  test('a name of which the unit is not known says so', async () => {
    const { document } = await openFile('decay.py');
    await hoverAt(document, placeOf(document, 'threshold, model'), /= 15, unit unknown/);
  });

  test('texts, functions, modules and bare numbers say nothing', async () => {
    const { document } = await openFile('decay.py');
    await hoverAt(document, placeOf(document, 'decay = '), /decay/); // the file has been read
    for (const piece of ['"leaky"', 'model)', 'print', 'np.exp', 'exp(', '15.0', 'Cell()'])
      assert.deepEqual(await hoversAt(document, placeOf(document, piece)), [], piece);
  });

  test('the cells of a notebook are explained as one module', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(fileOf('weight.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(2);
    const text = await hoverAt(document, placeOf(document, 'w_pA'), /`w_pA` = 120 pA/);
    assert.match(text, /because/);
  });
});

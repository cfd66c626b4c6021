// Tests what a person sees of a finding: the squiggle as one types, the hover, the fix, and the rule's page.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, fileOf, findingsIn, openCopy, openFile, placeOf, replace, ruleOf } from './editing';

const isMismatch = (finding: vscode.Diagnostic): boolean => ruleOf(finding) === 'unit-mismatch';

async function mismatchIn(document: vscode.TextDocument): Promise<vscode.Diagnostic> {
  return eventually('a unit-mismatch', () => findingsIn(document).find(isMismatch));
}

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range);
}

suite('findings', () => {
  teardown(closeAll);

  test('a weight in pA where PyNN takes nA is marked, on the weight alone', async () => {
    const { document } = await openFile('pynn_weight.py');
    const finding = await mismatchIn(document);
    const line = document.lineAt(finding.range.start.line).text;
    assert.equal(finding.range.isSingleLine, true);
    assert.match(line.slice(0, finding.range.start.character), /weight=$/);
    assert.equal(document.getText(finding.range), 'w_pA');
    assert.match(finding.message, /1\s?000|thousand/);
    assert.match(finding.message, /pA|picoampere/i);
    assert.match(finding.message, /nA|nanoampere/i);
    const related = finding.relatedInformation?.map(({ location }) => location.range.start.line) ?? [];
    assert.ok(related.includes(placeOf(document, 'w_pA = ').line), 'it leads to where the unit came from');
  });

  test('it comes and goes as one types', async () => {
    const editor = await openCopy('pynn_weight.py');
    await mismatchIn(editor.document);
    await replace(editor, 'weight=w_pA', 'weight=w_pA / 1000');
    await eventually('no finding', () => !findingsIn(editor.document).some(isMismatch));
    await replace(editor, 'weight=w_pA / 1000', 'weight=w_pA');
    await mismatchIn(editor.document);
  });

  test('a new file that was never saved is checked as well', async () => {
    const { document } = await openFile('pynn_weight.py');
    const unsaved = await vscode.workspace.openTextDocument({ language: 'python', content: document.getText() });
    await vscode.window.showTextDocument(unsaved);
    await mismatchIn(unsaved);
  });

  test('the cells of a notebook are one module, and the finding is in its cell', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(fileOf('weight.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(2);
    const { range } = await mismatchIn(document);
    assert.equal(document.getText(range), 'w_pA');
    assert.equal(range.start.line, 2);
  });

  test('a sound file has no findings', async () => {
    const { document } = await openFile('nest_network.py');
    // The lenses come from the same report as the findings, so after them it is known that there are none.
    await eventually('lenses', async () => {
      const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.length > 0;
    });
    assert.deepEqual(findingsIn(document), []);
  });

  test('the fix divides by a thousand, only after a look, and the finding goes', async () => {
    const { document } = await openCopy('pynn_weight.py');
    const { range } = await mismatchIn(document);
    const fix = await eventually('a fix', async () =>
      (await actionsAt(document, range)).find(({ edit, title }) => edit && /1\s?000/.test(title)),
    );
    assert.match(fix.title, /preview/);
    assert.equal(fix.isPreferred ?? false, false, 'a fix that changes a number is never the one applied blindly');
    const edit = fix.edit;
    assert.ok(edit);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /weight=\(?w_pA (\/ 1000|\* 0\.001|\* 1e-3)/);
    await eventually('no finding', () => !findingsIn(document).some(isMismatch));
  });

  test('the comment that ignores it silences it', async () => {
    const { document } = await openCopy('pynn_weight.py');
    const { range } = await mismatchIn(document);
    const { edit } = await eventually('the action', async () =>
      (await actionsAt(document, range)).find(({ title }) => title.includes('Ignore unit-mismatch')),
    );
    assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
    assert.match(document.lineAt(range.start.line).text, /# spikelint: ignore\[unit-mismatch\]/);
    await eventually('no finding', () => !findingsIn(document).some(isMismatch));
  });

  test("the finding's code opens the rule's page", async () => {
    const { document } = await openFile('pynn_weight.py');
    const { code } = await mismatchIn(document);
    assert.ok(typeof code === 'object');
    await vscode.commands.executeCommand('vscode.open', code.target);
    await eventually('the page', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('unit-mismatch')),
    );
    const page = await vscode.workspace.openTextDocument(code.target);
    assert.match(page.getText(), /^# .*unit.mismatch/im);
    assert.ok(page.getText().length > 200, 'the page says more than its title');
  });
});

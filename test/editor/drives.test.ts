// Tests what a person sees of drives that differ between files: the squiggle though the other files are closed, its fixes, the panel.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, findingsIn, openCopy, openFile, replace, ruleOf } from './editing';

const isMismatch = (finding: vscode.Diagnostic): boolean => ruleOf(finding) === 'drive-mismatch';

const mismatchIn = (document: vscode.TextDocument): Promise<vscode.Diagnostic> =>
  eventually('a drive-mismatch', () => findingsIn(document).find(isMismatch));

suite('drives', () => {
  teardown(closeAll);

  test('a rate that gives a tenth of what the other file gives is marked, with the other file as related', async () => {
    const { document } = await openFile('drives/in_pynn.py');
    const finding = await mismatchIn(document);
    assert.equal(document.getText(finding.range), '100.0');
    assert.match(finding.message, /1\/10 of the mean drive of in_nest\.py/);
    const [related] = finding.relatedInformation ?? [];
    assert.match(related?.location.uri.path ?? '', /drives\/in_nest\.py$/);
  });

  test('its fixes are offered, and so is the derivation, which opens as a panel', async () => {
    const { document } = await openFile('drives/in_pynn.py');
    const { range } = await mismatchIn(document);
    const titles = await eventually('the fixes', async () => {
      const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      const found = actions.map(({ title }) => title);
      return found.some((each) => each.includes('same mean and variance')) ? found : undefined;
    });
    assert.ok(titles.includes('Show how the drives compare, step by step'), titles.join('; '));
    assert.ok(titles.includes('Ignore drive-mismatch on this line'), titles.join('; '));
    await vscode.commands.executeCommand('spikelint.compareDrives');
    const label = await eventually('the panel', () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      return tabs.find(
        ({ input }) => input instanceof vscode.TabInputWebview && /spikelint\.drive$/.test(input.viewType),
      )?.label;
    });
    assert.equal(label, 'Drives of in_pynn.py');
  });

  test('it goes as the rate is mended, before the file is saved', async () => {
    const editor = await openCopy('drives/in_pynn.py', 'drives/in_nest.py');
    await mismatchIn(editor.document);
    await replace(editor, 'rate=100.0', 'rate=1000.0');
    await eventually('no finding', () => !findingsIn(editor.document).some(isMismatch));
  });
});

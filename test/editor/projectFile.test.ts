// Tests what spikelint.json does to open files, and what configuration files show by themselves, with the quick fix that silences them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, eventually, findingsIn, ruleOf } from './editing';

const model =
  'import nest\nw_nA = 0.1\nn = nest.Create("iaf_psc_exp", 2)\nnest.Connect(n, n, syn_spec={"weight": w_nA})\n';

suite('the project file', () => {
  let folder = '';
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const open = async (name: string): Promise<vscode.TextEditor> =>
    vscode.window.showTextDocument(vscode.Uri.file(join(folder, name)));
  const replaceAll = async (editor: vscode.TextEditor, text: string): Promise<void> => {
    const { document } = editor;
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    assert.ok(await editor.edit((edit) => edit.replace(whole, text)));
  };
  const actionsAt = async ({ uri }: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> =>
    vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range);
  const severityOf = (document: vscode.TextDocument, rule: string): vscode.DiagnosticSeverity | undefined =>
    findingsIn(document).find((each) => ruleOf(each) === rule)?.severity;

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'spikelint-project-'));
  });
  teardown(async () => {
    await closeAll();
    rmSync(folder, { recursive: true });
  });

  test('makes a rule as severe as it says, as one types into it', async () => {
    put('spikelint.json', '{ "rules": { "unit-mismatch": "information" } }');
    put('model.py', model);
    const { document } = await open('model.py');
    await eventually(
      'a milder finding',
      () => severityOf(document, 'unit-mismatch') === vscode.DiagnosticSeverity.Information,
    );
    const settings = await vscode.window.showTextDocument(vscode.Uri.file(join(folder, 'spikelint.json')), {
      viewColumn: vscode.ViewColumn.Beside,
    });
    await replaceAll(settings, '{ "rules": { "unit-mismatch": "off" } }');
    await eventually('no finding', () => findingsIn(document).length === 0);
    await replaceAll(settings, '{ "rules": { "unit-missmatch": "off" } }');
    await eventually('the slip in the settings', () => severityOf(settings.document, 'unknown-setting') !== undefined);
    await eventually('the finding again', () => severityOf(document, 'unit-mismatch') !== undefined);
  });

  test('silences a JSON file, which can bear no comment, by a quick fix', async () => {
    put('spikelint.json', '{}');
    put('net.json', '{ "tau_m": 20.0, "tau_m": 30.0 }');
    const { document } = await open('net.json');
    const { range } = await eventually('a finding', () =>
      findingsIn(document).find((each) => ruleOf(each) === 'duplicate-key'),
    );
    const { edit } = await eventually('the action', async () =>
      (await actionsAt(document, range)).find(({ title }) => title.includes('Ignore duplicate-key in this file')),
    );
    assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
    const settings = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, 'spikelint.json')));
    assert.deepEqual(JSON.parse(settings.getText()), { ignore: { 'net.json': ['duplicate-key'] } });
    await eventually('no finding', () => findingsIn(document).length === 0);
  });

  test('knows the configuration files that a script opens', async () => {
    put('net.json', '{ "tau_m": 20.0 }');
    put(
      'run.py',
      'import json\nwith open("net.json") as file:\n    config = json.load(file)\ntau = config.get("tau_membrane", 10.0)\n',
    );
    const { document } = await open('run.py');
    const finding = await eventually('a finding', () =>
      findingsIn(document).find((each) => ruleOf(each) === 'missing-key'),
    );
    const places = finding.relatedInformation?.map(({ location }) => location.uri.path.split('/').pop());
    assert.deepEqual(places, ['net.json']);
  });
});

// Tests the probe: the command opens a panel, and a worker that dies in the middle of a run costs one message and nothing else.
import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { type PlacedNetwork } from '../../src/protocol/analysis';
import { closeAll, eventually, fileOf, findingsIn, getApi, openCopy, openFile, ruleOf } from './editing';

/** Long enough that no machine is done before the worker is killed. */
const endlessMs = 10_000_000;

async function readNetwork(name: string): Promise<PlacedNetwork> {
  const { document } = await openFile(name);
  const { workers } = await getApi();
  const documents = [{ file: document.uri.toString(), text: document.getText() }];
  const [report] = await workers.analyst.request('lint', { documents, context: [], projects: [] });
  const [network] = report?.networks ?? [];
  assert.ok(network, 'the file builds a network');
  return network;
}

/** Runs `work` and returns what the user was shown as errors meanwhile. */
async function errorsShown(work: () => Promise<void>): Promise<string[]> {
  const shown: string[] = [];
  const window = vscode.window as { showErrorMessage: (message: string) => Thenable<undefined> };
  const { showErrorMessage } = window;
  window.showErrorMessage = (message) => {
    shown.push(message);
    return Promise.resolve(undefined);
  };
  try {
    await work();
  } finally {
    window.showErrorMessage = showErrorMessage;
  }
  return shown;
}

const probeTabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('spikelint.probe'));

async function lensTitle({ uri }: vscode.TextDocument, wanted: RegExp): Promise<string | undefined> {
  const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  return lenses.map(({ command }) => command?.title ?? '').find((title) => wanted.test(title));
}

suite('probe', () => {
  teardown(closeAll);

  test('Run Probe opens one panel beside the file, however often it is run', async () => {
    await openFile('nest_network.py');
    await vscode.commands.executeCommand('spikelint.runProbe');
    const [tab] = await eventually('a panel', () => (probeTabs().length > 0 ? probeTabs() : undefined));
    assert.match(tab?.label ?? '', /nest_network\.py/);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('spikelint.runProbe');
    assert.equal(probeTabs().length, 1);
  });

  test('a population has a lens that runs the probe', async () => {
    const { document } = await openFile('nest_network.py');
    const lens = await eventually('a lens', async () => {
      const lenses: vscode.CodeLens[] = await vscode.commands.executeCommand(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      return lenses.find(({ command }) => command?.command === 'spikelint.runProbe');
    });
    assert.match(document.lineAt(lens.range.start.line).text, /^neurons = /);
    assert.match(lens.command?.title ?? '', /Probe/);
  });

  test('a lens carries the result of the last run', async () => {
    const { document } = await openFile('nest_network.py');
    await vscode.commands.executeCommand('spikelint.runProbe');
    const title = await eventually('a rate in the title', () => lensTitle(document, / Hz /));
    assert.match(title, /^▶ Probe · neurons [\d.]+ Hz · [\d.]+ s$/);
  });

  test('a circuit’s configuration has one, and its tables and files of numbers are read for the run', async () => {
    const uri = fileOf('../../fixtures/sonata/simulation_config.json');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.match(await eventually('a lens', () => lensTitle(document, /Probe/)), /network \(2 populations\)/);
    const { workers } = await getApi();
    const { networks } = await workers.simulator.request('networks', {
      document: { file: uri.toString(), text: document.getText() },
      context: [],
      projects: [],
      folders: [vscode.Uri.joinPath(uri, '..').toString()],
    });
    const sizes = networks[0]?.populations.map(({ name, size }) => [name, size]);
    assert.deepEqual(sizes, [
      ['Exc', 4],
      ['Inh', 2],
    ]);
  });

  test('what a script expects runs in the Testing view', async () => {
    const editor = await openCopy('nest_network.py');
    const { document } = editor;
    const line = document
      .getText()
      .split('\n')
      .findIndex((each) => each.startsWith('neurons ='));
    const end = document.lineAt(line).range.end;
    await editor.edit((edit) => edit.insert(end, '  # spikelint: expect rate 1..900 Hz'));
    assert.equal(await lensTitle(document, / Hz /), undefined);
    const title = await eventually('the test has run', async () => {
      await vscode.commands.executeCommand('testing.runCurrentFile');
      return lensTitle(document, / Hz /);
    });
    assert.match(title, /neurons [\d.]+ Hz/);
  });

  test('the fix of a finding can be probed before and after', async () => {
    const { document } = await openFile('pynn_weight.py');
    const finding = await eventually('the finding', () =>
      findingsIn(document).find((each) => ruleOf(each) === 'unit-mismatch'),
    );
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
    );
    const action = actions.find(({ title }) => title.startsWith('Probe before and after'));
    assert.ok(action?.command, actions.map(({ title }) => title).join('\n'));
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    const title = await eventually('a run', () => lensTitle(document, /runaway/));
    assert.match(title, /runaway/);
  });

  test('the network fires, and the same seed gives the same spikes', async () => {
    const network = await readNetwork('nest_network.py');
    const { simulator } = (await getApi()).workers;
    const run = () => simulator.request('probe', { network, options: { ms: 200, seed: 7 } });
    const [one, other] = [await run(), await run()];
    assert.ok(one.times.length > 100, `${one.times.length} spikes`);
    assert.deepEqual(other.times, one.times);
    assert.deepEqual(other.ids, one.ids);
  });

  test('killing the worker in the middle of a run gives one message, and the next run works', async () => {
    const network = await readNetwork('nest_network.py');
    const { simulator } = (await getApi()).workers;
    const shown = await errorsShown(async () => {
      let halfway: () => void;
      const running = new Promise<void>((resolve) => (halfway = resolve));
      const run = simulator.request(
        'probe',
        { network, options: { ms: endlessMs, seed: 1 } },
        { progress: () => halfway() },
      );
      const failure = assert.rejects(run, /simulator stopped/);
      await Promise.race([running, failure]);
      await simulator.kill();
      await failure;
    });
    assert.equal(shown.length, 1, shown.join('\n'));
    assert.match(shown[0] ?? '', /simulator stopped/);
    const again = await simulator.request('probe', { network, options: { ms: 100, seed: 1 } });
    assert.ok(again.times.length > 0);
  });
});

// The Testing view: what scripts expect of their networks, each a test that a probe runs.
import * as vscode from 'vscode';
import { expectedOfEach, principalOf } from '../../core/principal';
import { type PlacedReport } from '../../protocol/analysis';
import { CancelledError } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { type Modules, readText } from '../modules';
import { readSettings } from '../settings';
import { fileOf, locate, openSources, uriOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { fileNameOf, networksIn } from './networks';
import { type ProbeNetworks } from './reading';
import { type ProbedNetwork, type ProbeRuns } from './runs';

export interface Tools {
  readonly analysis: Analysis;
  readonly analyst: WorkerClient;
  readonly modules: Modules;
  readonly reading: ProbeNetworks;
  readonly runs: ProbeRuns;
}

const excluded =
  '**/{node_modules,.git,.venv,venv,env,site-packages,__pycache__,.ipynb_checkpoints,.tox,build,dist}/**';
/** A file without it is not worth being read by the worker. */
const mark = /(?:#|\/\/)\s*spikelint:\s*expect\b|"_spikelint"\s*:/;
const readable = '**/*.{py,ipynb,json,jsonc,yaml,yml,toml}';
/** Of which population a test speaks; null stands for all. */
const populations = new WeakMap<vscode.TestItem, string | null>();

export function registerExpectations(tools: Tools): vscode.Disposable {
  const { analysis } = tools;
  const controller = vscode.tests.createTestController('spikelint.expectations', 'Spikelint');
  const list = (report: PlacedReport): void => listFile(controller, report);
  const listOpen = (files: readonly string[]): void => {
    for (const source of openSources().filter(({ file }) => files.includes(file))) {
      const report = analysis.latest(source);
      if (report) list(report);
    }
  };
  controller.resolveHandler = async (item) => {
    if (!item) await discover(tools, list);
  };
  controller.refreshHandler = () => discover(tools, list);
  controller.createRunProfile(
    vscode.l10n.t('Probe'),
    vscode.TestRunProfileKind.Run,
    (request, cancel) => runTests(controller, tools, request, cancel),
    true,
  );
  return vscode.Disposable.from(controller, analysis.onDidReport(listOpen));
}

/** The files of the workspace that expect something. */
async function discover({ analyst, modules }: Tools, list: (report: PlacedReport) => void): Promise<void> {
  for (const uri of await vscode.workspace.findFiles(readable, excluded)) {
    const text = await readText(uri);
    if (text === null || !mark.test(text)) continue;
    const documents = [{ file: fileOf(uri), text }];
    const surroundings = await modules.surroundingsOf(documents);
    for (const report of await analyst.request('lint', { documents, ...surroundings })) list(report);
  }
}

function listFile(controller: vscode.TestController, report: PlacedReport): void {
  const { file, expectations } = report;
  const old = controller.items.get(file);
  if (expectations.length === 0) {
    if (old) controller.items.delete(file);
    return;
  }
  const item = old ?? controller.createTestItem(file, fileNameOf(file), uriOf(file));
  const children = expectations.map(({ text, population, span }, at) => {
    const { uri, range } = locate(span);
    const label = population === null || text.includes(population) ? text : `${population} ${text}`;
    // Two of one wording are told apart by their order.
    const earlier = expectations.slice(0, at).filter((each) => each.text === text && each.population === population);
    const child = controller.createTestItem(`${population ?? ''}#${text}#${earlier.length}`, label, uri);
    child.range = range;
    populations.set(child, population);
    return child;
  });
  item.children.replace(children);
  if (!old) controller.items.add(item);
}

async function runTests(
  controller: vscode.TestController,
  tools: Tools,
  request: vscode.TestRunRequest,
  cancel: vscode.CancellationToken,
): Promise<void> {
  if (controller.items.size === 0) await discover(tools, (report) => listFile(controller, report));
  const run = controller.createTestRun(request);
  const abort = new AbortController();
  cancel.onCancellationRequested(() => abort.abort());
  for (const [file, tests] of chosenTests(controller, request)) {
    if (cancel.isCancellationRequested) break;
    for (const test of tests) run.started(test);
    try {
      await judgeFile(tools, run, file, tests, abort.signal);
    } catch (cause) {
      if (cause instanceof CancelledError) for (const test of tests) run.skipped(test);
      else for (const test of tests) run.errored(test, new vscode.TestMessage(messageOf(cause)));
    }
  }
  run.end();
}

/** By file, so that a network runs once however much is expected of it. */
function chosenTests(
  controller: vscode.TestController,
  { include, exclude = [] }: vscode.TestRunRequest,
): ReadonlyMap<string, readonly vscode.TestItem[]> {
  const chosen = new Map<string, vscode.TestItem[]>();
  controller.items.forEach((item) => {
    const tests: vscode.TestItem[] = [];
    item.children.forEach((test) => {
      const isIn = include === undefined || include.includes(item) || include.includes(test);
      if (isIn && !exclude.includes(item) && !exclude.includes(test)) tests.push(test);
    });
    if (tests.length > 0) chosen.set(item.id, tests);
  });
  return chosen;
}

async function judgeFile(
  { reading, runs }: Tools,
  run: vscode.TestRun,
  file: string,
  tests: readonly vscode.TestItem[],
  signal: AbortSignal,
): Promise<void> {
  const { probeDurationMs: durationMs, probeSeed: seed } = readSettings(uriOf(file));
  const networks = await networksIn(reading, file);
  const expected = tests.map((test) => ({ test, population: populations.get(test) ?? null }));
  const found = new Map(tests.map((test) => [test, { verdicts: [] as Verdict[], tookMs: 0 }]));
  for (const [network, spoken] of expectedOfEach(expected, networks, principalOf(networks) ?? 0)) {
    const startMs = performance.now();
    const probed = await runs.run({ file, network, population: null }, { durationMs, seed }, { signal });
    const tookMs = performance.now() - startMs;
    for (const { test } of spoken) {
      const judged = found.get(test);
      judged?.verdicts.push(...verdictsOn(test, probed));
      if (judged) judged.tookMs += tookMs;
    }
  }
  for (const [test, { verdicts, tookMs }] of found) report(run, test, verdicts, tookMs);
}

type Verdict = ProbedNetwork['examined']['examination']['expectations'][number];

function report(run: vscode.TestRun, test: vscode.TestItem, verdicts: readonly Verdict[], tookMs: number): void {
  const unmet = verdicts.filter(({ met }) => !met);
  if (verdicts.length === 0) {
    const text = vscode.l10n.t('No population that this speaks of was simulated.');
    run.errored(test, new vscode.TestMessage(text));
  } else if (unmet.length === 0) {
    run.passed(test, tookMs);
  } else {
    const messages = unmet.map(({ message }) => {
      const shown = new vscode.TestMessage(message);
      if (test.uri && test.range) shown.location = new vscode.Location(test.uri, test.range);
      return shown;
    });
    run.failed(test, messages, tookMs);
  }
}

/** One for each population that the expectation at the test's place speaks of. */
const verdictsOn = ({ uri, range }: vscode.TestItem, { examined: { examination } }: ProbedNetwork) =>
  examination.expectations.filter(({ expectation }) => {
    const place = locate(expectation.span);
    return place.uri.toString() === uri?.toString() && range?.start.isEqual(place.range.start) === true;
  });

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

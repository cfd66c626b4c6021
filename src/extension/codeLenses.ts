// "▶ Probe" with its last result over every population that a file creates, and over the first one for the network as a whole.
import * as vscode from 'vscode';
import { isMembraneName } from '../core/network/membraneName';
import { mayHoldRates } from '../core/rate/hint';
import { type PlacedNetwork, type PlacedReport } from '../protocol/analysis';
import { type ProbeSubject } from '../protocol/probe';
import { type Analysis } from './analysis';
import { type ProbeNetworks } from './probe/reading';
import { type ProbedNetwork, type ProbeRuns } from './probe/runs';
import { locateIn, sourceOf, type Source } from './sources';

function lensesOf(
  document: vscode.TextDocument,
  source: Source,
  network: PlacedNetwork,
  index: number,
  runs: ProbeRuns,
): vscode.CodeLens[] {
  const lens = (range: vscode.Range, title: string, tooltip: string, population: string | null): vscode.CodeLens => {
    const subject: ProbeSubject = { file: source.file, network: index, population };
    const last = runs.last(subject, network);
    // The rates name the populations, where it is not one alone.
    const short = population === null ? `▶ ${vscode.l10n.t('Probe')}` : title;
    const known = last === undefined ? title : `${short} · ${resultInWords(last)}`;
    return new vscode.CodeLens(range, { title: known, tooltip, command: 'spikelint.runProbe', arguments: [subject] });
  };
  // Whatever regulates, attends or modulates is looked at with the network that it works on.
  const blocks = blocksOf(network).flatMap(({ span, title }) => {
    const { uri, range } = locateIn(source, span);
    if (span.file !== source.file || uri.toString() !== document.uri.toString()) return [];
    const tooltip = vscode.l10n.t('Simulate the network for a moment and look at what this does in it');
    return [lens(range, `▶ ${title}`, tooltip, null)];
  });
  const own = new Set(blocksOf(network).map(({ span }) => span.start));
  const populations = network.populations.flatMap((population, at) => {
    if (own.has(population.span.start)) return [];
    const { uri, range } = locateIn(source, population.span);
    if (population.span.file !== source.file || uri.toString() !== document.uri.toString()) return [];
    const whole = network.populations.length > 1 && at === 0;
    const alone = lens(
      range,
      `▶ ${vscode.l10n.t('Probe {0}', population.name)}`,
      vscode.l10n.t('Simulate this population for a moment and look at its spikes'),
      network.populations.length > 1 ? population.name : null,
    );
    if (!whole) return [alone];
    const title = `▶ ${vscode.l10n.t('Probe network ({0} populations)', network.populations.length)}`;
    return [lens(range, title, wholeTooltip(), null), alone];
  });
  const lenses = [...populations, ...blocks];
  if (lenses.length > 0 || network.populations.length === 0) return lenses;
  // A configuration of a circuit: its populations are written in the tables that it names.
  const title = `▶ ${vscode.l10n.t('Probe network ({0} populations)', network.populations.length)}`;
  return [lens(new vscode.Range(0, 0, 0, 0), title, wholeTooltip(), null)];
}

const wholeTooltip = (): string => vscode.l10n.t('Simulate the whole network for a moment and look at its spikes');

interface Block {
  readonly span: PlacedNetwork['populations'][number]['span'];
  readonly title: string;
}

/** What works on populations and is made by a call of its own; the modulators of one bus are one block. */
function blocksOf({ homeostasis = [], attention = [], modulators = [] }: PlacedNetwork): Block[] {
  const [first] = modulators;
  const all = [
    ...homeostasis.map(({ span, population }) => ({
      span,
      title: vscode.l10n.t('Probe homeostasis of {0}', population),
    })),
    ...attention.map(({ span, name, population }) => ({
      span,
      title: vscode.l10n.t('Probe {0} over {1}', name, population),
    })),
    ...(first ? [{ span: first.span, title: vscode.l10n.t('Probe neuromodulators') }] : []),
  ];
  return all.filter(
    ({ span }, at) => span.file !== '' && all.findIndex((each) => each.span.start === span.start) === at,
  );
}

/** Only a script of neurons is read anew for its lenses: one that makes a network, steps a membrane itself, or has a class of rate units. */
const mayProbe = ({ networks, names }: PlacedReport, text: string): boolean =>
  networks.length > 0 || names.some(({ name }) => isMembraneName(name)) || mayHoldRates(text);

/** A title names this many populations. */
const namedAtMost = 4;

/** `E 8.2 Hz, I 9.1 Hz · 0.12 s`, with what is wrong. */
function resultInWords({ examined: { recording, examination } }: ProbedNetwork): string {
  const { populations, symptoms } = examination;
  const digits = (value: number): string => String(Number(value.toPrecision(value < 10 ? 2 : 3)));
  const rates = populations
    .slice(0, namedAtMost)
    .map(({ name, rateHz, rated }) => `${name} ${digits(rateHz)}${rated ? '' : ' Hz'}`);
  const rest = populations.length > namedAtMost ? [vscode.l10n.t('{0} more', populations.length - namedAtMost)] : [];
  const kinds = [...new Set(symptoms.map(({ kind }) => kind))].slice(0, 2);
  const seconds = (recording.timing.buildMs + recording.timing.runMs) / 1000;
  return [[...rates, ...rest].join(', '), ...kinds, `${digits(seconds)} s`].join(' · ');
}

export interface LensTools {
  readonly analysis: Analysis;
  readonly reading: ProbeNetworks;
  readonly runs: ProbeRuns;
}

export function registerCodeLenses({ analysis, reading, runs }: LensTools): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      if (!report || !mayProbe(report, document.getText())) return [];
      // Overtaken by a newer text, or without a worker: the next report asks for lenses again.
      const { networks } = await reading.of(source, report).catch(() => ({ networks: [] }));
      return networks.flatMap((network, index) => lensesOf(document, source, network, index, runs));
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(['python', 'json', 'jsonc', 'yaml', 'toml'], provider),
    analysis.onDidReport(() => changed.fire()),
    runs.onDidRun(() => changed.fire()),
  );
}

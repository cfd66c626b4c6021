// "▶ Probe" over every population that a file creates, and over the first one for the network as a whole.
import * as vscode from 'vscode';
import { type PlacedNetwork } from '../protocol/analysis';
import { type ProbeSubject } from '../protocol/probe';
import { type Analysis } from './analysis';
import { locateIn, sourceOf, type Source } from './sources';

function lensesOf(
  document: vscode.TextDocument,
  source: Source,
  network: PlacedNetwork,
  index: number,
): vscode.CodeLens[] {
  const lens = (range: vscode.Range, title: string, tooltip: string, population: string | null): vscode.CodeLens => {
    const subject: ProbeSubject = { file: source.file, network: index, population };
    return new vscode.CodeLens(range, { title, tooltip, command: 'spikelint.runProbe', arguments: [subject] });
  };
  return network.populations.flatMap((population, at) => {
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
    const tooltip = vscode.l10n.t('Simulate the whole network for a moment and look at its spikes');
    return [lens(range, title, tooltip, null), alone];
  });
}

export function registerCodeLenses(analysis: Analysis): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      return report ? report.networks.flatMap((network, index) => lensesOf(document, source, network, index)) : [];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider('python', provider),
    analysis.onDidReport(() => changed.fire()),
  );
}

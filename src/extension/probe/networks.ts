// Finds the network that a probe is about in the file as it stands now, and where its populations are written.
import * as vscode from 'vscode';
import { dialsOf } from '../../core/network/dials';
import { type PlacedNetwork } from '../../protocol/analysis';
import { type ProbeSubject, type SubjectDescription } from '../../protocol/probe';
import { readSettings } from '../settings';
import { openSources, sourceOf, sourceOfNotebook, uriOf, type Source } from '../sources';
import { type ProbeNetworks } from './reading';

/** Why there is nothing to simulate, and what to do about it. */
export class NoNetworkError extends Error {
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

export const fileNameOf = (file: string): string => uriOf(file).path.split('/').pop() ?? file;

export async function openSource(file: string): Promise<Source | undefined> {
  const open = openSources().find((source) => source.file === file);
  if (open) return open;
  const uri = uriOf(file);
  try {
    if (uri.path.endsWith('.ipynb')) return sourceOfNotebook(await vscode.workspace.openNotebookDocument(uri));
    return sourceOf(await vscode.workspace.openTextDocument(uri));
  } catch {
    return undefined;
  }
}

export async function networksIn(reading: ProbeNetworks, file: string): Promise<readonly PlacedNetwork[]> {
  const name = fileNameOf(file);
  const source = await openSource(file);
  if (!source) {
    throw new NoNetworkError(
      vscode.l10n.t('{0} could not be opened as a script or a configuration.', name),
      vscode.l10n.t('Open the file that builds the network and run "Spikelint: Run Probe" there.'),
    );
  }
  if (!readSettings(source.uri).enable) {
    throw new NoNetworkError(
      vscode.l10n.t('Spikelint is switched off for this file.'),
      vscode.l10n.t('Switch the setting "spikelint.enable" on and try again.'),
    );
  }
  const { networks, error } = await reading.settled(source);
  if (error !== null) {
    throw new NoNetworkError(
      vscode.l10n.t('{0} could not be read: {1}', name, error),
      vscode.l10n.t('Mend the file, or run "Spikelint: Restart" if the analysis has stopped, and try again.'),
    );
  }
  return networks;
}

export async function findNetwork(reading: ProbeNetworks, subject: ProbeSubject): Promise<PlacedNetwork> {
  const networks = await networksIn(reading, subject.file);
  const network = networks[subject.network];
  if (!network || network.populations.length === 0) {
    throw new NoNetworkError(
      vscode.l10n.t('No population was found in {0}.', fileNameOf(subject.file)),
      vscode.l10n.t(
        'Spikelint reads populations from calls such as nest.Create("iaf_psc_exp", 100) and sim.Population(100, sim.IF_curr_exp()), and from the configurations of SONATA circuits. Add one, or open the file that has them.',
      ),
    );
  }
  if (subject.population !== null && !network.populations.some(({ name }) => name === subject.population)) {
    throw new NoNetworkError(
      vscode.l10n.t('{0} has no population "{1}" any more.', fileNameOf(subject.file), subject.population),
      vscode.l10n.t('Choose ▶ Probe above one of the populations in the file.'),
    );
  }
  return network;
}

export function describeNetwork(file: string, network: PlacedNetwork): SubjectDescription {
  return {
    fileName: fileNameOf(file),
    backend: network.backend,
    populations: network.populations.map(({ name, model, size, span }) => ({ name, model, size, line: span.line })),
    assumed: network.assumed.map(({ what, value, why }) => ({ what, value, why })),
    dials: dialsOf(network),
  };
}

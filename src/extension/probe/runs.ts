// Runs probes of scripts as they stand, for the panels, the lenses and the tests, and knows what the last run of each network came to.
import * as vscode from 'vscode';
import {
  type Examined,
  type PlacedNetwork,
  type PlacedRemedy,
  type SourceDocument,
  type Turned,
  type TurnedParams,
  type Written,
} from '../../protocol/analysis';
import { type ProbeSettings, type ProbeSubject, type ScriptNumber } from '../../protocol/probe';
import { type Modules } from '../modules';
import { textOf } from '../sources';
import { type WorkerClient } from '../workerClient';
import { networkKey } from './networkKey';
import { findNetwork, openSource } from './networks';
import { type ProbeNetworks } from './reading';

export interface Watching {
  readonly signal?: AbortSignal;
  readonly progress?: (fraction: number) => void;
}

/** A run of a script's network. */
export interface ProbedNetwork {
  readonly examined: Examined;
  readonly settings: ProbeSettings;
  readonly network: PlacedNetwork;
  /** Tells whether the network has changed since. */
  readonly key: string;
}

interface Change {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
}

const nameOf = ({ file, network, population }: ProbeSubject): string => `${file}#${network}#${population ?? ''}`;

export class ProbeRuns implements vscode.Disposable {
  private readonly known = new Map<string, ProbedNetwork>();
  private readonly ran = new vscode.EventEmitter<string>();
  /** The file of which a network was run. */
  readonly onDidRun = this.ran.event;

  constructor(
    private readonly reading: ProbeNetworks,
    private readonly modules: Modules,
    private readonly simulator: WorkerClient,
  ) {}

  dispose(): void {
    this.ran.dispose();
  }

  /** The last run, if the network is still the one that was run. */
  last(subject: ProbeSubject, now: PlacedNetwork): ProbedNetwork | undefined {
    const known = this.known.get(nameOf(subject));
    return known?.key === networkKey(now) ? known : undefined;
  }

  async run(subject: ProbeSubject, settings: ProbeSettings, watching: Watching = {}): Promise<ProbedNetwork> {
    const network = await findNetwork(this.reading, subject);
    const examined = await this.examine(await this.document(subject.file), subject, settings, watching);
    const probed = { examined, network, settings, key: networkKey(network) };
    // What was turned is no run of the script as it stands.
    if (Object.keys(settings.turned ?? {}).length > 0) return probed;
    this.known.set(nameOf(subject), probed);
    this.ran.fire(subject.file);
    return probed;
  }

  /** A run of the script as it would be with a change in it. */
  async runChanged(
    subject: ProbeSubject,
    settings: ProbeSettings,
    changes: readonly Change[],
    watching: Watching,
  ): Promise<Examined> {
    const { file, text } = await this.document(subject.file);
    const ordered = [...changes].sort((one, other) => other.span.start - one.span.start);
    const changed = ordered.reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
    return this.examine({ file, text: changed }, subject, settings, watching);
  }

  async remedies({ run }: Examined, watching: Watching): Promise<readonly PlacedRemedy[]> {
    return this.simulator.request('remedies', { run }, watching);
  }

  async runRemedy({ network, dtMs }: PlacedRemedy, subject: ProbeSubject, settings: ProbeSettings, watching: Watching) {
    const options = { ...optionsFor(subject, settings), ...(dtMs === undefined ? {} : { dtMs }) };
    return this.simulator.request('probe', { network, options }, watching);
  }

  private async document(file: string): Promise<SourceDocument> {
    const source = await openSource(file);
    return { file, text: source ? textOf(source) : '' };
  }

  private async examine(
    document: SourceDocument,
    subject: ProbeSubject,
    settings: ProbeSettings,
    watching: Watching,
  ): Promise<Examined> {
    const { turned = {} } = settings;
    const script = await this.script(document, subject);
    const params = { ...script, turned, options: optionsFor(subject, settings) };
    return this.simulator.request('examine', params, watching);
  }

  /** What the worker needs to read the script again. */
  private async script(document: SourceDocument, { network }: ProbeSubject): Promise<Omit<TurnedParams, 'turned'>> {
    return { document, ...(await this.modules.surroundingsOf([document])), network };
  }

  async scriptNumbers(subject: ProbeSubject, watching: Watching): Promise<readonly ScriptNumber[]> {
    return this.simulator.request(
      'scriptNumbers',
      await this.script(await this.document(subject.file), subject),
      watching,
    );
  }

  async write(subject: ProbeSubject, turned: Turned): Promise<Written> {
    return this.simulator.request('write', {
      ...(await this.script(await this.document(subject.file), subject)),
      turned,
    });
  }
}

const optionsFor = ({ population }: ProbeSubject, { durationMs, seed, traced = [] }: ProbeSettings) => ({
  ms: durationMs,
  seed,
  traced,
  ...(population === null ? {} : { population }),
});

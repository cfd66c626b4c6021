// One Probe panel: answers what its page asks for, and remembers the last recording for when the page is shown again.
import * as vscode from 'vscode';
import {
  type ProbeHostMethods,
  type ProbeOpening,
  type ProbePanelMethods,
  type ProbeRun,
  type ProbeSettings,
  type ProbeSubject,
  type Recording,
  type ShownRemedy,
} from '../../protocol/probe';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer, type RequestContext } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { locate, openSources, uriOf } from '../sources';
import { spikesAsCsv } from '../../protocol/spikesCsv';
import { networkKey } from './networkKey';
import { type PlacedFinding, type PlacedRemedy, type Turned, type Written } from '../../protocol/analysis';
import { History, type KeptRun } from './history';
import { describeNetwork, fileNameOf, findNetwork, NoNetworkError } from './networks';
import { connectPanel } from '../panels/connect';
import { previewChanges } from '../panels/preview';
import { revealPlace } from '../panels/reveal';
import { saveBytes } from '../panels/save';
import { type ProbeNetworks } from './reading';
import { type ProbedNetwork, type ProbeRuns } from './runs';

export const probeViewType = 'spikelint.probe';

export interface PanelTools {
  readonly analysis: Analysis;
  readonly reading: ProbeNetworks;
  readonly runs: ProbeRuns;
  readonly extension: vscode.Uri;
}

/** A change of the script, to be held against it as it is. */
export type Proposal = Pick<PlacedFinding['fixes'][number], 'title' | 'edits'>;

/** What can be compared with the run and written into the script. */
interface Offer {
  readonly shown: ShownRemedy;
  readonly edits: PlacedRemedy['edits'];
  record(context: RequestContext<number>): Promise<Recording>;
}

type Part = Offer['edits'][number]['span'];

const doMeet = (one: Part, other: Part): boolean =>
  one.file === other.file && one.start < other.end && other.start < one.end;

export class ProbePanel {
  private readonly peer: Peer<ProbeHostMethods & PanelHostMethods, ProbePanelMethods>;
  private readonly history = new History();
  private shown: KeptRun | null = null;
  private offers: readonly Offer[] = [];
  /** Whether the page was told that the script has changed since. */
  private isOutdated = false;
  private run: AbortController | undefined;
  /** The run before a change that was written from here: what comes is held against it. */
  private before: number | null = null;

  constructor(
    private readonly tools: PanelTools,
    readonly panel: vscode.WebviewPanel,
    private subject: ProbeSubject,
    private settings: ProbeSettings,
    private proposal: Proposal | null = null,
  ) {
    this.entitle();
    this.peer = connectPanel(panel, {
      extension: tools.extension,
      name: 'probe',
      subject: () => uriOf(this.subject.file),
      handlers: this.handlers(),
    });
    const reports = tools.analysis.onDidReport((files) => {
      if (files.includes(this.subject.file)) void this.tellOutdated(true);
    });
    panel.onDidDispose(() => {
      reports.dispose();
      this.run?.abort();
    });
  }

  private get probed(): ProbedNetwork | null {
    return this.shown?.probed ?? null;
  }

  /** Shows another part of the network, or the same anew. */
  show(subject: ProbeSubject, settings: ProbeSettings, proposal: Proposal | null): void {
    if (subject.population !== this.subject.population) this.history.clear();
    this.subject = subject;
    this.settings = settings;
    this.proposal = proposal;
    this.before = null;
    this.shown = null;
    this.offers = [];
    this.isOutdated = false;
    this.entitle();
    this.panel.reveal(undefined, true);
    // A page that isn't there to hear this asks by itself when it comes back.
    this.peer.request('refresh', null).catch(() => undefined);
  }

  private entitle(): void {
    const name = fileNameOf(this.subject.file);
    this.panel.title = vscode.l10n.t(
      'Probe: {0}',
      this.subject.population ? `${name} · ${this.subject.population}` : name,
    );
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(this.tools.extension, 'media', 'probe-light.svg'),
      dark: vscode.Uri.joinPath(this.tools.extension, 'media', 'probe-dark.svg'),
    };
  }

  private handlers(): Handlers<ProbeHostMethods> {
    return {
      open: () => this.open(),
      run: (settings, context) => this.simulate(settings, context),
      recall: ({ run }) => this.recall(run),
      scriptNumbers: (_, context) =>
        this.tools.runs.scriptNumbers(this.subject, {
          signal: context.signal,
          progress: (fraction) => context.progress(fraction),
        }),
      write: (turned) => this.written(this.write(turned)),
      remedies: (_, context) => this.remedies(context),
      compare: ({ remedy }, context) => this.offer(remedy).record(context),
      apply: ({ remedy }) => this.written(this.apply(this.offer(remedy))),
      reveal: ({ population }) => this.reveal(population),
      saveSpikes: () => this.saveSpikes(),
    };
  }

  private async open(): Promise<ProbeOpening> {
    const { subject, settings, shown } = this;
    try {
      const description = describeNetwork(subject.file, await findNetwork(this.tools.reading, subject));
      this.isOutdated = await this.compare();
      const run = shown && this.runOf(shown);
      return { kind: 'subject', subject, description, settings, run, outdated: this.isOutdated, before: this.before };
    } catch (cause) {
      if (cause instanceof NoNetworkError) return { kind: 'nothing', message: cause.message, advice: cause.advice };
      throw cause;
    }
  }

  private async simulate(settings: ProbeSettings, context: RequestContext<number>): Promise<ProbeRun> {
    this.run?.abort();
    const run = (this.run = new AbortController());
    context.signal.addEventListener('abort', () => run.abort());
    this.settings = settings;
    const probed = await this.tools.runs.run(this.subject, settings, {
      signal: run.signal,
      progress: (fraction) => context.progress(fraction),
    });
    const kept = this.history.add(probed);
    // A proposal's places are those of the script that it was made for.
    if (this.shown && this.shown.script !== kept.script) this.proposal = null;
    if (this.run === run) {
      this.before = null;
      this.shown = kept;
      this.offers = [];
      void this.tellOutdated();
    }
    return this.runOf(kept);
  }

  private recall(id: number): ProbeRun {
    const kept = this.history.find(id);
    if (!kept) throw new Error(vscode.l10n.t('That run is no longer kept: run it again with its settings.'));
    return this.runOf(kept);
  }

  private runOf({ id, script, probed }: KeptRun): ProbeRun {
    const { network, settings, examined } = probed;
    const { recording, examination, about } = examined;
    return {
      ...{ id, script, settings, about, earlier: this.history.list() },
      recording,
      description: describeNetwork(this.subject.file, network),
      figures: examination.populations,
      symptoms: examination.symptoms,
      attention: examination.attention,
      verdicts: examination.expectations.map(({ met, message, population, expectation }) => {
        const { measure, low, high, text } = expectation;
        return { met, message, population, measure, low, high, text };
      }),
      proposed: this.proposal?.title ?? null,
    };
  }

  private async remedies(context: RequestContext<number>): Promise<readonly ShownRemedy[]> {
    const { probed, proposal } = this;
    if (!probed) return [];
    const watching = { signal: context.signal, progress: (fraction: number) => context.progress(fraction) };
    const proposed = proposal ? [await this.proposed(probed, proposal, watching)] : [];
    const found = await this.tools.runs.remedies(probed.examined, watching);
    const offers = found
      .filter(({ title }) => title !== proposal?.title)
      .map((remedy): Offer => {
        const { title, change, leaves, before, after, weights, edits } = remedy;
        return {
          shown: {
            title,
            change,
            leaves,
            before,
            after,
            ...(weights && { weights }),
            canApply: edits.length > 0,
          },
          edits,
          record: (asked) =>
            this.tools.runs.runRemedy(remedy, this.subject, this.settings, {
              signal: asked.signal,
              progress: (fraction) => asked.progress(fraction),
            }),
        };
      });
    if (this.probed === probed) this.offers = [...proposed, ...offers];
    return [...proposed, ...offers].map(({ shown }) => shown);
  }

  /** The change that the panel was opened for, run beside the script as it is. */
  private async proposed(
    { examined: { examination } }: ProbedNetwork,
    { title, edits }: Proposal,
    watching: Parameters<ProbeRuns['runChanged']>[3],
  ): Promise<Offer> {
    const changed = await this.tools.runs.runChanged(this.subject, this.settings, edits, watching);
    const { populations: after, symptoms } = changed.examination;
    const leaves = symptoms.map(({ kind, population }) => ({ kind, population }));
    const shown = { title, change: title, leaves, before: examination.populations, after, canApply: true };
    return { shown, edits, record: () => Promise.resolve(changed.recording) };
  }

  private offer(at: number): Offer {
    const offer = this.offers[at];
    if (!offer) throw new Error(vscode.l10n.t('There is no such change any more: run the probe again.'));
    return offer;
  }

  /** Past the editor's preview: it changes what the model computes. */
  private async apply({ shown: { title }, edits }: Offer): Promise<boolean> {
    if (await this.compare())
      throw new Error(vscode.l10n.t('The script has changed since this run: run it again first.'));
    const { turned = {} } = this.probed?.settings ?? {};
    if (Object.keys(turned).length === 0) return this.preview(title, edits);
    // What was tried is the change of the network as it is turned: both are written, or nothing.
    const { edits: own } = await this.numbersOf(turned);
    if (own.some(({ span }) => edits.some((each) => doMeet(span, each.span))))
      throw new Error(
        vscode.l10n.t('It changes a number that is turned as well. Write what is turned first, then run again.'),
      );
    return this.preview(title, [...edits, ...own]);
  }

  /** What was turned, as the numbers of the script that it comes down to. */
  private async write(turned: Turned): Promise<boolean> {
    const { edits, exact } = await this.numbersOf(turned);
    const title = vscode.l10n.t('Turn {0}', Object.keys(turned).join(', '));
    return this.preview(exact ? title : vscode.l10n.t('{0}: the number stands for more than that', title), edits);
  }

  private async numbersOf(turned: Turned): Promise<Written> {
    const written = await this.tools.runs.write(this.subject, turned);
    if (written.edits.length === 0) {
      throw new Error(
        vscode.l10n.t(
          'No single number of the script stands for that. Change it by hand, or turn another number: {0}.',
          Object.keys(turned).join(', '),
        ),
      );
    }
    return written;
  }

  /**
   * What was turned stands in the script now: turned once more it would be twice as much. The page may be gone, as the preview can stand in its place:
   * it is told so when it opens again.
   */
  private async written(writing: Promise<boolean>): Promise<boolean> {
    const { shown } = this;
    const isWritten = await writing;
    if (!isWritten || this.shown !== shown) return isWritten;
    const asWritten = this.history
      .list()
      .find(({ script, settings: { turned = {} } }) => script === shown?.script && Object.keys(turned).length === 0);
    this.before = asWritten?.id ?? shown?.id ?? null;
    this.settings = { ...this.settings, turned: {} };
    this.shown = null;
    this.offers = [];
    this.proposal = null;
    this.peer.request('refresh', null).catch(() => undefined);
    return true;
  }

  private preview(title: string, edits: Offer['edits']): Promise<boolean> {
    const description = vscode.l10n.t('changes what the model computes');
    const changes = edits.map(({ span, newText }) => ({ ...locate(span), newText, description }));
    return previewChanges(title, changes);
  }

  /** Whether the network as it is read now is another than the recorded one; while it can't be read, nobody knows. */
  private async compare(): Promise<boolean> {
    const { probed, subject } = this;
    if (!probed) return false;
    const source = openSources().find(({ file }) => file === subject.file);
    const report = source && this.tools.analysis.current(source);
    const read = report && (await this.tools.reading.of(source, report).catch(() => undefined));
    const network = read?.networks[subject.network];
    return network && this.probed === probed ? networkKey(network) !== probed.key : this.isOutdated;
  }

  private async tellOutdated(onlyChanges = false): Promise<void> {
    const isOutdated = await this.compare();
    if (onlyChanges && isOutdated === this.isOutdated) return;
    this.isOutdated = isOutdated;
    // A page that isn't there to hear this is told when it opens again.
    this.peer.request('outdated', this.isOutdated).catch(() => undefined);
  }

  private async reveal(population: string | null): Promise<null> {
    const network = await findNetwork(this.tools.reading, this.subject);
    const span = network.populations.find(({ name }) => name === population)?.span;
    const start = new vscode.Location(uriOf(this.subject.file), new vscode.Position(0, 0));
    return revealPlace(span ? locate(span) : start);
  }

  private async saveSpikes(): Promise<boolean> {
    const recording = this.probed?.examined.recording;
    if (!recording) throw new Error(vscode.l10n.t('There is no recording to save: run the probe first.'));
    const stem = fileNameOf(this.subject.file).replace(/\.\w+$/, '');
    const bytes = new TextEncoder().encode([...spikesAsCsv(recording)].join(''));
    return saveBytes(uriOf(this.subject.file), `${stem}-spikes.csv`, 'csv', bytes);
  }
}

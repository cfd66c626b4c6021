// One Live panel: keeps the stream of its service while it is open, and tells its page what is new while that is looked at.
import * as vscode from 'vscode';
import type { Address } from '../../live/address';
import { trialCase } from '../../live/trialCase';
import {
  type LiveExport,
  type LiveHostMethods,
  type LiveOpening,
  type LivePanelMethods,
  type LiveSubject,
  type TriedSolution,
} from '../../protocol/live';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer } from '../../protocol/peer';
import { connectPanel } from '../panels/connect';
import { saveBytes } from '../panels/save';
import { type WorkerClient } from '../workerClient';
import { askLevel, confirmChange } from './asking';
import { exportedText } from './exporting';
import { admit, liveSettings } from './hosts';
import { type LiveKeys } from './key';
import { chooseSession } from './sessions';
import { Streaming } from './streaming';

export const liveViewType = 'spikelint.live';

export interface LiveTools {
  readonly extension: vscode.Uri;
  readonly keys: LiveKeys;
  /** What outlives a window: hosts that were agreed to, the last address. */
  readonly memory: vscode.Memento;
  /** Runs what is tried out. */
  readonly worker: WorkerClient;
}

type Service = Extract<LiveSubject, { kind: 'service' }>;

export class LivePanel {
  private readonly peer: Peer<LiveHostMethods & PanelHostMethods, LivePanelMethods>;
  private streaming: Streaming | undefined;
  private hasKey = false;
  private told = false;

  /** @param ask whether the user may be asked to agree to another host: not where the panel comes back by itself */
  constructor(
    private readonly tools: LiveTools,
    readonly panel: vscode.WebviewPanel,
    private subject: Service,
    private ask: boolean,
  ) {
    this.peer = connectPanel(panel, {
      extension: tools.extension,
      name: 'live',
      subject: () => undefined,
      handlers: this.handlers(),
    });
    panel.onDidChangeViewState(() => this.tell());
    panel.onDidDispose(() => this.streaming?.dispose());
  }

  get url(): string {
    return this.subject.url;
  }

  /** Asks anew: with another key, or because the user opened the service again. */
  async restart(): Promise<void> {
    this.ask = true;
    this.streaming?.dispose();
    this.streaming = undefined;
    // A page that isn't there to hear this asks by itself when it comes back.
    await this.peer.request('refresh', null).catch(() => undefined);
  }

  private handlers(): Handlers<LiveHostMethods> {
    return {
      open: () => this.open(),
      since: ({ cursor }) => {
        this.told = false;
        return this.running().since(cursor);
      },
      pause: ({ paused }) => this.done((streaming) => streaming.pause(paused)),
      retry: () => this.done((streaming) => streaming.retry()),
      chooseSession: ({ beside }) => this.choose(beside),
      leaveOut: () => {
        const { kind, url, session } = this.subject;
        return this.change({ kind, url, session });
      },
      setKey: () => this.setKey(),
      tryOut: (asked) => this.tryOut(asked),
      apply: (asked) => this.apply(asked),
      trace: ({ session }) => this.trace(session),
      inject: ({ session }) => this.inject(session),
      export: ({ kind }) => this.save(kind),
    };
  }

  private async open(): Promise<LiveOpening> {
    const admitted = await admit(this.subject.url, this.tools.memory, this.ask);
    if ('message' in admitted) {
      if (admitted.openSettings && this.ask) void offerSettings(admitted.message);
      return { kind: 'nothing', message: admitted.message, advice: admitted.advice };
    }
    const { address } = admitted;
    this.subject = { ...this.subject, url: address.url };
    this.panel.title = vscode.l10n.t('Live: {0}', address.host);
    if (!this.streaming) await this.start(address);
    return { kind: 'service', subject: this.subject, hasKey: this.hasKey };
  }

  private async start(address: Address): Promise<void> {
    const key = await this.tools.keys.get(address);
    this.hasKey = key !== undefined;
    const { session, beside } = this.subject;
    const sessions = beside === undefined ? [session] : [session, beside];
    const keyHint =
      key === undefined
        ? vscode.l10n.t('run "Spikelint: Set Live Service Key"')
        : vscode.l10n.t('look at the key: "Spikelint: Set Live Service Key" takes another');
    const { intervalMs } = liveSettings();
    this.streaming = new Streaming({ address, key, keyHint, sessions, intervalMs }, () => this.tell());
  }

  /** Only who looks is told: a hidden page costs nothing, and asks for all that it missed when it is shown again. */
  private tell(): void {
    if (!this.panel.visible || this.told || !this.streaming) return;
    this.told = true;
    this.peer.request('changed', null).catch(() => (this.told = false));
  }

  private running(): Streaming {
    if (!this.streaming) throw new Error(vscode.l10n.t('The service is not being asked: open it again.'));
    return this.streaming;
  }

  private done(action: (streaming: Streaming) => void): null {
    action(this.running());
    this.tell();
    return null;
  }

  private async choose(beside: boolean): Promise<LiveSubject> {
    const chosen = await chooseSession(this.running().knownSessions(), beside);
    if (chosen === undefined) return this.subject;
    return this.change(beside ? { ...this.subject, beside: chosen } : { ...this.subject, session: chosen });
  }

  private change(subject: Service): Service {
    this.subject = subject;
    const { session, beside } = subject;
    this.running().watch(beside === undefined ? [session] : [session, beside]);
    void this.peer.request('refresh', null).catch(() => undefined);
    return subject;
  }

  private async setKey(): Promise<boolean> {
    const { keys } = this.tools;
    const done = await keys.ask(this.running().address);
    if (done) await this.restart();
    return done;
  }

  private async tryOut({ session, item, solution }: LiveHostMethods['tryOut']['params']): Promise<TriedSolution> {
    const known = this.running().solution(session, item, solution);
    const trial = known?.found.trial ?? null;
    const tried =
      known && trial !== null
        ? await this.tools.worker.request('tryLive', { figures: trialCase(known.state), trial })
        : null;
    if (!tried) throw new Error(vscode.l10n.t('This can’t be simulated with what the service tells.'));
    return tried;
  }

  private async apply({ session, item, solution }: LiveHostMethods['apply']['params']): Promise<boolean> {
    const streaming = this.running();
    const known = streaming.solution(session, item, solution);
    if (!known?.found.changesService)
      throw new Error(vscode.l10n.t('This is done in the code or its settings, not by the service.'));
    return item === 'forward-pass' || item === 'membrane' ? this.trace(session) : this.inject(session);
  }

  private async trace(session: string | null): Promise<boolean> {
    const streaming = this.running();
    const passes = streaming.tracedPasses(session);
    if (passes.length === 0) throw new Error(vscode.l10n.t('This service has no route that traces a pass.'));
    if (
      !(await confirmChange(
        streaming.address,
        passes.map(({ description }) => description),
      ))
    )
      return false;
    await streaming.trace(session, passes);
    this.tell();
    return true;
  }

  private async inject(session: string | null): Promise<boolean> {
    const streaming = this.running();
    const wanted = await askLevel(streaming.levels(session));
    if (!wanted) return false;
    const action = streaming.injection(session, wanted.modulator, wanted.level);
    if (!action) throw new Error(vscode.l10n.t('This service has no route that injects a neuromodulator.'));
    if (!(await confirmChange(streaming.address, [action.description]))) return false;
    await streaming.act(session, action);
    this.tell();
    return true;
  }

  private save(kind: LiveExport): Promise<boolean> {
    const streaming = this.running();
    const bytes = new TextEncoder().encode(exportedText(streaming.since(null), kind));
    const name = `live-${streaming.address.host.replace(/[^\w.-]+/g, '-')}.${kind}`;
    return saveBytes(undefined, name, kind, bytes);
  }
}

async function offerSettings(message: string): Promise<void> {
  const open = vscode.l10n.t('Open User Settings');
  if ((await vscode.window.showErrorMessage(`Spikelint: ${message}`, open)) === open)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'spikelint.live.allowedHosts');
}

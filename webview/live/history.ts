// What the panel holds of the stream: appended to as updates come, begun anew where the host says so, and never longer than its bound. No DOM.
import {
  type ChecklistItem,
  type Discovery,
  type HistogramFrame,
  type SessionState,
  type SessionUpdate,
  type StreamStatus,
  type StreamUpdate,
} from '../../src/protocol/live';
import { type LiveSeries, type LiveSession } from '../plots/stream/_session';
import { growingFloats, growingIds } from './growing';

/** The host thins what is old, the panel doesn't: past this, or so many times what it began with, it asks the host for everything anew. */
const mostPoints = 20_000;
const mostGrowth = 1.3;
const mostSpikes = 2_000_000;
const mostFrames = 4_000;

class HeldSeries {
  readonly from = growingFloats();
  readonly to = growingFloats();
  readonly min = growingFloats();
  readonly mean = growingFloats();
  readonly max = growingFloats();

  view(): LiveSeries {
    const { from, to, min, mean, max } = this;
    return { from: from.view(), to: to.view(), min: min.view(), mean: mean.view(), max: max.view() };
  }
}

class HeldSession {
  state: SessionState;
  checklist: readonly ChecklistItem[];
  readonly series = new Map<string, HeldSeries>();
  readonly times = growingFloats();
  readonly ids = growingIds();
  readonly histograms: HistogramFrame[] = [];
  name: string | null = null;
  readonly ended: boolean;
  neurons = 0;
  dropped = 0;
  private mostPoints = mostPoints;
  private mostSpikes = mostSpikes;
  private mostFrames = mostFrames;

  constructor({ state, checklist }: SessionUpdate, ended: boolean) {
    this.ended = ended;
    this.state = state;
    this.checklist = checklist;
  }

  take({ name, state, checklist, series, spikes, histograms }: SessionUpdate, origin: number): void {
    this.name = name ?? null;
    this.state = state;
    this.checklist = checklist;
    const fromOrigin = (time: number): number => time - origin;
    for (const { name, from, to, min, mean, max } of series) {
      const held = this.series.get(name) ?? new HeldSeries();
      this.series.set(name, held);
      held.from.append(from, fromOrigin);
      held.to.append(to, fromOrigin);
      held.min.append(min);
      held.mean.append(mean);
      held.max.append(max);
    }
    this.times.append(spikes.times, fromOrigin);
    this.ids.append(spikes.ids);
    this.neurons = Math.max(this.neurons, spikes.neurons);
    this.dropped = spikes.dropped;
    for (const frame of histograms) this.histograms.push({ ...frame, atMs: frame.atMs - origin });
  }

  private get longest(): number {
    return Math.max(0, ...[...this.series.values()].map(({ mean }) => mean.length));
  }

  /** What is there now has come as the host keeps it: there is no less to be had. */
  begin(): void {
    this.mostPoints = Math.max(mostPoints, mostGrowth * this.longest);
    this.mostSpikes = Math.max(mostSpikes, mostGrowth * this.times.length);
    this.mostFrames = Math.max(mostFrames, mostGrowth * this.histograms.length);
  }

  get isTooLong(): boolean {
    return (
      this.times.length > this.mostSpikes || this.histograms.length > this.mostFrames || this.longest > this.mostPoints
    );
  }

  get lastMs(): number {
    const ends = [...this.series.values()].map(({ to }) => to.last ?? 0);
    return Math.max(0, this.times.last ?? 0, this.histograms.at(-1)?.atMs ?? 0, ...ends);
  }

  view(): LiveSession {
    const { name, ended, state, checklist, histograms, neurons, dropped } = this;
    const series = new Map([...this.series].map(([name, held]) => [name, held.view()]));
    const spikes = { times: this.times.view(), ids: this.ids.view(), neurons, dropped };
    return { session: state.session, name, ended, state, checklist, series, spikes, histograms };
  }
}

export class History {
  /** ms since 1970 of the time axis' zero; null before the first update. */
  origin: number | null = null;
  status: StreamStatus | null = null;
  discovery: Discovery | null = null;
  cursor: number | null = null;
  /** By session; one that has ended and one that goes on may both be the service's own choice. */
  private held = new Map<string, HeldSession>();

  take(update: StreamUpdate): void {
    if (update.fresh) this.held = new Map();
    this.status = update.status;
    this.discovery = update.discovery;
    this.cursor = update.cursor;
    this.origin ??= earliest(update);
    const { origin } = this;
    if (origin === null) return;
    // One that is no longer told of has been left out.
    const before = this.held;
    this.held = new Map();
    const ended = (update.ended ?? []).map((each) => ({ each, isEnded: true }));
    for (const { each, isEnded } of [...update.sessions.map((own) => ({ each: own, isEnded: false })), ...ended]) {
      const key = JSON.stringify([each.session, isEnded, isEnded && each.name]);
      const held = before.get(key) ?? new HeldSession(each, isEnded);
      this.held.set(key, held);
      held.take(each, origin);
      if (update.fresh) held.begin();
    }
    if ([...this.held.values()].some(({ isTooLong }) => isTooLong)) this.cursor = null;
  }

  /** The latest moment that anything is known of, on the time axis. */
  get lastMs(): number {
    return Math.max(0, ...[...this.held.values()].map(({ lastMs }) => lastMs));
  }

  sessions(): LiveSession[] {
    return [...this.held.values()].map((each) => each.view());
  }
}

function earliest({ sessions, ended = [], status }: StreamUpdate): number | null {
  const firsts = [...sessions, ...ended].flatMap(({ series, spikes, histograms }) => [
    ...series.map(({ from }) => from[0] ?? Infinity),
    spikes.times[0] ?? Infinity,
    histograms[0]?.atMs ?? Infinity,
  ]);
  const first = Math.min(...firsts, Infinity);
  // Before there are data the last answer will do: nothing is drawn yet.
  return Number.isFinite(first) ? Math.floor(first / 1000) * 1000 : status.lastAnswerMs;
}

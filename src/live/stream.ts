// Looks at a service again and again while somebody wants it: keeps the history of each session in bounded memory, waits longer where it fails, and tells what is new.
import { backoffMs } from './backoff';
import type { Client } from './client';
import { discover, type Reached } from './discover';
import { endOf, look, readable } from './look';
import { shortened } from './secret';
import type { SessionUpdate, StreamStatus, StreamUpdate } from './series';
import { SessionWatch } from './sessionWatch';
import type { Discovery, SessionState, Trouble } from './state';

export interface StreamOptions {
  readonly client: Client;
  /** Null: the one that the service chooses. */
  readonly sessions?: readonly (string | null)[];
  readonly intervalMs?: number;
  /** How many rounds the checklist's slow questions take to come round. */
  readonly slowPerRound?: number;
}

const standardIntervalMs = 1_000;
/** Of a service that counts questions, so many a minute are asked: the published one allows 100. */
const politePerMinute = 80;
const mostSessions = 4;
const mostEnded = 2;
const mostEvents = 200;
/** With the wrong key it makes no sense to try often, and it may lock somebody out. */
const keyWaitMs = 60_000;
const longestWaitMs = 60_000;

export class LiveStream {
  private readonly client: Client;
  private readonly intervalMs: number;
  private readonly slowPerRound: number;
  private readonly listeners = new Set<() => void>();
  private watches: SessionWatch[];
  private ended: SessionWatch[] = [];
  private found: { readonly discovery: Discovery; readonly reached: readonly Reached[] } | null = null;
  private phase: StreamStatus['phase'] = 'stopped';
  private trouble: Trouble | null = null;
  private nextTryMs: number | null = null;
  private lastAnswerMs: number | null = null;
  private events: { readonly atMs: number; readonly text: string }[] = [];
  private rounds = 0;
  /** Whoever holds less than this has to begin again. */
  private freshRound = 0;
  private failures = 0;
  private slowNext = 0;
  private counts = false;
  private running: AbortController | null = null;
  private halt: AbortController | null = null;
  private nap = new AbortController();

  constructor({ client, sessions = [client.address.session], intervalMs, slowPerRound = 1 }: StreamOptions) {
    this.client = client;
    this.intervalMs = intervalMs ?? standardIntervalMs;
    this.slowPerRound = slowPerRound;
    this.watches = sessions.slice(0, mostSessions).map((session) => new SessionWatch(session));
  }

  get discovery(): Discovery | null {
    return this.found?.discovery ?? null;
  }

  get reached(): readonly Reached[] {
    return this.found?.reached ?? [];
  }

  get status(): StreamStatus {
    const { phase, trouble, nextTryMs, lastAnswerMs, events } = this;
    return { phase, trouble, nextTryMs, lastAnswerMs, events };
  }

  /** How much is kept, to see that it does not grow. */
  get size(): number {
    return [...this.watches, ...this.ended].reduce((sum, { history }) => sum + history.size, 0);
  }

  stateOf(session: string | null): SessionState | null {
    return this.watches.find((each) => each.session === session)?.state ?? null;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  start(): void {
    if (this.running) return;
    const running = new AbortController();
    this.running = running;
    this.phase = 'connecting';
    this.tell();
    void this.run(running.signal);
  }

  /** The history stays; a start goes on with it. */
  stop(): void {
    this.running?.abort();
    this.running = null;
    this.halt?.abort();
    this.halt = null;
    this.nap.abort();
    this.phase = 'stopped';
    this.nextTryMs = null;
    this.tell();
  }

  pause(): void {
    if (!this.running || this.halt) return;
    this.halt = new AbortController();
    this.phase = 'paused';
    this.tell();
  }

  resume(): void {
    if (!this.halt) return;
    this.halt.abort();
    this.halt = null;
    this.phase = this.found ? 'running' : 'connecting';
    this.nap.abort();
    this.tell();
  }

  /** Does not wait for its turn: somebody has started the service, or given a key. */
  retry(): void {
    this.failures = 0;
    this.nap.abort();
  }

  /** Sessions that stay keep their history. */
  select(sessions: readonly (string | null)[]): void {
    const wanted = sessions.slice(0, mostSessions);
    this.watches = wanted.map(
      (session) => this.watches.find((each) => each.session === session) ?? new SessionWatch(session),
    );
    this.freshRound = this.rounds + 1;
    this.nap.abort();
    this.tell();
  }

  /** What an action brought to light. */
  put(session: string | null, state: SessionState, what: string): void {
    const watch = this.watches.find((each) => each.session === session);
    if (!watch) return;
    this.rounds++;
    watch.take(state, this.rounds, this.client.machine.now());
    this.note(what);
    this.tell();
  }

  /** @param cursor what the last update gave; null for everything */
  since(cursor: number | null): StreamUpdate {
    const fresh = cursor === null || cursor < this.freshRound || this.all().some((each) => each.since(cursor) === null);
    const from = fresh ? 0 : cursor;
    const [sessions, ended] = [this.watches, this.ended].map((all) =>
      all.map((each): SessionUpdate => each.update(from, fresh)),
    ) as [SessionUpdate[], SessionUpdate[]];
    return { cursor: this.rounds, fresh, status: this.status, discovery: this.discovery, sessions, ended };
  }

  private all(): SessionWatch[] {
    return [...this.watches, ...this.ended];
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { machine } = this.client;
    while (!signal.aborted) {
      if (this.halt) {
        await machine.wait(longestWaitMs, this.halt.signal);
        continue;
      }
      const beganMs = machine.now();
      const waitMs = await this.round(signal).catch((error: unknown) => this.failed(this.unexpected(error)));
      if (signal.aborted) return;
      this.nap = new AbortController();
      this.tell();
      // The interval is from question to question, so that a slow service is not asked without a pause either.
      await machine.wait(Math.max(waitMs / 4, waitMs - (machine.now() - beganMs)), this.nap.signal);
    }
  }

  /** One round of questions; gives how long to wait until the next. */
  async round(signal?: AbortSignal): Promise<number> {
    const { machine } = this.client;
    if (!this.found) {
      const found = await discover(this.client, signal);
      if ('trouble' in found) return this.failed(found.trouble);
      this.found = found;
    }
    let [asked, leaveMs] = [0, 0];
    this.rounds++;
    for (const watch of [...this.watches]) {
      const routes = this.routesFor(watch);
      asked += routes.length;
      const state = await look(this.client, this.found.reached, { session: watch.session, signal, routes, retries: 0 });
      const end = endOf(state);
      if (end) return this.failed(end);
      this.taken(watch, state, machine.now());
      for (const { kind, retryAfterMs } of state.troubles)
        if (kind === 'rate-limited') leaveMs = Math.max(leaveMs, retryAfterMs ?? this.intervalMs);
    }
    if (this.failures > 0) this.note(`${this.client.address.url} answers again`);
    [this.failures, this.trouble, this.nextTryMs] = [0, null, null];
    this.lastAnswerMs = machine.now();
    this.phase = this.halt ? 'paused' : 'running';
    this.slowNext += this.slowPerRound;
    return Math.max(this.intervalMs, leaveMs, this.counts ? (60_000 * asked) / politePerMinute : 0);
  }

  private taken(watch: SessionWatch, state: SessionState, nowMs: number): void {
    const name = state.readings.sessions?.value?.current ?? null;
    let now = watch;
    if (watch.session === null && watch.name !== null && name !== null && name !== watch.name) {
      // The service has moved on to another session of its own: the old one's history stays beside the new one.
      now = new SessionWatch(null);
      this.watches = this.watches.map((each) => (each === watch ? now : each));
      this.ended = [...this.ended, watch].slice(-mostEnded);
      this.freshRound = this.rounds;
      this.note(`the session changed from ${watch.name} to ${name}`);
    }
    const again = now.take(state, this.rounds, nowMs);
    if (again) this.note('the service’s own time went back: it was started again');
    this.counts ||= state.left !== undefined;
  }

  /** Everything at first; then what moves fast, and of the rest some in turn. */
  private routesFor(watch: SessionWatch): Reached[] {
    const all = readable(this.found?.reached ?? []);
    if (!watch.state) return all;
    const [fast, slow] = [
      all.filter(({ route }) => route.pace === 'fast'),
      all.filter(({ route }) => route.pace === 'slow'),
    ];
    const turn = Array.from(
      { length: Math.min(this.slowPerRound, slow.length) },
      (_, k) => slow[(this.slowNext + k) % slow.length],
    );
    return [...fast, ...turn.filter((each) => each !== undefined)];
  }

  private failed(trouble: Trouble): number {
    if (trouble.kind === 'cancelled') return this.intervalMs;
    if (this.trouble?.message !== trouble.message) this.note(trouble.message);
    this.failures++;
    this.trouble = trouble;
    this.phase = 'waiting';
    // It may come back as another version: its routes are looked up again.
    if (trouble.kind === 'unreachable') this.found = null;
    const { machine } = this.client;
    const backoff = backoffMs(this.failures, () => machine.random(), trouble.retryAfterMs);
    const waitMs =
      trouble.kind === 'key-missing' || trouble.kind === 'key-wrong' ? Math.max(keyWaitMs, backoff) : backoff;
    this.nextTryMs = machine.now() + waitMs;
    this.tell();
    return waitMs;
  }

  /** A panel that stands still without a word would be the worst that can come of it. */
  private unexpected(error: unknown): Trouble {
    const why = shortened(error instanceof Error ? error.message : String(error));
    return {
      kind: 'unknown-shape',
      message: `The answers of ${this.client.address.url} could not be worked with: ${why}`,
      route: null,
    };
  }

  private note(text: string): void {
    this.events = [...this.events, { atMs: this.client.machine.now(), text }].slice(-mostEvents);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

// The stream of one service as a panel uses it: which sessions are watched, what is new, and what is done when the user has agreed.
import { type Action, act, injection, trace, tracedPasses } from '../../live/act';
import type { Address } from '../../live/address';
import type { Solution } from '../../live/checklistItem';
import { Client } from '../../live/client';
import type { StreamUpdate } from '../../live/series';
import type { SessionState } from '../../live/state';
import { LiveStream } from '../../live/stream';
import type { ModulatorName } from '../../live/values';
import { hostMachine } from './machine';

export interface StreamingOptions {
  readonly address: Address;
  readonly key: string | undefined;
  readonly sessions: readonly (string | null)[];
  readonly intervalMs: number;
  /** What to do to give a key, as the end of a sentence. */
  readonly keyHint: string;
}

export interface FoundSolution {
  readonly state: SessionState;
  readonly found: Solution;
}

export class Streaming {
  readonly address: Address;
  private readonly client: Client;
  private readonly stream: LiveStream;
  private readonly forget: () => void;

  constructor({ address, key, keyHint, sessions, intervalMs }: StreamingOptions, onChange: () => void) {
    this.address = address;
    this.client = new Client({ address, key, keyHint, machine: hostMachine });
    this.stream = new LiveStream({ client: this.client, sessions, intervalMs });
    this.forget = this.stream.subscribe(onChange);
    this.stream.start();
  }

  dispose(): void {
    this.forget();
    this.stream.stop();
  }

  since(cursor: number | null): StreamUpdate {
    return this.stream.since(cursor);
  }

  pause(paused: boolean): void {
    if (paused) this.stream.pause();
    else this.stream.resume();
  }

  retry(): void {
    this.stream.retry();
  }

  watch(sessions: readonly (string | null)[]): void {
    this.stream.select(sessions);
  }

  /** Without its history. */
  private latest(): StreamUpdate {
    return this.stream.since(Number.MAX_SAFE_INTEGER);
  }

  /** As the service lists them, over all that is watched. */
  knownSessions(): readonly string[] {
    const { sessions } = this.latest();
    const known = sessions.flatMap(({ state }) => state.readings.sessions?.value?.known ?? []);
    return [...new Set(known)];
  }

  levels(session: string | null): Readonly<Partial<Record<ModulatorName, number>>> {
    return this.stream.stateOf(session)?.readings.modulators?.value?.levels ?? {};
  }

  /** Undefined where the item has changed meanwhile. */
  solution(session: string | null, item: string, at: number): FoundSolution | undefined {
    const { sessions } = this.latest();
    const own = sessions.find((each) => each.session === session);
    const found = own?.checklist.find(({ id }) => id === item)?.solutions[at];
    return own && found && { state: own.state, found };
  }

  tracedPasses(session: string | null): readonly Action[] {
    const state = this.stream.stateOf(session);
    return state ? tracedPasses(this.stream.reached, state, () => hostMachine.random()) : [];
  }

  /** Throws where the service did not do it. */
  async trace(session: string | null, passes: readonly Action[]): Promise<void> {
    const state = this.stream.stateOf(session);
    if (!state) return;
    const before = new Set(state.troubles.map(({ message }) => message));
    const traced = await trace(this.client, passes, state);
    const [trouble] = traced.troubles.filter(({ message }) => !before.has(message));
    this.stream.put(session, traced, 'a pass was traced');
    if (trouble) throw new Error(trouble.message);
  }

  injection(session: string | null, modulator: ModulatorName, level: number): Action | null {
    const state = this.stream.stateOf(session);
    return state && injection(this.stream.reached, state, modulator, level);
  }

  async act(session: string | null, action: Action): Promise<void> {
    const outcome = await act(this.client, action, session);
    if ('trouble' in outcome) throw new Error(outcome.trouble.message);
    const state = this.stream.stateOf(session);
    if (state) this.stream.put(session, state, action.description);
    this.stream.retry();
  }
}

// Looks at a service for the command line, a second time where only that can tell, and puts what its log says beside it.
import { trace, tracedPasses } from '../live/act';
import type { Address } from '../live/address';
import { judge } from '../live/checklist/checklist';
import type { ChecklistItem } from '../live/checklistItem';
import { Client } from '../live/client';
import { discover, type Reached } from '../live/discover';
import { readLogs, type LogFacts, saysNothing } from '../live/logs';
import { endOf, look, readable } from '../live/look';
import type { Machine } from '../live/machine';
import { scrubber } from '../live/secret';
import type { Tried } from '../diagnose/live/trials';
import type { Discovery, Readings, SessionState } from '../live/state';
import { Problem } from './problem';

export interface Looked {
  readonly discovery: Discovery | null;
  readonly state: SessionState | null;
  readonly logs: LogFacts | null;
  readonly checklist: readonly ChecklistItem[];
  readonly notes: readonly string[];
  /** By the solutions' trials. */
  readonly tried?: ReadonlyMap<string, Tried>;
}

interface ViewOptions {
  readonly key: string | undefined;
  readonly keyHint: string;
  readonly machine: Machine;
  readonly session: string | null;
  readonly timeoutMs: number;
  readonly postTrace: boolean;
  /** The text of a log. */
  readonly logs: string | null;
}

const betweenLooksMs = 1000;

export class ServiceView {
  private earlier: Readings | undefined;

  private constructor(
    private readonly client: Client,
    private readonly found: { readonly discovery: Discovery; readonly reached: readonly Reached[] },
    private readonly options: ViewOptions,
    private readonly logs: LogFacts | null,
  ) {}

  /** Throws where there is no service to look at. */
  static async open(address: Address, options: ViewOptions): Promise<ServiceView> {
    const { key, keyHint, machine, timeoutMs } = options;
    const client = new Client({ address, key, keyHint, machine, timeoutMs });
    const found = await discover(client);
    if ('trouble' in found) throw new Problem(found.trouble.message);
    const logs = options.logs === null ? null : readLogs(scrubber(key?.trim())(options.logs));
    return new ServiceView(client, found, { ...options, session: options.session ?? address.session }, logs);
  }

  async look(): Promise<Looked> {
    const { client, found, options, logs } = this;
    const { session } = options;
    let state = await look(client, found.reached, { session });
    const end = endOf(state);
    if (end) throw new Problem(end.message);
    if (options.postTrace) {
      const actions = tracedPasses(found.reached, state, () => client.machine.random());
      state = await trace(client, actions, state);
    }
    this.earlier ??= await this.secondLook(state);
    const notes = [...found.discovery.notes];
    const { sessions } = state.readings;
    if (session !== null && sessions?.value && !sessions.value.known.includes(session))
      notes.push('the service does not list this session: what it answers may belong to another');
    const checklist = judge({ state, earlier: this.earlier, ...(logs ? { logs } : {}) });
    this.earlier = state.readings;
    return { discovery: found.discovery, state, logs, checklist, notes };
  }

  /** Whether levels move takes two looks, unless there are traces. */
  private async secondLook(state: SessionState): Promise<Readings | undefined> {
    const { modulators, modulatorCourses } = state.readings;
    if (!modulators?.value || modulatorCourses?.value || modulators.derived !== null) return undefined;
    const { client, found } = this;
    const routes = readable(found.reached).filter(({ route }) =>
      route.reads.some(({ question }) => question === 'modulators'),
    );
    await client.machine.wait(betweenLooksMs, new AbortController().signal);
    const later = await look(client, found.reached, { session: state.session, routes });
    return later.readings;
  }
}

export function lookedAtLog(text: string): Looked {
  const logs = readLogs(text);
  const notes = saysNothing(logs)
    ? ['no line of it speaks of spikes, STDP, neuromodulators, gradients or learning rates: is it the service’s log?']
    : [];
  return { discovery: null, state: null, logs, checklist: judge({ state: null, logs }), notes };
}

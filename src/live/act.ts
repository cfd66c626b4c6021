// The few requests that do something to a service: a traced pass, and an injection. They are made when a person has said so, and never by a look.
import type { Client, Outcome } from './client';
import { complete } from './derive';
import type { Reached } from './discover';
import { joined, readRoute } from './look';
import type { Readings, SessionState } from './state';
import { type ModulatorName, type Question } from './values';

export interface Action {
  readonly reached: Reached;
  readonly body: Readonly<Record<string, unknown>>;
  /** For the question whether it shall be done: what will be sent where. */
  readonly description: string;
}

const publishedNames: Readonly<Record<ModulatorName, string>> = { DA: 'da', ACh: 'ach', NE: 'ne', '5-HT': '5ht' };
const runbookNames: Readonly<Record<ModulatorName, string>> = { DA: 'DA', ACh: 'ACh', NE: 'NE', '5-HT': '5HT' };

/** Puts a level to what is wanted; null where the service has no route for it. */
export function injection(
  reached: readonly Reached[],
  state: SessionState,
  modulator: ModulatorName,
  level: number,
): Action | null {
  const own = reached.find(({ route }) => route.path === '/spiking/inject-neuromod');
  const where = own ?? reached.find(({ route }) => route.path === '/demo/nt/inject');
  if (!where) return null;
  const session = state.session === null ? {} : { session_id: state.session };
  if (own) {
    const body = { nt: runbookNames[modulator], level, ...session };
    return { reached: own, body, description: `sets ${modulator} of the running model to ${level} (${nameOf(own)})` };
  }
  const now = state.readings.modulators?.value?.levels[modulator] ?? 0.5;
  const amount = Math.max(-1, Math.min(1, level - now));
  const body = { nt_type: publishedNames[modulator], amount, event_type: 'injected by hand' };
  return {
    reached: where,
    body,
    description: `adds ${amount.toFixed(2)} to ${modulator} of the service’s demonstration (${nameOf(where)})`,
  };
}

const mostInputs = 4096;

/**
 * A pass of its own with an input of the size, mean and spread that the service tells; N(0, 1), as the runbook has it, where it tells none.
 * @param uniform chance, at least 0 and below 1
 */
export function tracedPasses(
  reached: readonly Reached[],
  state: SessionState,
  uniform: () => number,
  steps = 10,
): Action[] {
  const { stats, lif } = state.readings;
  const size = Math.min(mostInputs, lif?.value?.[0]?.size ?? stats?.value?.neurons ?? 64);
  const { mean, sd } = stats?.value?.input ?? { mean: 0, sd: 1 };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const input = Array.from({ length: size }, () => Number(((mean ?? 0) + (sd ?? 1) * normal()).toFixed(6)));
  const session = state.session === null ? {} : { session_id: state.session };
  const words = `${size} numbers around ${(mean ?? 0).toFixed(3)} ± ${(sd ?? 1).toFixed(3)}`;
  return reached.flatMap((each): Action[] => {
    if (each.route.path === '/spiking/trace')
      return [
        {
          reached: each,
          body: { input, verbose: true, ...session },
          description: `runs one pass with ${words} (${nameOf(each)})`,
        },
      ];
    if (each.route.path === '/spiking/trace-membrane')
      return [
        {
          reached: each,
          body: { input, steps, ...session },
          description: `runs ${steps} steps with ${words} (${nameOf(each)})`,
        },
      ];
    return [];
  });
}

const nameOf = ({ route, path }: Reached): string => `${route.method} ${path}`;

/** What an injection comes to; it is asked once, since asking again would inject again. */
export const act = (
  client: Client,
  { reached, body }: Action,
  session: string | null,
  signal?: AbortSignal,
): Promise<Outcome> => client.ask({ method: 'POST', path: reached.path, session, body, signal, retries: 0 });

/** The state with what the traced passes answered. */
export async function trace(
  client: Client,
  actions: readonly Action[],
  state: SessionState,
  signal?: AbortSignal,
): Promise<SessionState> {
  const { session } = state;
  const troubles = [...state.troubles];
  const found: [Question, NonNullable<Readings[Question]>][] = [];
  for (const { reached, body } of actions) {
    const { readings, trouble } = await readRoute(client, reached, { session, signal, retries: 0, body });
    if (trouble) troubles.push(trouble);
    for (const [question, reading] of readings) found.push([question, reading as NonNullable<Readings[Question]>]);
  }
  // What was traced is better than what was worked out.
  const readings = complete({ ...state.readings, ...joined(found) });
  return { session, readings, troubles };
}

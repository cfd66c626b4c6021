// One look at a session: every question that the service's routes answer is asked once, read, and what is missing is worked out where it can be.
import type { Client } from './client';
import { complete } from './derive';
import type { Reached } from './discover';
import type { Notes } from './schemas/activity';
import { isFields, unwrapped } from './schemas/reading';
import { plain } from './secret';
import type { Reading, Readings, SessionState, Trouble } from './state';
import type { ModulatorCourses, Question } from './values';

export interface LookOptions {
  readonly session: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Only these; all that are only read where it is left out. */
  readonly routes?: readonly Reached[];
  readonly retries?: number;
}

const together = 4;
const mostRaw = 16_384;
/** A service that did not answer so many questions in time is busy; each more would be waited for as long. */
export const mostLate = 3;
/** A service of which so many routes want to be left alone means all of them. */
export const mostLimited = 2;

/** Only routes that change nothing: what is posted is posted by `act` alone. */
export const readable = (reached: readonly Reached[]): Reached[] =>
  reached.filter(({ route }) => route.method === 'GET' && route.reads.length > 0);

export async function look(client: Client, reached: readonly Reached[], options: LookOptions): Promise<SessionState> {
  const { session, signal, retries = 2 } = options;
  const wanted = readable(options.routes ?? reached);
  const parts: (Parts | undefined)[] = new Array<Parts>(wanted.length);
  let next = 0;
  let ended: Trouble | null = null;
  let [late, limited, answered] = [0, 0, 0];
  const work = async (): Promise<void> => {
    for (let mine = next++; mine < wanted.length && ended === null && limited < mostLimited; mine = next++) {
      const each = wanted[mine] as Reached;
      const part = await readRoute(client, each, { session, signal, retries });
      parts[mine] = part;
      const { trouble } = part;
      if (trouble?.kind === 'timeout') late++;
      if (trouble?.kind === 'rate-limited') limited++;
      if (!trouble) answered++;
      if (
        trouble &&
        (isFinal(trouble) || late >= mostLate || (isRefusal(trouble) && answered === 0 && mine >= together))
      )
        ended = trouble;
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  const troubles = parts.flatMap((part) => (part?.trouble ? [part.trouble] : []));
  const readings = joined(parts.flatMap((part) => part?.readings ?? []));
  const counts = parts.flatMap((part) => (typeof part?.left === 'number' ? [part.left] : []));
  const left = counts.length === 0 ? {} : { left: Math.min(...counts) };
  return { session, readings: complete(readings), troubles: ended === null ? troubles : [ended], ...left };
}

/** The next question would fare no better. */
const isFinal = ({ kind }: Trouble): boolean => ['unreachable', 'tls', 'cancelled', 'redirect'].includes(kind);

/** The next question may fare better: one route may want other rights, or be asked too often by itself. */
const isRefusal = ({ kind }: Trouble): boolean => ['key-missing', 'key-wrong', 'rate-limited'].includes(kind);

/** Why a look came to nothing; null where there is something to see, though it may lack parts. */
export function endOf({ troubles, readings }: SessionState): Trouble | null {
  const final = troubles.find(isFinal);
  if (final) return final;
  if (Object.keys(readings).length > 0) return null;
  return troubles.find(isRefusal) ?? troubles[0] ?? null;
}

interface Parts {
  readonly readings: readonly (readonly [Question, Reading<unknown>])[];
  readonly trouble: Trouble | null;
  readonly left: number | null;
}

export async function readRoute(
  client: Client,
  { route, path }: Reached,
  asked: {
    readonly session: string | null;
    readonly signal?: AbortSignal | undefined;
    readonly retries: number;
    readonly body?: unknown;
  },
): Promise<Parts> {
  const { session, signal, retries, body } = asked;
  const { method, query } = route;
  const question = { method, path, session, signal, retries, ...(body === undefined ? {} : { body }) };
  let outcome = await client.ask({ ...question, query });
  // The runbook's own examples ask for layer 2 and for 100 neurons: a service that has fewer says no to that, not to the question.
  if ('trouble' in outcome && Object.keys(query).length > 0 && [400, 404, 422].includes(outcome.trouble.status ?? 0))
    outcome = await client.ask(question);
  if ('trouble' in outcome) return { readings: [], trouble: outcome.trouble, left: null };
  const { json, text, strange, left } = outcome.answer;
  const name = `${method} ${path}`;
  const inner = unwrapped(json);
  const raw = text.length <= mostRaw ? text : `${text.slice(0, mostRaw)}…`;
  const readings = route.reads.map(({ question, read, remark }): readonly [Question, Reading<unknown>] => {
    const notes: Notes = [];
    if (remark !== null) notes.push(remark);
    if (strange > 0) notes.push(`${strange} of its numbers ${strange === 1 ? 'is' : 'are'} NaN or infinite`);
    const value = (inner === undefined ? null : read(inner, notes)) ?? read(json, notes);
    return [question, { value, raw, from: [name], derived: null, atMs: client.machine.now(), notes }];
  });
  const told = sessionIn(json);
  if (told !== null && !route.reads.some(({ question }) => question === 'sessions'))
    readings.push([
      'sessions',
      {
        value: { current: told, known: [told] },
        raw: '',
        from: [name],
        derived: null,
        atMs: client.machine.now(),
        notes: [],
      },
    ]);
  const lost = readings.length > 0 && readings.every(([, { value }]) => value === null);
  const message = `${client.address.url} (${name}) answered in a form that is not known: it is shown as it came.`;
  return { readings, trouble: lost ? { kind: 'unknown-shape', message, route: name } : null, left };
}

/** Many answers name the session that they are of. */
function sessionIn(json: unknown): string | null {
  const named = isFields(json) ? json['session_id'] : null;
  return typeof named === 'string' && named !== '' ? plain(named).slice(0, 200) : null;
}

/** The first that is understood counts; traces of different modulators come from different routes and are put together. */
export function joined(all: readonly (readonly [Question, Reading<unknown>])[]): Readings {
  const found: Partial<Record<Question, Reading<unknown>>> = {};
  for (const [question, reading] of all) {
    const before = found[question];
    if (before === undefined || before.value === null) found[question] = reading;
    else if (question === 'modulatorCourses' && reading.value !== null) {
      const value = { ...(reading.value as ModulatorCourses), ...(before.value as ModulatorCourses) };
      const added = Object.keys(value).length > Object.keys(before.value as ModulatorCourses).length;
      if (added)
        found[question] = {
          ...before,
          value,
          from: [...before.from, ...reading.from],
          notes: [...new Set([...before.notes, ...reading.notes])],
        };
    }
  }
  return found as Readings;
}

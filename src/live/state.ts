// What is known of a service at a moment: which routes there are, and for each session what was answered, from where, and what went wrong.
import type { Answers, Question } from './values';

/** What went wrong, in one sentence that says what to do. Never holds the key. */
export interface Trouble {
  readonly kind:
    | 'refused-host'
    | 'bad-url'
    | 'unreachable'
    | 'timeout'
    | 'tls'
    | 'redirect'
    | 'key-missing'
    | 'key-wrong'
    | 'not-found'
    | 'rate-limited'
    | 'server-error'
    | 'rejected'
    | 'cut-off'
    | 'too-large'
    | 'not-json'
    | 'unknown-shape'
    | 'cancelled';
  readonly message: string;
  /** `GET /spiking/stats`; null where it is the service as a whole. */
  readonly route: string | null;
  readonly status?: number;
  /** When it may be asked again. */
  readonly retryAfterMs?: number;
  /** What may be asked of the path instead, where the service says so. */
  readonly allow?: string;
}

export type Dialect = 'runbook' | 'published';

/** How a route is shown and named in JSON: `GET /spiking/stats`. */
export type RouteName = string;

export interface Discovery {
  /** Without key, query or password. */
  readonly url: string;
  /** What the service calls itself, and its version. */
  readonly service: { readonly title: string | null; readonly version: string | null };
  /** Which dialects it speaks, the fuller one first. */
  readonly dialects: readonly Dialect[];
  /** How it was found out. */
  readonly by: 'openapi' | 'asking';
  /** Routes that are there, with their prefix as the service has it. */
  readonly reached: readonly RouteName[];
  /** Routes of the runbook that are not there. */
  readonly missing: readonly RouteName[];
  /** What is answered all the same although its route in the runbook is missing. */
  readonly derived: readonly { readonly route: RouteName; readonly from: readonly RouteName[]; readonly how: string }[];
  /** What can't be known of this service at all. */
  readonly unanswered: readonly Question[];
  readonly notes: readonly string[];
}

export interface Reading<Value> {
  /** Null where the shape of the answer is not known: then there is `raw` to show. */
  readonly value: Value | null;
  /** The answer's own text, shortened where it is long. */
  readonly raw: string;
  readonly from: readonly RouteName[];
  /** How it was worked out, where the service did not say it in so many words. */
  readonly derived: string | null;
  /** Our clock. */
  readonly atMs: number;
  /** What is odd about the answer: NaN, fields of unknown meaning. */
  readonly notes: readonly string[];
}

export type Readings = { readonly [Name in Question]?: Reading<Answers[Name]> };

export interface SessionState {
  /** Null: the service's own choice. */
  readonly session: string | null;
  readonly readings: Readings;
  /** What could not be read at the last try, each once. */
  readonly troubles: readonly Trouble[];
  /** How many questions are left, where the service counts them. */
  readonly left?: number;
}

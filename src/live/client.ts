// Asks a service one thing at a time: bounded in time and size, to one host only, the key in its header alone, and one clear sentence where it fails.
import { type Address } from './address';
import { backoffMs, readRetryAfter } from './backoff';
import { quietly, readBody } from './body';
import { readFirst, streamKind } from './events';
import { isCutOff, parseJson } from './json';
import type { FetchAnswer, Machine } from './machine';
import { plain, scrubber } from './secret';
import type { Trouble } from './state';
import { codeOf, type Situation, troubleOfError, troubleOfStatus } from './troubles';

export interface ClientOptions {
  readonly address: Address;
  readonly key?: string | undefined;
  readonly machine: Machine;
  /** What to do to give a key, as the end of a sentence. */
  readonly keyHint: string;
  readonly mostBytes?: number;
  /** For a whole answer, from the question to its last byte. */
  readonly timeoutMs?: number;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  /** With the prefix. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly session?: string | null;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** How often it is asked again where it may well go better: too often asked, or out of order for a moment. */
  readonly retries?: number;
}

export interface Answered {
  readonly json: unknown;
  /** The answer's text, without the key wherever it may have been in it. */
  readonly text: string;
  /** NaN and infinities in it. */
  readonly strange: number;
  /** How many questions are left until it wants to be left alone, where it says so. */
  readonly left: number | null;
  /** What may be asked of the path, where it was asked by OPTIONS and tells. */
  readonly allow?: string;
}

export type Outcome = { readonly answer: Answered } | { readonly trouble: Trouble };

export const mostAnswerBytes = 64 << 20;
export const answerTimeoutMs = 10_000;
/** One event of a stream. */
const mostEventBytes = 8 << 20;
const mostHops = 3;
/** What is asked again within one look may keep it waiting so long. */
const patienceMs = 5_000;

export class Client {
  readonly address: Address;
  private readonly scrub: (text: string) => string;
  private readonly timeoutMs: number;
  private readonly mostBytes: number;
  /** A line break at its end comes from the file that it was read from. */
  private readonly key: string | undefined;

  constructor(private readonly options: ClientOptions) {
    this.address = options.address;
    this.key = options.key?.trim() || undefined;
    this.scrub = scrubber(this.key);
    this.timeoutMs = options.timeoutMs ?? answerTimeoutMs;
    this.mostBytes = options.mostBytes ?? mostAnswerBytes;
  }

  get machine(): Machine {
    return this.options.machine;
  }

  async ask(question: Question): Promise<Outcome> {
    for (let failures = 0; ;) {
      const outcome = await this.askOnce(question);
      if ('answer' in outcome || !mayGoBetter(outcome.trouble) || failures >= (question.retries ?? 0)) return outcome;
      failures++;
      const waitMs = backoffMs(failures, () => this.machine.random(), outcome.trouble.retryAfterMs);
      if (waitMs > patienceMs) return outcome;
      await this.machine.wait(waitMs, question.signal ?? neverAborted);
      if (question.signal?.aborted) return cancelled(routeOf(question));
    }
  }

  private async askOnce(question: Question): Promise<Outcome> {
    const { signal: outer } = question;
    const { key } = this;
    if (key !== undefined && !/^[\x20-\x7e]+$/.test(key)) {
      const message = `The key holds characters that no header can carry: ${this.options.keyHint}.`;
      return { trouble: { kind: 'key-wrong', message, route: routeOf(question) } };
    }
    if (outer?.aborted) return cancelled(routeOf(question));
    const [stop, done] = [new AbortController(), new AbortController()];
    let late = false;
    const cancel = (): void => stop.abort();
    outer?.addEventListener('abort', cancel, { once: true });
    void this.machine.wait(this.timeoutMs, done.signal).then(() => {
      if (done.signal.aborted) return;
      late = true;
      stop.abort();
    });
    try {
      return await this.follow(question, stop.signal);
    } catch (error) {
      if (late) return { trouble: this.tooLate(question) };
      if (outer?.aborted) return cancelled(routeOf(question));
      return { trouble: this.scrubbed(troubleOfError(error, this.situation(question))) };
    } finally {
      done.abort();
      outer?.removeEventListener('abort', cancel);
    }
  }

  /** A redirect within the service is followed; to another host the key and the question don't go. */
  private async follow(question: Question, signal: AbortSignal): Promise<Outcome> {
    let url = this.urlOf(question);
    for (let hop = 0; hop <= mostHops; hop++) {
      const answer = await this.send(question, url, signal);
      const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
      if (location === null) return this.receive(question, answer, signal);
      const { body } = answer;
      if (body) void quietly(() => body.cancel());
      const next = nextUrl(location, url);
      const keepsMethod = answer.status === 307 || answer.status === 308 || question.method === 'GET';
      if (next === null || next.origin !== this.address.origin || !keepsMethod)
        return { trouble: this.redirected(question, next) };
      url = next.href;
    }
    const message = `${this.address.url} redirects in a circle: check the address, and what is in front of the service.`;
    return { trouble: { kind: 'redirect', message, route: routeOf(question) } };
  }

  private send(question: Question, url: string, signal: AbortSignal): Promise<FetchAnswer> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (this.key !== undefined) headers['X-API-Key'] = this.key;
    // The published service takes the session by a header, the runbook's by the query.
    if (typeof question.session === 'string' && /^[\x21-\x7e]+$/.test(question.session))
      headers['X-Session-ID'] = question.session;
    if (question.body !== undefined) headers['Content-Type'] = 'application/json';
    return this.machine.fetch(url, {
      ...{ method: question.method, headers, redirect: 'manual', signal },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
    });
  }

  private async receive(question: Question, answer: FetchAnswer, signal: AbortSignal): Promise<Outcome> {
    const route = routeOf(question);
    if (question.method === 'OPTIONS' && answer.status >= 200 && answer.status < 300) {
      if (answer.body) void quietly(() => (answer.body as NonNullable<typeof answer.body>).cancel());
      return { answer: { json: null, text: '', strange: 0, left: null, ...allowIn(answer) } };
    }
    const stream = streamKind(answer.headers.get('content-type'));
    let body;
    try {
      body = await (stream === null
        ? readBody(answer, this.mostBytes)
        : readFirst(answer, stream, Math.min(this.mostBytes, mostEventBytes)));
    } catch (error) {
      if (signal.aborted) throw error;
      const why = codeOf(error) === '' ? '' : ` (${codeOf(error)})`;
      const message = `The answer of ${this.address.url} (${route}) broke off${why}: ask again; if it stays so, look into the service’s own log.`;
      return { trouble: { kind: 'cut-off', message, route } };
    }
    if ('tooLarge' in body) {
      const message = `The answer of ${this.address.url} (${route}) is larger than ${this.mostBytes >> 20} MB and was not read further: let the service send less (a smaller window, fewer neurons).`;
      return { trouble: { kind: 'too-large', message, route } };
    }
    const text = this.scrub(body.text);
    const { status } = answer;
    if (status < 200 || status >= 300) {
      const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), this.machine.now());
      return {
        trouble: {
          ...this.scrubbed(troubleOfStatus(status, detailIn(text), this.situation(question), retryAfterMs)),
          ...allowIn(answer),
        },
      };
    }
    try {
      const { value, strange } = parseJson(text);
      return { answer: { json: value, text, strange, left: countIn(answer.headers.get('x-ratelimit-remaining')) } };
    } catch {
      return { trouble: this.notJson(route, text) };
    }
  }

  private notJson(route: string, text: string): Trouble {
    const { url } = this.address;
    if (isCutOff(text)) {
      const message = `The answer of ${url} (${route}) ends in the middle: ask again; if it stays so, look into the service’s own log.`;
      return { kind: 'cut-off', message, route };
    }
    const page = /^\s*<(?:!doctype|html)/i.test(text);
    const what = page ? 'a web page' : text.trim() === '' ? 'nothing' : 'something that is no JSON';
    const advice = page
      ? 'is that the service’s own address, or is a sign-in in front of it?'
      : 'is that a spiking service?';
    return { kind: 'not-json', message: `${url} (${route}) answered with ${what}: ${advice}`, route };
  }

  private redirected(question: Question, next: URL | null): Trouble {
    const { url } = this.address;
    const to = next === null ? 'nowhere' : plain(this.scrub(next.origin));
    const message = `${url} redirects to ${to}, which is not followed: the key and the question go to the given host only. If that is where the service is, give that address.`;
    return { kind: 'redirect', message, route: routeOf(question) };
  }

  private tooLate(question: Question): Trouble {
    const message = `${this.address.url} (${routeOf(question)}) did not finish its answer within ${this.timeoutMs / 1000} s: is the service busy?`;
    return { kind: 'timeout', message, route: routeOf(question) };
  }

  private urlOf({ path, query, session }: Question): string {
    const url = new URL(this.address.origin);
    url.pathname = path;
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    if (typeof session === 'string') url.searchParams.set('session_id', session);
    return url.href;
  }

  private situation(question: Question): Situation {
    const { keyHint } = this.options;
    const hasKey = this.key !== undefined;
    return { service: this.address.url, route: routeOf(question), hasKey, keyHint, timeoutMs: this.timeoutMs };
  }

  private scrubbed(trouble: Trouble): Trouble {
    return { ...trouble, message: this.scrub(trouble.message) };
  }
}

const neverAborted = new AbortController().signal;

export const routeOf = ({ method, path }: Pick<Question, 'method' | 'path'>): string => `${method} ${path}`;

const cancelled = (route: string): Outcome => ({
  trouble: { kind: 'cancelled', message: 'Stopped before the answer came.', route },
});

const mayGoBetter = ({ kind, status }: Trouble): boolean =>
  kind === 'rate-limited' || kind === 'cut-off' || (kind === 'server-error' && status !== 500 && status !== 501);

function nextUrl(location: string, from: string): URL | null {
  try {
    return new URL(location, from);
  } catch {
    return null;
  }
}

/** FastAPI puts its words under `detail`, others elsewhere. */
function detailIn(text: string): string {
  try {
    const { value } = parseJson(text);
    if (typeof value !== 'object' || value === null) return '';
    const { detail, message, error } = value as Record<string, unknown>;
    const said = detail ?? message ?? error;
    return typeof said === 'string' ? said : said === undefined ? '' : JSON.stringify(said);
  } catch {
    return '';
  }
}

const allowIn = (answer: FetchAnswer): { allow?: string } => {
  const allow = answer.headers.get('allow');
  return allow === null ? {} : { allow };
};

const countIn = (header: string | null): number | null =>
  header !== null && /^\d+$/.test(header.trim()) ? Number(header) : null;

// Finds values in an answer whose exact shape nobody has written down: by their names, wherever they are wrapped, and numbers in whatever dress.
import { plain } from '../secret';
import type { Spread, TimeUnit } from '../values';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `meanSpikeRate`, `mean_spike_rate` and `mean-spike-rate` are one name. */
export const nameOf = (key: string): string => key.toLowerCase().replace(/[^a-z\d%]/g, '');

const deepest = 4;
/** An answer of many thousand parts is data, not a form with fields. */
const mostFields = 2000;

/** The value under the first of some names that there is: the names in their order, and the outermost first. */
export function find(json: unknown, names: readonly string[]): unknown {
  const wanted = names.map(nameOf);
  let found: unknown;
  let best = Infinity;
  let seen = 0;
  let level: unknown[] = [json];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: unknown[] = [];
    for (const each of level) {
      if (!isFields(each)) continue;
      for (const [key, value] of Object.entries(each)) {
        if (++seen > mostFields) return found;
        const rank = wanted.indexOf(nameOf(key));
        if (rank >= 0 && rank < best && value !== null && value !== undefined) [found, best] = [value, rank];
        if (isFields(value)) next.push(value);
      }
    }
    // A better name further in does not outdo a name further out.
    if (found !== undefined) return found;
    level = next;
  }
  return found;
}

/** Only among the outermost fields. */
export function at(json: unknown, names: readonly string[]): unknown {
  if (!isFields(json)) return undefined;
  const keys = new Map(Object.keys(json).map((key) => [nameOf(key), key] as const));
  for (const name of names) {
    const key = keys.get(nameOf(name));
    if (key !== undefined && json[key] !== null) return json[key];
  }
  return undefined;
}

const envelopes = ['data', 'result', 'results', 'payload', 'response', 'body', 'content', 'value'];
/** What stands beside the thing itself in an envelope. */
const beside =
  /^(?:success|ok|status|statuscode|code|errors?|messages?|msg|meta|metadata|links|pagination|total|count|page|version|apiversion|timestamp|time|ts|requestid|traceid|tookms|took|duration\w*|elapsed\w*|sessionid|id|type|kind)$/;

/** What is in an envelope: `{success, data: …, meta}`; undefined where it is none. */
export function unwrapped(json: unknown): unknown {
  if (!isFields(json)) return undefined;
  const inner = Object.keys(json).filter((key) => envelopes.includes(nameOf(key)));
  const [key] = inner;
  const others = Object.keys(json).filter((each) => each !== key);
  if (inner.length !== 1 || key === undefined || !others.every((each) => beside.test(nameOf(each)))) return undefined;
  const value = json[key];
  return typeof value === 'object' && value !== null ? value : undefined;
}

const strangeWords: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  infinity: Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
};

/** NaN and infinities included; undefined where it is no number. */
export function anyNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  const strange = strangeWords[word];
  if (strange !== undefined) return strange;
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/.test(word) ? Number(word) : undefined;
}

/** A finite number, or null. */
export function finite(value: unknown): number | null {
  const number = anyNumber(value);
  return number !== undefined && Number.isFinite(number) ? number : null;
}

export const numberAt = (json: unknown, ...names: readonly string[]): number | null => finite(find(json, names));

export function count(value: unknown): number | null {
  const number = finite(value);
  return number !== null && number >= 0 ? Math.round(number) : null;
}

export function flagAt(json: unknown, ...names: readonly string[]): boolean | null {
  const value = find(json, names);
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  if (/^(?:true|yes|on|enabled|active)$/i.test(value)) return true;
  return /^(?:false|no|off|disabled|inactive)$/i.test(value) ? false : null;
}

export function textAt(json: unknown, ...names: readonly string[]): string | null {
  const value = find(json, names);
  return typeof value === 'string' && value !== '' ? plain(value).slice(0, 200) : null;
}

/** Numbers of a list, NaN and infinities among them; null where something else is in it. */
export function numbers(value: unknown): number[] | null {
  if (!Array.isArray(value)) return null;
  const found: number[] = [];
  for (const each of value as unknown[]) {
    const number = each === null ? NaN : anyNumber(each);
    if (number === undefined) return null;
    found.push(number);
  }
  return found;
}

/** Rows of numbers. */
export function rows(value: unknown): number[][] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const found: number[][] = [];
  for (const each of value as unknown[]) {
    const row = numbers(each);
    if (!row) return null;
    found.push(row);
  }
  return found;
}

export const emptySpread: Spread = { mean: null, sd: null, min: null, max: null };

export const isEmpty = ({ mean, sd, min, max }: Spread): boolean =>
  mean === null && sd === null && min === null && max === null;

/** Of finite values; the others are left out. */
export function spreadOf(values: Iterable<number>): Spread {
  let [n, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const each of values) {
    if (!Number.isFinite(each)) continue;
    n++;
    const off = each - mean;
    mean += off / n;
    squares += off * (each - mean);
    min = Math.min(min, each);
    max = Math.max(max, each);
  }
  return n === 0 ? emptySpread : { mean, sd: Math.sqrt(Math.max(0, squares / n)), min, max };
}

const parts = {
  mean: ['mean', 'avg', 'average'],
  sd: ['std', 'sd', 'stddev', 'stdev', 'sigma'],
  min: ['min', 'minimum', 'lowest'],
  max: ['max', 'maximum', 'highest'],
} as const;

/** Of a thing: under its name as fields, a list or one number; or flat, as `mean_membrane` or `membrane_mean`. */
export function spreadAt(json: unknown, ...names: readonly string[]): Spread {
  const own = find(json, names);
  if (isFields(own)) {
    const spread = spreadIn(own);
    if (!isEmpty(spread)) return spread;
  }
  const list = numbers(own) ?? rows(own)?.flat() ?? null;
  if (list) return spreadOf(list);
  const flat = (words: readonly string[]): number | null =>
    numberAt(json, ...names.flatMap((name) => words.flatMap((word) => [`${word}_${name}`, `${name}_${word}`])));
  const mean = flat(parts.mean) ?? finite(own);
  return { mean, sd: flat(parts.sd), min: flat(parts.min), max: flat(parts.max) };
}

/** Of fields that are a spread themselves: `{mean, std, min, max}`, or a `range`. */
export function spreadIn(fields: unknown): Spread {
  const one = (words: readonly string[]): number | null => finite(at(fields, words));
  const range = numbers(at(fields, ['range']));
  const [low = NaN, high = NaN] = range?.length === 2 ? range : [];
  return {
    mean: one(parts.mean),
    sd: one(parts.sd),
    min: one(parts.min) ?? finite(low),
    max: one(parts.max) ?? finite(high),
  };
}

/** Layers, blocks, heads: a list of fields, or fields by name; each with the name that it has. */
export function members(value: unknown, kind: string): { readonly name: string; readonly fields: Fields }[] {
  if (Array.isArray(value))
    return (value as unknown[]).flatMap((each, i) =>
      isFields(each)
        ? [{ name: textAt(each, 'name', 'layer_name', 'id') ?? indexName(each, kind, i), fields: each }]
        : [],
    );
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => (isFields(each) ? [{ name: plain(name), fields: each }] : []));
}

function indexName(fields: Fields, kind: string, i: number): string {
  const index = finite(at(fields, ['block_index', 'block', 'layer', 'index', 'id']));
  return `${kind} ${index ?? i}`;
}

/** Below this, a clock counts in seconds since 1970; above, in ms. */
const latestSeconds = 1e11;
const earliestSeconds = 1e8;

/** Times in one unit: ISO texts and seconds since 1970 become ms since 1970. */
export function readTimes(
  values: readonly unknown[],
  said: TimeUnit | null,
): { times: number[]; unit: TimeUnit } | null {
  const times: number[] = [];
  let dates = false;
  for (const each of values) {
    const number = anyNumber(each);
    if (number !== undefined) times.push(number);
    else if (typeof each === 'string' && !Number.isNaN(Date.parse(zoned(each)))) {
      times.push(Date.parse(zoned(each)));
      dates = true;
    } else return null;
  }
  if (dates) return { times, unit: 'epoch' };
  const [first = 0] = times;
  if (first > latestSeconds) return { times, unit: 'epoch' };
  if (first > earliestSeconds) return { times: times.map((each) => each * 1000), unit: 'epoch' };
  return { times, unit: said ?? 'index' };
}

/** Python's datetime writes no zone; services keep UTC. */
const zoned = (text: string): string => (/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text);

export function unitAt(json: unknown): TimeUnit | null {
  const word = textAt(json, 'time_unit', 'timeunit', 'unit', 'units', 'time_units');
  if (word !== null) {
    if (/^(?:ms|millisec)/i.test(word)) return 'ms';
    if (/^(?:s|sec|seconds?)$/i.test(word)) return 's';
    if (/^(?:step|timestep|tick)/i.test(word)) return 'step';
  }
  if (!isFields(json)) return null;
  const keys = Object.keys(json).map(nameOf);
  if (keys.some((key) => /times?ms$/.test(key))) return 'ms';
  return keys.some((key) => /^(?:time)?steps?$/.test(key)) && Array.isArray(at(json, ['steps', 'timesteps', 'step']))
    ? 'step'
    : null;
}

export const numberOrNull = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

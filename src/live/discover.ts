// Finds out which routes a service has: by its /openapi.json where there is one, else by asking for each, and never by a request that changes anything.
import type { Client } from './client';
import { type Derivation, derivations, dialectPrefix, type Route, routes } from './routes';
import { mostLate, mostLimited } from './look';
import { isFields, textAt } from './schemas/reading';
import type { Dialect, Discovery, RouteName, Trouble } from './state';
import type { Question } from './values';

/** A route where the service has it. */
export interface Reached {
  readonly route: Route;
  /** With every prefix. */
  readonly path: string;
}

export type Found =
  { readonly discovery: Discovery; readonly reached: readonly Reached[] } | { readonly trouble: Trouble };

const together = 4;

export async function discover(client: Client, signal?: AbortSignal): Promise<Found> {
  const listed = await client.ask({ method: 'GET', path: `${client.address.prefix}/openapi.json`, signal, retries: 2 });
  if ('trouble' in listed && isFinal(listed.trouble)) return listed;
  const described = 'answer' in listed ? describedBy(client, listed.answer.json) : null;
  if (described && described.reached.length > 0) return described;
  const asked = await askForAll(client, signal);
  if ('trouble' in asked) return asked;
  if (asked.length === 0) {
    const { url } = client.address;
    const message = `${url} answers, but it has none of the routes of a spiking service: check the port, and the path before the routes.`;
    return { trouble: { kind: 'not-found', message, route: null } };
  }
  return { discovery: discoveryOf(client, asked, 'asking', { title: null, version: null }), reached: asked };
}

/** What goes wrong for one route goes wrong for all. */
const isFinal = ({ kind }: Trouble): boolean =>
  ['unreachable', 'tls', 'timeout', 'cancelled', 'refused-host', 'bad-url', 'redirect', 'rate-limited'].includes(kind);

function describedBy(client: Client, json: unknown): { discovery: Discovery; reached: Reached[] } | null {
  const paths = isFields(json) && isFields(json['paths']) ? json['paths'] : null;
  if (!paths) return null;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    isFields(methods) ? Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })) : [],
  );
  const { prefix } = client.address;
  const reached = routes.flatMap((route): Reached[] => {
    const exact = [dialectPrefix[route.dialect] + route.path, prefix + dialectPrefix[route.dialect] + route.path];
    const own = all.filter(({ method }) => method === route.method);
    const found =
      own.find(({ path }) => exact.includes(path)) ??
      own.find(({ path }) => path.endsWith(route.path) && isAnotherPrefix(path, route));
    // A document behind a proxy that takes a prefix away lists the routes without it.
    return found ? [{ route, path: found.path.startsWith(`${prefix}/`) ? found.path : prefix + found.path }] : [];
  });
  const info = json && isFields(json) ? json['info'] : null;
  const service = { title: textAt(info, 'title'), version: textAt(info, 'version') };
  return { discovery: discoveryOf(client, reached, 'openapi', service), reached };
}

/** `/persistence/health` is no `/health`: only what has a distinctive path is looked for behind any prefix. */
const isAnotherPrefix = (path: string, route: Route): boolean =>
  route.path.split('/').length > 2 && !/^\/api\/v1\/demo/.test(path.slice(0, -route.path.length));

async function askForAll(client: Client, signal?: AbortSignal): Promise<Reached[] | { readonly trouble: Trouble }> {
  const { prefix } = client.address;
  const candidates = routes.map((route) => ({ route, path: prefix + dialectPrefix[route.dialect] + route.path }));
  const found: Reached[] = [];
  let trouble: Trouble | null = null;
  let next = 0;
  let [late, limited] = [0, 0];
  const work = async (): Promise<void> => {
    for (let mine = next++; mine < candidates.length && trouble === null; mine = next++) {
      const candidate = candidates[mine] as Reached;
      const { route, path } = candidate;
      if (route.method === 'POST') {
        const told = await methodsOf(client, path, signal);
        if (told?.includes('POST') === true) found.push(candidate);
        if (told !== null) continue;
      }
      // To a route that is only posted to, GET is answered with 405, not 404.
      const outcome = await client.ask({ method: 'GET', path, query: route.query, signal, retries: 1 });
      if ('answer' in outcome) {
        if (route.method === 'GET') found.push(candidate);
        continue;
      }
      const { kind, status } = outcome.trouble;
      if (kind === 'timeout') late++;
      if (kind === 'rate-limited') limited++;
      const isPassing = (kind === 'timeout' && late < mostLate) || (kind === 'rate-limited' && limited < mostLimited);
      if (isFinal(outcome.trouble) && !isPassing) trouble = outcome.trouble;
      else if (status === 405 ? route.method === 'POST' : isThere(outcome.trouble)) found.push(candidate);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return trouble ? { trouble } : found.sort((one, other) => routes.indexOf(one.route) - routes.indexOf(other.route));
}

/** What OPTIONS tells may be asked of a path: that changes nothing. Null where it does not tell. */
async function methodsOf(client: Client, path: string, signal?: AbortSignal): Promise<readonly string[] | null> {
  const outcome = await client.ask({ method: 'OPTIONS', path, signal, retries: 0 });
  const told = 'answer' in outcome ? outcome.answer.allow : outcome.trouble.allow;
  // Some name none but OPTIONS itself, or everything there is, for any path.
  const all = (told ?? '').split(',').map((each) => each.trim().toUpperCase());
  const named = all.filter((each) => /^(?:GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(each));
  return named.length === 0 || named.length > 3 ? null : named;
}

/** It failed, but it is there. A page for everything, with status 200, is no route. */
const isThere = ({ kind, status }: Trouble): boolean =>
  kind === 'timeout' ||
  kind === 'cut-off' ||
  kind === 'too-large' ||
  (status !== undefined && status !== 404 && status !== 405);

const nameOf = (method: string, path: string): RouteName => `${method} ${path}`;

function discoveryOf(
  client: Client,
  reached: readonly Reached[],
  by: Discovery['by'],
  service: Discovery['service'],
): Discovery {
  const { address } = client;
  const number = (dialect: Dialect): number => reached.filter(({ route }) => route.dialect === dialect).length;
  const dialects = (['runbook', 'published'] as const)
    .filter((dialect) => number(dialect) > 0)
    .sort((one, other) => number(other) - number(one));
  const answered = new Map<Question, RouteName[]>();
  for (const { route, path } of reached)
    for (const { question } of route.reads)
      answered.set(question, [...(answered.get(question) ?? []), nameOf(route.method, path)]);
  const missing = routes.filter((each) => each.dialect === 'runbook' && !reached.some(({ route }) => route === each));
  const derived = missing.flatMap((route) => {
    const ways = route.reads.map(({ question }) => wayTo(question, answered));
    const [way] = ways;
    return way ? [{ route: nameOf(route.method, route.path), ...way }] : [];
  });
  const asked = new Set(routes.flatMap(({ reads }) => reads.map(({ question }) => question)));
  return {
    ...{ url: address.url, service, dialects, by, derived, notes: address.notes },
    reached: reached.map(({ route, path }) => nameOf(route.method, path)),
    missing: missing.map(({ method, path }) => nameOf(method, path)),
    unanswered: [...asked].filter((question) => wayTo(question, answered) === null),
  };
}

/** By another route, or worked out from what others answer. */
function wayTo(
  question: Question,
  answered: ReadonlyMap<Question, readonly RouteName[]>,
): { readonly from: readonly RouteName[]; readonly how: string } | null {
  const own = answered.get(question);
  if (own) return { from: own, how: 'answered by another route' };
  const way = derivations.find((each: Derivation) => each.question === question && answered.has(each.from));
  return way ? { from: answered.get(way.from) ?? [], how: way.how } : null;
}

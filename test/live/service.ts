// A spiking service over real HTTP for tests: both dialects of the routes, sessions, a key, a prefix, and faults to order.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { answerWith, type Fault } from './faults';
import { publishedRoutes } from './published';
import { type Asked, type Route, runbookRoutes } from './runbook';
import { type Scenario, Simulation } from './simulation';

export interface ServiceOptions {
  readonly dialect?: 'runbook' | 'published' | 'both';
  readonly scenario?: Scenario;
  /** What `X-API-Key` must be; none is asked for where it is left out. */
  readonly key?: string;
  /** Before every route, as behind a proxy: `/t4dm`. */
  readonly prefix?: string;
  /** Whether there is an /openapi.json. */
  readonly openapi?: boolean;
  /** Further sessions, each with a network of its own. */
  readonly sessions?: Readonly<Record<string, Scenario>>;
  /** Routes that it has not, as `GET /spiking/stats`. */
  readonly without?: readonly string[];
  /** Starlette answers another method with 405; Express looks for a route of that method, finds none, and answers 404, but OPTIONS. */
  readonly routers?: 'one per method';
  readonly port?: number;
  readonly now?: () => number;
  /** Steps that the networks make before the first question, and of themselves per second. */
  readonly steps?: number;
  readonly stepsPerSecond?: number;
}

export interface Service {
  readonly url: string;
  readonly port: number;
  /** Every request, as `GET /spiking/stats?session_id=a`, in order. */
  readonly requests: string[];
  /** Header names and values of every request. */
  readonly headers: IncomingMessage['headers'][];
  /** Lets a route (`GET /spiking/stats`, or `*`) fail; null makes it well again. */
  order(route: string, fault: Fault | null): void;
  advance(steps: number): void;
  simulation(session?: string): Simulation;
  /** From now on this is the session that is taken where none is asked for, with a new network. */
  changeSession(name: string, scenario?: Scenario): void;
  close(): Promise<void>;
}

const defaultSteps = 200;

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { dialect = 'runbook', scenario = 'healthy', prefix = '', now = Date.now, without = [] } = options;
  const { openapi = true, steps = defaultSteps, stepsPerSecond = 0, key, port = 0, routers } = options;
  const routes = new Map(
    [...Object.entries(tableOf(dialect))]
      .filter(([name]) => !without.includes(name.replace(' /api/v1/', ' /')) && !without.includes(name))
      .map(([name, route]) => [name.replace(' ', ` ${prefix}`), route] as const),
  );
  let current = 'default';
  const networks = new Map<string, Simulation>();
  const make = (name: string, as: Scenario): Simulation => {
    const made = new Simulation(as, [...name].reduce((sum, each) => sum * 31 + each.charCodeAt(0), 7) >>> 0);
    made.advance(steps);
    networks.set(name, made);
    return made;
  };
  make(current, scenario);
  for (const [name, as] of Object.entries(options.sessions ?? {})) make(name, as);
  const faults = new Map<string, Fault>();
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];

  const simulation = (session?: string): Simulation =>
    networks.get(session ?? current) ?? (networks.get(current) as Simulation);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const { pathname, searchParams: query } = new URL(url, 'http://service');
    requests.push(`${method} ${url}`);
    headers.push(request.headers);
    const name = `${method} ${pathname.slice(pathname.startsWith(prefix) ? prefix.length : 0)}`;
    const fault = faults.get(name) ?? faults.get(name.replace(' /api/v1/', ' /')) ?? faults.get('*');
    const body = await bodyOf(request);
    const answer = (): unknown => {
      if (name === 'GET /openapi.json') return openapi ? openapiOf([...routes.keys()]) : undefined;
      const route = routes.get(`${method} ${pathname}`);
      const session = query.get('session_id') ?? request.headers['x-session-id']?.toString() ?? undefined;
      if (session !== undefined && query.get('session_id') === null) query.set('session_id', session);
      const asked: Asked = { query, body, nowMs: now() };
      if (!query.has('session_id')) query.set('session_id', current);
      return route?.(simulation(session), asked);
    };
    if (fault && (await answerWith(fault, response, answer))) return;
    const given = request.headers['x-api-key'];
    if (key !== undefined && name !== 'GET /openapi.json' && given !== key) {
      const missing = given === undefined;
      return send(response, missing ? 401 : 403, {
        detail: missing ? 'Missing X-API-Key header' : 'Invalid API key',
      });
    }
    const found = answer();
    if (found !== undefined) return send(response, 200, found);
    const others = [...routes.keys()].filter((each) => each.endsWith(` ${pathname}`));
    const allowed = others.map((each) => each.split(' ')[0]).join(', ');
    if (routers === 'one per method' && method === 'OPTIONS' && allowed !== '') {
      response.setHeader('allow', `${allowed}, OPTIONS`);
      return send(response, 200, {});
    }
    const known = allowed !== '' && routers === undefined;
    if (known) response.setHeader('allow', allowed);
    return send(response, known ? 405 : 404, { detail: known ? 'Method Not Allowed' : 'Not Found' });
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const advance = (count: number): void => {
    for (const each of networks.values()) each.advance(count);
  };
  const timer = stepsPerSecond > 0 ? setInterval(() => advance(Math.ceil(stepsPerSecond / 10)), 100) : undefined;
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}${prefix}`,
    port: bound,
    requests,
    headers,
    order: (route, fault) => void (fault === null ? faults.delete(route) : faults.set(route, fault)),
    advance,
    simulation,
    changeSession: (name, as = scenario) => {
      make(name, as);
      current = name;
    },
    close: () => closed(server, timer),
  };
}

function tableOf(dialect: NonNullable<ServiceOptions['dialect']>): Record<string, Route> {
  const published = Object.fromEntries(
    Object.entries(publishedRoutes).map(([name, route]) => [name.replace(' ', ' /api/v1'), route]),
  );
  if (dialect === 'runbook') return runbookRoutes;
  return dialect === 'published' ? published : { ...runbookRoutes, ...published };
}

function openapiOf(names: readonly string[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const name of names) {
    const [method = '', path = ''] = name.split(' ');
    (paths[path] ??= {})[method.toLowerCase()] = { responses: { 200: { description: 'OK' } } };
  }
  return { openapi: '3.1.0', info: { title: 'T4DM API', version: '0.5.0' }, paths };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export function send(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(content));
}

function closed(server: Server, timer: NodeJS.Timeout | undefined): Promise<void> {
  clearInterval(timer);
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

// Where a service may be: this machine, or a host that was allowed by name. Addresses with a password or a key in them are refused, and not repeated.
import type { Trouble } from './state';

export interface Address {
  /** Scheme, host and port. */
  readonly origin: string;
  /** The path before every route, without a slash at the end. */
  readonly prefix: string;
  /** A session that the address named. */
  readonly session: string | null;
  /** As it is shown. */
  readonly url: string;
  readonly host: string;
  readonly isThisMachine: boolean;
  readonly notes: readonly string[];
}

export type Addressed = { readonly address: Address } | { readonly trouble: Trouble };

const refuse = (kind: Trouble['kind'], message: string): Addressed => ({ trouble: { kind, message, route: null } });

/** Keys have no place in an address: it is logged by every proxy on the way. */
const keyNames = /^(?:x-?)?(?:api[-_]?key|apikey|key|token|access[-_]?token|secret|password|auth(?:orization)?)$/i;

/** @param allowedHosts names that were allowed beside this machine, each with or without its port */
export function readAddress(text: string, allowedHosts: readonly string[] = []): Addressed {
  const trimmed = text.trim();
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = parsed(whole);
  if (!url || url.hostname === '')
    return refuse('bad-url', 'This is no address of a service: it looks like http://localhost:8000');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refuse('bad-url', `A service is asked by http: or https:, not by ${url.protocol}`);
  if (url.username !== '' || url.password !== '')
    return refuse('bad-url', 'The address holds a name or password: take it out. The key has a place of its own.');
  for (const name of url.searchParams.keys())
    if (keyNames.test(name))
      return refuse('bad-url', `The address holds "${name}": take it out. The key has a place of its own.`);
  const notes: string[] = [];
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') {
    // What servers print that listen on every interface; it is no address to ask.
    notes.push(`${url.hostname} stands for every address of a machine: asked as 127.0.0.1`);
    url.hostname = '127.0.0.1';
  }
  const isThisMachine = isLoopback(url.hostname);
  const allowed = allowedHosts.map((each) => each.trim().toLowerCase());
  if (!isThisMachine && !allowed.includes(url.hostname) && !allowed.includes(url.host))
    return refuse(
      'refused-host',
      `${url.host} is another machine, and it has not been allowed: only services on this one are asked without that`,
    );
  if (!isThisMachine && url.protocol === 'http:')
    notes.push(`${url.host} is asked by http: whoever is on the way can read the key and the answers`);
  const prefix = prefixOf(url.pathname);
  return {
    address: {
      ...{ origin: url.origin, prefix, session: url.searchParams.get('session_id'), url: url.origin + prefix },
      ...{ host: url.host, isThisMachine, notes },
    },
  };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]') return true;
  return /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** People paste what they last asked: a route at the end is no part of the prefix. */
function prefixOf(path: string): string {
  const at = path.search(
    /\/(?:(?:spiking|learning|visualization|demo)\/[\w-]+|viz\/(?:spiking|bio|neuromod|realtime)\/.*)/,
  );
  const cut =
    at >= 0 ? path.slice(0, at) : path.replace(/\/+$/, '').replace(/\/(?:openapi\.json|docs|redoc|health)$/, '');
  const prefix = cut.replace(/\/+$/, '').replace(/\/api\/v\d+$/, '');
  return prefix.replace(/\/+$/, '');
}

// What goes wrong when a service is asked, as one sentence each that says what to do.
import { shortened } from './secret';
import type { Trouble } from './state';

export interface Situation {
  /** `http://localhost:8000`. */
  readonly service: string;
  readonly route: string | null;
  readonly hasKey: boolean;
  /** What to do to give a key: the command line and the editor differ. */
  readonly keyHint: string;
  readonly timeoutMs: number;
}

const tlsWords: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it signed itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in a certificate that nobody vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificates between it and a known authority are missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'who issued it is not known on this machine',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is made out to another name',
  CERT_REVOKED: 'it was revoked',
};

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there: is the service running, and on this port?',
  ENOTFOUND: 'there is no host of this name: check the address',
  EAI_AGAIN: 'the name could not be looked up: check the address and the network',
  EHOSTUNREACH: 'no way leads there: check the address and the network',
  ENETUNREACH: 'no way leads there: check the network',
  ECONNRESET: 'it hung up without an answer: look into the service’s own log',
  UND_ERR_SOCKET: 'it hung up without an answer: look into the service’s own log',
  EPIPE: 'it hung up without an answer: look into the service’s own log',
  ETIMEDOUT: 'nothing came back: check the address, and that no firewall is in the way',
  UND_ERR_CONNECT_TIMEOUT: 'nothing came back: check the address, and that no firewall is in the way',
};

/** What fetch threw, before any answer came. */
export function troubleOfError(error: unknown, { service, route }: Situation): Trouble {
  const code = codeOf(error);
  const tls = tlsWords[code];
  if (tls !== undefined || code.startsWith('CERT_') || code.startsWith('ERR_TLS')) {
    const why = tls ?? code;
    const message = `The certificate of ${service} is not trusted: ${why}. Give the service a good certificate, or make its authority known to this machine (NODE_EXTRA_CA_CERTS).`;
    return { kind: 'tls', message, route };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return { kind: 'tls', message: `${service} does not speak https: try http://.`, route };
  if (code.startsWith('HPE_')) {
    const message = `${service} does not speak http: try https://, and check the port.`;
    return { kind: 'unreachable', message, route };
  }
  const why = networkWords[code] ?? `it can’t be reached (${shortened(code === '' ? wordsOf(error) : code)})`;
  return { kind: 'unreachable', message: `${service}: ${why}`, route };
}

export function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return '';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  const inner = codeOf(cause, depth + 1);
  if (inner !== '') return inner;
  return Array.isArray(errors) ? (errors.map((each) => codeOf(each, depth + 1)).find((each) => each !== '') ?? '') : '';
}

/** fetch itself only says that it failed: what lies deepest says why. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? wordsOf(error.cause) : error.message;
}

/** Of an answer that is none: everything but 2xx and what is followed. */
export function troubleOfStatus(
  status: number,
  detail: string,
  situation: Situation,
  retryAfterMs: number | undefined,
): Trouble {
  const { service, route, hasKey, keyHint } = situation;
  const said = detail === '' ? '' : ` It says: ${shortened(detail)}`;
  const of = route === null ? service : `${service} (${route})`;
  const plain = { route, status };
  if (status === 401 || status === 403)
    return hasKey
      ? {
          ...plain,
          kind: 'key-wrong',
          message: `${status === 403 ? of : service} does not accept the key (${status}): ${keyHint}.${said}`,
        }
      : { ...plain, kind: 'key-missing', message: `${service} asks for a key (${status}): ${keyHint}.${said}` };
  if (status === 404 || status === 405)
    return { ...plain, kind: 'not-found', message: `${of} is not there (${status}).${said}` };
  if (status === 429) {
    const wait = retryAfterMs === undefined ? '' : ` for ${Math.ceil(retryAfterMs / 1000)} s`;
    const message = `${of} was asked too often (429): it wants to be left alone${wait}.`;
    return { ...plain, kind: 'rate-limited', message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (status >= 500) {
    const message = `${of} failed (${status}): look into the service’s own log.${said}`;
    return { ...plain, kind: 'server-error', message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (status === 400 || status === 422)
    return { ...plain, kind: 'rejected', message: `${of} did not take the question (${status}).${said}` };
  return {
    ...plain,
    kind: 'rejected',
    message: `${of} answered with status ${status}, which is not understood.${said}`,
  };
}

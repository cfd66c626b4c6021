// Tests the client against a real server's faults: one clear sentence each, in bounded time and memory, to one host, and never with the key in it.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { nodeNetwork } from '../../../src/cli/machine';
import type { Trouble } from '../../../src/live/state';
import { troubleOfError } from '../../../src/live/troubles';
import type { Fault } from '../../live/faults';
import { clientOf, secret, troubleOf, withService } from './_client';

const route = 'GET /spiking/stats';

const under = (fault: Fault, options: { timeoutMs?: number; mostBytes?: number } = {}): Promise<Trouble | null> =>
  withService({}, async (service) => {
    service.order(route, fault);
    const trouble = await troubleOf(clientOf(service.url, { key: secret, ...options }));
    if (trouble) assert.equal(trouble.message.includes(secret), false);
    return trouble;
  });

describe('the client', () => {
  test('reads an answer, with the session in query and header and the key in its header alone', () =>
    withService({ key: secret }, async (service) => {
      const client = clientOf(service.url, { key: `${secret}\n` });
      const outcome = await client.ask({ method: 'GET', path: '/spiking/stats', session: 'a b' });
      assert.ok('answer' in outcome, JSON.stringify(outcome));
      assert.equal(service.headers[0]?.['x-api-key'], secret);
      assert.match(service.requests[0] ?? '', /session_id=a\+b/);
      assert.equal(service.requests.join(' ').includes(secret), false);
    }));

  const sentences: readonly [string, Fault, Trouble['kind'], RegExp][] = [
    ['401', { kind: 'status', status: 401 }, 'key-wrong', /does not accept the key \(401\): put it there/],
    ['403', { kind: 'status', status: 403 }, 'key-wrong', /does not accept the key \(403\)/],
    ['404', { kind: 'status', status: 404 }, 'not-found', /GET \/spiking\/stats\) is not there \(404\)/],
    ['422', { kind: 'status', status: 422 }, 'rejected', /did not take the question \(422\)\. It says: as ordered/],
    ['429', { kind: 'status', status: 429, retryAfter: '7' }, 'rate-limited', /asked too often \(429\).* 7 s/],
    ['500', { kind: 'status', status: 500 }, 'server-error', /failed \(500\): look into the service’s own log/],
    ['a web page', { kind: 'html' }, 'not-json', /answered with a web page: is that the service’s own address/],
    ['nothing', { kind: 'body', text: '' }, 'not-json', /answered with nothing/],
    ['no JSON', { kind: 'body', text: 'spike_rate 0.1' }, 'not-json', /something that is no JSON/],
    ['an end in the middle', { kind: 'cut-off' }, 'cut-off', /broke off|ends in the middle/],
    ['half of a text', { kind: 'body', text: '{"spike_rate": 0.1, "layers": [' }, 'cut-off', /ends in the middle/],
    ['hanging up', { kind: 'hang-up' }, 'unreachable', /hung up without an answer/],
    [
      'another host',
      { kind: 'redirect', to: 'http://example.org/steal?x=1' },
      'redirect',
      /redirects to http:\/\/example\.org, which is not followed/,
    ],
    ['another port', { kind: 'redirect', to: 'http://127.0.0.1:1/' }, 'redirect', /not followed/],
    ['a circle', { kind: 'redirect', to: '/spiking/stats' }, 'redirect', /in a circle/],
  ];
  for (const [name, fault, kind, words] of sentences)
    test(`says what to do about ${name}`, async () => {
      const trouble = await under(fault);
      assert.equal(trouble?.kind, kind);
      assert.match(trouble.message, words);
      assert.equal(trouble.message.includes('\n'), false);
    });

  test('says that a key is missing where there is none', () =>
    withService({ key: secret }, async ({ url }) => {
      const trouble = await troubleOf(clientOf(url));
      assert.equal(trouble?.kind, 'key-missing');
      assert.match(trouble.message, /asks for a key \(401\): put it there\. It says: Missing X-API-Key header/);
    }));

  test('follows a redirect within the service', () =>
    withService({}, async (service) => {
      service.order('GET /old', { kind: 'redirect', to: '/spiking/stats', status: 308 });
      assert.equal(await troubleOf(clientOf(service.url), '/old'), null);
    }));

  test('sends nothing to a host that it was redirected to', () =>
    withService({}, (other) =>
      withService({}, async (service) => {
        service.order(route, { kind: 'redirect', to: `http://localhost:${other.port}/spiking/stats` });
        await troubleOf(clientOf(service.url, { key: secret }));
        assert.deepEqual(other.requests, []);
      }),
    ));

  test('reads 64 MB of 2 GB, and none where the length is announced', async () => {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const trouble = await under({ kind: 'huge', bytes: 2 ** 31 }, { timeoutMs: 60_000 });
    assert.equal(trouble?.kind, 'too-large');
    assert.match(trouble.message, /larger than 64 MB and was not read further: let the service send less/);
    const grownMb = (process.memoryUsage().rss - before) / 2 ** 20;
    assert.ok(grownMb < 500, `${grownMb} MB`);
    assert.equal((await under({ kind: 'huge', bytes: 2 ** 31, announced: true }))?.kind, 'too-large');
  });

  test('ends an endless answer by its size or by its time', async () => {
    assert.equal((await under({ kind: 'endless' }, { mostBytes: 4 << 20 }))?.kind, 'too-large');
    const dripping = await under({ kind: 'endless', everyMs: 5 }, { timeoutMs: 200 });
    assert.equal(dripping?.kind, 'timeout');
    assert.match(dripping.message, /did not finish its answer within 0\.2 s/);
  });

  test('does not wait longer than it was told to', async () => {
    const before = Date.now();
    assert.equal((await under({ kind: 'silent' }, { timeoutMs: 150 }))?.kind, 'timeout');
    assert.equal((await under({ kind: 'slow', ms: 5000 }, { timeoutMs: 150 }))?.kind, 'timeout');
    assert.ok(Date.now() - before < 4000);
  });

  test('stops when it is told to', () =>
    withService({}, async (service) => {
      service.order(route, { kind: 'silent' });
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      assert.equal((await troubleOf(clientOf(service.url), '/spiking/stats', stop.signal))?.kind, 'cancelled');
    }));

  test('reads the NaN and Infinity that Python writes', () =>
    withService({}, async (service) => {
      service.order(route, { kind: 'nan' });
      const outcome = await clientOf(service.url).ask({ method: 'GET', path: '/spiking/stats' });
      assert.ok('answer' in outcome);
      assert.ok(outcome.answer.strange >= 5);
      assert.equal((outcome.answer.json as Record<string, unknown>)['spike_rate'], 'NaN');
    }));

  test('takes NaN in a text for text', () =>
    withService({}, async (service) => {
      service.order(route, { kind: 'body', text: '{"note": "NaN, \\" Infinity", "a": NaN}' });
      const outcome = await clientOf(service.url).ask({ method: 'GET', path: '/spiking/stats' });
      assert.ok('answer' in outcome);
      assert.deepEqual(outcome.answer.json, { note: 'NaN, " Infinity', a: 'NaN' });
      assert.equal(outcome.answer.strange, 1);
    }));

  test('has the key in nothing that a service sends back', () =>
    withService({}, async (service) => {
      service.order(route, { kind: 'body', text: JSON.stringify({ detail: `your key is ${secret}` }) });
      const client = clientOf(service.url, { key: secret });
      const outcome = await client.ask({ method: 'GET', path: '/spiking/stats' });
      assert.ok('answer' in outcome);
      assert.equal(JSON.stringify(outcome).includes(secret), false);
    }));

  test('refuses a key that no header can carry, without showing it', async () => {
    const trouble = await troubleOf(clientOf('http://localhost:1', { key: 'schlüssel\u0007abc' }));
    assert.equal(trouble?.kind, 'key-wrong');
    assert.doesNotMatch(trouble.message, /schl/);
  });

  test('says who does not answer', async () => {
    const port = await withService({}, (service) => Promise.resolve(service.port));
    const refused = await troubleOf(clientOf(`http://127.0.0.1:${port}`));
    assert.equal(
      refused?.message,
      `http://127.0.0.1:${port}: nothing listens there: is the service running, and on this port?`,
    );
    const barred = await troubleOf(clientOf('http://127.0.0.1:1'));
    assert.match(barred?.message ?? '', /can’t be reached \(bad port\)/);
  });

  test('says what is wrong with a certificate', () => {
    const situation = { service: 'https://gpu', route: null, hasKey: true, keyHint: '', timeoutMs: 1 };
    const of = (code: string): Trouble =>
      troubleOfError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }), situation);
    assert.match(
      of('DEPTH_ZERO_SELF_SIGNED_CERT').message,
      /not trusted: it signed itself\. Give the service a good certificate/,
    );
    assert.match(of('ERR_TLS_CERT_ALTNAME_INVALID').message, /made out to another name/);
    assert.match(of('CERT_HAS_EXPIRED').message, /it has expired/);
    assert.deepEqual(
      ['CERT_REVOKED', 'CERT_UNTRUSTED'].map((code) => of(code).kind),
      ['tls', 'tls'],
    );
    assert.match(of('ENOTFOUND').message, /no host of this name: check the address/);
  });

  test('says where http and https were mixed up, or no http is spoken', async () => {
    await withService({}, async ({ port }) => {
      const trouble = await troubleOf(clientOf(`https://127.0.0.1:${port}`));
      assert.equal(trouble?.kind, 'tls');
      assert.match(trouble.message, /does not speak https: try http:\/\//);
    });
    const mumbling = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => mumbling.listen(0, '127.0.0.1', resolve));
    const trouble = await troubleOf(clientOf(`http://127.0.0.1:${(mumbling.address() as AddressInfo).port}`));
    mumbling.close();
    assert.match(trouble?.message ?? '', /does not speak http: try https:\/\//);
  });

  test('asks again what may go better, after waiting as long as it is asked to', () =>
    withService({}, async (service) => {
      const waited: number[] = [];
      service.order(route, { kind: 'status', status: 429, retryAfter: '1' });
      const machine = {
        ...nodeNetwork,
        random: () => 0.5,
        wait: (ms: number, signal: AbortSignal): Promise<void> => {
          if (ms >= 5000) return nodeNetwork.wait(ms, signal);
          waited.push(ms);
          service.order(route, null);
          return Promise.resolve();
        },
      };
      const client = clientOf(service.url, { machine });
      const outcome = await client.ask({ method: 'GET', path: '/spiking/stats', retries: 2 });
      assert.ok('answer' in outcome);
      // 1 s as asked, and a quarter of 500 ms × 3/4.
      assert.deepEqual(waited, [1000 + 0.25 * 375]);
    }));
});

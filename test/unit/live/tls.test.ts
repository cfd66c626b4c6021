// Tests of https against real servers: certificates that signed themselves, that have expired, that are made out to another name, and good ones.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { troubleOfError } from '../../../src/live/troubles';
import { issue, type Signed } from '../../live/certificate';
import { clientOf, secret, troubleOf } from './_client';

/** A server with that certificate; it notes the keys that it is sent. */
async function withHttps<T>({ key, cert }: Signed, use: (port: number, keys: string[]) => Promise<T>): Promise<T> {
  const keys: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    keys.push(String(request.headers['x-api-key'] ?? ''));
    response.setHeader('Content-Type', 'application/json').end('{"spike_rate": 0.1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use((server.address() as AddressInfo).port, keys);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

const past = new Date(Date.now() - 30 * 86_400_000);
const yesterday = new Date(Date.now() - 86_400_000);
const folder = mkdtempSync(join(tmpdir(), 'spikelint-tls-'));
after(() => rmSync(folder, { recursive: true }));

/** What fetch says in a process that knows the authority: who is known is settled when a process starts. */
async function fetched(url: string, authority: string): Promise<string> {
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority);
  const script = `fetch(${JSON.stringify(url)}).then((r) => r.text()).then((t) => console.log(t), (e) => console.log(e.cause?.code ?? String(e)))`;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: file };
    execFile(process.execPath, ['-e', script], { env, timeout: 30_000 }, (error, out) =>
      error ? reject(error) : resolve(out.trim()),
    );
  });
}

const messageOf = (code: string): string => {
  const situation = { service: 'https://localhost', route: null, hasKey: true, keyHint: '', timeoutMs: 1 };
  return troubleOfError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }), situation)
    .message;
};

describe('a service behind https', () => {
  for (const [name, until, why] of [
    ['a certificate that signed itself', undefined, /it signed itself\. Give the service a good certificate/],
    ['one that has expired beside', yesterday, /it has expired/],
  ] as const)
    test(`${name} is not trusted, and is sent no key`, () =>
      withHttps(issue({ names: ['localhost'], from: past, ...(until ? { until } : {}) }), async (port, keys) => {
        const trouble = await troubleOf(clientOf(`https://localhost:${port}`, { key: secret }));
        assert.equal(trouble?.kind, 'tls');
        assert.match(trouble.message, /^The certificate of https:\/\/localhost:\d+ is not trusted: /);
        assert.match(trouble.message, why);
        assert.ok(!trouble.message.includes(secret));
        assert.deepEqual(keys, []);
      }));

  test('one of an authority that this machine does not know', () =>
    withHttps(issue({ names: ['localhost'], by: issue({ names: ['Nobody'] }, true) }), async (port) => {
      const trouble = await troubleOf(clientOf(`https://localhost:${port}`));
      assert.equal(trouble?.kind, 'tls');
      assert.match(trouble.message, /not trusted: .*(?:missing|not known on this machine)/);
    }));

  const authority = issue({ names: ['Test authority'] }, true);

  test('a good one of a known authority is fine', () =>
    withHttps(issue({ names: ['localhost'], by: authority }), async (port) => {
      assert.equal(await fetched(`https://localhost:${port}/spiking/stats`, authority.cert), '{"spike_rate": 0.1}');
    }));

  test('one that has expired says so', () =>
    withHttps(issue({ names: ['localhost'], by: authority, from: past, until: yesterday }), async (port) => {
      assert.match(messageOf(await fetched(`https://localhost:${port}/`, authority.cert)), /it has expired/);
    }));

  test('one that is made out to another host says so', () =>
    withHttps(issue({ names: ['gpu-box.example'], by: authority }), async (port) => {
      assert.match(messageOf(await fetched(`https://localhost:${port}/`, authority.cert)), /made out to another name/);
    }));
});

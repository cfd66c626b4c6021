// Tests the worker's keeper with real threads: lazy start, crash, restart, too many crashes, and work in this process instead.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { WorkerClient, type WorkerClientOptions } from '../../../src/extension/workerClient';
import { readyMessage } from '../../../src/protocol/analysis';
import { Peer } from '../../../src/protocol/peer';

const folder = join(process.cwd(), 'out/unit/worker-client');
mkdirSync(folder, { recursive: true });

/** A bundle that answers `rules` and, asked to probe, does what `probe` says. */
function bundle(name: string, probe: string, onStart = ''): string {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(
    path,
    `const { parentPort } = require('node:worker_threads');
    ${onStart}
    parentPort.on('message', (message) => {
      if (message.kind !== 'request') return;
      const reply = (result) => parentPort.postMessage({ kind: 'result', id: message.id, result });
      if (message.method === 'rules') reply([]);
      else { ${probe} }
    });
    parentPort.postMessage(${JSON.stringify(readyMessage)});`,
  );
  return path;
}

const clients: WorkerClient[] = [];
after(() => clients.forEach((each) => each.dispose()));

function client(options: Partial<WorkerClientOptions>): {
  client: WorkerClient;
  crashes: string[];
  fallbacks: string[];
} {
  const crashes: string[] = [];
  const fallbacks: string[] = [];
  const made = new WorkerClient({
    name: 'simulator',
    bundle: '',
    onCrash: (reason) => crashes.push(reason),
    onFallback: (reason) => fallbacks.push(reason),
    ...options,
  });
  clients.push(made);
  return { client: made, crashes, fallbacks };
}

const probe = (of: WorkerClient): Promise<unknown> =>
  of.request('probe', { network: {} as never, options: { ms: 1, seed: 1 } });

describe('the worker client', () => {
  test('starts a thread with the first request and keeps it', async () => {
    const { client: of } = client({ bundle: bundle('kept', '') });
    assert.equal(of.threadId, undefined);
    await of.request('rules', null);
    const { threadId } = of;
    await of.request('rules', null);
    assert.ok(threadId !== undefined && threadId === of.threadId);
  });

  test('tells once of a crash, fails what was pending, and works again', async () => {
    const { client: of, crashes } = client({ bundle: bundle('thrower', "throw new Error('out of luck')") });
    const pending = await Promise.allSettled([probe(of), probe(of)]);
    assert.deepEqual(
      pending.map(
        (outcome) => outcome.status === 'rejected' && /simulator stopped.*out of luck/.test(String(outcome.reason)),
      ),
      [true, true],
    );
    assert.deepEqual(crashes, ['out of luck']);
    assert.deepEqual(await of.request('rules', null), []);
  });

  test('survives being killed in mid-run', async () => {
    const { client: of, crashes } = client({ bundle: bundle('busy', 'for (;;);') });
    await of.request('rules', null);
    const running = probe(of);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await of.kill();
    await assert.rejects(running, /stopped in the middle of its work/);
    assert.equal(crashes.length, 1);
    assert.deepEqual(await of.request('rules', null), []);
  });

  test('stays down after three crashes within a minute, until it is restarted', async () => {
    const { client: of, crashes } = client({ bundle: bundle('hopeless', 'process.exit(3)'), now: () => 1000 });
    for (let crash = 0; crash < 3; crash++) await assert.rejects(probe(of));
    await assert.rejects(of.request('rules', null), /stays down until it is restarted/);
    of.restart();
    assert.deepEqual(await of.request('rules', null), []);
    assert.equal(crashes.length, 3);
  });

  test('restarts without calling it a crash', async () => {
    const { client: of, crashes } = client({ bundle: bundle('restarted', 'for (;;);') });
    await of.request('rules', null);
    const running = probe(of);
    await new Promise((resolve) => setTimeout(resolve, 20));
    of.restart();
    await assert.rejects(running, /was restarted/);
    assert.deepEqual(await of.request('rules', null), []);
    assert.deepEqual(crashes, []);
  });

  test('does the work here where a thread can not be started, or dies while it starts', async () => {
    const broken = [
      client({ startThread: () => assert.fail('no threads here'), loadBundle: () => ({ serve: serveHere }) }),
      client({
        bundle: bundle('stillborn', '', "throw new Error('no such module')"),
        loadBundle: () => ({ serve: serveHere }),
      }),
    ];
    for (const { client: of, crashes, fallbacks } of broken) {
      assert.deepEqual(await of.request('rules', null), []);
      assert.deepEqual([crashes.length, fallbacks.length], [0, 1]);
    }
    assert.deepEqual(
      broken.map(({ fallbacks }) => fallbacks[0]),
      ['no threads here', 'no such module'],
    );
  });

  test('says so where not even that works', async () => {
    const { client: of } = client({
      startThread: () => assert.fail('no threads here'),
      loadBundle: () => assert.fail('no bundle either'),
    });
    await assert.rejects(of.request('rules', null), /no bundle either/);
  });
});

function serveHere(port: ConstructorParameters<typeof Peer>[0]): void {
  new Peer(port, { rules: () => [] });
}

// Tests what a worker holds open for a panel: opened once, opened again after a crash or a failure, closed only where it still is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HeldByWorker } from '../../../src/extension/heldByWorker';
import { type WorkerClient } from '../../../src/extension/workerClient';

function setUp(open?: () => Promise<number>): {
  thread: { threadId: number };
  opened: number[];
  closed: number[];
  held: HeldByWorker<number>;
} {
  const thread = { threadId: 1 };
  const opened: number[] = [];
  const closed: number[] = [];
  const next = (): Promise<number> => {
    opened.push(opened.length);
    return Promise.resolve(opened.length - 1);
  };
  const held = new HeldByWorker(thread as unknown as WorkerClient, open ?? next, (each) => {
    closed.push(each);
    return Promise.resolve();
  });
  return { thread, opened, closed, held };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what a worker holds open', () => {
  test('is opened when first asked for, and once', async () => {
    const { opened, held } = setUp();
    assert.deepEqual(opened, []);
    assert.deepEqual([await held.get(), await held.get()], [0, 0]);
    assert.deepEqual(opened, [0]);
  });

  test('is opened again by the thread that comes after a crash, and not closed there', async () => {
    const { thread, closed, held } = setUp();
    await held.get();
    thread.threadId = 2;
    assert.equal(await held.get(), 1);
    thread.threadId = 3;
    held.drop();
    await settled();
    assert.deepEqual(closed, []);
  });

  test('is closed when it is dropped, and opened anew for who asks then', async () => {
    const { closed, held } = setUp();
    await held.get();
    held.drop();
    assert.equal(await held.get(), 1);
    assert.deepEqual(closed, [0]);
  });

  test('can be asked for again after it could not be opened', async () => {
    let tries = 0;
    const { held } = setUp(() => (tries++ === 0 ? Promise.reject(new Error('truncated')) : Promise.resolve(7)));
    await assert.rejects(held.get(), /truncated/);
    assert.equal(await held.get(), 7);
  });

  test('a close that fails troubles nobody', async () => {
    const held = new HeldByWorker(
      { threadId: 1 } as unknown as WorkerClient,
      () => Promise.resolve(0),
      () => Promise.reject(new Error('gone')),
    );
    await held.get();
    held.drop();
    await settled();
    assert.equal(await held.get(), 0);
  });
});

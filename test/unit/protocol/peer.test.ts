// Tests the message handler on both ends of a channel: replies, errors, progress, cancel, hand-over and dead peers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { CancelledError, Peer, type Handlers, type PeerOptions } from '../../../src/protocol/peer';
import { portPair, type Port } from '../../../src/protocol/port';

type Sums = {
  add: { params: { a: number; b: number }; result: number };
  count: { params: { to: number }; result: string; progress: number };
  wait: { params: null; result: string };
  array: { params: null; result: Float64Array };
};
type None = Record<never, never>;

const handlers: Handlers<Sums> = {
  add({ a, b }) {
    if (Number.isNaN(a)) throw new RangeError('a is not a number');
    return a + b;
  },
  count({ to }, context) {
    for (let at = 1; at <= to; at++) context.progress(at);
    return 'counted';
  },
  wait: (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new CancelledError()))),
  array(_, context) {
    const values = Float64Array.of(1, 2, 3);
    context.handOver(values.buffer);
    return values;
  },
};

function pair(
  own: Handlers<Sums> = handlers,
  options?: PeerOptions,
): { near: Peer<None, Sums>; far: Peer<Sums, None> } {
  const [one, other] = portPair();
  return { near: new Peer<None, Sums>(one, {}, options), far: new Peer<Sums, None>(other, own, options) };
}

describe('a request', () => {
  test('is answered, and concurrent ones each by their own reply', async () => {
    const { near } = pair();
    const sums = await Promise.all([1, 2, 3].map((a) => near.request('add', { a, b: 10 })));
    assert.deepEqual(sums, [11, 12, 13]);
  });

  test('fails with the message of the error that was thrown', async () => {
    const { near } = pair();
    await assert.rejects(near.request('add', { a: NaN, b: 1 }), { message: 'a is not a number' });
  });

  test('that nobody answers to fails instead of hanging', async () => {
    const { near } = pair();
    await assert.rejects(near.request('toString' as 'add', { a: 1, b: 1 }), /Nothing here answers to "toString"/);
  });

  test('hears of progress in order, before its reply', async () => {
    const { near } = pair();
    const heard: number[] = [];
    const result = await near.request('count', { to: 3 }, { progress: (at) => heard.push(at) });
    assert.deepEqual([...heard, result], [1, 2, 3, 'counted']);
  });

  test('whose parameters cannot be sent fails alone', async () => {
    const { near } = pair();
    const waiting = near.request('add', { a: 1, b: 2 });
    await assert.rejects(near.request('add', { a: 1, b: (() => 1) as never }), /can't be reached/);
    assert.equal(await waiting, 3);
  });

  test('whose result cannot be sent fails with the reason', async () => {
    const { near } = pair({ ...handlers, add: () => (() => 1) as never });
    await assert.rejects(near.request('add', { a: 1, b: 2 }), /can't be reached/);
  });
});

describe('cancelling', () => {
  test('rejects at once and tells the other end', async () => {
    let told = false;
    const { near } = pair({
      ...handlers,
      wait: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => (told = true))),
    });
    const abort = new AbortController();
    const waiting = near.request('wait', null, { signal: abort.signal });
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await assert.rejects(waiting, CancelledError);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(told, true);
  });

  test('before the request leaves sends nothing', async () => {
    let asked = 0;
    const { near } = pair({ ...handlers, add: () => asked++ });
    await assert.rejects(near.request('add', { a: 1, b: 2 }, { signal: AbortSignal.abort() }), CancelledError);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked, 0);
  });

  test('reaches work that never returns to its event loop, where memory is shared', async () => {
    const { port1, port2 } = new MessageChannel();
    const portOf = (port: typeof port1): Port => ({
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', listener),
    });
    const abort = new AbortController();
    let cancelledInside = false;
    const busy: Handlers<Sums> = {
      ...handlers,
      count(_, context) {
        abort.abort(); // as the other thread would, while this one is busy
        cancelledInside = context.cancelled();
        return 'counted';
      },
    };
    const near = new Peer<None, Sums>(portOf(port1), {}, { sharesMemory: true });
    new Peer<Sums, None>(portOf(port2), busy, { sharesMemory: true });
    await assert.rejects(near.request('count', { to: 1 }, { signal: abort.signal }), CancelledError);
    port1.close();
    assert.equal(cancelledInside, true);
  });

  test('leaves no listener behind once a request is answered', async () => {
    const { near } = pair();
    const abort = new AbortController();
    await near.request('add', { a: 1, b: 2 }, { signal: abort.signal });
    abort.abort();
    assert.equal(await near.request('add', { a: 2, b: 2 }), 4);
  });
});

describe('a dead peer', () => {
  test('fails everything pending, and everything later, with one error', async () => {
    const { near } = pair();
    const reason = new Error('The simulator stopped.');
    const first = near.request('wait', null);
    const second = near.request('wait', null);
    near.close(reason);
    const outcomes = await Promise.allSettled([first, second, near.request('add', { a: 1, b: 1 })]);
    assert.deepEqual(outcomes, Array(3).fill({ status: 'rejected', reason }));
  });

  test('whose port says so (false, or a rejection) fails the request', async () => {
    for (const post of [() => Promise.resolve(false), () => Promise.reject(new Error('gone'))]) {
      const near = new Peer<None, Sums>({ post, onMessage: () => undefined }, {});
      await assert.rejects(near.request('add', { a: 1, b: 1 }), /can't be reached/);
    }
  });

  test('aborts what it still had to do', async () => {
    let aborted = false;
    const { near, far } = pair({
      ...handlers,
      wait: (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    });
    near.request('wait', null).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    far.close(new Error('closed'));
    assert.equal(aborted, true);
  });
});

describe('the channel', () => {
  test('hands buffers over instead of copying them', async () => {
    let kept: Float64Array | undefined;
    const { near } = pair({
      ...handlers,
      array(_, context) {
        kept = Float64Array.of(4, 5);
        context.handOver(kept.buffer as ArrayBuffer);
        return kept;
      },
    });
    assert.deepEqual(await near.request('array', null), Float64Array.of(4, 5));
    assert.equal(kept?.length, 0);
  });

  test('ignores messages that are not its own', async () => {
    let deliver: (message: unknown) => void = () => undefined;
    const sent: unknown[] = [];
    const near = new Peer<None, Sums>(
      { post: (message) => sent.push(message), onMessage: (listener) => (deliver = listener) },
      {},
    );
    const answer = near.request('add', { a: 1, b: 2 });
    for (const noise of [null, 7, 'text', {}, { kind: 'other', id: 1 }, { kind: 'result', id: 99, result: 0 }])
      deliver(noise);
    deliver({ kind: 'result', id: (sent[0] as { id: number }).id, result: 3 });
    assert.equal(await answer, 3);
  });

  test('serves requests both ways at once', async () => {
    type Echo = { echo: { params: string; result: string } };
    const [one, other] = portPair();
    const near = new Peer<Echo, Echo>(one, { echo: (text) => `near ${text}` });
    const far = new Peer<Echo, Echo>(other, { echo: (text) => `far ${text}` });
    assert.deepEqual(await Promise.all([near.request('echo', 'a'), far.request('echo', 'b')]), ['far a', 'near b']);
  });
});

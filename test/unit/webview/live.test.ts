// Tests what the Live panel holds of a stream: it appends, begins anew where it is told, stays within its bound, and follows the latest until it is moved.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type SessionUpdate, type StreamUpdate } from '../../../src/protocol/live';
import { Follow } from '../../../webview/live/follow';
import { History } from '../../../webview/live/history';
import { TimeAxis } from '../../../webview/timeAxis';

const originMs = 1_700_000_000_000;

interface Given {
  readonly session?: string | null;
  readonly at?: readonly number[];
  readonly spikes?: readonly (readonly [ms: number, id: number])[];
}

function sessionUpdate({ session = null, at = [], spikes = [] }: Given): SessionUpdate {
  const times = Float64Array.from(at, (ms) => originMs + ms);
  const values = Float64Array.from(at, (ms) => ms / 1000);
  return {
    session,
    name: session,
    state: { session, readings: {}, troubles: [] },
    checklist: [],
    series:
      at.length > 0 ? [{ name: 'spikeRate', from: times, to: times, min: values, mean: values, max: values }] : [],
    spikes: {
      times: Float64Array.from(spikes, ([ms]) => originMs + ms),
      ids: Uint32Array.from(spikes, ([, id]) => id),
      neurons: spikes.reduce((most, [, id]) => Math.max(most, id + 1), 0),
      dropped: 0,
    },
    histograms: [],
  };
}

const update = (cursor: number, fresh: boolean, ...sessions: Given[]): StreamUpdate => ({
  cursor,
  fresh,
  status: { phase: 'running', trouble: null, nextTryMs: null, lastAnswerMs: originMs, events: [] },
  discovery: null,
  sessions: sessions.map(sessionUpdate),
});

describe('the history of a live panel', () => {
  test('appends what is new, on an axis that begins at the first full second', () => {
    const history = new History();
    history.take(update(1, true, { at: [300, 1300], spikes: [[400, 2]] }));
    history.take(update(2, false, { at: [2300], spikes: [[2400, 7]] }));
    const [shown] = history.sessions();
    assert.equal(history.origin, originMs);
    assert.deepEqual([...(shown?.series.get('spikeRate')?.from ?? [])], [300, 1300, 2300]);
    assert.deepEqual([...(shown?.spikes.times ?? [])], [400, 2400]);
    assert.deepEqual([shown?.spikes.neurons, history.cursor, history.lastMs], [8, 2, 2400]);
  });

  test('begins anew where it is told, and keeps the axis', () => {
    const history = new History();
    history.take(update(1, true, { at: [0, 1000] }));
    history.take(update(9, true, { at: [5000] }));
    assert.deepEqual([...(history.sessions()[0]?.series.get('spikeRate')?.from ?? [])], [5000]);
    assert.equal(history.origin, originMs);
  });

  test('keeps sessions apart, and lets go of one that is left out', () => {
    const history = new History();
    history.take(update(1, true, { session: 'a', at: [0] }, { session: 'b', at: [0, 10] }));
    history.take(update(2, false, { session: 'a', at: [20] }, { session: 'b' }));
    assert.deepEqual(
      history.sessions().map(({ session, series }) => [session, series.get('spikeRate')?.mean.length]),
      [
        ['a', 2],
        ['b', 2],
      ],
    );
    history.take(update(3, false, { session: 'b', at: [30] }));
    assert.deepEqual(
      history.sessions().map(({ session, series }) => [session, series.get('spikeRate')?.mean.length]),
      [['b', 3]],
    );
  });

  test('keeps what the service did before it moved on to another session of its own', () => {
    const history = new History();
    history.take(update(1, true, { at: [0, 10] }));
    history.take({ ...update(2, true, { at: [20] }), ended: [{ ...sessionUpdate({ at: [0, 10] }), name: 'first' }] });
    history.take({ ...update(3, false, { at: [30] }), ended: [{ ...sessionUpdate({}), name: 'first' }] });
    assert.deepEqual(
      history.sessions().map(({ name, ended, series }) => [name, ended, series.get('spikeRate')?.mean.length]),
      [
        [null, false, 2],
        ['first', true, 2],
      ],
    );
  });

  test('asks for everything anew before it grows out of bounds', () => {
    const history = new History();
    history.take(update(1, true, { at: [0] }));
    assert.equal(history.cursor, 1);
    const many = Array.from({ length: 20_001 }, (_, at) => at);
    history.take(update(2, false, { at: many }));
    assert.equal(history.cursor, null);
    history.take(update(3, true, { at: [0, 1] }));
    assert.equal(history.cursor, 3);
    // What the host itself keeps is never too much: else it would be asked for again and again.
    history.take(update(4, true, { at: many.concat(many) }));
    assert.equal(history.cursor, 4);
    history.take(update(5, false, { at: many }));
    assert.equal(history.cursor, null);
  });
});

describe('following', () => {
  const made = () => {
    const axis = new TimeAxis();
    const told: boolean[] = [];
    const follow: Follow = new Follow(axis, 10_000, () => told.push(follow.isFollowing));
    follow.extend(60_000);
    return { axis, follow, told };
  };

  test('moves with the latest', () => {
    const { axis, follow } = made();
    assert.deepEqual([axis.fromMs, axis.toMs], [50_000, 60_000]);
    follow.extend(61_000);
    assert.deepEqual([axis.fromMs, axis.toMs], [51_000, 61_000]);
  });

  test('stops where one scrolls back, stays there, and goes on where one comes back', () => {
    const { axis, follow, told } = made();
    axis.pan(-20_000);
    follow.extend(70_000);
    assert.deepEqual([follow.isFollowing, axis.fromMs, axis.toMs], [false, 30_000, 40_000]);
    axis.pan(100_000);
    follow.extend(71_000);
    assert.deepEqual([follow.isFollowing, axis.toMs], [true, 71_000]);
    assert.deepEqual(told, [false, true]);
  });

  test('takes another span, everything included', () => {
    const { axis, follow } = made();
    follow.follow(null);
    follow.extend(90_000);
    assert.deepEqual([axis.fromMs, axis.toMs, follow.followedMs], [0, 90_000, null]);
    axis.zoom(0.5, 90_000);
    assert.deepEqual([follow.isFollowing, follow.followedMs], [true, 45_000]);
  });

  test('shows what little there is at first', () => {
    const axis = new TimeAxis();
    const follow = new Follow(axis, 60_000, () => undefined);
    follow.extend(2_000);
    assert.deepEqual([axis.fromMs, axis.toMs, follow.followedMs], [0, 2_000, 60_000]);
    follow.extend(200_000);
    assert.deepEqual([axis.fromMs, axis.toMs], [140_000, 200_000]);
  });
});

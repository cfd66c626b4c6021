// Tests the stream: history in bounded memory over twelve hours, what is new since a cursor, sessions that change, and waiting longer where it fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Machine } from '../../../src/live/machine';
import type { Series } from '../../../src/live/series';
import { LiveStream } from '../../../src/live/stream';
import { publishedRoutes } from '../../live/published';
import { runbookRoutes } from '../../live/runbook';
import { Simulation } from '../../live/simulation';
import { addressOf, clientOf, secret, withService } from './_client';

/** Answers at once from given texts, on a clock that only moves when it is told to. */
class Still implements Machine {
  ms = 1_700_000_000_000;
  asked = 0;
  constructor(readonly answer: (path: string, query: URLSearchParams) => unknown) {}

  fetch(url: string): Promise<Response> {
    this.asked++;
    const { pathname, searchParams } = new URL(url);
    const found = this.answer(pathname, searchParams);
    if (found instanceof Response) return Promise.resolve(found);
    return Promise.resolve(found === undefined ? Response.json({}, { status: 404 }) : Response.json(found));
  }

  now(): number {
    return this.ms;
  }

  random(): number {
    return 0.5;
  }

  wait(): Promise<void> {
    return new Promise(() => undefined);
  }

  /** Rounds one after the other, each as late as the last one said. */
  async run(stream: LiveStream, forMs: number): Promise<void> {
    const end = this.ms + forMs;
    while (this.ms < end) this.ms += await stream.round();
  }
}

const streamOn = (machine: Still, sessions?: (string | null)[]): LiveStream =>
  new LiveStream({ client: clientOf('http://localhost:8000', { machine }), ...(sessions ? { sessions } : {}) });

const openapi = (...paths: string[]): object => ({
  paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])),
});

const seriesNamed = (all: readonly Series[], name: string): Series => {
  const found = all.find((each) => each.name === name);
  assert.ok(found, `a series ${name} among ${all.map((each) => each.name).join(', ')}`);
  return found;
};

describe('the stream', () => {
  test('keeps twelve hours in memory that stays as it is', async () => {
    const hourMs = 3_600_000;
    let step = 0;
    const machine = new Still((path) => {
      if (path === '/openapi.json')
        return openapi('/spiking/stats', '/spiking/neuromodulators', '/visualization/spike-raster');
      if (path === '/spiking/stats') return { spike_rate: 0.1 + 0.05 * Math.sin(step / 500) };
      if (path === '/spiking/neuromodulators') return { DA: 0.5, ACh: 0.4, NE: 0.3, '5HT': 0.2 };
      step += 20;
      const times = Array.from({ length: 40 }, (_, k) => step - 19 + Math.floor(k / 2));
      return { times, neurons: times.map((_, k) => k), time_unit: 'ms', num_neurons: 40 };
    });
    const stream = new LiveStream({ client: clientOf('http://localhost:8000', { machine }), intervalMs: 4000 });
    const sizes: number[] = [];
    for (let hour = 0; hour < 12; hour++) {
      await machine.run(stream, hourMs);
      sizes.push(stream.size);
    }
    const { sessions, fresh } = stream.since(null);
    assert.equal(fresh, true);
    const rate = seriesNamed(sessions[0]?.series ?? [], 'spikeRate');
    // All twelve hours are there, the last of them sample by sample.
    assert.ok((rate.to.at(-1) as number) - (rate.from[0] as number) > 11.99 * hourMs);
    const single = rate.from.filter((from, i) => from === rate.to[i]).length;
    assert.ok(single >= 899 && single <= 901, `${single}`);
    assert.ok(Math.min(...rate.min) >= 0.05 && Math.max(...rate.max) <= 0.15);
    // An hour of samples, 10 s for each cell before: an hour more is 360 cells for each of five series; spikes are an hour's, up to their limit.
    const [third = 0, last = 0] = [sizes[2], sizes[11]];
    assert.ok(last - third <= 9 * 360 * 5 + 100, `${third} → ${last}`);
    assert.ok(last < 450_000, `${last}`);
  });

  test('gives what is new since a cursor, and everything where that is gone', async () => {
    let rate = 0;
    const machine = new Still((path) =>
      path === '/openapi.json' ? openapi('/spiking/stats') : { spike_rate: (rate += 0.0001) },
    );
    const stream = streamOn(machine);
    await machine.run(stream, 5000);
    const first = stream.since(null);
    assert.equal(seriesNamed(first.sessions[0]?.series ?? [], 'spikeRate').mean.length, 5);
    await machine.run(stream, 3000);
    const next = stream.since(first.cursor);
    assert.equal(next.fresh, false);
    assert.deepEqual(
      Array.from(seriesNamed(next.sessions[0]?.series ?? [], 'spikeRate').mean, (each) => each.toFixed(4)),
      ['0.0006', '0.0007', '0.0008'],
    );
    assert.deepEqual(stream.since(next.cursor).sessions[0]?.series, []);
    await machine.run(stream, 2 * 3_600_000);
    const late = stream.since(next.cursor);
    assert.equal(late.fresh, true);
    assert.equal(seriesNamed(late.sessions[0]?.series ?? [], 'spikeRate').from[0], 1_700_000_000_000);
  });

  test('takes each snapshot and each spike once, although the service sends its window again and again', async () => {
    const simulation = new Simulation('healthy');
    const machine: Still = new Still((path, query) => {
      if (path === '/openapi.json') return openapi('/api/v1/viz/spiking/dynamics', '/visualization/spike-raster');
      const asked = { query, body: {}, nowMs: machine.ms };
      if (path === '/visualization/spike-raster')
        return runbookRoutes['GET /visualization/spike-raster']?.(simulation, asked);
      return publishedRoutes['GET /viz/spiking/dynamics']?.(simulation, asked);
    });
    const stream = streamOn(machine);
    for (let k = 0; k < 40; k++) {
      simulation.advance(1);
      // A pass a second, as the snapshots have it.
      machine.ms += 1000;
      await stream.round();
    }
    const [session] = stream.since(null).sessions;
    assert.ok(session);
    assert.equal(seriesNamed(session.series, 'spikeRate').mean.length, 40);
    const spikes = simulation.history.reduce((sum, { fired }) => sum + fired.length, 0);
    assert.equal(session.spikes.times.length, spikes);
    assert.equal(session.spikes.neurons, 64);
    assert.ok(session.spikes.times.every((each, i) => i === 0 || each >= (session.spikes.times[i - 1] as number)));
  });

  test('goes on with the new session where the service changes its own, and keeps the old one beside it', async () => {
    let name = 'a';
    const machine = new Still((path) =>
      path === '/openapi.json' ? openapi('/spiking/stats') : { spike_rate: 0.1, session_id: name },
    );
    const stream = streamOn(machine);
    await machine.run(stream, 3000);
    const before = stream.since(null);
    name = 'b';
    await machine.run(stream, 2000);
    const after = stream.since(before.cursor);
    assert.equal(after.fresh, true);
    const [now, past] = [after.sessions[0], after.ended?.[0]];
    assert.deepEqual([now?.name, past?.name, after.sessions.length], ['b', 'a', 1]);
    assert.deepEqual(
      [now, past].map((each) => seriesNamed(each?.series ?? [], 'spikeRate').mean.length),
      [2, 3],
    );
    assert.deepEqual(
      after.status.events.map(({ text }) => text),
      ['the session changed from a to b'],
    );
  });

  test('notices that the service was started again', async () => {
    let at = 1000;
    const machine = new Still((path) =>
      path === '/openapi.json'
        ? openapi('/visualization/spike-raster')
        : { times: [at], neurons: [1], time_unit: 'step' },
    );
    const stream = streamOn(machine);
    for (at of [1000, 1100, 20, 30]) {
      await stream.round();
      machine.ms += 1000;
    }
    assert.deepEqual(
      stream.status.events.map(({ text }) => text),
      ['the service’s own time went back: it was started again'],
    );
    assert.equal(stream.since(null).sessions[0]?.spikes.times.length, 4);
  });

  test('compares several sessions, each with a history of its own', () =>
    withService({ sessions: { sick: 'runaway' } }, async ({ url }) => {
      const stream = new LiveStream({ client: clientOf(url), sessions: ['default', 'sick'] });
      await stream.round();
      const rates = stream.since(null).sessions.map(({ state }) => state.readings.stats?.value?.spikeRate ?? NaN);
      assert.ok((rates[0] as number) < 0.5 && (rates[1] as number) > 0.5, rates.join(' '));
      stream.select(['sick']);
      assert.deepEqual(
        stream.since(null).sessions.map(({ session }) => session),
        ['sick'],
      );
    }));

  test('waits twice as long each time it fails, says why once, and goes on when it answers again', async () => {
    let down = true;
    const machine = new Still((path) => {
      if (down) return new Response('{"detail": "starting"}', { status: 503 });
      return path === '/openapi.json' ? openapi('/spiking/stats') : { spike_rate: 0.1 };
    });
    const stream = streamOn(machine);
    const waits: number[] = [];
    down = false;
    await stream.round();
    down = true;
    for (let k = 0; k < 9; k++) waits.push(await stream.round());
    // 500 ms, doubled each time up to a minute, of which half to all is waited.
    assert.deepEqual(waits, [375, 750, 1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000]);
    assert.equal(stream.status.phase, 'waiting');
    down = false;
    await stream.round();
    assert.equal(stream.status.phase, 'running');
    assert.equal(stream.status.trouble, null);
    const texts = stream.status.events.map(({ text }) => text);
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? '', /failed \(503\).*starting/);
    assert.match(texts[1] ?? '', /answers again/);
  });

  test('leaves a service alone that says so, and does not knock with a wrong key', async () => {
    const machine = new Still((path) => {
      if (path === '/openapi.json') return openapi('/spiking/stats');
      return new Response('{}', { status: 429, headers: { 'retry-after': '30' } });
    });
    assert.equal(await streamOn(machine).round(), 30_000 + 0.25 * 375);
    const locked = new Still((path) =>
      path === '/openapi.json' ? openapi('/spiking/stats') : new Response('{}', { status: 403 }),
    );
    assert.ok((await streamOn(locked).round()) >= 60_000);
  });

  test('asks a service that counts questions no more than 80 times a minute', async () => {
    const machine = new Still((path) => {
      const content =
        path === '/openapi.json' ? openapi('/spiking/stats', '/spiking/neuromodulators') : { spike_rate: 0.1, DA: 0.4 };
      return Response.json(content, { headers: { 'x-ratelimit-remaining': '90' } });
    });
    const stream = streamOn(machine);
    await machine.run(stream, 10_000);
    const before = machine.asked;
    await machine.run(stream, 600_000);
    assert.ok(machine.asked - before <= 10 * 81, `${machine.asked - before}`);
  });

  test('runs by itself, pauses, goes on, and stops', () =>
    withService({ key: secret, stepsPerSecond: 100 }, async (service) => {
      const stream = new LiveStream({ client: clientOf(service.url, { key: secret }), intervalMs: 20 });
      const until = async (is: () => boolean): Promise<void> => {
        for (let k = 0; k < 400 && !is(); k++) await new Promise((resolve) => setTimeout(resolve, 10));
        assert.ok(is());
      };
      let told = 0;
      const leave = stream.subscribe(() => told++);
      stream.start();
      await until(() => stream.status.phase === 'running' && (stream.since(null).sessions[0]?.series.length ?? 0) > 5);
      assert.ok(told >= 2);
      stream.pause();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const asked = service.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(service.requests.length, asked);
      assert.equal(stream.status.phase, 'paused');
      stream.resume();
      await until(() => service.requests.length > asked);
      stream.stop();
      leave();
      const stopped = told;
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(told, stopped);
      assert.equal(JSON.stringify(stream.since(null)).includes(secret), false);
      assert.equal(service.requests.join(' ').includes(secret), false);
    }));

  test('is told apart from a service on another machine', () => {
    assert.throws(() => addressOf('http://gpu-box:8000'), /another machine/);
    assert.equal(addressOf('http://gpu-box:8000', 'gpu-box').isThisMachine, false);
  });
});

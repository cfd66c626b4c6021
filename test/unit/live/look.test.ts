// Tests what is found out about a service and what a look at it comes to: both dialects, by document or by asking, what is derived, and the checklist's verdicts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { act, injection, trace, tracedPasses } from '../../../src/live/act';
import { readAddress } from '../../../src/live/address';
import { judge } from '../../../src/live/checklist/checklist';
import type { ChecklistItem, Verdict } from '../../../src/live/checklistItem';
import { discover } from '../../../src/live/discover';
import { endOf, look } from '../../../src/live/look';
import type { Scenario } from '../../live/simulation';
import type { ServiceOptions } from '../../live/service';
import { clientOf, withService } from './_client';

async function found(url: string) {
  const client = clientOf(url);
  const made = await discover(client);
  assert.ok('discovery' in made, JSON.stringify(made));
  return { client, ...made };
}

const checked = (options: ServiceOptions): Promise<Map<string, ChecklistItem>> =>
  withService(options, async ({ url }) => {
    const { client, reached } = await found(url);
    const state = await look(client, reached, { session: null });
    return new Map(judge({ state }).map((each) => [each.id, each]));
  });

describe('what routes a service has', () => {
  test('its document says, or asking does, and both agree', () =>
    withService({ dialect: 'both' }, (listed) =>
      withService({ dialect: 'both', openapi: false }, async (silent) => {
        const [one, other] = [await found(listed.url), await found(silent.url)];
        assert.deepEqual([one.discovery.by, other.discovery.by], ['openapi', 'asking']);
        assert.deepEqual(one.discovery.reached, other.discovery.reached);
        assert.deepEqual(one.discovery.missing, []);
        // Asking never posts.
        assert.deepEqual(
          silent.requests.filter((each) => !/^(?:GET|OPTIONS) /.test(each)),
          [],
        );
      }),
    ));

  test('what is only posted to is found by OPTIONS where a GET finds nothing', () =>
    withService({ openapi: false, routers: 'one per method', without: ['POST /spiking/trace'] }, async ({ url }) => {
      const { discovery } = await found(url);
      assert.ok(discovery.reached.includes('POST /spiking/trace-membrane'));
      assert.ok(discovery.reached.includes('POST /spiking/inject-neuromod'));
      assert.ok(discovery.missing.includes('POST /spiking/trace'));
    }));

  for (const openapi of [true, false])
    test(`is found behind a path, ${openapi ? 'by the document' : 'by asking'}`, () =>
      withService({ dialect: 'published', prefix: '/team/t4dm', openapi }, async ({ url }) => {
        const { discovery } = await found(url);
        assert.ok(discovery.reached.includes('GET /team/t4dm/api/v1/viz/spiking/dynamics'), discovery.reached.join());
        assert.deepEqual(discovery.dialects, ['published']);
      }));

  test('what is missing is said, and what answers it all the same', () =>
    withService({ dialect: 'published' }, async ({ url }) => {
      const { discovery } = await found(url);
      assert.equal(discovery.missing.length, 23);
      const derived = discovery.derived.find(({ route }) => route === 'GET /spiking/stats');
      assert.deepEqual(derived?.from, ['GET /api/v1/viz/spiking/dynamics', 'GET /api/v1/viz/spiking/export']);
      assert.ok(discovery.unanswered.includes('attention') && discovery.unanswered.includes('lif'));
    }));

  test('a server of another kind is told so', () =>
    withService({}, async (service) => {
      service.order('*', { kind: 'html' });
      const made = await discover(clientOf(service.url));
      assert.ok('trouble' in made);
      assert.match(made.trouble.message, /none of the routes of a spiking service: check the port/);
    }));

  test('a pasted route is no part of the address', () => {
    const prefix = (url: string): string => {
      const read = readAddress(url);
      return 'address' in read ? `${read.address.url} ${read.address.session ?? ''}`.trim() : read.trouble.message;
    };
    assert.equal(prefix('http://localhost:8000/spiking/health?session_id=a1'), 'http://localhost:8000 a1');
    assert.equal(prefix('http://localhost:8000/x/api/v1/viz/spiking/dynamics'), 'http://localhost:8000/x');
    assert.equal(prefix('localhost:8765/api/v1/'), 'http://localhost:8765');
    assert.equal(prefix('http://0.0.0.0:8000/docs'), 'http://127.0.0.1:8000');
    for (const bad of [
      'http://me:pw@localhost',
      'http://localhost?api_key=abc',
      'ftp://localhost',
      'http://',
      'http://127.0.0.1.example.org',
    ])
      assert.doesNotMatch(prefix(bad), /^http:|abc|pw/, bad);
  });
});

describe('a look', () => {
  test('works out of snapshots what the published service has no route for', () =>
    withService({ dialect: 'published' }, async (service) => {
      const { client, reached } = await found(service.url);
      const { readings } = await look(client, reached, { session: null });
      const { history, parameters } = service.simulation();
      const wanted = history.reduce((sum, { fired }) => sum + fired.length / parameters.neurons, 0) / history.length;
      assert.ok(Math.abs((readings.stats?.value?.spikeRate ?? NaN) - wanted) < 1e-9);
      assert.match(readings.stats?.derived ?? '', /mean over the snapshots/);
      assert.equal(readings.gate?.value?.course?.values.length, 200);
      assert.equal(readings.modulators?.value?.meaning.DA, 'reward prediction error');
      assert.equal(readings.raster, undefined);
    }));

  test('keeps what it does not understand, and says so', () =>
    withService({}, async (service) => {
      service.order('GET /spiking/stats', { kind: 'body', text: '{"flux": [1, "two"]}' });
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null });
      assert.deepEqual(
        state.troubles.map(({ kind, route }) => [kind, route]),
        [['unknown-shape', 'GET /spiking/stats']],
      );
      // Counted in the raster instead.
      assert.match(state.readings.stats?.derived ?? '', /counted in the raster/);
    }));

  test('of a service that fails in part tells the rest', () =>
    withService({}, async (service) => {
      service.order('GET /spiking/lif-params', { kind: 'status', status: 500 });
      service.order('GET /learning/stdp-metrics', { kind: 'cut-off' });
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null, retries: 0 });
      assert.deepEqual(state.troubles.map(({ kind }) => kind).sort(), ['cut-off', 'server-error']);
      const lif = judge({ state }).find(({ id }) => id === 'lif-params');
      assert.match(lif?.because ?? '', /failed \(500\)/);
      assert.equal(judge({ state }).find(({ id }) => id === 'spike-rate')?.verdict, 'good');
    }));

  test('goes on where one route wants other rights or is asked too often, and says so', () =>
    withService({}, async (service) => {
      service.order('GET /spiking/lif-params', { kind: 'status', status: 403 });
      service.order('GET /spiking/weights', { kind: 'status', status: 429, retryAfter: '60' });
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null });
      assert.deepEqual(state.troubles.map(({ kind }) => kind).sort(), ['key-missing', 'rate-limited']);
      assert.equal(endOf(state), null);
      assert.ok((state.readings.raster?.value?.times.length ?? 0) > 0);
      const items = new Map(judge({ state }).map((each) => [each.id, each]));
      assert.equal(items.get('spike-rate')?.verdict, 'good');
      assert.match(items.get('lif-params')?.because ?? '', /asks for a key \(403\)/);
    }));

  test('of a service that refuses everything ends soon, with the reason', () =>
    withService({}, async (service) => {
      const { client, reached } = await found(service.url);
      for (const [status, kind] of [
        [401, 'key-missing'],
        [429, 'rate-limited'],
      ] as const) {
        service.order('*', { kind: 'status', status, retryAfter: '60' });
        const before = service.requests.length;
        assert.equal(endOf(await look(client, reached, { session: null }))?.kind, kind);
        assert.ok(service.requests.length - before <= 8, `${service.requests.length - before}`);
      }
    }));

  test('reads the first event of a stream that never ends', () =>
    withService({}, async (service) => {
      service.order('GET /visualization/spike-raster', { kind: 'events', everyMs: 20 });
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null });
      assert.deepEqual(state.troubles, []);
      assert.ok((state.readings.raster?.value?.times.length ?? 0) > 0);
      assert.equal(state.readings.raster?.derived, null);
    }));

  test('does not wait for every route of a service that answers none in time', () =>
    withService({}, async (service) => {
      const { reached } = await found(service.url);
      service.order('*', { kind: 'silent' });
      const before = service.requests.length;
      const client = clientOf(service.url, { timeoutMs: 100 });
      const { troubles, readings } = await look(client, reached, { session: null });
      assert.deepEqual([troubles.map(({ kind }) => kind), readings], [['timeout'], {}]);
      assert.ok(service.requests.length - before <= 8, `${service.requests.length - before}`);
    }));

  test('posts nothing; a trace and an injection are made when they are asked for', () =>
    withService({ dialect: 'runbook' }, async (service) => {
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null });
      assert.equal(
        service.requests.some((each) => each.startsWith('POST')),
        false,
      );
      const traced = await trace(
        client,
        tracedPasses(reached, state, () => 0.5),
        state,
      );
      assert.equal(traced.readings.membrane?.value?.mean.length, 10);
      assert.equal(traced.readings.membrane?.derived, null);
      const action = injection(reached, state, 'DA', 0.8);
      assert.ok(action);
      assert.match(action.description, /sets DA of the running model to 0\.8 \(POST \/spiking\/inject-neuromod\)/);
      assert.ok('answer' in (await act(client, action, null)));
      assert.ok(Math.abs((service.simulation().levels['DA'] ?? 0) - 0.8) < 1e-9);
    }));
});

describe('the checklist', () => {
  test('has the runbook’s items in its order, after the health, and nothing against a sound service', async () => {
    for (const dialect of ['runbook', 'published'] as const) {
      const items = await checked({ dialect });
      assert.equal(items.size, 14);
      const bad = [...items.values()].filter(({ verdict }) => verdict === 'fault' || verdict === 'warning');
      assert.deepEqual(
        bad.map(({ id, because }) => `${id}: ${because}`),
        [],
      );
    }
  });

  const sick: readonly [Scenario, Readonly<Record<string, Verdict>>, Readonly<Record<string, RegExp>>][] = [
    ['silent', { 'spike-rate': 'fault', raster: 'fault', input: 'fault' }, { input: /can’t make them fire/ }],
    ['sparse', { 'spike-rate': 'warning' }, { 'spike-rate': /below the runbook’s 1 %/ }],
    [
      'runaway',
      { 'spike-rate': 'fault', homeostasis: 'warning', input: 'warning' },
      { 'spike-rate': /above the runbook’s 50 %/ },
    ],
    [
      'diverging',
      { membrane: 'fault', 'lif-params': 'fault' },
      { membrane: /beyond the runbook’s 100/, 'lif-params': /grows without end/ },
    ],
    ['stdp-off', { 'stdp-enabled': 'fault', 'learning-rate': 'fault' }, { 'stdp-enabled': /it is off/ }],
    ['frozen-modulators', { neuromodulators: 'fault' }, { neuromodulators: /none of them moved/ }],
    ['attention-collapsed', { attention: 'fault' }, { attention: /below the runbook’s 0\.01/ }],
    ['winner-takes-all', { attention: 'warning' }, { attention: /above the runbook’s 0\.9/ }],
  ];
  for (const [scenario, verdicts, words] of sick)
    test(`finds what is wrong where it is ${scenario}`, async () => {
      const items = await checked({ scenario, steps: 400 });
      for (const [id, verdict] of Object.entries(verdicts))
        assert.equal(items.get(id)?.verdict, verdict, `${id}: ${items.get(id)?.because}`);
      for (const [id, pattern] of Object.entries(words)) assert.match(items.get(id)?.because ?? '', pattern);
    });

  test('gives the runbook’s solutions in its order', async () => {
    const items = await checked({ scenario: 'runaway' });
    assert.deepEqual(
      items.get('spike-rate')?.solutions.map(({ trial }) => trial),
      ['clip-recurrence', 'raise-beta', 'regulate-rate', null],
    );
    const still = (await checked({ scenario: 'stdp-off' })).get('stdp-enabled');
    assert.deepEqual(
      still?.solutions.map(({ trial }) => trial),
      ['enable-learning', null, 'raise-learning-rate', 'widen-window'],
    );
  });

  test('a runaway shows in the published service as well', async () => {
    const items = await checked({ dialect: 'published', scenario: 'runaway' });
    assert.equal(items.get('spike-rate')?.verdict, 'fault');
    // What a demonstration says is no verdict on the model.
    assert.equal(items.get('stdp-enabled')?.verdict, 'unknown');
    assert.match(items.get('stdp-enabled')?.because ?? '', /from a demonstration/);
  });

  test('knows NaN where a service writes it', () =>
    withService({}, async (service) => {
      service.order('GET /spiking/stats', {
        kind: 'body',
        text: '{"spike_rate": 0.1, "membrane": {"mean": NaN, "max": Infinity}}',
      });
      const { client, reached } = await found(service.url);
      const state = await look(client, reached, { session: null });
      const membrane = judge({ state }).find(({ id }) => id === 'membrane');
      assert.deepEqual([membrane?.verdict, membrane?.text], ['fault', 'NaN or infinite']);
    }));
});

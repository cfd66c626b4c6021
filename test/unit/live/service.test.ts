// Tests the test service itself: both dialects answer, and what their routes say of one network agrees.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Service, type ServiceOptions, startService } from '../../live/service';

async function withService<T>(options: ServiceOptions, use: (service: Service) => Promise<T>): Promise<T> {
  const service = await startService(options);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

const json = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

describe('the test service', () => {
  test('tells the same rate by statistics, raster and snapshots', () =>
    withService({ dialect: 'both' }, async ({ url }) => {
      const stats = await json<{ spike_rate: number; total_spikes: number; window_steps: number }>(
        `${url}/spiking/stats`,
      );
      const raster = await json<{ spikes: unknown[] }>(`${url}/visualization/spike-raster`);
      const dynamics = await json<{ snapshots: { spike_count: number; spike_rate: number }[] }>(
        `${url}/api/v1/viz/spiking/dynamics`,
      );
      assert.equal(raster.spikes.length, stats.total_spikes);
      assert.equal(
        dynamics.snapshots.reduce((sum, each) => sum + each.spike_count, 0),
        stats.total_spikes,
      );
      const mean = dynamics.snapshots.reduce((sum, each) => sum + each.spike_rate, 0) / dynamics.snapshots.length;
      assert.ok(Math.abs(mean - stats.spike_rate) < 1e-12);
    }));

  test('has the scenarios that it is named after', async () => {
    const rate = (scenario: ServiceOptions['scenario']): Promise<number> =>
      withService(scenario === undefined ? {} : { scenario }, async ({ url }) => {
        return (await json<{ spike_rate: number }>(`${url}/spiking/stats`)).spike_rate;
      });
    assert.equal(await rate('silent'), 0);
    const sparse = await rate('sparse');
    assert.ok(sparse > 0 && sparse < 0.01, `${sparse}`);
    const healthy = await rate('healthy');
    assert.ok(healthy > 0.01 && healthy < 0.5, `${healthy}`);
    assert.ok((await rate('runaway')) > 0.5);
  });

  test('asks for its key, has a prefix, and lists its routes', () =>
    withService({ dialect: 'published', prefix: '/t4dm', key: 'k'.repeat(24) }, async ({ url }) => {
      assert.equal((await fetch(`${url}/api/v1/health`)).status, 401);
      const wrong = await fetch(`${url}/api/v1/health`, { headers: { 'X-API-Key': 'no' } });
      assert.equal(wrong.status, 403);
      const right = await fetch(`${url}/api/v1/health`, { headers: { 'X-API-Key': 'k'.repeat(24) } });
      assert.equal(right.status, 200);
      const { paths } = await json<{ paths: Record<string, unknown> }>(`${url}/openapi.json`);
      assert.ok('/t4dm/api/v1/viz/spiking/dynamics' in paths);
    }));

  test('answers each session from its own network', () =>
    withService({ sessions: { sick: 'runaway' } }, async (service) => {
      const of = (session: string): Promise<{ spike_rate: number }> =>
        json(`${service.url}/spiking/stats?session_id=${session}`);
      assert.ok((await of('sick')).spike_rate > 0.5);
      assert.ok((await of('default')).spike_rate < 0.5);
      service.changeSession('next', 'silent');
      assert.equal((await json<{ spike_rate: number }>(`${service.url}/spiking/stats`)).spike_rate, 0);
    }));
});

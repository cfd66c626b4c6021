// Tests that a SONATA circuit is read with its HDF5 files: sizes, synapses, given spikes, and what they make the cells do.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { run } from './_machine';

const folder = join('test', 'fixtures', 'sonata');

interface NetworkJson {
  readonly networks: readonly {
    readonly populations: readonly { readonly name: string; readonly size: number | null }[];
    readonly projections: readonly {
      readonly pre: string;
      readonly post: string;
      readonly synapses?: number;
      readonly weight: { readonly value: number | null };
    }[];
    readonly inputs: readonly {
      readonly kind: string;
      readonly count: number;
      readonly rateHz: number | null;
      readonly delay: { readonly value: number | null };
      readonly spikes?: number;
    }[];
    readonly assumed: readonly { readonly what: string; readonly value: string; readonly why: string }[];
  }[];
}

async function networkOf(file: string, at = folder): Promise<NetworkJson['networks'][number] & { err: string }> {
  const { out, err, code } = await run(['network', file, '--format', 'json'], { folder: at });
  assert.equal(code, 0);
  const [network] = (JSON.parse(out) as NetworkJson).networks;
  assert.ok(network);
  return { ...network, err };
}

/** A copy of the circuit to be spoilt. */
async function inCopy(use: (at: string) => Promise<void>): Promise<void> {
  const at = mkdtempSync(join(tmpdir(), 'sonata-'));
  try {
    cpSync(folder, at, { recursive: true });
    await use(at);
  } finally {
    rmSync(at, { recursive: true });
  }
}

describe('a SONATA circuit with its HDF5 files', () => {
  for (const file of ['simulation_config.json', 'table_config.json'])
    test(`${file} shows sizes, synapses and the spikes that come in until the end of the run`, async () => {
      const { populations, projections, inputs, assumed, err } = await networkOf(file);
      assert.deepEqual(
        populations.map(({ name, size }) => [name, size]),
        [
          ['Exc', 4],
          ['Inh', 2],
        ],
      );
      // The weight of the table, times two synapses.
      assert.deepEqual(
        projections.map(({ pre, post, synapses, weight }) => [pre, post, synapses, weight.value]),
        [['Exc', 'Inh', 8, 6]],
      );
      assert.deepEqual(
        inputs.map(({ kind, count, rateHz, delay, spikes }) => [kind, count, rateHz, delay.value, spikes]),
        [['spikes', 5, 6, 1.5, 30]],
      );
      assert.deepEqual([assumed, err], [[], '']);
    });

  test('has the mean and the variance of its drive, the spread of the weights with it', async () => {
    const { out } = await run(['drive', 'simulation_config.json', '--format', 'json'], { folder });
    const { drives } = JSON.parse(out) as {
      drives: { source: string; kind?: string; mean: { value: number } | null; variance: { value: number } | null }[];
    };
    const [drive] = drives.filter(({ source }) => source === 'Relay');
    // 5 sources at 6 Hz by 20 mV; the squares of the weights are 480 mV² on the average.
    assert.ok(Math.abs((drive?.mean?.value ?? 0) - 0.6) < 1e-12);
    assert.ok(Math.abs((drive?.variance?.value ?? 0) - 14.4) < 1e-12);
  });

  test('fires when its given spikes make it: by the three virtual cells that are strong enough', async () => {
    const { out } = await run(
      ['probe', 'simulation_config.json', '--ms', '1000', '--remedies', 'none', '--format', 'json'],
      { folder },
    );
    const { populations } = JSON.parse(out) as { populations: { name: string; spikes: number }[] };
    assert.deepEqual(
      populations.map(({ name, spikes }) => [name, spikes]),
      [
        ['Exc', 4 * 18],
        ['Inh', 2 * 18],
      ],
    );
  });

  test('says which file can’t be read, and reads the others', async () => {
    await inCopy(async (at) => {
      truncateSync(join(at, 'thalamus_cortex_edges.h5'), 900);
      writeFileSync(join(at, 'spikes.h5'), 'no HDF5');
      const { populations, inputs, assumed, err } = await networkOf('simulation_config.json', at);
      assert.deepEqual(
        populations.map(({ size }) => size),
        [4, 2],
      );
      assert.deepEqual(inputs, []);
      const spoilt = assumed.filter(({ why }) => why.startsWith('it can’t be read'));
      assert.deepEqual(
        spoilt.map(({ what, value }) => [what, value]),
        [
          ['thalamus_cortex_edges.h5', 'not known'],
          ['spikes.h5', 'not known'],
        ],
      );
      assert.equal(err.trim().split('\n').length, 2);
    });
  });

  test('is found in its folder, where one configuration is no part of another', async () => {
    await inCopy(async (at) => {
      const several = await run(['network', '.'], { folder: at });
      assert.equal(several.code, 2);
      assert.match(several.err, /simulation_config\.json, table_config\.json; name one of them/);
      rmSync(join(at, 'table_config.json'));
      assert.equal((await networkOf('.', at)).populations.length, 2);
      rmSync(join(at, 'simulation_config.json'));
      assert.equal((await networkOf('.', at)).inputs.length, 0);
      rmSync(join(at, 'circuit_config.json'));
      assert.match((await run(['network', '.'], { folder: at })).err, /without a circuit’s configuration/);
    });
  });

  test('leaves sizes open where the files are not there', async () => {
    await inCopy(async (at) => {
      rmSync(join(at, 'cortex_nodes.h5'));
      const { populations, err } = await networkOf('simulation_config.json', at);
      assert.deepEqual(
        populations.map(({ name, size }) => [name, size]),
        [
          ['Exc', null],
          ['Inh', null],
          ['Unused', null],
        ],
      );
      assert.equal(err, '');
    });
  });
});

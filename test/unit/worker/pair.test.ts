// Two real threads that share one run: the recording of one, and a second one that fails is heard of once and holds nobody up.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { bundles } from '../../../scripts/bundles.mjs';
import { type Network } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';
import { isWorthTwo } from '../../../src/sim/worth';
import { simulateInPair as simulateWhereFree } from '../../../src/worker/pair';
import { type Control, type SimulateOptions } from '../../../src/sim/recording';
import { lif, network, poisson, population, projection, quantity } from '../sim/_networks';

/** Large enough for two, and quick. */
function large(): Network {
  const rule = { kind: 'fixed-probability', probability: 0.005 } as const;
  return network(
    [population('E', 12_000, 'lif-current-delta', lif), population('I', 3000, 'lif-current-delta', lif)],
    ['E', 'I'].map((target) => poisson(target, 9000, quantity(0.1, 'mV'))),
    ['E', 'I'].flatMap((pre) =>
      ['E', 'I'].map((post) => projection(pre, post, quantity(pre === 'E' ? 0.2 : -0.8, 'mV'), { rule })),
    ),
  );
}

/** Whatever else the machine has to do. */
const simulateInPair = (of: Network, how: SimulateOptions, control: Control, partner: string | null) =>
  simulateWhereFree(of, how, control, partner, () => true);

const options: SimulateOptions = { ms: 500, seed: 3 };

describe('a pair of workers', () => {
  let folder = '';
  let partner = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spikelint-pair-'));
    partner = join(folder, 'partner.cjs');
    const bundle = bundles(false).find(({ entryPoints }) => entryPoints && 'partner' in entryPoints);
    assert.ok(bundle);
    await build({ ...bundle, outdir: folder });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A second worker that writes one empty block and then does this. */
  const partnerThat = (does: string): string => {
    const file = join(folder, `${does.replaceAll(/\W+/g, '-')}.cjs`);
    const turns = `new Int32Array(require('node:worker_threads').workerData.shared, 0, 2)`;
    writeFileSync(file, `Atomics.store(${turns}, 1, 1);\nsetTimeout(() => { ${does} }, 100);\n`);
    return file;
  };

  test('gives the recording that one gives', async () => {
    assert.ok(isWorthTwo(large(), options));
    const told: number[] = [];
    const pair = await simulateInPair(large(), options, { progress: (part) => told.push(part) }, partner);
    const alone = simulate(large(), options);
    assert.ok(alone.times.length > 1000, `${alone.times.length} spikes`);
    assert.deepEqual({ ...pair, timing: null }, { ...alone, timing: null });
    assert.equal(pair.timing.events, alone.timing.events);
    assert.equal(told.at(-1), 1);
  });

  test('hears of a second worker that fails in the middle of a run, once', async () => {
    const failing = partnerThat('throw new Error("out of luck");');
    await assert.rejects(
      simulateInPair(large(), options, {}, failing),
      /^Error: the simulation's second worker stopped: out of luck$/,
    );
  });

  test('hears of one that ends without a word', async () => {
    const ending = partnerThat('process.exit(0);');
    await assert.rejects(simulateInPair(large(), options, {}, ending), /second worker stopped: it ended without/);
  });

  test('does it alone where no second worker can be started, or fails before it takes part', async () => {
    const failing = join(folder, 'failing.cjs');
    writeFileSync(failing, 'throw new Error("no memory");');
    const { times } = simulate(large(), options);
    for (const file of [join(folder, 'missing.cjs'), failing])
      assert.deepEqual((await simulateInPair(large(), options, {}, file)).times, times);
  });

  test('stops where it is cancelled', async () => {
    let looked = 0;
    const { ms, notes } = await simulateInPair(large(), options, { cancelled: () => ++looked > 20 }, partner);
    assert.ok(ms > 0 && ms < options.ms, `${ms} ms`);
    assert.ok(notes.includes(`cancelled after ${ms} of 500 ms`), notes.join());
  });

  test('tells of a network that can’t be simulated what one tells', async () => {
    const [noise] = large().inputs;
    assert.ok(noise);
    const wrong = { ...large(), inputs: [{ ...noise, rateHz: quantity(-1, 'Hz') }] };
    await assert.rejects(simulateInPair(wrong, options, {}, partner), /rate is -1 Hz; it must be zero or more/);
  });
});

describe('two workers', () => {
  test('are not started where no processor is free', async () => {
    const recording = await simulateWhereFree(large(), options, {}, '/nowhere/partner.cjs', () => false);
    assert.deepEqual(recording.times, simulate(large(), options).times);
  });

  test('are not started for what one does at once, or where they would only wait for each other', () => {
    assert.ok(!isWorthTwo(large(), { ...options, ms: 50 }));
    const few = large().populations.map((each) => ({ ...each, size: 500 }));
    assert.ok(!isWorthTwo({ ...large(), populations: few }, options));
    const projections = large().projections.map((each) => ({ ...each, delay: quantity(0.1, 'ms') }));
    assert.ok(!isWorthTwo({ ...large(), projections }, options));
    assert.ok(!isWorthTwo(large(), { ...options, population: 'E' }));
  });
});

// Neuron models against NEST 3.10, read from a script and run: the membrane at each millisecond, every spike, and of those that fire by chance the rate and its irregularity.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

type Params = Readonly<Record<string, number | boolean | readonly number[]>>;

interface Recorded {
  readonly stepMs: number;
  readonly durationMs: number;
  readonly excitatoryMs: readonly number[];
  readonly inhibitoryMs: readonly number[];
  readonly delayMs: number;
  readonly models: Readonly<Record<string, Driven>>;
  readonly chance: Readonly<Record<string, Chance>>;
}

interface Driven {
  readonly model: string;
  readonly params: Params;
  readonly currentPa: number;
  readonly weights: readonly [number, number];
  readonly receptors: readonly [number, number] | null;
  readonly beside: string | null;
  readonly hasConstant: boolean;
  readonly spikesMs: readonly number[];
  readonly timesMs: readonly number[];
  readonly membraneMv: readonly number[];
  readonly besideValues: readonly number[] | null;
}

interface Chance {
  readonly model: string;
  readonly params: Params;
  readonly ms: number;
  readonly size: number;
  readonly meanHz: number;
  readonly errorHz: number;
  readonly cv: number;
}

const recorded = JSON.parse(readFileSync('test/recordings/nest-models.json', 'utf8')) as Recorded;
const linter = makeLinter();

function networkOf(lines: readonly string[]): Network {
  const text = ['import nest', ...lines].join('\n');
  const [network] = linter.networks({ file: 'model.py', text }, { set: new Map() }).networks;
  assert.ok(network);
  return network;
}

const python = (params: Params): string =>
  `{${Object.entries(params)
    .map(([key, value]) => `'${key}': ${value === true ? 'True' : value === false ? 'False' : JSON.stringify(value)}`)
    .join(', ')}}`;

function driven({ model, params, currentPa, weights, receptors, hasConstant }: Driven): Network {
  const own = hasConstant ? { ...params, I_e: currentPa } : params;
  const source = (k: 0 | 1, times: readonly number[]): string[] => [
    `source${k} = nest.Create('spike_generator', params={'spike_times': ${JSON.stringify(times)}})`,
    `nest.Connect(source${k}, cell, syn_spec={'weight': ${weights[k]}, 'delay': ${recorded.delayMs}${
      receptors ? `, 'receptor_type': ${receptors[k]}` : ''
    }})`,
  ];
  const current = [
    // NEST 3.10: what arrives in a step is the current of the next one.
    `drive = nest.Create('dc_generator', params={'amplitude': ${currentPa}, 'start': ${recorded.stepMs}})`,
    `nest.Connect(drive, cell, syn_spec={'delay': ${recorded.stepMs}})`,
  ];
  return networkOf([
    `nest.set(resolution=${recorded.stepMs})`,
    `cell = nest.Create('${model}', params=${python(own)})`,
    ...(hasConstant ? [] : current),
    ...source(0, recorded.excitatoryMs),
    ...source(1, recorded.inhibitoryMs),
    `nest.Simulate(${recorded.durationMs})`,
  ]);
}

/** Both integrate with steps of their own, to a tolerance of 1e-6 for each. */
const integrationMv = 1e-3;

describe('as NEST 3.10 runs it', () => {
  for (const [name, each] of Object.entries(recorded.models)) {
    test(`${each.model}: ${name}`, () => {
      const run = simulate(driven(each), { ms: recorded.durationMs, seed: 1 });
      assert.deepEqual(run.notes, []);
      const trace = run.traces.find(({ isMembrane }) => isMembrane);
      assert.ok(trace);
      const spikes = Array.from(run.times, (time) => Number(time.toFixed(4)));
      assert.equal(
        spikes.length,
        each.spikesMs.length,
        `spikes at ${spikes.join(', ')}, NEST’s at ${each.spikesMs.join(', ')}`,
      );
      spikes.forEach((time, k) => {
        assert.ok(
          Math.abs(time - (each.spikesMs[k] as number)) < 1e-6,
          `spike ${k}: ${time}, NEST’s ${each.spikesMs[k]}`,
        );
      });
      const stepsPerMs = 1 / trace.intervalMs;
      let worst = 0;
      each.timesMs.forEach((time, k) => {
        const value = trace.values[Math.round(time * stepsPerMs)] as number;
        worst = Math.max(worst, Math.abs(value - (each.membraneMv[k] as number)));
      });
      assert.ok(worst < integrationMv, `the membrane is off by ${worst} mV`);
    });
  }
});

describe('by chance as often and as irregularly as in NEST 3.10', () => {
  for (const [name, each] of Object.entries(recorded.chance)) {
    test(`${each.model}: ${name}`, () => {
      const lines = [
        `nest.set(resolution=${recorded.stepMs})`,
        `cells = nest.Create('${each.model}', ${each.size}, params=${python(each.params)})`,
        `nest.Simulate(${each.ms})`,
      ];
      const run = simulate(networkOf(lines), { ms: each.ms, seed: 3 });
      const rateHz = run.times.length / each.size / (each.ms / 1000);
      // Both are samples: five standard errors of their difference.
      assert.ok(Math.abs(rateHz - each.meanHz) < 5 * Math.SQRT2 * each.errorHz, `${rateHz} Hz, NEST’s ${each.meanHz}`);
      const last = new Map<number, number>();
      const intervals: number[] = [];
      run.times.forEach((time, k) => {
        const id = run.ids[k] as number;
        const before = last.get(id);
        if (before !== undefined) intervals.push(time - before);
        last.set(id, time);
      });
      const mean = intervals.reduce((sum, value) => sum + value, 0) / intervals.length;
      const variance = intervals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / intervals.length;
      assert.ok(
        Math.abs(Math.sqrt(variance) / mean - each.cv) < 0.05,
        `CV ${Math.sqrt(variance) / mean}, NEST’s ${each.cv}`,
      );
    });
  }
});

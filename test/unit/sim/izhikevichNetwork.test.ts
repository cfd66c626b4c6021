// A network of 1 000 Izhikevich neurons: its rates lie where those of ten of Brian2's runs do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { network, poisson, population, projection, quantity } from './_networks';

interface Recorded {
  readonly dtMs: number;
  readonly ms: number;
  readonly network: Readonly<
    Record<
      | ('excitatory' | 'inhibitory' | 'probability' | 'weightMv')
      | ('inhibitoryWeightMv' | 'delayMs' | 'inputMv' | 'inputHz'),
      number
    >
  >;
  readonly ratesHz: readonly (readonly [number, number])[];
}

const recorded = JSON.parse(readFileSync('test/recordings/izhikevich-network.json', 'utf8')) as Recorded;

test('1 000 Izhikevich neurons fire as often as in Brian2', () => {
  const { dtMs, ms, network: given, ratesHz } = recorded;
  const cells = (name: string, size: number, a: number, d: number) =>
    population(
      name,
      size,
      'izhikevich',
      {},
      { a: quantity(a, null), b: quantity(0.2, null), c: quantity(-65, 'mV'), d: quantity(d, null) },
    );
  const names = ['E', 'I'] as const;
  const more = {
    rule: { kind: 'fixed-probability', probability: given.probability },
    delay: quantity(given.delayMs, 'ms'),
  } as const;
  const model = network(
    [cells('E', given.excitatory, 0.02, 8), cells('I', given.inhibitory, 0.1, 2)],
    names.map((name) => poisson(name, given.inputHz, quantity(given.inputMv, 'mV'))),
    names.flatMap((name) => [
      projection('E', name, quantity(given.weightMv, 'mV'), more),
      projection('I', name, quantity(given.inhibitoryWeightMv, 'mV'), more),
    ]),
  );
  const seeds = [1, 2, 3, 4];
  const found = seeds.map((seed) => {
    const { times, ids } = simulate(model, { ms, dtMs, seed });
    const excitatory = ids.filter((id) => id < given.excitatory).length;
    const perSecond = 1000 / ms;
    return [
      (excitatory / given.excitatory) * perSecond,
      ((times.length - excitatory) / given.inhibitory) * perSecond,
    ] as const;
  });
  for (const kind of [0, 1] as const) {
    const theirs = ratesHz.map((each) => each[kind]);
    const mean = theirs.reduce((sum, rate) => sum + rate, 0) / theirs.length;
    const spread = Math.sqrt(theirs.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (theirs.length - 1));
    const ours = found.reduce((sum, each) => sum + each[kind], 0) / found.length;
    // The two means differ by chance by √(1/10 + 1/4) spreads.
    const apart = Math.abs(ours - mean) / (spread * Math.sqrt(1 / theirs.length + 1 / seeds.length));
    assert.ok(apart < 3.5, `${names[kind]}: ${ours} Hz beside ${mean} ± ${spread} Hz`);
  }
});

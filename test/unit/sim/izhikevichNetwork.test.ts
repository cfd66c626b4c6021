// A network of 1 000 Izhikevich neurons: its rates, regularity and correlation lie where those of ten of Brian2's runs do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { network, poisson, population, projection, quantity } from './_networks';
import { margin, mean, measure } from './_statistics';

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
  readonly cv: readonly number[];
  readonly correlation: readonly number[];
}

const recorded = JSON.parse(readFileSync('test/recordings/izhikevich-network.json', 'utf8')) as Recorded;

test('1 000 Izhikevich neurons fire as often, as regularly and as independently as in Brian2', () => {
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
  const runs = seeds.map((seed) => simulate(model, { ms, dtMs, seed }));
  const found = runs.map(({ times, ids }) => {
    const excitatory = ids.filter((id) => id < given.excitatory).length;
    const perSecond = 1000 / ms;
    return [
      (excitatory / given.excitatory) * perSecond,
      ((times.length - excitatory) / given.inhibitory) * perSecond,
    ] as const;
  });
  for (const kind of [0, 1] as const) {
    const theirs = ratesHz.map((each) => each[kind]);
    const [ours, apart] = [mean(found.map((each) => each[kind])), margin(theirs, seeds.length)];
    assert.ok(Math.abs(ours - mean(theirs)) < apart, `${names[kind]}: ${ours} Hz, not ${mean(theirs)} ± ${apart} Hz`);
  }
  const measured = runs.map(measure);
  for (const key of ['cv', 'correlation'] as const) {
    const theirs = recorded[key];
    assert.equal(theirs.length, 10);
    const [ours, apart] = [mean(measured.map((each) => each[key])), margin(theirs, seeds.length)];
    assert.ok(Math.abs(ours - mean(theirs)) < apart, `${key} is ${ours}, not ${mean(theirs)} ± ${apart}`);
  }
});

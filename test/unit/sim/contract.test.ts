// What every neuron model can do: values of each neuron's own, currents that change in the run, ports by name and by sign.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type MembraneParameters } from '../../../src/sim/lif';
import { type NeuronModel } from '../../../src/sim/model';
import lifCondAlpha from '../../../src/sim/models/lif-cond-alpha';
import lifCondExp from '../../../src/sim/models/lif-cond-exp';
import lifCurrentAlpha from '../../../src/sim/models/lif-current-alpha';
import lifCurrentDelta from '../../../src/sim/models/lif-current-delta';
import lifCurrentExp from '../../../src/sim/models/lif-current-exp';
import { stream } from '../../../src/sim/random';
import { routeOf } from '../../../src/sim/route';
import { simulate } from '../../../src/sim/simulate';
import { lif, network, population } from './_networks';

const all = [lifCurrentDelta, lifCurrentExp, lifCurrentAlpha, lifCondExp, lifCondAlpha];
const ten: MembraneParameters = {
  ...{ thresholdMv: -50, leakMv: -65, resetMv: -60, initialMv: -65, capacityPf: 200, membraneTimeMs: 10 },
  ...{ refractoryMs: 2, synapticTimeExcitatoryMs: 5, synapticTimeInhibitoryMs: 5, constantCurrentPa: 250 },
  ...{ reversalExcitatoryMv: 0, reversalInhibitoryMv: -80 },
};
const twenty = { ...ten, membraneTimeMs: 20, thresholdMv: -52 };

/** The membranes after each step under events of that weight in every tenth step. */
function traced(
  model: NeuronModel<MembraneParameters>,
  parameters: MembraneParameters,
  size: number,
  current = 0,
  weight = 0.2,
): number[][] {
  const neurons = model.create(size, parameters, 0.1, stream(1, 'traced'));
  const arrivals = model.ports(parameters).map(() => new Float64Array(size));
  const fired = new Uint32Array(size);
  return Array.from({ length: 400 }, (_, step) => {
    if (step === 100 && current !== 0) neurons.inject?.(new Float64Array(size).fill(current));
    if (step % 10 === 0) arrivals[0]?.fill(weight);
    neurons.step(arrivals, fired);
    return Array.from({ length: size }, (__, i) => neurons.valueOf(0, i));
  });
}

for (const model of all) {
  test(`two neurons of ${model.dynamics} with parameters of their own go on as if each were alone`, () => {
    const membraneTimeMs = Float64Array.of(10, 20);
    const mixed = { ...ten, membraneTimeMs, thresholdMv: Float64Array.of(-50, -52) };
    const together = traced(model, mixed, 2);
    assert.deepEqual(
      together.map(([first]) => first),
      traced(model, ten, 1).map(([v]) => v),
    );
    assert.deepEqual(
      together.map(([, second]) => second),
      traced(model, twenty, 1).map(([v]) => v),
    );
  });

  test(`a current into ${model.dynamics} is the same as that much more of the constant one`, () => {
    const injected = traced(model, ten, 1, 40, 0).map(([v]) => v ?? 0);
    const before = traced(model, ten, 1, 0, 0).map(([v]) => v ?? 0);
    assert.deepEqual(injected.slice(0, 100), before.slice(0, 100));
    const [rising, rest] = [injected[100] ?? 0, before[100] ?? 0];
    // A current I adds I/C · τ(1 - e^{-dt/τ}) in one step: 40 pA / 200 pF · 10 ms.
    const added = (40 / 200) * 10 * (1 - Math.exp(-0.01));
    assert.ok(Math.abs(rising - rest - added) < (model.dynamics.startsWith('lif-cond') ? 1e-8 : 1e-12));
  });
}

describe('a value that is drawn', () => {
  test('is another one for each neuron, within its bounds, the same for the same seed', () => {
    const params = {
      start: { value: null, unit: 'mV', text: 'uniform', sure: 'api', role: 'initial' } as const,
    };
    const drawn = { kind: 'uniform', low: -64, high: -54 } as const;
    const cells = population('E', 300, 'lif-current-exp', lif, { start: { ...params.start, drawn } });
    const first = (seed: number) =>
      simulate(network([cells]), { ms: 0.1, seed }).traces.map(({ values }) => values[0] ?? 0);
    assert.equal(new Set(first(1)).size, 3);
    assert.ok(first(1).every((value) => value >= -64 && value < -54));
    assert.deepEqual(first(1), first(1));
    assert.notDeepEqual(first(1), first(2));
  });
});

describe('an event goes', () => {
  const current = lifCurrentExp.ports(ten);
  const numbered = ['1', '2', '3'].map((name) => ({ name, unit: 'pA', sign: 'any' }) as const);

  test('by its sign without a receptor', () => {
    assert.deepEqual(routeOf(current, null, 3), { port: 0, sign: 'any' });
    assert.deepEqual(routeOf(current, null, -3), { port: 1, sign: 'negative' });
    assert.deepEqual(routeOf(lifCondExp.ports(ten), null, -3), { port: 1, sign: 'positive' });
    // One port takes both: weights of both signs whose mean is negative stay as they are.
    assert.deepEqual(routeOf(lifCurrentDelta.ports(ten), null, -3), { port: 0, sign: 'any' });
  });

  test('by the receptor’s name or number', () => {
    assert.deepEqual(routeOf(current, 'inhibitory', 3), { port: 1, sign: 'negative' });
    assert.deepEqual(routeOf(lifCurrentDelta.ports(ten), 'inhibitory', 3), { port: 0, sign: 'negative' });
    assert.deepEqual(routeOf(numbered, '2', -3), { port: 1, sign: 'any' });
    assert.equal(routeOf(numbered, '4', 1), null);
  });
});

// Which networks are sick, of what and by which figures; and, more of them, which are not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { examine } from '../../../src/diagnose/examine';
import { inhibitoryShare } from '../../../src/diagnose/wiring';
import { dc, lif, network, poisson, population, projection, quantity } from '../sim/_networks';
import { examined, symptomsOf } from './_cases';

const e = population('E', 80, 'lif-current-exp');
const i = population('I', 20, 'lif-current-exp');
const sparse = { kind: 'fixed-probability', probability: 0.1 } as const;
const pA = (value: number) => quantity(value, 'pA');
const balanced = network(
  [e, i],
  [poisson('E', 9000, pA(6)), poisson('I', 9000, pA(6))],
  [
    projection('E', 'E', pA(30), { rule: sparse }),
    projection('E', 'I', pA(30), { rule: sparse }),
    projection('I', 'E', pA(-150), { rule: sparse }),
    projection('I', 'I', pA(-150), { rule: sparse }),
  ],
);

describe('a sound network has no symptom', () => {
  const one = (size: number, roles = lif) => population('E', size, 'lif-current-exp', roles);
  const sound: readonly [why: string, model: Parameters<typeof symptomsOf>[0]][] = [
    ['excitation and inhibition under noise', balanced],
    ['a neuron that a current makes fire at 30 Hz', network([one(1)], [dc('E', pA(180))])],
    ['a current that stays below the threshold', network([one(20)], [dc('E', pA(20))])],
    ['neurons that nothing drives', network([one(20)])],
    ['one neuron that shows single potentials', network([one(1)], [poisson('E', 20, pA(50))])],
    [
      'a threshold that switches spiking off',
      network([one(20, { ...lif, threshold: 1000 })], [poisson('E', 9000, pA(60))]),
    ],
    ['an input whose weight is not known', network([one(20)], [poisson('E', 9000, quantity(null, 'pA'))])],
    [
      'an input that is not simulated',
      network([one(20)], [poisson('E', 500, pA(1)), { ...dc('E', pA(0)), kind: 'unknown' }]),
    ],
    ['rest above threshold, as in the CUBA benchmark', network([one(50, { ...lif, leak: -49 })])],
    ['a current that drives a neuron to 300 Hz', network([one(5, { ...lif, refractory: 0.5 })], [dc('E', pA(1500))])],
    ['everybody at once, without a loop', network([one(50)], [dc('E', pA(200))])],
  ];
  for (const [why, model] of sound) test(why, () => assert.deepEqual(symptomsOf(model), []));

  test('nothing was simulated', () => assert.deepEqual(symptomsOf(balanced, { ms: 0 }), []));
});

describe('a symptom', () => {
  test('silent: with the size of one event beside the gap', () => {
    const model = network(
      [e],
      [poisson('E', 1000, quantity(0.1, 'mV'))].map((each) => ({ ...each, weight: pA(0.5) })),
    );
    const [only, ...none] = examined(model).symptoms;
    assert.ok(only && none.length === 0);
    assert.equal(only.kind, 'silent');
    // 0.5 pA with τ_syn 3 ms on τ_m 20 ms and 200 pF: 0.5/200 · (60/17) · (x − y) at its peak 3·20/17·ln(20/3) = 6.6957 ms.
    const peakMs = (Math.log(20 / 3) * 60) / 17;
    const peakMv = (0.5 / 200) * (60 / 17) * (Math.exp(-peakMs / 20) - Math.exp(-peakMs / 3));
    assert.match(
      only.evidence,
      new RegExp(`one synaptic event moves the membrane by ${Number(peakMv.toPrecision(3))} mV`),
    );
    assert.match(only.evidence, /the gap from rest to threshold is 15 mV/);
    assert.match(only.evidence, /events\/s that arrive lift it by 0\.1\d* mV/);
  });

  test('silent: a network that nothing starts, in steps and divided by its time constant', () => {
    const stepping = {
      ...{ kept: 0.95, synapticKept: null, gain: 0.05, rest: -65, threshold: -50, subtract: null, resetTo: -65 },
      ...({ resetLater: false, refractorySteps: 5, fires: 'at', unit: 'mV' } as const),
    };
    const neurons = { ...population('cortex', 100, 'discrete-lif', {}), stepping };
    const model = network([neurons], [], [projection('cortex', 'cortex', quantity(0.1, null), { rule: sparse })]);
    const nothing = { events: 0, weight: 0 };
    const { symptoms } = examine(model, {
      ...{ ms: 500, dtMs: 1, seed: 1, populations: [{ name: 'cortex', first: 0, size: 100 }] },
      ...{ times: new Float64Array(0), ids: new Uint32Array(0), traces: [], notes: [] },
      reached: [{ population: 'cortex', weightUnit: null, excitatory: nothing, inhibitory: nothing }],
      timing: { buildMs: 0, runMs: 0, steps: 500, events: 0 },
    });
    const [only] = symptoms;
    assert.equal(only?.kind, 'silent');
    assert.match(
      only.evidence,
      /moves the membrane by 0\.005 mV; the gap from rest to threshold is 15 mV, so 3000 events/,
    );
    assert.match(only.evidence, /nothing arrives/);
  });

  test('runaway: with its share of what the refractory period allows', () => {
    const model = network([e], [poisson('E', 1000, pA(35_000))]);
    const [only, ...none] = examined(model).symptoms;
    assert.ok(only && none.length === 0);
    assert.equal(only.kind, 'runaway');
    // One spike in each refractory period of 2 ms and one step of 0.1 ms.
    assert.match(only.evidence, /of the 476 Hz that its refractory period/);
  });

  test('runaway: a membrane that rests above its threshold at 0 mV', () => {
    const model = network([population('E', 10, 'lif-current-exp', { ...lif, leak: 0, refractory: 0 })]);
    const [only] = examined(model).symptoms;
    assert.equal(only?.kind, 'runaway');
    assert.match(only.evidence, /no input reaches it: the membrane decays to 0 mV, above the threshold of -50 mV/);
  });

  test('saturated: a current far beyond what the refractory period lets through', () => {
    const model = network([e], [dc('E', pA(100_000))]);
    assert.deepEqual(symptomsOf(model), ['saturated E']);
  });

  test('unbalanced: a loop of excitation that hardly anything inhibits', () => {
    const loop = projection('E', 'E', pA(400), { rule: { kind: 'fixed-probability', probability: 0.5 } });
    const model = network([e], [poisson('E', 9000, pA(6))], [loop]);
    const { symptoms } = examined(model);
    assert.deepEqual(
      symptoms.map(({ kind }) => kind),
      ['runaway', 'unbalanced'],
    );
    assert.match(symptoms[1]?.evidence ?? '', /there is no inhibition.*0 % of the cells are inhibitory/);
  });

  test('diverging: a membrane far from anything', () => {
    const model = network([e], [poisson('E', 1000, pA(-35_000))]);
    const [only] = examined(model).symptoms;
    assert.equal(only?.kind, 'diverging');
    assert.match(only.evidence, /from rest for 9\d/);
  });

  test('stuck at reset: a refractory period of two seconds', () => {
    const model = network(
      [population('E', 20, 'lif-current-exp', { ...lif, refractory: 2000 })],
      [poisson('E', 9000, pA(60))],
    );
    assert.ok(symptomsOf(model).includes('stuck-at-reset E'));
  });

  test('synchronous: a loop without delay to speak of and hardly any noise', () => {
    const still = population('E', 100, 'lif-current-delta', { ...lif, reset: -65 });
    const loop = projection('E', 'E', quantity(0.5, 'mV'), { delay: quantity(0.1, 'ms') });
    const model = network([still], [poisson('E', 2000, quantity(0.4, 'mV'))], [loop]);
    assert.ok(symptomsOf(model, { ms: 1000 }).includes('synchronous E'));
  });
});

describe('the balance', () => {
  test('is the mean current of each kind: events × weight × time constant', () => {
    const model = network([e], [poisson('E', 5000, pA(20)), poisson('E', 1000, pA(-40))]);
    const { populations, inhibitoryShare: share } = examined(model, { ms: 2000 });
    const balance = populations[0]?.balance;
    assert.ok(balance);
    assert.equal(balance.unit, 'pA');
    // 5000/s · 20 pA · 3 ms = 300 pA and 1000/s · 40 pA · 7 ms = 280 pA; 160 000 events have a spread of 0.25 %.
    assert.ok(Math.abs(balance.excitatory - 300) < 4, `${balance.excitatory}`);
    assert.ok(Math.abs(balance.inhibitory - 280) < 8, `${balance.inhibitory}`);
    assert.ok(Math.abs((balance.ratio ?? 0) - balance.excitatory / balance.inhibitory) < 1e-12);
    assert.ok(Math.abs(balance.excitatoryFraction + balance.inhibitoryFraction - 1) < 1e-12);
    assert.equal(share, null);
  });

  test('counts the cells whose synapses inhibit', () => {
    assert.equal(examined(balanced).inhibitoryShare, 0.2);
    // Conductances are positive: `gi` of Brian 2's scripts says by its name which way it pulls.
    const ways = { ge: 0, g_i: 1, gi: 1, g_inh: 1, v: 0 };
    for (const [receptor, share] of Object.entries(ways)) {
      const conducted = projection('E', 'E', quantity(5, 'nS'), { receptor });
      assert.equal(inhibitoryShare(network([e], [], [conducted])), share, receptor);
    }
  });

  test('is none where nothing arrives', () => {
    assert.equal(examined(network([e])).populations[0]?.balance, null);
  });
});

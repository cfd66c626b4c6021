// The mean-field estimate against Brian2's free membranes and rates, against networks whose rates are known by other means, and what it leaves open.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Arrival } from '../../../src/core/drive/arrival';
import { type Membrane } from '../../../src/core/drive/cell';
import { type Cell, type Field } from '../../../src/core/drive/field';
import { predict, type Prediction } from '../../../src/core/drive/meanfield';
import { makeLinter } from '../cases/_check';

interface Recorded {
  readonly membrane: Record<
    | 'leakMv'
    | 'thresholdMv'
    | 'resetMv'
    | 'tauMs'
    | 'capacityPf'
    | 'refractoryMs'
    | 'reversalExcitatoryMv'
    | 'reversalInhibitoryMv',
    number
  >;
  readonly populations: readonly {
    readonly name: string;
    readonly shape: 'delta' | 'exponential' | 'alpha' | 'conductance';
    readonly tauMs: number;
    readonly weights: readonly [number, number];
    readonly ratesHz: readonly [number, number];
    readonly currentPa: number;
    readonly freeMeanMv: number;
    readonly freeSdMv: number;
    readonly rateHz: number;
  }[];
}

const recorded = JSON.parse(readFileSync(join(process.cwd(), 'test/recordings/firing-rates.json'), 'utf8')) as Recorded;

const nowhere = { file: 'made.py', start: 0, end: 0 };

const membrane: Membrane = {
  ...recorded.membrane,
  synapticTimeMs: { excitatory: null, inhibitory: null },
  receptorTimesMs: [],
  reversalMv: {
    excitatory: recorded.membrane.reversalExcitatoryMv,
    inhibitory: recorded.membrane.reversalInhibitoryMv,
  },
  currentMv: 0,
};

const cell = (name: string, arrivals: readonly Arrival[], more: Partial<Cell> = {}): Cell => ({
  ...{ name, span: nowhere, relay: false, membrane, because: null, arrivals },
  ...{ currentMv: 0, injectedMv: 0, noiseMv2PerMs: 0, unknown: [], ...more },
});

const arrival = (more: Partial<Arrival>): Arrival => ({
  ...{ source: 'noise', fromOutside: true, count: 1, rateHz: 1000, dispersion: 1, weight: 0.1, unit: 'mV' },
  ...{
    course: { shape: 'delta', tauMs: 0, riseMs: 0 },
    reversalMv: null,
    stops: false,
    plastic: false,
    weightSpan: null,
    span: nowhere,
  },
  ...more,
});

const only = (field: Field): Prediction => {
  const [first] = predict(field);
  assert.ok(first);
  return first;
};

const within = (actual: number | null, expected: number, by: number, what: string): void => {
  assert.ok(actual !== null && Math.abs(actual - expected) <= by, `${what}: ${actual}, not ${expected} ± ${by}`);
};

describe('the estimate of a population with Poisson input', () => {
  for (const each of recorded.populations) {
    it(`is Brian2's: ${each.name}`, () => {
      const conductance = each.shape === 'conductance';
      const arrivals = each.weights.map((weight, i) =>
        arrival({
          rateHz: each.ratesHz[i] ?? 0,
          weight: i === 0 || conductance ? weight : -weight,
          unit: conductance ? 'nS' : each.shape === 'delta' ? 'mV' : 'pA',
          course: {
            shape: each.shape === 'conductance' ? 'exponential' : each.shape,
            tauMs: each.tauMs,
            riseMs: 0,
          },
          reversalMv: conductance ? (i === 0 ? membrane.reversalMv.excitatory : membrane.reversalMv.inhibitory) : null,
        }),
      );
      const currentMv = (each.currentPa * membrane.tauMs) / (membrane.capacityPf ?? 1);
      const found = only({ backend: 'brian2', cells: [cell('p', arrivals, { currentMv })] });
      within(found.meanMv, each.freeMeanMv, conductance ? 0.2 : 0.05, 'free mean');
      within(found.sdMv, each.freeSdMv, each.freeSdMv * 0.02, 'free spread');
      // The approximation is for small and quick events: these are large, slow, or conductances.
      const rough = conductance || each.tauMs >= 5;
      within(found.rateHz, each.rateHz, Math.max(0.1, each.rateHz * (rough ? 0.12 : 0.06)), 'rate');
    });
  }

  it('is that of the leaky membrane where nothing is drawn', () => {
    const found = only({ backend: 'nest', cells: [cell('p', [], { currentMv: 20 })] });
    // From −60 mV towards −45 mV: −50 is reached when 15·e^(−t/20) is 5.
    within(found.rateHz, 1000 / (2 + 20 * Math.log(3)), 1e-9, 'rate');
    assert.equal(found.sdMv, 0);
    assert.match(found.how, /without noise/);
    const below = only({ backend: 'nest', cells: [cell('p', [], { currentMv: 15 })] });
    assert.equal(below.rateHz, 0);
  });

  it('takes white noise of the equations for jumps of the same variance', () => {
    const jumps = [0.1, -0.1].map((weight) => arrival({ rateHz: 10_000, weight }));
    const events = only({ backend: 'brian2', cells: [cell('p', jumps, { currentMv: 14 })] });
    const white = only({ backend: 'brian2', cells: [cell('p', [], { currentMv: 14, noiseMv2PerMs: 0.2 })] });
    within(white.rateHz, events.rateHz ?? NaN, 1e-6, 'rate');
    within(white.sdMv, Math.sqrt((0.2 * 20) / 2), 1e-9, 'spread');
  });
});

describe('self-consistent rates', () => {
  it('are those of the published balanced network', () => {
    // Brunel 2000, J Comput Neurosci 8:183: J 0.1 mV, g 5, twice the threshold rate; K 1000 and 250. The relation holds at the answer.
    const published: Membrane = { ...membrane, leakMv: 0, thresholdMv: 20, resetMv: 0 };
    const arrivals = [
      arrival({ rateHz: 20_000 }),
      arrival({ source: 'e', fromOutside: false, count: 1000, rateHz: null }),
      arrival({ source: 'i', fromOutside: false, count: 250, rateHz: null, weight: -0.5 }),
    ];
    const cells = ['e', 'i'].map((name) => cell(name, arrivals, { membrane: published }));
    const [e, i] = predict({ backend: 'nest', cells });
    assert.ok(e?.rateHz && i?.rateHz);
    within(e.rateHz, i.rateHz, 1e-4, 'both rates');
    within(e.meanMv, 40 - 0.5 * e.rateHz, 1e-3, 'mean');
    within(e.externalMeanMv, 40, 1e-9, 'mean from outside');
    const alone = only({
      backend: 'nest',
      cells: [
        cell('p', [arrival({ rateHz: 20_000 + 1000 * e.rateHz }), arrival({ rateHz: 250 * e.rateHz, weight: -0.5 })], {
          membrane: published,
        }),
      ],
    });
    within(alone.rateHz, e.rateHz, 1e-3, 'rate that brings itself about');
  });

  it('are those of the cortical microcircuit, by a root finder and in the spiking network', () => {
    const circuit = JSON.parse(
      readFileSync(join(process.cwd(), 'test/recordings/microcircuit-rates.json'), 'utf8'),
    ) as Microcircuit;
    const { synapticTimeMs: tauMs, ...rest } = circuit.neuron;
    const own: Membrane = { ...membrane, ...rest };
    const current = { unit: 'pA', course: { shape: 'exponential', tauMs, riseMs: 0 } } as const;
    const cells = circuit.names.map((name, post) =>
      cell(
        name,
        [
          arrival({
            ...current,
            count: circuit.external[post] ?? 0,
            rateHz: circuit.backgroundHz,
            weight: circuit.externalWeightPa,
          }),
          ...circuit.names.map((source, pre) =>
            arrival({
              ...{ ...current, source, fromOutside: false, rateHz: null },
              ...{ count: circuit.indegrees[post]?.[pre] ?? 0, weight: circuit.weightsPa[post]?.[pre] ?? 0 },
            }),
          ),
        ],
        { membrane: own },
      ),
    );
    for (const [i, { name, rateHz }] of predict({ backend: 'nest', cells }).entries()) {
      within(rateHz, circuit.ratesHz[i] ?? NaN, 1e-4, name);
      const simulated = circuit.simulatedHz[i] ?? NaN;
      within(rateHz, simulated, simulated * 0.2, `${name} in the spiking network`);
    }
  });
});

interface Microcircuit {
  readonly names: readonly string[];
  readonly neuron: Pick<Membrane, 'leakMv' | 'thresholdMv' | 'resetMv' | 'tauMs' | 'capacityPf' | 'refractoryMs'> & {
    readonly synapticTimeMs: number;
  };
  readonly weightsPa: readonly (readonly number[])[];
  readonly indegrees: readonly (readonly number[])[];
  readonly external: readonly number[];
  readonly externalWeightPa: number;
  readonly backgroundHz: number;
  readonly ratesHz: readonly number[];
  readonly simulatedHz: readonly number[];
}

describe('what is not known', () => {
  const heard = arrival({ source: 'b', fromOutside: false, rateHz: null });

  it('is said, and what follows from it is not estimated', () => {
    const cells = [
      cell('a', [heard]),
      cell('b', [], { membrane: null, because: '`hh` is no leaky integrate-and-fire neuron' }),
      cell('c', [arrival({ rateHz: null })]),
      cell('d', [arrival({})]),
    ];
    const [a, b, c, d] = predict({ backend: 'nest', cells });
    assert.deepEqual([a?.rateHz, a?.how], [null, 'not known: the rate of `b`']);
    assert.deepEqual([b?.rateHz, b?.how], [null, 'not known: `hh` is no leaky integrate-and-fire neuron']);
    assert.deepEqual([c?.externalMeanMv, c?.how], [null, 'not known: the rate of `noise`']);
    assert.ok(d && d.rateHz !== null);
    // What comes from outside is known of a, which hears b alone.
    assert.equal(a?.externalMeanMv, membrane.leakMv);
  });

  it('is left out with the population that sends it', () => {
    const [alone] = predict(
      { backend: 'nest', cells: [cell('a', [heard, arrival({ rateHz: 5000 })]), cell('b', [])] },
      { only: 'a' },
    );
    assert.ok(alone?.rateHz !== null);
  });

  it('is not a neuron that only passes events on', () => {
    const cells = [
      cell('a', [heard]),
      cell('b', [arrival({ count: 3, rateHz: 20, weight: null })], { relay: true, membrane: null }),
    ];
    const [a, b] = predict({ backend: 'nest', cells });
    assert.equal(b?.rateHz, 60);
    within(a?.meanMv ?? null, membrane.leakMv + 0.06 * 0.1 * 20, 1e-9, 'mean');
  });
});

describe('an input that stops', () => {
  it('leaves what comes after it', () => {
    const found = only({
      backend: 'nest',
      cells: [cell('a', [arrival({}), arrival({ source: 'kick', rateHz: null, stops: true })])],
    });
    within(found.meanMv, membrane.leakMv + 0.1 * 20, 1e-9, 'mean');
    assert.match(found.how, /after `kick` has stopped/);
  });
});

describe('the scale of the inputs', () => {
  it('multiplies what comes from outside, and no current of the neurons themselves', () => {
    const [found] = predict(
      { backend: 'nest', cells: [cell('a', [arrival({})], { currentMv: 3, injectedMv: 2 })] },
      { scale: 2 },
    );
    within(found?.meanMv ?? null, membrane.leakMv + 3 + 2 * (2 + 0.1 * 20), 1e-9, 'mean');
  });
});

describe('a current that is on for a part of the run', () => {
  const predictedHz = (window: string): number | null | undefined => {
    const text = `import nest
cells = nest.Create("iaf_psc_exp", 1)
dc = nest.Create("dc_generator", params={"amplitude": 500.0, ${window}})
nest.Connect(dc, cells)
nest.Simulate(1000.0)
`;
    const { fields } = makeLinter().networks({ file: 'model.py', text }, { set: new Map() });
    return fields[0] && predict(fields[0])[0]?.rateHz;
  };
  // 500 pA through 10 ms and 250 pF are 20 mV, 15 mV to the threshold: 2 ms and 10 ms · ln 4 for each spike.
  const onHz = 1000 / (2 + 10 * Math.log(4));

  for (const [window, hz] of [
    ['"start": 0.0', onHz],
    ['"stop": 990.0', onHz],
    ['"start": 300.0', onHz],
    ['"start": 100.0, "stop": 300.0', 0],
    ['"start": 990.0', 0],
  ] as const)
    it(`${window} settles at ${Math.round(hz)} Hz`, () => {
      const found = predictedHz(window);
      assert.ok(typeof found === 'number' && Math.abs(found - hz) < 0.01 * onHz, String(found));
    });
});

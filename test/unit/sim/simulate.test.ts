// The door of the simulation: options, control, what is noted and what is refused.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { type SimulateOptions } from '../../../src/sim/recording';
import { simulate, SimulationError } from '../../../src/sim/simulate';
import { lif, network, poisson, population, projection, quantity } from './_networks';

const weight = quantity(60, 'pA');
const e = population('E', 40, 'lif-current-exp');
const i = population('I', 10, 'lif-current-exp');
const sparse = { kind: 'fixed-probability', probability: 0.2 } as const;
const pair = network(
  [e, i],
  [poisson('E', 9000, weight), poisson('I', 8000, weight)],
  [projection('E', 'I', weight, { rule: sparse }), projection('I', 'E', quantity(-200, 'pA'), { rule: sparse })],
);

function run(model: Network, options: Partial<SimulateOptions> = {}) {
  return simulate(model, { ms: 200, seed: 1, ...options });
}

function refusal(model: Network, options: Partial<SimulateOptions> = {}): string {
  try {
    run(model, options);
  } catch (error) {
    assert.ok(error instanceof SimulationError);
    assert.ok(!error.message.includes('\n'));
    return error.message;
  }
  throw new Error('was simulated');
}

describe('a recording', () => {
  test('holds the spikes of all in order of time, on the grid, with ids by population', () => {
    const { times, ids, populations, ms, dtMs } = run(pair);
    assert.deepEqual(populations, [
      { name: 'E', first: 0, size: 40 },
      { name: 'I', first: 40, size: 10 },
    ]);
    assert.equal(ms, 200);
    assert.equal(dtMs, 0.1);
    assert.ok(times.length > 50 && times.length === ids.length);
    assert.deepEqual(times, Float64Array.from(times).sort());
    assert.ok(times.every((time) => Math.round(time * 10) / 10 === time));
    assert.ok(ids.some((id) => id >= 40) && ids.every((id) => id < 50));
  });

  test('is the same bit by bit for the same seed and differs for another', () => {
    assert.deepEqual(run(pair), run(pair));
    assert.notDeepEqual(run(pair).times, run(pair, { seed: 2 }).times);
  });

  test('traces the first neurons from the initial state on', () => {
    const { traces } = run(network([population('E', 40, 'lif-current-exp', { ...lif, initial: -61 })]));
    assert.deepEqual(
      traces.map(({ population: name, neuron, variable, unit }) => `${name} ${neuron} ${variable} ${unit}`),
      ['E 0 v mV', 'E 1 v mV', 'E 2 v mV'],
    );
    const [first] = traces;
    assert.ok(first);
    assert.equal(first.values.length, 2001);
    assert.equal(first.intervalMs, 0.1);
    assert.equal(first.values[0], -61);
    assert.ok(Math.abs((first.values[2000] ?? 0) + 65) < 0.001);
  });

  test('thins long traces', () => {
    const [first] = run(network([population('E', 1, 'lif-current-delta')]), { ms: 5000 }).traces;
    assert.equal(first?.values.length, 16_667);
    assert.ok(Math.abs((first?.intervalMs ?? 0) - 0.3) < 1e-12);
  });

  test('of no time at all is empty', () => {
    const { times, traces, timing } = run(pair, { ms: 0 });
    assert.deepEqual([times.length, traces[0]?.values.length, timing.steps], [0, 1, 0]);
  });

  test('carries the times that the given clock measured', () => {
    let clock = 0;
    const { timing } = run(pair, { now: () => (clock += 5) });
    assert.deepEqual([timing.buildMs, timing.runMs, timing.steps], [5, 5, 2000]);
    assert.ok(timing.events > 1000);
    assert.equal(run(pair).timing.runMs, 0);
  });
});

describe('options', () => {
  test('a population is simulated alone with its inputs and its own projections, and the rest is noted', () => {
    const recurrent = network(pair.populations, pair.inputs, [...pair.projections, projection('E', 'E', weight)]);
    const { populations, notes } = run(recurrent, { population: 'E' });
    assert.deepEqual(populations, [{ name: 'E', first: 0, size: 40 }]);
    assert.deepEqual(notes, [
      'only E is simulated, not the whole network of 2 populations',
      'projection I → E is left out: I is not simulated',
    ]);
    assert.match(refusal(pair, { population: 'X' }), /no population X/);
  });

  test('the scale multiplies the weights of inputs', () => {
    const doubled = network([e], [poisson('E', 9000, quantity(120, 'pA'))]);
    const single = network([e], [poisson('E', 9000, weight)]);
    assert.deepEqual(run(single, { scale: 2 }).times, run(doubled).times);
    assert.equal(run(single, { scale: 0 }).times.length, 0);
  });

  test('dt comes from the options, else from the network, else it is assumed', () => {
    assert.equal(run(pair, { dtMs: 0.5 }).dtMs, 0.5);
    assert.equal(run({ ...pair, dtMs: quantity(0.00025, 's') }).dtMs, 0.25);
    const unknown = run({ ...pair, dtMs: quantity(null, null) });
    assert.equal(unknown.dtMs, 0.1);
    assert.ok(unknown.notes.includes('dt is not known, 0.1 ms assumed'));
  });

  test('that make no sense are refused', () => {
    assert.match(refusal(pair, { dtMs: 0 }), /dt is 0 ms/);
    assert.match(refusal(pair, { dtMs: NaN }), /dt is NaN/);
    assert.match(refusal(pair, { ms: -1 }), /duration is -1 ms/);
    assert.match(refusal(pair, { ms: Infinity }), /duration is Infinity/);
    assert.match(refusal(pair, { seed: NaN }), /seed is NaN/);
    assert.match(refusal(pair, { scale: Infinity }), /scale is Infinity/);
  });
});

describe('control', () => {
  test('progress rises from 0 to 1', () => {
    const seen: number[] = [];
    simulate(pair, { ms: 50, seed: 1 }, { progress: (fraction) => seen.push(fraction) });
    assert.equal(seen[0], 0);
    assert.equal(seen.at(-1), 1);
    assert.ok(seen.length > 50);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    );
  });

  test('a cancelled run returns what it has, and says so', () => {
    let fraction = 0;
    const control = { progress: (done: number) => (fraction = done), cancelled: () => fraction >= 0.5 };
    const part = simulate(pair, { ms: 200, seed: 1 }, control);
    assert.equal(part.ms, 100);
    assert.equal(part.timing.steps, 1000);
    assert.ok(part.notes.includes('cancelled after 100 of 200 ms'));
    const whole = run(pair);
    assert.deepEqual(part.times, whole.times.slice(0, part.times.length));
    assert.ok((whole.times[part.times.length] ?? 0) > 100);
    assert.equal(part.traces[0]?.values.length, 1001);
  });
});

describe('units', () => {
  test('of weights are converted to the ones of the model', () => {
    const expected = run(network([e], [poisson('E', 9000, weight)])).times;
    assert.ok(expected.length > 0);
    const others = [quantity(0.06, 'nA'), quantity(60e-6, 'µA'), quantity(60e-12, 'A')];
    for (const same of others) {
      const times = run(network([e], [poisson('E', 9000, same)])).times;
      assert.deepEqual(times, expected);
    }
    const kilo = poisson('E', 0, weight, { rateHz: quantity(9, 'kHz') });
    assert.deepEqual(run(network([e], [kilo])).times, expected);
  });

  test('that are not given are assumed and noted', () => {
    const { notes } = run(network([e], [poisson('E', 9000, quantity(60, null))]));
    assert.deepEqual(notes, ['Poisson input of E: weight has no unit, pA assumed']);
  });

  test('of another dimension are refused', () => {
    const message = refusal(network([e], [poisson('E', 9000, quantity(60, 'mV'))]));
    assert.equal(message, 'Poisson input of E: weight is in mV; the model needs pA');
  });
});

describe('signs and receptors', () => {
  const rest = (
    value: number,
    receptor: string | null,
    dynamics: 'lif-current-delta' | 'lif-cond-exp',
    backend: string,
  ) => {
    const input = poisson('p', 50_000, quantity(value, dynamics === 'lif-cond-exp' ? 'nS' : 'mV'), { receptor });
    const model = network([population('p', 1, dynamics, { ...lif, threshold: 1e6 })], [input], [], { backend });
    const recording = run(model);
    return { level: Math.sign((recording.traces[0]?.values.at(-1) ?? 0) + 65), notes: recording.notes };
  };

  test('without a receptor the sign decides, as in NEST', () => {
    assert.equal(rest(0.2, null, 'lif-current-delta', 'nest').level, 1);
    assert.equal(rest(-0.2, null, 'lif-current-delta', 'nest').level, -1);
    assert.equal(rest(0.2, null, 'lif-cond-exp', 'nest').level, 1);
    assert.equal(rest(-0.2, null, 'lif-cond-exp', 'nest').level, -1);
  });

  test('a named receptor decides where there is one, as in PyNN', () => {
    assert.equal(rest(0.2, 'inhibitory', 'lif-cond-exp', 'pynn').level, -1);
    assert.equal(rest(-0.2, 'inhibitory', 'lif-current-delta', 'pynn').level, -1);
    const { level, notes } = rest(0.2, 'inhibitory', 'lif-current-delta', 'pynn');
    assert.equal(level, -1);
    assert.ok(notes.some((note) => note.includes('taken as negative')));
  });

  test('the inhibitory reversal is the backend’s own where the script gives none', () => {
    const level = (backend: string, params = {}) => {
      const input = poisson('p', 50_000, quantity(-50, 'nS'));
      const target = population('p', 1, 'lif-cond-exp', { ...lif, threshold: 1e6 }, params);
      return Math.round(run(network([target], [input], [], { backend })).traces[0]?.values.at(-1) ?? 0);
    };
    assert.equal(level('nest'), -85);
    assert.equal(level('pynn.nest'), -70);
    assert.equal(level('pynn.nest', { e_rev_I: quantity(-77, 'mV') }), -77);
  });
});

describe('what the script leaves open', () => {
  test('is assumed or left out, and noted', () => {
    const open = network(
      [
        population('E', null, 'lif-current-exp', {
          threshold: -50,
          leak: -65,
          reset: -65,
          capacity: 200,
          refractory: 2,
        }),
      ],
      [poisson('E', 100, quantity(null, 'pA'))],
      [
        projection('E', 'E', weight, { rule: { kind: 'unknown', text: 'my_rule' } }),
        projection('E', 'E', weight, { delay: quantity(null, 'ms') }),
      ],
    );
    const { notes, populations } = run(open);
    assert.equal(populations[0]?.size, 100);
    assert.deepEqual(notes, [
      'E: size is not known, 100 neurons assumed',
      "E: membraneTime is not known, 10 ms assumed (NEST's default)",
      "E: synapticTimeExcitatory is not known, 2 ms assumed (NEST's default)",
      "E: synapticTimeInhibitory is not known, 2 ms assumed (NEST's default)",
      'Poisson input of E: weight is not known (null), left out',
      'projection E → E is not simulated: its connections are not known (my_rule)',
      'projection E → E: delay is not known (null), 1 ms assumed',
    ]);
  });

  test('a population of unknown dynamics is left out, and one alone is refused', () => {
    const other = population('X', 10, 'unknown');
    const { notes, populations } = run(network([e, other], [], [projection('X', 'E', weight)]));
    assert.equal(populations.length, 1);
    assert.deepEqual(notes, [
      'X is not simulated: no neuron model for unknown',
      'projection X → E is left out: X is not simulated',
    ]);
    assert.match(refusal(network([other])), /no population can be simulated; X is not simulated/);
  });

  test('the membrane time constant follows from leak conductance and capacity', () => {
    const { membraneTime: _, ...others } = lif;
    const byConductance = population('E', 40, 'lif-current-exp', { ...others, leakConductance: 10 });
    const input = poisson('E', 9000, weight);
    assert.deepEqual(run(network([byConductance], [input])).times, run(network([e], [input])).times);
  });
});

describe('parameters that can’t be', () => {
  for (const [role, value, expected] of [
    ['membraneTime', 0, /population E: membraneTime is 0; it must be a positive number/],
    ['capacity', 0, /population E: capacity is 0/],
    ['capacity', -5, /capacity is -5/],
    ['synapticTimeExcitatory', NaN, /synapticTimeExcitatory is NaN/],
    ['threshold', Infinity, /threshold is Infinity; it must be a finite number/],
    ['refractory', -1, /refractory is -1; it must be zero or more/],
  ] as const) {
    test(`${role} = ${value}`, () => {
      assert.match(refusal(network([population('E', 4, 'lif-current-exp', { ...lif, [role]: value })])), expected);
    });
  }

  test('a weight, rate, count, delay or size', () => {
    const input = (more: object) => network([e], [poisson('E', 10, weight, more)]);
    assert.match(refusal(input({ weight: quantity(NaN, 'pA') })), /Poisson input of E: weight is NaN/);
    assert.match(refusal(input({ rateHz: quantity(-3, 'Hz') })), /rate is -3 Hz/);
    assert.match(refusal(input({ rateHz: quantity(Infinity, 'Hz') })), /rate is Infinity/);
    assert.match(refusal(input({ count: -1 })), /count is -1/);
    const delayed = projection('E', 'E', weight, { delay: quantity(-1, 'ms') });
    assert.match(refusal(network([e], [], [delayed])), /projection E → E: delay is -1 ms/);
    assert.match(refusal(network([population('E', 2.5, 'lif-current-exp')])), /population E: size is 2.5/);
  });
});

describe('listed weights of both signs', () => {
  const sources = population('S', 3, 'lif-current-exp', { ...lif, threshold: -66, reset: -67, leak: -60 });
  const listed = (pre: number[], each: number[]) =>
    projection('S', 'E', { ...quantity(null, 'pA'), each }, { rule: { kind: 'pairs', pre, post: pre.map(() => 0) } });
  const tracesOf = (dynamics: typeof e.dynamics, ...projections: ReturnType<typeof projection>[]) =>
    simulate(network([sources, population('E', 1, dynamics)], [], projections), { ms: 100, seed: 1 })
      .traces.filter(({ population: of }) => of === 'E')
      .map(({ values }) => [...values]);

  // In both directions of the mean: 20 − 90 + 10 and 90 − 20 − 10.
  for (const each of [
    [20, -90, 10],
    [90, -20, -10],
  ]) {
    test(`${each.join(', ')} act each by its own sign`, () => {
      const apart = [0, 1, 2].map((k) => listed([k], [each[k] ?? NaN]));
      const together = tracesOf('lif-current-exp', listed([0, 1, 2], each));
      assert.equal(together.length, 1);
      assert.notEqual(together[0]?.[0], together[0]?.at(-1));
      const parts = tracesOf('lif-current-exp', ...apart);
      together[0]?.forEach((value, at) => assert.ok(Math.abs(value - (parts[0]?.[at] ?? NaN)) < 1e-9, `sample ${at}`));
    });
  }
});

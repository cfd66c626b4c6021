// Sessions in other layouts: axes in any order, types in words, numbers that are no rates, checkpoints that are no rate networks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Dataset } from '../../../src/data/dataset';
import { numbersInMemory, withoutNumbers } from '../../../src/data/unread';
import { diagnose } from '../../../src/diagnose/rate/diagnose';
import { type Diagnosis } from '../../../src/diagnose/rate/diagnosis';
import { type Given, prepare } from '../../../src/diagnose/rate/prepare';
import { castRoles, type Cast } from '../../../src/diagnose/rate/roles';

const lengths = { trials: 14, time: 20, neurons: 6 } as const;
type Axis = keyof typeof lengths;

/** A smooth bump in time, of another height in each neuron, a little different in each trial. */
const rateAt = (trial: number, time: number, neuron: number): number =>
  5 + (neuron + 1) * 4 * Math.exp(-(((time - 10) / 4) ** 2)) + Math.sin(7 * trial + neuron);

function ratesIn(order: readonly Axis[], at: typeof rateAt = rateAt, path = 'rates'): Dataset {
  const shape = order.map((axis) => lengths[axis]);
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float64Array.from({ length: size }, (_, i) => {
    let rest = i;
    const index = { trials: 0, time: 0, neurons: 0 };
    for (const axis of [...order].reverse()) {
      index[axis] = rest % lengths[axis];
      rest = Math.floor(rest / lengths[axis]);
    }
    return at(index.trials, index.time, index.neurons);
  });
  return numbersInMemory(path, shape, 'float64', values);
}

const cast = (datasets: readonly Dataset[], mapping = new Map<string, readonly string[]>()): Cast => {
  const found = castRoles(datasets, mapping);
  assert.equal(found.problem, null);
  return found.cast as Cast;
};

const axesOf = (of: Cast): Axis[] => {
  const { trials, bins, neurons } = of.axes;
  return (['trials', 'time', 'neurons'] as const)
    .map((axis) => [axis, { trials, time: bins, neurons }[axis]] as const)
    .filter(([, at]) => at !== null)
    .sort((a, b) => Number(a[1]) - Number(b[1]))
    .map(([axis]) => axis);
};

const fileOf = (datasets: readonly Dataset[]) => ({
  name: 'session.npz',
  file: { format: 'npz', datasets, notes: [], close: () => undefined },
});
const diagnosed = (datasets: readonly Dataset[], more: Partial<Given> = {}): Diagnosis =>
  diagnose(
    prepare({
      data: fileOf(datasets),
      mapping: new Map(),
      weights: [],
      code: null,
      history: null,
      set: new Map(),
      seed: 1,
      ...more,
    }),
  );

const orders: readonly (readonly Axis[])[] = [
  ['trials', 'time', 'neurons'],
  ['time', 'trials', 'neurons'],
  ['neurons', 'trials', 'time'],
  ['trials', 'neurons', 'time'],
  ['time', 'neurons'],
  ['neurons', 'time'],
];
for (const order of orders)
  test(`${order.join(' × ')} is told by the numbers where nothing else tells`, () => {
    assert.deepEqual(axesOf(cast([ratesIn(order)])), order);
  });

test('noise is taken in the usual order, and that is said; so is time elsewhere than usual', () => {
  const noise = (trial: number, time: number, neuron: number): number =>
    (7919 * (trial * 120 + time * 6 + neuron + 1)) % 101;
  const found = cast([ratesIn(['time', 'trials', 'neurons'], noise)]);
  assert.deepEqual(axesOf(found), ['trials', 'time', 'neurons']);
  assert.match(found.notes.join(), /in the order trials, time, neurons; --map axes=/);
  assert.match(cast([ratesIn(['time', 'trials', 'neurons'])]).notes.join(), /most smoothly/);
  assert.deepEqual(cast([ratesIn(['trials', 'time', 'neurons'])]).notes, []);
});

test('the order of the axes can be said', () => {
  const mapping = new Map([['axes', ['neurons', 'time', 'trials']]]);
  assert.deepEqual(axesOf(cast([ratesIn(['trials', 'time', 'neurons'])], mapping)), ['neurons', 'time', 'trials']);
  const wrong = castRoles([ratesIn(['trials', 'time', 'neurons'])], new Map([['axes', ['time', 'neurons']]]));
  assert.match(wrong.problem ?? '', /does not name the 3 axes of rates/);
});

test('types may be words', () => {
  const words = ['exc', 'E', 'Pyramidal', 'PV', 'inhibitory', 'unclear'];
  const types: Dataset = {
    ...withoutNumbers('cell_type', [6], 'text', 'text'),
    readTexts: (first, count) => words.slice(first, first + count),
  };
  const { data } = diagnosed([ratesIn(['trials', 'time', 'neurons']), types]);
  assert.deepEqual(
    data.byType.map(({ type, neurons }) => [type, neurons]),
    [
      ['E', 3],
      ['I', 2],
      ['unknown', 1],
    ],
  );
});

test('an infinite number is named, and no figure suffers from it', () => {
  const broken = ratesIn(['trials', 'time', 'neurons'], (...at) => (at.join() === '0,0,0' ? Infinity : rateAt(...at)));
  const { data, findings } = diagnosed([broken]);
  assert.equal(data.infinite, 1);
  assert.ok(data.mean > 5 && data.mean < 30 && data.max < 40);
  assert.equal(findings[0]?.id, 'infinite-in-targets');
});

test('data without a number have no spread, and are a problem', () => {
  const { data, findings } = diagnosed([ratesIn(['trials', 'time', 'neurons'], () => NaN)]);
  assert.ok(Number.isNaN(data.std) && Number.isNaN(data.mean));
  assert.deepEqual(
    findings.map(({ id, severity }) => [id, severity]),
    [['nan-in-targets', 'problem']],
  );
});

test('counts and what can be negative are not passed off as rates', () => {
  const counts = ratesIn(['trials', 'time', 'neurons'], (...at) => Math.round(rateAt(...at)), 'spike_counts');
  const bin = numbersInMemory('bin', [], 'float64', Float64Array.of(0.02));
  assert.match(diagnosed([counts, bin]).notes.join(), /read spikes per bin \(× 50 for sp\/s\)/);
  assert.match(
    diagnosed([ratesIn(['trials', 'time', 'neurons'], (...at) => rateAt(...at) - 9)]).notes.join(),
    /negative/,
  );
});

test('arrays of trials × time that nobody takes are named', () => {
  const cue = numbersInMemory('cue', [14, 20], 'float64', new Float64Array(280));
  assert.match(diagnosed([ratesIn(['trials', 'time', 'neurons']), cue]).notes.join(), /cue: trials × time too/);
});

test('weights of torch.nn.RNN, GRU and LSTM are not run as a leaky network', () => {
  for (const [name, gates] of [
    ['RNN', 1],
    ['GRU', 3],
    ['LSTM', 4],
  ] as const) {
    const states = [
      [8, 'hh'],
      [3, 'ih'],
    ].map(([columns, end]) =>
      numbersInMemory(
        `rnn/weight_${end}_l0`,
        [8 * gates, Number(columns)],
        'float32',
        new Float64Array(8 * gates * Number(columns)).fill(0.1),
      ),
    );
    const found = diagnosed([ratesIn(['trials', 'time', 'neurons'])], { weights: [fileOf(states)] });
    assert.equal(found.model, null);
    assert.match(found.noModel ?? '', new RegExp(`torch\\.nn\\.${name}\\b`));
  }
});

test('what follows from assumptions on bare weights is no problem, but a warning that says so', () => {
  const inputs = numbersInMemory(
    'inputs',
    [14, 20, 2],
    'float64',
    Float64Array.from({ length: 560 }, (_, i) => Math.sin(i)),
  );
  const weights = [
    numbersInMemory('W_rec', [6, 6], 'float64', new Float64Array(36).fill(0.05)),
    numbersInMemory('W_in', [6, 2], 'float64', new Float64Array(12).fill(0.5)),
  ];
  const tenfold = ratesIn(['trials', 'time', 'neurons'], (...at) => 10 * rateAt(...at));
  const { findings } = diagnosed([tenfold, inputs], { weights: [fileOf(weights)] });
  const scale = findings.find(({ id }) => id === 'scale-mismatch');
  assert.equal(scale?.severity, 'warning');
  assert.match(scale?.evidence ?? '', /give the code to be sure/);
});

// Tests that networks read out of model code give the rates that torch gives for the same weights and inputs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createLinter } from '../../../src/core/lint';
import { type RateModel } from '../../../src/core/rate/model';
import { leakyRunner } from '../../../src/core/rate/leaky';
import { grammar } from '../_grammar';

interface Recorded {
  readonly u: readonly number[];
  readonly forms: readonly {
    readonly file: string;
    readonly model: string;
    readonly states: readonly { readonly path: string; readonly shape: number[]; readonly data: number | number[] }[];
    readonly set: Readonly<Record<string, number>>;
    readonly rates: readonly number[];
  }[];
}

const recorded = JSON.parse(readFileSync('test/recordings/rate_network.json', 'utf8')) as Recorded;
const linter = createLinter(grammar);

function read(file: string, text: string, options: Parameters<typeof linter.rateModel>[1] = {}): RateModel {
  const reading = linter.rateModel({ file, text }, options);
  assert.equal(reading.problem, null);
  return reading.model as RateModel;
}

const near = (got: ArrayLike<number>, wanted: ArrayLike<number>): void => {
  assert.equal(got.length, wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [got[i] as number, wanted[i] as number];
    assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `number ${i} is ${a} and not ${b}`);
  }
};

describe('a network read out of code gives the rates of torch', () => {
  for (const { file, model, states, set, rates } of recorded.forms) {
    test(`${model} of ${file}.py`, () => {
      const path = `test/fixtures/rates/${file}.py`;
      const stored = states.map(({ path: name, shape, data }) => ({
        path: name,
        shape,
        data: Float64Array.from([data].flat()),
      }));
      const found = read(path, readFileSync(path, 'utf8'), {
        model,
        states: stored,
        set: new Map(Object.entries(set)),
      });
      assert.deepEqual(found.unplaced, []);
      assert.deepEqual(found.unfilled, []);
      const { rates: got } = found.run(Float64Array.from(recorded.u), 2, 7);
      near(got, rates);
      // What was understood of it gives the same numbers as the code itself, where two matrices tell it all.
      const plain = leakyRunner(found.dynamics);
      if (plain && found.dynamics.outside)
        near(plain.run(Float64Array.from(recorded.u), 2, 7).rates, shifted(found, rates));
    });
  }
});

/** Code that puts out the state after its update is a step ahead of code that puts it out before. */
function shifted({ dynamics: { units } }: RateModel, rates: readonly number[]): ArrayLike<number> {
  return rates.length % units === 0 ? rates : [];
}

const eirnn = readFileSync('test/fixtures/rates/ei.py', 'utf8');

describe('what is understood of a network', () => {
  test('time constant, signs, noise and a read-out scale outside the loop', () => {
    const { dynamics, tauMs, dtMs } = read('ei.py', eirnn, {
      set: new Map([
        ['n_exc', 8],
        ['n_inh', 4],
        ['n_inputs', 3],
      ]),
    });
    assert.equal(dynamics.form, 'current');
    assert.equal(dynamics.activation, 'softplus');
    assert.equal(dynamics.kept, 0.5);
    assert.equal(dynamics.recurrentGain, 0.5);
    assert.equal(dynamics.inputGain, 0.5);
    assert.equal(dynamics.dale, true);
    assert.deepEqual([tauMs, dtMs], [50, 25]);
    assert.ok(Math.abs((dynamics.noiseSd as number) - 0.05 * Math.SQRT1_2) < 1e-12);
    assert.deepEqual([dynamics.inside.scale, dynamics.inside.baseline], [1, 0]);
    assert.deepEqual([dynamics.outside?.scale, dynamics.outside?.baseline], [4, 0.5]);
  });

  test('a rate that leaks, with time before batch and a time constant that two numbers give', () => {
    const path = 'test/fixtures/rates/leaky.py';
    const { dynamics } = read(path, readFileSync(path, 'utf8'), {
      model: 'LeakyNet',
      set: new Map([
        ['input_size', 3],
        ['hidden_size', 5],
        ['output_size', 2],
        ['dt', 20],
      ]),
    });
    assert.equal(dynamics.form, 'rate');
    assert.equal(dynamics.activation, 'relu');
    assert.ok(Math.abs((dynamics.kept as number) - 0.8) < 1e-12);
    assert.equal(dynamics.recurrentGain, 0.2);
    assert.equal(dynamics.units, 5);
    assert.equal(dynamics.dale, false);
  });

  test('a scale and a baseline inside the loop', () => {
    const path = 'test/fixtures/rates/scaled_inside.py';
    const { dynamics, tauMs } = read(path, readFileSync(path, 'utf8'), {
      set: new Map([
        ['n_units', 6],
        ['n_inputs', 3],
      ]),
    });
    assert.equal(dynamics.activation, 'tanh');
    assert.deepEqual([dynamics.inside.scale, dynamics.inside.baseline], [3, 0.25]);
    assert.equal(tauMs, 20);
  });

  test('weights are drawn as the code draws them, the same for the same seed, and rescaled to its spectral radius', () => {
    const options = {
      set: new Map([
        ['n_exc', 8],
        ['n_inh', 4],
        ['n_inputs', 3],
        ['radius', 0.7],
      ]),
    };
    const [a, b, c] = [1, 1, 2].map((seed) => read('ei.py', eirnn, { ...options, seed }).dynamics.recurrent?.data);
    assert.deepEqual(a, b);
    assert.notDeepEqual(a, c);
    const columns = Array.from({ length: 12 }, (_, column) =>
      Array.from({ length: 12 }, (_, row) => a?.[row * 12 + column] ?? NaN),
    );
    columns.forEach((weights, column) =>
      assert.ok(weights.every((weight) => (column < 8 ? weight >= 0 : weight <= 0))),
    );
  });
});

describe('sizes', () => {
  const text = readFileSync('test/fixtures/rates/leaky.py', 'utf8');
  const states = recorded.forms[0]?.states.map(({ path, shape, data }) => ({
    path,
    shape,
    data: Float64Array.from([data].flat()),
  }));

  test('follow from the shapes of stored weights', () => {
    const found = read('leaky.py', text, { states: states ?? [] });
    assert.equal(found.name, 'LeakyNet');
    const sizes = Object.fromEntries(found.arguments.map(({ name, value }) => [name, value]));
    assert.deepEqual([sizes.input_size, sizes.hidden_size, sizes.output_size], [3, 5, 2]);
  });

  test('that contradict the weights are a reason in one line', () => {
    const { model, problem } = linter.rateModel(
      { file: 'leaky.py', text },
      { states: states ?? [], set: new Map([['hidden_size', 6]]) },
    );
    assert.equal(model, null);
    assert.match(problem ?? '', /has the shape .* in the model and .* in the weights/);
  });
});

describe('as a network', () => {
  test('it has a population for each sign, and a projection for each pair of them', () => {
    const [network] = linter.networks({ file: 'ei.py', text: eirnn }).networks;
    assert.deepEqual(
      network?.populations.map(({ name, size, dynamics }) => [name, size, dynamics]),
      [
        ['exc', 8, 'rate'],
        ['inh', 2, 'rate'],
      ],
    );
    assert.deepEqual(
      network.projections.map(({ pre, post }) => `${pre} ${post}`),
      ['exc exc', 'exc inh', 'inh exc', 'inh inh'],
    );
    assert.equal(network.dtMs.value, 25);
    assert.equal(network.populations[0]?.params.tau?.value, 50);
  });

  test('a script without such a class has none', () => {
    assert.deepEqual(
      linter.networks({ file: 'a.py', text: 'class A:\n    def run(self):\n        return 1\n' }).networks,
      [],
    );
  });
});

describe('code that is no rate network', () => {
  const problemOf = (text: string): string => linter.rateModel({ file: 'a.py', text }).problem ?? '';

  test('without a class says so', () => {
    assert.match(problemOf('x = 1\n'), /no class with a forward pass/);
  });

  test('without a recurrence says so', () => {
    const text =
      'import torch.nn as nn\nclass A(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(3, 4)\n    def forward(self, x):\n        return self.a(x)\n';
    assert.match(problemOf(text), /A has no recurrence/);
  });

  test('that needs what nobody gives names it, and how to say it', () => {
    const text = eirnn.replace('tau=50.0', 'tau');
    assert.match(problemOf(text), /tau/);
  });

  test('that calls what is not calculated names it', () => {
    const text = eirnn
      .replace('F.softplus(x)', 'mystery.gain(x)')
      .replace('import torch\n', 'import torch\nimport mystery\n');
    assert.match(problemOf(text), /`gain`, which Spikelint doesn’t calculate/);
  });

  test('that never ends is stopped', () => {
    const text = eirnn.replace(
      '        w = self.w_rec\n',
      '        w = self.w_rec\n        while True:\n            w = w * 1\n',
    );
    assert.match(problemOf(text), /too many/);
  });
});

describe('a layer of torch.nn.RNN', () => {
  const code = (first: boolean): string =>
    `import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 2, nonlinearity='relu', batch_first=${first ? 'True' : 'False'})
        self.fc = nn.Linear(2, 1)
    def forward(self, x):
        out, _ = self.rnn(x)
        return self.fc(out)
`;
  const states = [
    { path: 'rnn.weight_ih_l0', shape: [2, 1], data: Float64Array.of(1, 0) },
    { path: 'rnn.weight_hh_l0', shape: [2, 2], data: Float64Array.of(0.5, 0, 1, 0) },
    { path: 'rnn.bias_ih_l0', shape: [2], data: Float64Array.of(0, 0.25) },
    { path: 'rnn.bias_hh_l0', shape: [2], data: Float64Array.of(0, 0) },
    { path: 'fc.weight', shape: [1, 2], data: Float64Array.of(1, 10) },
    { path: 'fc.bias', shape: [1], data: Float64Array.of(100) },
  ];

  for (const first of [true, false])
    test(`is run step by step, batch ${first ? 'first' : 'second'}`, () => {
      const found = read('net.py', code(first), { states });
      assert.equal(found.dynamics.kept, 0);
      assert.equal(found.dynamics.activation, 'relu');
      // Of one impulse the first unit keeps half a step, and the second has it a step later, on its bias.
      near(found.run(Float64Array.of(1, 0, 0, 0), 1, 4).rates, [103.5, 113, 107.75, 105.125]);
    });

  test('what is not calculated is named', () => {
    const text = code(true).replace("nn.RNN(1, 2, nonlinearity='relu', ", 'nn.LSTM(1, 2, proj_size=1, ');
    assert.match(linter.rateModel({ file: 'net.py', text }, {}).problem ?? '', /`LSTM`/);
  });
});

interface Recording {
  readonly states: Readonly<Record<string, { readonly shape: number[]; readonly data: number[] }>>;
  readonly width: number;
  readonly rates: readonly number[];
}

interface Layers {
  readonly inputs: readonly number[];
  readonly models: Readonly<Record<string, Recording>>;
  readonly habits: Readonly<Record<string, Recording>>;
}

const { inputs, models, habits } = JSON.parse(readFileSync('test/recordings/recurrent_layers.json', 'utf8')) as Layers;

const storedIn = ({ states }: Recording, holder = ''): { path: string; shape: number[]; data: Float64Array }[] =>
  Object.entries(states).map(([each, { shape, data }]) => ({
    path: `${holder}${each}`,
    shape,
    data: Float64Array.from(data),
  }));

describe('recurrent layers with gates, in several layers and both directions, and cells', () => {
  const path = 'test/fixtures/rates/gated.py';
  for (const [name, recording] of Object.entries(models))
    test(`${name} gives the rates of torch`, () => {
      const found = read(path, readFileSync(path, 'utf8'), { model: name, states: storedIn(recording) });
      assert.deepEqual([found.unplaced, found.unfilled], [[], []]);
      assert.equal(found.dynamics.form, 'other');
      const got = found.run(Float64Array.from(inputs), 3, 7);
      assert.equal(got.width, recording.width);
      near(got.rates, recording.rates);
    });

  test('sizes are told by weights under a holder’s name, and a state that must be handed over is none', () => {
    const recording = models['GatedReadout'] as Recording;
    const text = readFileSync(path, 'utf8')
      .replace(
        'def forward(self, x):\n        states, last = self.rnn(x)',
        'def forward(self, x, hidden):\n        states, last = self.rnn(x, hidden)',
      )
      .replace('n_inputs=3, hidden_size=5, n_outputs=2', 'n_inputs, hidden_size, n_outputs');
    const states = storedIn(recording, 'module.network.');
    const found = read(path, text, { model: 'GatedReadout', states, counts: { units: 9, outputs: 9 } });
    assert.deepEqual(
      found.arguments.map(({ name, value, from }) => [name, value, from]),
      [
        ['n_inputs', 3, 'weights'],
        ['hidden_size', 5, 'weights'],
        ['n_outputs', 2, 'weights'],
      ],
    );
    near(found.run(Float64Array.from(inputs), 3, 7).rates, recording.rates);
  });
});

describe('ways of writing a network', () => {
  const path = 'test/fixtures/rates/habits.py';
  const kept: Readonly<Record<string, number>> = { Upright: 0.9, OwnSteps: 0.75, ByName: 0.8 };
  for (const [name, recording] of Object.entries(habits))
    test(`${name} gives the rates of torch or numpy`, () => {
      const states = storedIn(recording);
      const found = read(path, readFileSync(path, 'utf8'), { model: name, states, steps: 7 });
      assert.equal(found.dynamics.units, 6);
      assert.ok(Math.abs(Number(found.dynamics.kept) - (kept[name] ?? NaN)) < 1e-12);
      assert.equal(found.dynamics.dale, name === 'OwnSteps');
      near(found.run(Float64Array.from(inputs), 3, 7).rates, recording.rates);
    });

  test('a cell of Keras’s kind is built, and steps as it says', () => {
    const file = 'test/fixtures/rates/cell.py';
    const {
      dynamics,
      run,
      states,
      arguments: given,
    } = read(file, readFileSync(file, 'utf8'), { counts: { inputs: 3 } });
    assert.deepEqual([dynamics.kept, dynamics.activation, dynamics.dale, dynamics.units], [0.9, 'relu', true, 10]);
    assert.equal(dynamics.noiseSd, 0.1);
    assert.deepEqual(
      given.find(({ name }) => name === 'mask'),
      { name: 'mask', value: 'array of 10 × 10', from: 'script' },
    );
    const [wIn, wRec] = ['w_in', 'w_rec'].map((name) => states.find(({ path: each }) => each === name)?.tensor.data);
    assert.ok(wIn && wRec);
    // Drawn as the initialisers say.
    assert.ok(wRec.every((each) => each >= 0 && each <= 0.4) && wRec.some((each) => each > 0.3));
    assert.ok(wIn.every((each) => Math.abs(each) <= Math.sqrt(6 / 13)) && wIn.some((each) => each < -0.3));
    const u = Float64Array.from(inputs.slice(0, 21));
    let x = new Float64Array(10);
    const expected: number[] = [];
    for (let t = 0; t < 7; t++) {
      const sent = x.map((each, i) => (i < 8 ? 1 : -1) * Math.max(0, each));
      x = x.map((each, post) => {
        let drive = 0;
        for (let k = 0; k < 3; k++) drive += (u[3 * t + k] as number) * (wIn[10 * k + post] as number);
        for (let pre = 0; pre < 10; pre++)
          if (pre !== post) drive += (sent[pre] as number) * (wRec[10 * pre + post] as number);
        return 0.9 * each + 0.1 * drive;
      });
      expected.push(...x);
    }
    near(run(u, 1, 7).rates, expected);
  });
});

// Tests that the rate network that a class defines, read as a network and simulated, gives the rates that torch gives, step by step.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readGiven } from '../../../src/core/evaluate/settling';
import { createLinter } from '../../../src/core/lint';
import { type Network } from '../../../src/core/network/network';
import { examine } from '../../../src/diagnose/examine';
import { findRemedies } from '../../../src/diagnose/remedies';
import { type Recording } from '../../../src/sim/recording';
import { simulate } from '../../../src/sim/simulate';
import { grammar } from '../_grammar';

interface Recorded {
  readonly steps: number;
  readonly runs: readonly { readonly model: string; readonly input: number; readonly rates: number[][] }[];
}

const recorded = JSON.parse(readFileSync('test/recordings/rate_probe.json', 'utf8')) as Recorded;
const file = 'test/fixtures/rates/formula.py';
const text = readFileSync(file, 'utf8');
const linter = createLinter(grammar);

const reading = (set: Readonly<Record<string, string>>, of = text) =>
  linter.networks(
    { file, text: of },
    { set: new Map(Object.entries(set).map(([name, value]) => [name, readGiven(value)])) },
  );

function networkOf(set: Readonly<Record<string, string>>, of = text): Network {
  const [network] = reading(set, of).networks;
  assert.ok(network);
  return network;
}

/** After so many steps: every unit's rate, traced or not, is in the course of the mean. */
const meanAfter = ({ rated = [], populations }: Recording, step: number): number =>
  rated.reduce((sum, { course }, i) => sum + (course[step] ?? NaN) * (populations[i]?.size ?? NaN), 0) /
  populations.reduce((sum, { size }) => sum + size, 0);

const near = (got: number, wanted: number, what: string): void =>
  assert.ok(Math.abs(got - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted)), `${what}: ${got} and not ${wanted}`);

describe('a class’s rate network gives the rates of torch', () => {
  for (const { model, input, rates } of recorded.runs) {
    test(`${model} with an input of ${input}`, () => {
      const network = networkOf({ class: model, input: String(input) });
      const dtMs = network.dtMs.value ?? NaN;
      const recording = simulate(network, { ms: recorded.steps * dtMs, seed: 1 });
      // Where torch puts out the rate before the state moves, its first row is what the run starts from.
      const shift = /^(?:Signed|Inside)/.test(model) ? 0 : 1;
      rates.forEach((row, step) => {
        const mean = row.reduce((sum, each) => sum + each, 0) / row.length;
        near(meanAfter(recording, step + shift), mean, `the mean after step ${step}`);
      });
      let first = 0;
      for (const { name, size } of recording.populations) {
        for (const { population, neuron, values } of recording.traces) {
          if (population !== name) continue;
          for (const [step, row] of rates.entries())
            near(values[step + shift] ?? NaN, row[first + neuron] ?? NaN, `${name}[${neuron}] after step ${step}`);
        }
        first += size;
      }
    });
  }
});

describe('what is simulated is what the class’s own forward pass gives', () => {
  const example = readFileSync('examples/scale-in-the-loop.py', 'utf8');
  // Drawn weights have both signs, and a mean on either side of zero.
  for (const weightsSeed of [1, 2, 3, 4, 5, 6]) {
    test(`with weights of seed ${weightsSeed} and a scale and a baseline inside the recurrence`, () => {
      const network = networkOf({ weights_seed: String(weightsSeed), n_units: '12' }, example);
      const { model } = linter.rateModel(
        { file, text: example },
        { seed: weightsSeed, set: new Map([['n_units', 12]]) },
      );
      assert.ok(model);
      const steps = 6;
      const { rates, width } = model.run(new Float64Array(steps * model.channels), 1, steps);
      const recording = simulate(network, { ms: steps, seed: 1 });
      for (let step = 0; step < steps; step++) {
        const row = rates.subarray(step * width, (step + 1) * width);
        near(meanAfter(recording, step + 1), row.reduce((sum, each) => sum + each, 0) / width, `step ${step}`);
      }
    });
  }
});

describe('what is read of a class', () => {
  test('populations by the signs, with sizes, time constant, function and read-out', () => {
    const { populations, projections, dtMs, backend } = networkOf({ class: 'SignedFormula' });
    assert.equal(backend, 'rate');
    assert.equal(dtMs.value, 10);
    assert.deepEqual(
      populations.map(({ name, size, model }) => [name, size, model]),
      [
        ['exc', 6, 'rate'],
        ['inh', 2, 'rate'],
      ],
    );
    const [exc] = populations;
    assert.equal(exc?.params.tau?.value, 40);
    assert.equal(exc.params.activation?.text, 'softplus');
    assert.equal(exc.params.readout_scale?.value, 12);
    assert.equal(exc.params.readout_baseline?.value, 2);
    assert.match(exc.params.readout_scale.text, /outside of the recurrence/);
    assert.equal(exc.rate?.form, 'current');
    assert.deepEqual(
      projections.map(({ pre, post, synapses }) => [pre, post, synapses]),
      [
        ['exc', 'exc', 36],
        ['exc', 'inh', 12],
        ['inh', 'exc', 12],
        ['inh', 'inh', 4],
      ],
    );
    const [excitatory, , inhibitory] = projections.map(({ weight }) => [...(weight.each ?? [])]);
    assert.ok(excitatory && inhibitory);
    assert.ok(excitatory.every((each) => each > 0) && inhibitory.every((each) => each < 0));
    // |0.15·sin(0.3)| of the first unit onto itself.
    near(excitatory[0] ?? NaN, 0.15 * Math.abs(Math.sin(0.3)), 'the first weight');
  });

  test('a read-out inside the recurrence is said to be there', () => {
    const { populations } = networkOf({ class: 'InsideFormula' });
    assert.match(populations[0]?.params.readout_scale?.text ?? '', /^3, inside the recurrence/);
  });

  test('arguments, input, seed and class can be set, and what has no meaning is named', () => {
    const report = reading({ class: 'SignedFormula', n_exc: '9', 'input.1': '2', weights_seed: '3', nonsense: '1' });
    assert.equal(report.networks[0]?.populations[0]?.size, 9);
    assert.deepEqual(report.unknownNames, ['nonsense']);
    const driven = report.networks[0].populations[0].params.input;
    // The second column of the input weights: 0.7·sin(1.7·1 + 0.3) of the first unit, twice.
    near(driven?.each?.[0] ?? NaN, 2 * 0.7 * Math.sin(2), 'the input of the first unit');
  });

  test('what nobody gives is assumed, said, and settable in the text too', () => {
    const open = text.replace('n_exc=6, n_inh=2,', 'n_exc, n_inh,');
    const assumed = networkOf({ class: 'SignedFormula' }, open).assumed.map(({ what, key }) => `${what} ${key ?? ''}`);
    assert.ok(assumed.includes('n_exc of SignedFormula n_exc'), assumed.join('; '));
    const { populations } = networkOf({ class: 'SignedFormula' }, `# spikelint: assume n_exc=12, n_inh=3\n${open}`);
    assert.deepEqual(
      populations.map(({ size }) => size),
      [12, 3],
    );
  });

  test('noise is that of one step, and spreads the free unit as the recursion says', () => {
    const alone = text.replace('weights(n, n, 0.15)', 'weights(n, n, 0.0)');
    const network = networkOf({ class: 'SignedFormula', noise: '0.01' }, alone);
    assert.equal(network.populations[0]?.params.noise_per_step?.value, 0.01);
    const [trace] = simulate(network, { ms: 200_000, seed: 2 }).traces;
    assert.ok(trace);
    const late = trace.values.subarray(100);
    const mean = late.reduce((sum, each) => sum + each, 0) / late.length;
    const variance = late.reduce((sum, each) => sum + (each - mean) ** 2, 0) / late.length;
    // x keeps 3/4 in a step: σ²/(1 − 9/16); the read-out is 12·softplus(x), whose slope at 0 is 1/2.
    const wanted = 6 * Math.sqrt(0.0001 / (1 - 9 / 16));
    assert.ok(Math.abs(Math.sqrt(variance) / wanted - 1) < 0.05, `${Math.sqrt(variance)} and not about ${wanted}`);
  });
});

describe('what a probe says of rates', () => {
  const probed = (set: Readonly<Record<string, string>>, ms: number, of = text) => {
    const network = networkOf(set, of);
    const options = { ms, seed: 1 };
    const recording = simulate(network, options);
    const { expectations } = reading(set, of);
    return { network, options, recording, examination: examine(network, recording, expectations), expectations };
  };
  const kinds = (of: ReturnType<typeof probed>): string[] => of.examination.symptoms.map(({ kind }) => kind);

  test('mean and spread of each population, and nothing wrong with sound ones', () => {
    for (const name of ['SignedFormula', 'InsideFormula', 'RateFormula', 'LateFormula'])
      for (const input of ['0', '0.5']) {
        const run = probed({ class: name, input }, 2000);
        assert.deepEqual(kinds(run), [], `${name} ${input}`);
        for (const { rated, rateHz } of run.examination.populations) assert.equal(rateHz, rated?.mean);
      }
  });

  test('growth without end is a runaway or diverges, and a weaker recurrence cures it', () => {
    const strong = text
      .replace('weights(n, n, 0.15)', 'weights(n, n, 1.0)')
      .replace('* self.sign', '* torch.abs(self.sign)');
    const short = probed({ class: 'SignedFormula' }, 100, strong);
    assert.deepEqual(kinds(short), ['runaway']);
    const long = probed({ class: 'SignedFormula' }, 4000, strong);
    assert.deepEqual(kinds(long), ['diverging']);
    const remedies = findRemedies(short);
    assert.ok(
      remedies.some(({ title }) => /Weaken the whole recurrence/.test(title)),
      JSON.stringify(remedies.map(({ title }) => title)),
    );
  });

  test('rates at the end of what the function gives are saturated', () => {
    const run = probed(
      { class: 'LateFormula', input: '1000' },
      1000,
      text.replace('weights(units, inputs, 1.1)', 'torch.abs(weights(units, inputs, 1.1))'),
    );
    assert.deepEqual(kinds(run), ['saturated']);
  });

  test('units that send nothing although they are driven are silent, and undriven ones are not', () => {
    const low = text.replace('weights(1, hidden_size, 0.5)[0]', '-torch.abs(weights(1, hidden_size, 0.5)[0])');
    assert.deepEqual(kinds(probed({ class: 'RateFormula' }, 1000, low)), ['silent']);
    const none = text.replace('weights(1, hidden_size, 0.5)[0]', 'torch.zeros(hidden_size)');
    assert.deepEqual(kinds(probed({ class: 'RateFormula' }, 1000, none)), []);
  });

  test('an expected rate is held against the mean', () => {
    const [inside, outside] = [text, text.replace('scale=12.0', 'scale=100.0')].map((each) =>
      probed(
        { class: 'SignedFormula' },
        500,
        each.replace('class SignedFormula', '# spikelint: expect rate 5..20 Hz\nclass SignedFormula'),
      ),
    );
    assert.deepEqual(
      inside?.examination.expectations.map(({ met }) => met),
      [true, true],
    );
    assert.deepEqual(
      outside?.examination.expectations.map(({ met }) => met),
      [false, false],
    );
  });
});

describe('classes that are not taken for one', () => {
  test('a step that does more than leak, send and receive is refused with its reason', () => {
    const more = text.replace('x = self.decay * x + r @ self.w', 'x = self.decay * x + 0.1 * x * x + r @ self.w');
    const { networks, unread } = reading({ class: 'LateFormula' }, more);
    assert.deepEqual(networks, []);
    assert.match(unread ?? '', /^LateFormula /);
  });

  test('a network without leak and signs, a classifier, and a recurrent layer of torch’s own are none', () => {
    const head = 'import torch\nimport torch.nn as nn\nalpha = 0.1\n\n\n';
    const elman = `${head}class Elman(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.alpha = 0.1\n        self.i = nn.Linear(3, 4)\n        self.h = nn.Linear(4, 4)\n\n    def forward(self, u):\n        h = torch.zeros(u.shape[0], 4)\n        out = []\n        for t in range(u.shape[1]):\n            h = torch.tanh(self.i(u[:, t]) + self.h(h))\n            out.append(h)\n        return torch.stack(out, 1)\n`;
    const net = `${head}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.dt = 0.1\n        self.a = nn.Linear(4, 4)\n        self.b = nn.Linear(4, 2)\n\n    def forward(self, x):\n        return self.b(torch.relu(self.a(x)))\n`;
    const lstm = `${head}class Tagger(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.decay = 0.1\n        self.rnn = nn.LSTM(4, 8)\n        self.out = nn.Linear(8, 2)\n\n    def forward(self, x):\n        y, _ = self.rnn(x)\n        return torch.tanh(self.out(y))\n`;
    for (const each of [elman, net, lstm]) assert.deepEqual(reading({}, each).networks, []);
  });
});

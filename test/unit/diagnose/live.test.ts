// Tests the trials of the runbook's solutions against closed forms of the discrete neuron, and that what a service does not tell is set so that it fires as it says.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modelOf, rateOf, type ServiceFigures } from '../../../src/diagnose/live/model';
import { canTry, type Tried, tryTrial } from '../../../src/diagnose/live/trials';
import * as solutions from '../../../src/live/checklist/solutions';

const nothing: ServiceFigures = {
  ...{ neurons: 64, alpha: 0.9, threshold: 1, beta: 1, dtMs: 1, inputMean: null, inputSd: null, spikeRate: null },
  ...{ recurrent: null, targetRate: null, levels: {}, baselines: {} },
  learning: { enabled: true, rate: 0.01, tauPlusMs: 20, tauMinusMs: 20, windowPlusMs: 20, windowMinusMs: 20 },
};

function tried(figures: Partial<ServiceFigures>, trial: string): Tried {
  const found = tryTrial({ ...nothing, ...figures }, trial);
  assert.ok(found);
  return found;
}

const shown = (figures: Tried['before'], name: string): number =>
  parseFloat((figures.find((each) => each.name === name)?.text ?? 'NaN').replace('−', '-'));

const rates = ({ before, after }: Tried): [number, number] => [
  shown(before, 'spike rate per step'),
  shown(after, 'spike rate per step'),
];

describe('the trials of solutions', () => {
  test('there is one for each solution that names one', () => {
    const all = Object.values(solutions).flatMap((each) =>
      Array.isArray(each) ? (each as { trial: string | null }[]) : [],
    );
    const named = all.flatMap(({ trial }) => (trial === null ? [] : [trial]));
    assert.ok(named.length >= 12);
    assert.deepEqual(
      named.filter((each) => !canTry(each)),
      [],
    );
  });

  test('a neuron that keeps nothing fires where its input reaches the threshold, and never below', () => {
    // u = I in every step: 0.6 against 1, and against the half of it.
    assert.deepEqual(rates(tried({ alpha: 0, inputMean: 0.6, inputSd: 0 }, 'lower-threshold')), [0, 100]);
    assert.deepEqual(rates(tried({ alpha: 0, inputMean: 0.6, inputSd: 0 }, 'scale-input')), [0, 100]);
    assert.deepEqual(rates(tried({ alpha: 0, inputMean: 0.15, inputSd: 0 }, 'scale-input')), [0, 0]);
  });

  test('more of the membrane kept lets a constant input reach the threshold', () => {
    // I/(1 − α): 0.08/0.1 = 0.8 and 0.08/0.05 = 1.6. Between spikes u falls to u − 1: it fires again when it is back.
    const [before, after] = rates(tried({ inputMean: 0.08, inputSd: 0 }, 'raise-alpha'));
    assert.equal(before, 0);
    // 1.6 − (1.6 − u0)·0.95^n ≥ 1 from u0 ≈ 0.02 takes n = 19 steps: 5.2 %.
    assert.ok(Math.abs(after - 5.2) < 0.4, `${after}`);
  });

  test('the soft reset takes off what flows in: twice the strength, about half of the spikes', () => {
    const [before, after] = rates(tried({ inputMean: 0.75, inputSd: 0 }, 'raise-beta'));
    // In the mean α·u + I − β·θ·r = u, with u between 0 and θ.
    assert.ok(before >= 65 && before <= 75, `${before}`);
    assert.ok(after >= 32.5 && after <= 55, `${after}`);
  });

  test('the input that the runbook advises makes nothing fire', () => {
    const [before] = rates(tried({ inputMean: 0, inputSd: 0.1 }, 'lower-threshold'));
    assert.ok(before < 0.01);
  });

  test('a membrane that grows without end comes back with less than all of it kept', () => {
    const { before, after } = tried({ alpha: 1.05, inputMean: 0.5, inputSd: 0, beta: 0.1 }, 'lower-alpha');
    assert.ok(shown(before, 'largest |u|') > 100);
    // 0.5/(1 − 0.8) is the most that there can be.
    assert.ok(shown(after, 'largest |u|') <= 2.5);
    assert.match(tried({ alpha: 1.05, inputMean: 0.5, inputSd: 0 }, 'clip-membrane').because, /the cause is α/);
  });

  for (const spikeRate of [0.003, 0.08, 0.3, 0.7])
    test(`what is not told is set so that ${spikeRate * 100} % fire in a step`, () => {
      const { model, assumed } = modelOf({ ...nothing, spikeRate }, 1);
      assert.ok(Math.abs(rateOf(model, 1) - spikeRate) < 0.1 * spikeRate + 5e-4, `${rateOf(model, 1)}`);
      assert.match(assumed.join(), /input .* so that it fires as often as the service says/);
    });

  test('what the input does not account for comes back from the network', () => {
    const figures = { inputMean: 0.15, inputSd: 0.1, spikeRate: 0.6 };
    const { model, assumed } = modelOf({ ...nothing, ...figures }, 1);
    assert.ok(model.recurrence > 0.3, `${model.recurrence}`);
    assert.match(assumed.join(), /a recurrence that adds/);
  });

  test('clipping does nothing where no weight is beyond 1, and says so', () => {
    const small = tried(
      { inputMean: 0.15, inputSd: 0.1, spikeRate: 0.6, recurrent: { mean: 0.3, sd: 0.1, max: 0.8 } },
      'clip-recurrence',
    );
    assert.match(small.because, /largest recurrent weight is 0\.8: there is nothing to clip/);
    const large = tried(
      { inputMean: 0.15, inputSd: 0.1, spikeRate: 0.9, recurrent: { mean: 3, sd: 1, max: 6 } },
      'clip-recurrence',
    );
    const [before, after] = rates(large);
    assert.ok(after < before, `${before} → ${after}`);
  });

  test('a threshold that follows the rate brings it to the target', () => {
    const [before, after] = rates(tried({ inputMean: 0.7, inputSd: 0.3, targetRate: 0.1 }, 'regulate-rate'));
    assert.ok(before > 50 && Math.abs(after - 10) < 3, `${before} → ${after}`);
  });

  test('weights learn when learning is switched on, and more within a wider window', () => {
    const fed = { inputMean: 0.15, inputSd: 0.3 };
    const off = tried({ ...fed, learning: { ...nothing.learning, enabled: false } }, 'enable-learning');
    assert.equal(shown(off.before, 'weights that changed'), 0);
    assert.ok(shown(off.after, 'weights that changed') > 50);
    const still = tried({ ...fed, learning: { ...nothing.learning, rate: 0 } }, 'raise-learning-rate');
    assert.equal(shown(still.before, 'weights that changed'), 0);
    assert.ok(shown(still.after, 'weights that changed') > 50);
    const silent = tried({ inputMean: 0, inputSd: 0.05 }, 'widen-window');
    assert.match(silent.because, /Nothing fires in the model/);
  });

  test('an injection raises the level and lets more potentiation through', () => {
    const { before, after } = tried({ inputMean: 0.15, inputSd: 0.3, levels: { DA: 0.5 } }, 'inject-modulator');
    assert.deepEqual([shown(before, 'DA at most'), shown(after, 'DA at most')], [0.5, 0.8]);
    assert.ok(shown(after, 'change in a step') > shown(before, 'change in a step'));
  });

  test('a trial that there is not is none', () => {
    assert.equal(tryTrial(nothing, 'pray'), null);
  });
});

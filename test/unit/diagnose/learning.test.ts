// Learning that is not engaged, what cures it, and learning that is sound.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type StdpRule } from '../../../src/core/network/plasticity';
import { network, poisson, population, projection, quantity } from '../sim/_networks';
import { examined, remediesOf, symptomsOf } from './_cases';

const rule: StdpRule = {
  ...{ kind: 'stdp', tauPlusMs: 20, tauMinusMs: 20, potentiation: 0.01, depression: 0.0105, exponentPlus: 0 },
  ...{ exponentMinus: 0, wMin: 0, wMax: 100, pairing: 'all', delayed: 'dendritic' },
};
const pA = (value: number) => quantity(value, 'pA');
const populations = [population('a', 30, 'lif-current-exp'), population('b', 20, 'lif-current-exp')];
const inputs = [poisson('a', 9000, pA(6)), poisson('b', 9000, pA(6))];
const link = (plasticity: StdpRule, weight = 20) => projection('a', 'b', pA(weight), { plasticity });
const learns = (plasticity: StdpRule, weight?: number) => network(populations, inputs, [link(plasticity, weight)]);
const evidenceOf = (model: Parameters<typeof examined>[0]): string => examined(model).symptoms[0]?.evidence ?? '';

describe('learning that is sound has no symptom', () => {
  const sound: readonly [why: string, model: Parameters<typeof examined>[0]][] = [
    ['a usual rule', learns(rule)],
    ['only the nearest spikes', learns({ ...rule, pairing: 'nearest' })],
    ['one that only depresses', learns({ ...rule, potentiation: 0 })],
    ['a slow one', learns({ ...rule, potentiation: 1e-5, depression: 1e-5 })],
    ['sources that are silent', network(populations, [inputs[1] ?? poisson('b', 1, pA(1))], [link(rule)])],
    ['targets that are silent', network(populations, [inputs[0] ?? poisson('a', 1, pA(1))], [link(rule, 0.01)])],
    ['weights that are not meant to learn', network(populations, inputs, [projection('a', 'b', pA(20))])],
  ];
  for (const [why, model] of sound)
    test(why, () =>
      assert.deepEqual(
        symptomsOf(model).filter((each) => each.startsWith('learning')),
        [],
      ),
    );

  test('weights that begin at 0, before enough pairs have come', () => {
    assert.deepEqual(
      symptomsOf(learns(rule, 0), { ms: 25 }).filter((each) => each.startsWith('learning')),
      [],
    );
  });
});

describe('learning-not-engaged', () => {
  const kinds: readonly [why: string, model: Parameters<typeof examined>[0], evidence: RegExp][] = [
    [
      'a rate of 0',
      learns({ ...rule, potentiation: 0, depression: 0 }),
      /600 weights of a → b stay at 20 pA .*; the learning rate is 0/,
    ],
    ['switched off', learns({ ...rule, off: true }), /learning is switched off/],
    [
      'times below the step',
      learns({ ...rule, tauPlusMs: 0.002, tauMinusMs: 0.004 }),
      /0\.002 and 0\.004 ms are shorter than the step of 0\.1 ms/,
    ],
    [
      'a window below the step',
      learns({ ...rule, pairing: 'nearest', windowPlusMs: 0.01, windowMinusMs: 0.01 }),
      /the window of 0\.01 ms is narrower than the step/,
    ],
    [
      'a rate that is lost in the digits',
      learns({ ...rule, potentiation: 1e-14, depression: 1e-14 }),
      /a pair changes a weight by at most 1e-12/,
    ],
    [
      'the upper bound from the start',
      learns({ ...rule, depression: 0 }, 100),
      /every weight stands at a bound .* 100 % at the highest, 100/,
    ],
  ];
  for (const [why, model, evidence] of kinds)
    test(why, () => {
      assert.deepEqual(symptomsOf(model), ['learning-not-engaged b']);
      assert.match(evidenceOf(model), evidence);
    });

  test('is cured by a rate, which moves the weights', () => {
    const [only] = remediesOf(learns({ ...rule, potentiation: 0, depression: 0 }));
    assert.equal(only?.title, 'Set the learning rate of b to 0.01');
    assert.ok(only.weights?.[0] && only.weights[0].before !== only.weights[0].after);
  });

  test('is cured by switching it on', () => {
    assert.equal(remediesOf(learns({ ...rule, off: true }))[0]?.title, 'Switch the learning of b on');
  });

  test('is cured by a wider window, the narrowest that will do', () => {
    const remedies = remediesOf(learns({ ...rule, tauPlusMs: 0.02, tauMinusMs: 0.002 }));
    const wider = remedies.find(({ title }) => title.startsWith('Widen'));
    assert.match(wider?.change ?? '', /time constant of potentiation onto b: 0\.02 ms → /);
  });
});

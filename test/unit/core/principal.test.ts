// Which of several networks a script is about, and to which its expectations go.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { expectedOfEach, principalOf } from '../../../src/core/principal';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const networksOf = (text: string) =>
  linter.networks({ file: 'model.py', text: `import nest\n${text}` }, { set: new Map() });
const chosen = (text: string): number | null => principalOf(networksOf(text).networks);

const episode = (name: string, size: number, ms: number | null): string =>
  `nest.ResetKernel()\n${name} = nest.Create("iaf_psc_exp", ${size})\n${ms === null ? '' : `nest.Simulate(${ms}.0)\n`}`;

describe('a script is about', () => {
  test('the only network that it builds, run or not', () => {
    assert.equal(chosen(episode('a', 10, 100)), 0);
    assert.equal(chosen(episode('a', 10, null)), 0);
  });

  test('the largest that it runs', () => {
    assert.equal(chosen(episode('a', 1, 5000) + episode('b', 100, 100) + episode('c', 10, 100)), 1);
    assert.equal(chosen(episode('a', 10, 100) + episode('b', 100, null)), 0);
  });

  test('the one that runs longest, where several are as large', () => {
    assert.equal(chosen(episode('a', 10, 100) + episode('b', 10, 1000)), 1);
  });

  test('the first of the runs of a sweep', () => {
    const sweep = `for i in range(3):
    nest.ResetKernel()
    cells = nest.Create("iaf_psc_exp", 10, {"I_e": 100.0 * i})
    nest.Simulate(100.0)
`;
    assert.equal(networksOf(sweep).networks.length, 3);
    assert.equal(chosen(sweep), 0);
  });

  test('nothing, where it builds none', () => assert.equal(chosen('x = 1\n'), null));
});

describe('an expectation goes to', () => {
  const indices = (text: string): readonly number[] => {
    const { networks, expectations } = networksOf(text);
    return [...expectedOfEach(expectations, networks, principalOf(networks) ?? 0).keys()];
  };
  const commented = (text: string, name: string): string =>
    text.replace(new RegExp(`^${name} = .*$`, 'm'), '$&  # spikelint: expect rate ..20 Hz');

  test('the network that has its population', () => {
    const both = episode('a', 1, 100) + episode('b', 10, 100);
    assert.deepEqual(indices(commented(both, 'a')), [0]);
    assert.deepEqual(indices(commented(both, 'b')), [1]);
    assert.deepEqual(indices(commented(commented(both, 'a'), 'b')), [0, 1]);
  });

  test('one run of a sweep, and every network that has other populations', () => {
    const all = '# spikelint: expect rate ..20 Hz\n\nx = 1\n';
    assert.deepEqual(indices(all + episode('a', 10, 100) + episode('a', 10, 200) + episode('b', 1, 100)), [1, 2]);
  });
});

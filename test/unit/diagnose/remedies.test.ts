// Remedies: that they cure, that the smallest comes first, and that what is to be written is what was tried.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLinter } from '../../../src/core/lint';
import { examine } from '../../../src/diagnose/examine';
import { findRemedies, type Remedy } from '../../../src/diagnose/remedies';
import { simulate } from '../../../src/sim/simulate';
import { grammar } from '../_grammar';
import { lif, network, poisson, population, projection, quantity } from '../sim/_networks';
import { examined, remediesOf } from './_cases';

const linter = createLinter(grammar);
const file = 'model.py';

function remediesIn(text: string, given: { cancelled?: () => boolean } = {}): Remedy[] {
  const document = { file, text };
  const { networks, expectations } = linter.networks(document);
  const [model] = networks;
  assert.ok(model);
  const options = { ms: 300, seed: 1 };
  const recording = simulate(model, options);
  const examination = examine(model, recording, expectations);
  const script = { linter, document, options: {}, network: 0 };
  return findRemedies({ network: model, options, recording, examination, expectations, script }, given);
}

const rewrite = (text: string, { edits }: Remedy): string =>
  [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);

const script = (weight: string, rest = ''): string => `import nest

nest.resolution = 0.1
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
cells = nest.Create("iaf_psc_exp", 50, params={"tau_m": 20.0, "tau_syn_ex": 5.0, "V_th": -55.0})
w = ${weight}
nest.Connect(noise, cells, syn_spec={"weight": w, "delay": 1.0})
${rest}`;

describe('remedies', () => {
  test('of a sound network are none', () => {
    assert.deepEqual(remediesIn(script('40.0')), []);
  });

  test('the fix of a finding comes first, and its text is what was tried', () => {
    const text = script('0.04  # unit: nA');
    const [first] = remediesIn(text);
    assert.equal(first?.rule, 'unit-mismatch');
    assert.equal(first.cures, 'silent');
    assert.equal(first.before[0]?.rateHz, 0);
    assert.ok((first.after[0]?.rateHz ?? 0) > 1);
    const [model] = linter.networks({ file, text: rewrite(text, first) }).networks;
    assert.ok(model);
    assert.equal(examined(model, { ms: 300 }).populations[0]?.rateHz, first.after[0]?.rateHz);
  });

  test('a number behind a name is changed where it is written', () => {
    const text = script('2.0');
    const remedy = remediesIn(text).find(({ title }) => /weight/.test(title));
    assert.ok(remedy);
    assert.match(rewrite(text, remedy), /^w = \d+(\.\d+)?$/m);
    assert.deepEqual(remedy.leaves, []);
    const [model] = linter.networks({ file, text: rewrite(text, remedy) }).networks;
    assert.ok(model);
    assert.deepEqual(examined(model, { ms: 300 }).symptoms, []);
  });

  test('each cures without a new symptom, the smallest change first', () => {
    const remedies = remediesIn(script('5.0'));
    assert.ok(remedies.length >= 3, `${remedies.length}`);
    for (const { network: changed, title } of remedies)
      assert.deepEqual(examined(changed, { ms: 300 }).symptoms, [], title);
    assert.ok(remedies.some(({ change }) => /threshold of cells: -55 mV → /.test(change)));
  });

  test('that break what was as expected are none', () => {
    const still = script('5.0', '# spikelint: expect rate ..0 Hz\n');
    assert.deepEqual(remediesIn(still), []);
  });

  test('of a run that is cancelled are none', () => {
    assert.deepEqual(remediesIn(script('5.0'), { cancelled: () => true }), []);
  });

  test('hold back a loop of excitation', () => {
    const e = population('E', 80, 'lif-current-exp');
    const loop = projection('E', 'E', quantity(400, 'pA'), { rule: { kind: 'fixed-probability', probability: 0.5 } });
    const remedies = remediesOf(network([e], [poisson('E', 9000, quantity(6, 'pA'))], [loop]));
    assert.ok(
      remedies.some(({ title }) => /^Weaken the excitation of E/.test(title)),
      remedies.map((each) => each.title).join('\n'),
    );
  });

  test('let a membrane rest where it is reset, not above its threshold', () => {
    const [first] = remediesOf(network([population('E', 10, 'lif-current-exp', { ...lif, leak: 0, refractory: 0 })]));
    assert.match(first?.change ?? '', /rest of E: 0 mV → -60 mV/);
    assert.equal(first?.after[0]?.rateHz, 0);
  });

  test('give a network that nothing drives a current', () => {
    const e = population('E', 20, 'lif-current-exp');
    const remedies = remediesOf(network([e], [], [projection('E', 'E', quantity(1, 'pA'))]));
    // 15 mV · 200 pF / 20 ms = 150 pA just reach the threshold.
    assert.ok(
      remedies.some(({ change }) => /input of E: none → 158 pA/.test(change)),
      remedies.map((each) => each.change).join('\n'),
    );
  });
});

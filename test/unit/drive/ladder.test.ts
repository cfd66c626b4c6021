// Tests the ladders: every drive as a product of factors with their places, and the rungs on which two of them part.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ComparisonData, type DriveData } from '../../../src/core/drive/report';
import { background, driveOf, drivesOf, linter } from './_drives';

const told = ({ ladder }: DriveData): string =>
  ladder.map(({ role, operator, amount }) => `${role} ${operator} ${amount}`).join('; ');

const differences = ({ members }: ComparisonData, file: string): string[] => {
  const member = members.find(({ id }) => id.includes(file));
  assert.ok(member, file);
  return member.differs.map(({ role, ratio, evened }) => `${role} ${ratio}${evened ? ' evened' : ''}`);
};

const nest = (rate: number, weight: string, count = 1): string => `
import nest

cells = nest.Create('iaf_psc_exp', 100, {'C_m': 250.0, 'tau_m': 10.0, 'tau_syn_ex': 2.0})
noise = nest.Create('poisson_generator', ${count}, {'rate': ${rate}.0})
nest.Connect(noise, cells, 'all_to_all', {'weight': ${weight}, 'delay': 1.0})
`;

describe('the ladder of a drive', () => {
  test('leads from what is stored to the mean, each factor in its place, in all three backends of examples/background', () => {
    const report = linter().drives(background(), { fixes: false });
    const byFile = (file: string): DriveData => {
      const found = report.drives.find(({ id }) => id.includes(`/${file}#`));
      assert.ok(found);
      return found;
    };
    assert.equal(
      told(byFile('cortex.py')),
      'stored = 10·W/vsc; scaling ÷ 10; normalisation × vsc; weight = W pA; sources × 10; rate × 100 Hz; mean = W pA/ms',
    );
    assert.equal(
      told(byFile('nest_cortex.py')),
      'stored = 10·W/vsc; scaling ÷ 10; normalisation × vsc; weight = W pA; sources × 10; rate × 10 Hz; mean = 0.1·W pA/ms',
    );
    assert.equal(
      told(byFile('spinnaker_cortex.py')),
      'stored = 10·W/vsc; scaling × 10; normalisation × vsc; conversion ÷ 1000; conversion × 1000; weight = 100·W pA; ' +
        'sources × 1; rate × 100 Hz; mean = 10·W pA/ms',
    );
    assert.deepEqual(
      byFile('spinnaker_cortex.py').ladder.map(({ magnitude }) => magnitude),
      [10, 100, 100, 0.1, 100, 100, 100, 10, 10],
    );
    const { texts } = { texts: new Map(background().map(({ file, text }) => [file, text])) };
    const scaling = byFile('nest_cortex.py').ladder.find(({ role }) => role === 'scaling');
    const { file = '', start = 0, end = 0 } = scaling?.span ?? {};
    assert.equal(texts.get(file)?.slice(start, end), '10.0');
  });

  test('says where the three part: the rate in NEST, the scaling and the number of sources on SpiNNaker', () => {
    const [comparison] = linter().drives(background(), { fixes: false }).comparisons;
    assert.ok(comparison);
    assert.deepEqual(differences(comparison, '/cortex.py#'), []);
    assert.deepEqual(differences(comparison, '/nest_cortex.py#'), ['rate 1/10']);
    assert.deepEqual(differences(comparison, '/spinnaker_cortex.py#'), ['scaling 100', 'sources 1/10']);
  });

  test('begins with what is kept where the whole script is read, and leaves out what is added to the noise', () => {
    const model = `
import numpy as np
import tensorflow as tf

class Layer(tf.keras.layers.Layer):
    def __init__(self, weights, bkg_weights):
        super().__init__()
        self._weights = weights
        self._bkg_weights = bkg_weights

    def call(self, inputs):
        current = tf.sparse.sparse_dense_matmul(self._weights, inputs)
        events = tf.reduce_sum(tf.cast(tf.random.uniform((8, 100, 10)) < .1, tf.float32), -1)
        noise = tf.cast(self._bkg_weights[None, None], tf.float32) * events[..., None] / 10.
        current = tf.reshape(current, (8, 100, -1)) + noise
        return current

class Cell(tf.keras.layers.Layer):
    def __init__(self, params, bkg_weights, dt=1.):
        super().__init__()
        scale = params['V_th'] - params['E_L']
        bkg_weights = bkg_weights / np.repeat(scale, 4)
        self.bkg_weights = tf.Variable(bkg_weights * 10.)

def create(params, weights, bkg_weights):
    cell = Cell(params, bkg_weights)
    return Layer(weights, cell.bkg_weights)(tf.keras.layers.Input((100, 5)))
`;
    const nestScript = background().find(({ file }) => file.endsWith('nest_cortex.py'));
    assert.ok(nestScript);
    const { drives, comparisons } = linter().drives([{ file: 'model.py', text: model }, nestScript], { fixes: false });
    const noise = drives.find(({ id }) => id.startsWith('model.py#'));
    assert.ok(noise);
    assert.equal(
      told(noise),
      'stored = 10·W/vsc; scaling ÷ 10; normalisation × vsc; weight = W pA; sources × 10; rate × 100 Hz; mean = W pA/ms',
    );
    assert.equal(noise.variance?.text, '0.9·W² pA²/ms');
    const [comparison] = comparisons;
    assert.ok(comparison);
    assert.deepEqual(differences(comparison, 'nest_cortex.py#'), ['rate 1/10']);
  });

  test('goes on to the free membrane: 1000 Hz × 50 pA × 2 ms is 100 pA, and with 10 ms / 250 pF 4 mV', () => {
    assert.equal(
      told(driveOf(nest(1000, '50.0'))),
      'stored = 50 pA; weight = 50 pA; sources × 1; rate × 1000 Hz; mean = 50 pA/ms; kernel × 2 ms; current = 100 pA; ' +
        'capacity × 0.04 mV/pA; membrane = 4 mV',
    );
  });

  test('keeps the sign of what inhibits, and stays at zero where the weight is none', () => {
    assert.deepEqual(
      driveOf(nest(1000, '-2.0 * 25.0'))
        .ladder.slice(0, 3)
        .map(({ magnitude }) => magnitude),
      [-2, -50, -50],
    );
    const none = driveOf(nest(1000, '0.0')).ladder;
    assert.ok(none.length > 0);
    assert.ok(none.every(({ magnitude, role }) => magnitude === 0 || role === 'stored'));
  });

  test('starts with the number and not with a power of ten before it', () => {
    const start = driveOf(nest(1000, '1000.0 * 0.05')).ladder[0];
    assert.equal(start?.magnitude, 0.05);
  });

  test('takes a unit of brian2 for no step', () => {
    const ladder = driveOf(`
from brian2 import *
G = NeuronGroup(100, 'dv/dt = -v/(10*ms) : volt', threshold='v > 15*mV', reset='v = 0*mV', method='exact')
P = PoissonInput(G, 'v', 100, 10*Hz, weight=0.2*mV)
run(1*second)
`).ladder;
    assert.deepEqual(
      ladder.slice(0, 2).map(({ role, value }) => `${role} ${value}`),
      ['stored 0.2 mV', 'weight 0.2 mV'],
    );
  });

  test('evens out ten sources of 100 Hz against one of 1000 Hz', () => {
    const report = drivesOf(
      { 'ten_nest.py': nest(100, '50.0', 10), 'one_nest.py': nest(1000, '50.0') },
      { fixes: false, named: true },
    );
    const [comparison] = report.comparisons;
    assert.ok(comparison);
    assert.equal(comparison.equal, true);
    const differing = comparison.members.find(({ differs }) => differs.length > 0);
    assert.deepEqual(
      differing?.differs.map(({ role, evened }) => [role, evened]),
      [
        ['sources', true],
        ['rate', true],
      ],
    );
  });

  test('gives the spread as the root of the variance: √(0.9 W²) and √(1000 W²)', () => {
    const { drives } = linter().drives(background(), { fixes: false });
    assert.deepEqual(
      drives.map(({ sd }) => sd?.text),
      [`${Math.sqrt(0.9).toPrecision(6)}·W pA/√ms`, '0.316228·W pA/√ms', '31.6228·W pA/√ms'],
    );
  });

  test('says what is expected of the population: 4 mV above −70 mV, below a threshold of −55 mV', () => {
    const { expected } = driveOf(nest(1000, '50.0'));
    assert.ok(expected?.meanMv !== null && expected?.meanMv !== undefined);
    assert.ok(Math.abs(expected.meanMv - -66) < 1e-6, String(expected.meanMv));
    assert.ok(Math.abs((expected.gapMv ?? 0) - 11) < 1e-6);
  });

  test('holds a choice of the moment before what a file says of itself', () => {
    const files = {
      'a.py': `# spikelint: reference\n${nest(100, '50.0')}`,
      'b.py': nest(1000, '50.0'),
    };
    const said = drivesOf(files, { fixes: false, named: true }).comparisons[0];
    const chosen = drivesOf(files, { fixes: false, named: true, references: ['b.py'] }).comparisons[0];
    assert.match(said?.reference ?? '', /^a\.py/);
    assert.match(chosen?.reference ?? '', /^b\.py/);
  });
});

// Tests drives whose sources are several or each their own: currents that add up, rates listed one by one, intervals and currents that are drawn.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { driveOf } from './_drives';

describe('currents of several generators', () => {
  const nest = (rule: string, made = "'dc_generator', 10, {'amplitude': 20.0}"): string => `
import nest
cells = nest.Create('iaf_psc_exp', 10, {'C_m': 250.0, 'tau_m': 10.0})
current = nest.Create(${made})
nest.Connect(current, cells, '${rule}')
`;

  test('add up where each neuron gets all of them: 10 × 20 pA, and 8 mV at 10 ms / 250 pF', () => {
    const drive = driveOf(nest('all_to_all'));
    assert.equal(drive.mean?.text, '200 pA');
    assert.equal(drive.membrane?.value, 8);
    assert.equal(drive.expected?.meanMv, -70 + 8);
    assert.deepEqual(
      drive.ladder.map(({ role, amount }) => `${role} ${amount}`),
      ['stored 20 pA', 'sources 10', 'mean 200 pA', 'capacity 0.04 mV/pA', 'membrane 8 mV'],
    );
  });

  test('stay one where each neuron has its own', () => {
    assert.equal(driveOf(nest('one_to_one')).mean?.text, '20 pA');
  });

  test('add their variances where they are drawn apart: 4 × 5² pA² × 1 ms', () => {
    const noise = "'noise_generator', 4, {'mean': 3.0, 'std': 5.0, 'dt': 1.0}";
    const drive = driveOf(nest('all_to_all', noise));
    assert.equal(drive.mean?.text, '12 pA');
    assert.equal(drive.variance?.value, 100);
  });
});

describe('a PoissonGroup with a rate for each source', () => {
  const brian = (rates: string, connect: string): string => `
from brian2 import *
G = NeuronGroup(4, 'dv/dt = -v/(10*ms) : volt', threshold='v > 15*mV', reset='v = 0*mV', method='exact')
P = PoissonGroup(4, rates=${rates})
S = Synapses(P, G, on_pre='v += 0.5*mV')
S.connect(${connect})
run(1*second)
`;

  test('gives the mean of them, and says so: 4 sources of 10, 20, 30 and 40 Hz are 100 Hz together', () => {
    const drive = driveOf(brian('[10, 20, 30, 40]*Hz', ''));
    assert.equal(drive.rateHz?.value, 25);
    assert.equal(drive.mean?.text, '0.05 mV/ms');
    assert.ok(drive.assumed.some(({ what }) => what === 'the rate'));
  });

  test('is read out of a numpy array too', () => {
    const drive = driveOf(brian('np.linspace(10, 40, 4)*Hz', "j='i'"));
    assert.equal(drive.rateHz?.value, 25);
    assert.equal(drive.sources?.value, 1);
  });

  test('needs no mean where the rates are one', () => {
    const drive = driveOf(brian('np.full(4, 20)*Hz', "j='i'"));
    assert.equal(drive.rateHz?.value, 20);
    assert.deepEqual(drive.assumed, []);
  });
});

describe('what NetPyNE draws for each cell', () => {
  const netpyne = (source: string): string => `
from netpyne import specs
netParams = specs.NetParams()
netParams.popParams['E'] = {'cellType': 'PYR', 'numCells': 40}
netParams.cellParams['PYR'] = {'secs': {'soma': {'geom': {'diam': 18.8, 'L': 18.8}, 'mechs': {'hh': {}}}}}
netParams.synMechParams['exc'] = {'mod': 'ExpSyn', 'tau': 5.0, 'e': 0}
netParams.stimSourceParams['bkg'] = ${source}
netParams.stimTargetParams['bkg->E'] = {'source': 'bkg', 'conds': {'pop': 'E'}, 'weight': 0.01, 'synMech': 'exc'}
`;

  test('an interval from 20 to 100 ms is 1000·ln 5 / 80 Hz in the mean', () => {
    const drive = driveOf(netpyne("{'type': 'NetStim', 'interval': 'uniform(20,100)', 'noise': 1}"));
    assert.ok(Math.abs((drive.rateHz?.value ?? 0) - (1000 * Math.log(5)) / 80) < 1e-6);
    assert.ok(drive.assumed.some(({ what }) => what === 'the rate'));
  });

  test('an interval in words that is one number is that number', () => {
    assert.equal(driveOf(netpyne("{'type': 'NetStim', 'interval': '1000/50', 'noise': 1}")).rateHz?.value, 50);
  });

  test('a normal interval has no mean rate that is known', () => {
    assert.equal(driveOf(netpyne("{'type': 'NetStim', 'interval': 'normal(50,10)', 'noise': 1}")).rateHz, null);
  });

  test('a current from 0.1 to 0.3 nA is 200 pA in the mean', () => {
    const drive = driveOf(netpyne("{'type': 'IClamp', 'del': 0, 'dur': 1e9, 'amp': 'uniform(0.1,0.3)'}"));
    assert.equal(drive.mean?.text, '200 pA');
    assert.equal(drive.shared, false);
  });
});

// NetPyNE's drives: what is put on cells, populations that only send, and rules whose numbers are written as texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driveOf, drivesOf } from './_drives';

const script = (lines: string): string => `
from netpyne import specs, sim
netParams = specs.NetParams()
netParams.share = 20
netParams.cellParams['PYR'] = {'secs': {'soma': {'geom': {'diam': 18.8, 'L': 18.8}, 'mechs': {'hh': {'gnabar': 0.12}}}}}
netParams.popParams['E'] = {'cellType': 'PYR', 'numCells': 40}
netParams.synMechParams['exc'] = {'mod': 'Exp2Syn', 'tau1': 0.1, 'tau2': 5.0, 'e': 0}
${lines}
sim.createSimulateAnalyze(netParams, specs.SimConfig())
`;

const stimulated = (source: string): string =>
  script(`
netParams.stimSourceParams['bkg'] = {'type': 'NetStim', ${source}}
netParams.stimTargetParams['bkg->E'] = {'source': 'bkg', 'conds': {'pop': 'E'}, 'weight': 0.01, 'synMech': 'exc'}
`);

void test('a NetStim of noise 1 is a Poisson process, and one that is partly noisy varies by its square', () => {
  const poisson = driveOf(stimulated("'rate': 10, 'noise': 1"));
  assert.equal(poisson.mean?.text, '0.1 nS/ms');
  assert.equal(poisson.variance?.text, '1 nS²/ms');
  const partly = driveOf(stimulated("'rate': 10, 'noise': 0.5"));
  assert.equal(partly.mean?.text, '0.1 nS/ms');
  assert.equal(partly.variance?.value, 0.25);
  assert.equal(driveOf(stimulated("'rate': 10")).variance?.value, 0);
});

void test('the mean conductance is that of a course that peaks at its weight', () => {
  const drive = driveOf(stimulated("'rate': 10, 'noise': 1"));
  const peakMs = ((0.1 * 5) / 4.9) * Math.log(50);
  const areaMs = 4.9 / (Math.exp(-peakMs / 5) - Math.exp(-peakMs / 0.1));
  assert.ok(Math.abs((drive.current?.value ?? 0) - 0.1 * areaMs) < 1e-5);
});

void test('where each source draws its rate, the mean of the rates is taken', () => {
  for (const rate of ["'uniform(5,15)'", '[5, 15]', "'normal(10, 2)'"]) {
    const drive = driveOf(stimulated(`'rate': ${rate}, 'noise': 1`));
    assert.equal(drive.rateHz?.value, 10, rate);
    assert.equal(drive.assumed[0]?.what, 'the rate');
  }
});

const connected = (rule: string): string =>
  script(`
netParams.popParams['vs'] = {'cellModel': 'VecStim', 'numCells': 30, 'rate': 5, 'noise': 1.0}
netParams.connParams['vs->E'] = {'preConds': {'pop': 'vs'}, 'postConds': {'pop': 'E'}, 'synMech': 'exc', ${rule}}
`);

void test('arithmetic in texts is worked out, with the numbers of the parameters', () => {
  const drive = driveOf(connected("'probability': '0.1*5/2', 'weight': '0.1/share'"));
  assert.equal(drive.sources?.value, 0.25 * 30);
  assert.equal(drive.weight?.text, '5 nS');
  assert.equal(drive.mean?.value, 7.5 * 0.005 * 5);
  assert.equal(driveOf(connected("'convergence': '2*3', 'weight': 0.001")).sources?.value, 6);
});

void test('a text that speaks of cells is not known before the run', () => {
  const drive = driveOf(connected("'probability': '0.5*post_ynorm', 'weight': '0.001*post_ynorm'"));
  assert.equal(drive.sources, null);
  assert.equal(drive.weight, null);
});

void test('a clamp is a constant current', () => {
  const { drives } = drivesOf({
    'model.py': script(`
netParams.stimSourceParams['clamp'] = {'type': 'IClamp', 'delay': 3, 'dur': 20, 'amp': 0.5}
netParams.stimTargetParams['clamp->E'] = {'source': 'clamp', 'conds': {'pop': 'E'}, 'sec': 'soma', 'loc': 0.5}
`),
  });
  assert.deepEqual(
    drives.map(({ kind, mean }) => [kind, mean?.text]),
    [['dc', '500 pA']],
  );
});

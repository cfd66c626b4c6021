// NetPyNE's dictionaries as networks and as input paths.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readNetpyne } from '../../../src/core/network/netpyne';
import { readNetpynePaths } from '../../../src/core/network/netpyne/paths';
import { makeLinter } from '../cases/_check';
import { callsOf, lineOf } from './_calls';

const model = `
from netpyne import specs, sim

netParams = specs.NetParams()
netParams.cellParams['PYR'] = {'secs': {'soma': {'geom': {'L': 20, 'diam': 20}, 'mechs': {'hh': {'gnabar': 0.12}}}}}
netParams.popParams['E'] = {'cellType': 'PYR', 'numCells': 80}
netParams.popParams['I'] = {'cellType': 'BAS', 'numCells': 20}
netParams.popParams['bg'] = {'cellModel': 'NetStim', 'numCells': 50, 'interval': 40, 'noise': 1}
netParams.synMechParams['exc'] = {'mod': 'Exp2Syn', 'tau1': 0.1, 'tau2': 5.0, 'e': 0}
netParams.synMechParams['inh'] = {'mod': 'ExpSyn', 'tau': 10.0, 'e': -75}
netParams.stimSourceParams['bkg'] = {'type': 'NetStim', 'rate': 10, 'noise': 0.0}
netParams.stimSourceParams['dc'] = {'type': 'IClamp', 'del': 0, 'dur': 100, 'amp': 0.2}
netParams.stimTargetParams['bkg->PYR'] = {'source': 'bkg', 'conds': {'cellType': 'PYR'}, 'weight': 0.01, 'delay': 5, 'synMech': 'exc'}
netParams.stimTargetParams['dc->I'] = {'source': 'dc', 'conds': {'pop': ['I']}, 'sec': 'soma', 'loc': 0.5}
netParams.connParams['E->all'] = {'preConds': {'pop': 'E'}, 'postConds': {'pop': ['E', 'I']}, 'probability': 0.1, 'weight': 0.005, 'delay': 2, 'synMech': 'exc'}
netParams.connParams['I->E'] = {'preConds': {'pop': 'I'}, 'postConds': {'pop': 'E'}, 'convergence': 4, 'weight': 0.02, 'synMech': 'inh'}
netParams.connParams['bg->I'] = {'preConds': {'pop': 'bg'}, 'postConds': {'pop': 'I'}, 'weight': 0.001, 'delay': 'uniform(1,5)', 'synMech': 'exc'}
cfg = specs.SimConfig()
cfg.duration = 2*1e3
cfg.dt = 0.05
sim.createSimulateAnalyze(netParams=netParams, simConfig=cfg)
`;

describe('a network of dictionaries', () => {
  const network = readNetpyne(callsOf(model));

  test('has populations, and sources are none of them', () => {
    assert.deepEqual(
      network?.populations.map(({ name, size, model: of }) => [name, size, of]),
      [
        ['E', 80, 'hh'],
        ['I', 20, 'BAS'],
      ],
    );
    assert.equal(network?.populations[0]?.params['soma.hh.gnabar']?.text, '0.12 S/cm²');
    assert.deepEqual([network?.dtMs.value, network?.durationMs?.value], [0.05, 2000]);
  });

  test('has projections by the conditions of its rules', () => {
    assert.deepEqual(
      network?.projections.map(({ pre, post, rule, weight, delay, receptor }) => [
        pre,
        post,
        rule.kind,
        weight.text,
        delay.text,
        receptor,
      ]),
      [
        ['E', 'E', 'fixed-probability', '0.005 µS', '2 ms', 'exc'],
        ['E', 'I', 'fixed-probability', '0.005 µS', '2 ms', 'exc'],
        ['I', 'E', 'fixed-indegree', '0.02 µS', '1 ms', 'inh'],
      ],
    );
  });

  test('has inputs, and says what it took a clock for', () => {
    assert.deepEqual(
      network?.inputs.map(({ kind, target, count, rateHz, weight, shared }) => [
        kind,
        target,
        count,
        rateHz?.value,
        weight.text,
        shared,
      ]),
      [
        ['poisson', 'I', 50, 25, '0.001 µS', true],
        ['poisson', 'E', 1, 10, '0.01 µS', false],
        ['dc', 'I', 1, undefined, '0.2 nA', true],
      ],
    );
    assert.deepEqual(
      network?.assumed.map(({ what, value }) => `${what}: ${value}`),
      ['the spikes of `bkg`: Poisson'],
    );
  });

  test('has exact paths; no cell reaches itself', () => {
    assert.deepEqual(readNetpynePaths(callsOf(model)).map(lineOf), [
      'spikes bkg → E: 1 × 10 Hz × 0.01 µS, biexponential 0.1 ms, 5 ms, independent',
      'dc dc → I: - × - × 0.2 nA, unknown, shared',
      'recurrent E → E: 7.9 × - × 0.005 µS, biexponential 0.1 ms, 5 ms',
      'recurrent E → I: 8 × - × 0.005 µS, biexponential 0.1 ms, 5 ms',
      'recurrent I → E: 4 × - × 0.02 µS, exponential 10 ms',
      'poisson bg → I: 50 × 25 Hz × 0.001 µS, biexponential 0.1 ms, 5 ms, shared',
    ]);
  });

  test('has the places of its numbers', () => {
    const [first] = readNetpynePaths(callsOf(model));
    const at = (
      part: { readonly span: { readonly start: number; readonly end: number } } | null | undefined,
    ): string => (part ? model.slice(part.span.start, part.span.end) : '');
    assert.deepEqual([at(first?.rate), at(first?.weight)], ['10', '0.01']);
  });
});

test('scaling, lists of synapses and defaults are in the weight that arrives', () => {
  const text = `
from netpyne import specs
netParams = specs.NetParams()
netParams.scaleConnWeight = 0.5
netParams.popParams['A'] = {'cellType': 'A', 'numCells': 10}
netParams.synMechParams['AMPA'] = {'mod': 'ExpSyn', 'tau': 2, 'e': 0}
netParams.synMechParams['NMDA'] = {'mod': 'ExpSyn', 'tau': 80, 'e': 0}
netParams.connParams['two'] = {'preConds': {'pop': 'A'}, 'postConds': {'pop': 'A'}, 'convergence': 3, 'weight': [0.01, 0.004], 'synMech': ['AMPA', 'NMDA']}
netParams.connParams['out'] = {'preConds': {'pop': 'A'}, 'postConds': {'pop': 'A'}, 'divergence': 4, 'weight': 0.02, 'synMech': 'NMDA'}
netParams.connParams['bare'] = {'preConds': {'pop': 'A'}, 'postConds': {'pop': 'A'}}
`;
  assert.deepEqual(readNetpynePaths(callsOf(text)).map(lineOf), [
    'recurrent A → A: 3 × - × 0.005 µS, exponential 2 ms',
    'recurrent A → A: 3 × - × 0.002 µS, exponential 80 ms',
    'recurrent A → A: 4 × - × 0.01 µS, exponential 80 ms',
    'recurrent A → A: 9 × - × 1 µS, exponential 2 ms',
  ]);
});

test('a condition on place leaves the number of sources open, and says so', () => {
  const text = `
from netpyne import specs
netParams = specs.NetParams()
netParams.popParams['A'] = {'cellType': 'A', 'numCells': 10}
netParams.synMechParams['exc'] = {'mod': 'ExpSyn', 'tau': 2, 'e': 0}
netParams.connParams['near'] = {'preConds': {'pop': 'A', 'y': [0, 100]}, 'postConds': {'pop': 'A'}, 'probability': 0.2, 'weight': 0.1}
`;
  const [path] = readNetpynePaths(callsOf(text));
  assert.equal(path?.sources, null);
  assert.match(path?.assumed[0]?.why ?? '', /condition on place/);
});

test('parameters and configuration may stand in files of their own', () => {
  const linter = makeLinter();
  const files = [
    {
      file: 'cfg.py',
      text: 'from netpyne import specs\ncfg = specs.SimConfig()\ncfg.duration = 500\ncfg.rate = 20.0\n',
    },
    {
      file: 'netParams.py',
      text: `from netpyne import specs
try:
    from __main__ import cfg
except:
    from cfg import cfg
netParams = specs.NetParams()
netParams.popParams['E'] = {'cellType': 'E', 'numCells': 5}
netParams.stimSourceParams['b'] = {'type': 'NetStim', 'rate': cfg.rate, 'noise': 1}
netParams.stimTargetParams['b->E'] = {'source': 'b', 'conds': {'pop': 'E'}, 'weight': 0.1}
`,
    },
    {
      file: 'init.py',
      text: "from netpyne import sim\ncfg, netParams = sim.readCmdLineArgs(simConfigDefault='cfg.py', netParamsDefault='netParams.py')\nsim.createSimulateAnalyze(netParams, cfg)\n",
    },
    {
      file: 'plain.py',
      text: 'from netpyne import sim\nfrom netParams import netParams\nfrom cfg import cfg\nsim.createSimulateAnalyze(netParams=netParams, simConfig=cfg)\n',
    },
  ];
  for (const report of linter.lint(files).slice(2)) {
    const [network] = report.networks;
    assert.deepEqual([network?.durationMs?.value, network?.inputs[0]?.rateHz?.value], [500, 20], report.file);
  }
});

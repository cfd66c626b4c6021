// The fact sheets: every unit parses, every figure is a number, and a few are compared with the simulators' own pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  nestDefaults,
  nestModel,
  nestParameterUnit,
  nestReceptorLists,
  nestTakes,
  weightUnitOfNestModel,
} from '../../../src/core/backends/facts/nest';
import { nestDevices, nestSynapses } from '../../../src/core/backends/facts/nestDevices';
import { nestNeurons } from '../../../src/core/backends/facts/nestNeurons';
import { pynnDefaults, pynnParameterUnit, pynnPartUnit, weightUnitOfPynn } from '../../../src/core/backends/facts/pynn';
import { pynnCells, pynnParts } from '../../../src/core/backends/facts/pynnCells';
import { smallestWeightStep } from '../../../src/core/backends/facts/spynnaker';
import { readParameters } from '../../../src/core/backends/facts/sheet';
import { parseUnit } from '../../../src/core/units/parse';

describe('fact sheets', () => {
  test('are read into name, default and unit', () => {
    assert.deepEqual(
      [...readParameters('C_m 250 pF, tau_syn [2] ms, V_m mV, U 0.5 1, eta 5e-10, w')],
      [
        ['C_m', { unit: 'pF', byDefault: 250 }],
        ['tau_syn', { unit: 'ms', byDefault: null }],
        ['V_m', { unit: 'mV', byDefault: null }],
        ['U', { unit: '1', byDefault: 0.5 }],
        ['eta', { unit: null, byDefault: 5e-10 }],
        ['w', { unit: null, byDefault: null }],
      ],
    );
    assert.throws(() => readParameters('C_m 250 pF mV'));
  });

  test('name only units that parse, and finite defaults', () => {
    const wrong: string[] = [];
    for (const sheet of [nestNeurons, nestDevices, nestSynapses, pynnCells, pynnParts]) {
      for (const { name, weight, parameters } of sheet.values()) {
        if (weight !== null && !parseUnit(weight)) wrong.push(`${name}: ${weight}`);
        for (const [key, { unit, byDefault }] of parameters) {
          if (unit !== null && !parseUnit(unit)) wrong.push(`${name}.${key}: ${unit}`);
          if (byDefault !== null && !Number.isFinite(byDefault)) wrong.push(`${name}.${key}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('hold every family of NEST’s neurons', () => {
    const families = [
      'iaf_psc_exp',
      'iaf_cond_beta',
      'aeif_psc_delta',
      'hh_cond_exp_traub',
      'gif_cond_exp',
      'glif_psc',
    ];
    const others = [
      'izhikevich',
      'mat2_psc_exp',
      'amat2_psc_exp',
      'pp_psc_delta',
      'ht_neuron',
      'lin_rate_ipn',
      'tanh_rate_opn',
    ];
    for (const name of [...families, ...others]) assert.ok(nestNeurons.has(name), name);
    for (const [name, list] of Object.entries(nestReceptorLists))
      assert.ok(nestNeurons.get(name)?.parameters.has(list), name);
  });
});

describe('NEST', () => {
  test('takes a name in the unit of the model', () => {
    assert.equal(nestParameterUnit('aeif_cond_exp', 'a'), 'nS');
    assert.equal(nestParameterUnit('izhikevich', 'a'), '1/ms');
    assert.equal(nestParameterUnit('gif_psc_exp', 'lambda_0'), '1/s');
    assert.equal(nestParameterUnit('iaf_cond_exp_sfa_rr', 'q_sfa'), 'nS');
    assert.equal(nestParameterUnit('pp_psc_delta', 'q_sfa'), 'mV');
    assert.equal(nestParameterUnit('dc_generator', 'amplitude'), 'pA');
    assert.equal(nestParameterUnit('sinusoidal_poisson_generator', 'amplitude'), 'Hz');
    assert.equal(nestParameterUnit('stdp_synapse', 'tau_plus'), 'ms');
    assert.equal(nestParameterUnit('iaf_psc_exp', 'tau_minus'), 'ms');
    assert.equal(nestParameterUnit('lin_rate_ipn', 'g'), null);
    assert.equal(nestParameterUnit('my_own_model', 'C_m'), 'pF');
    assert.equal(nestParameterUnit('ht_neuron', 'g_peak_AMPA'), null);
  });

  test('knows variants by the name they begin with', () => {
    assert.equal(nestModel('aeif_cond_alpha_neuron_nestml')?.exact, false);
    assert.equal(nestParameterUnit('aeif_cond_alpha_neuron_nestml', 'b'), 'pA');
    assert.equal(nestModel('my_own_model'), null);
  });

  test('gives weights the unit of the target', () => {
    assert.deepEqual(
      ['iaf_psc_exp', 'iaf_cond_exp', 'iaf_psc_delta', 'glif_psc', 'izhikevich', 'lin_rate_ipn', 'ht_neuron'].map(
        weightUnitOfNestModel,
      ),
      ['pA', 'nS', 'mV', 'pA', 'mV', null, null],
    );
  });

  test('keeps the defaults of the source', () => {
    assert.equal(nestDefaults['iaf_cond_exp']?.['g_L'], 16.6667);
    assert.equal(nestDefaults['aeif_cond_exp']?.['b'], 80.5);
    assert.equal(nestDefaults['iaf_psc_exp_multisynapse']?.['tau_syn'], undefined);
    assert.equal(nestDefaults['noise_generator']?.['dt'], 1);
  });

  test('tells which names a model has', () => {
    assert.ok(nestTakes('iaf_psc_exp', 'tau_m'));
    assert.ok(nestTakes('iaf_psc_exp', 'tau_minus'));
    assert.ok(nestTakes('iaf_psc_exp_nestml', 'anything'));
    assert.ok(!nestTakes('iaf_psc_exp', 'tau_membrane'));
    assert.ok(!nestTakes('iaf_cond_exp', 'tau_m'));
  });
});

describe('PyNN', () => {
  test('takes a name in the unit of the cell', () => {
    assert.equal(pynnParameterUnit('EIF_cond_exp_isfa_ista', 'a'), 'nS');
    assert.equal(pynnParameterUnit('EIF_cond_exp_isfa_ista', 'b'), 'nA');
    assert.equal(pynnParameterUnit('Izhikevich', 'd'), 'mV/ms');
    assert.equal(pynnParameterUnit('IF_curr_exp', 'cm'), 'nF');
    assert.equal(pynnParameterUnit('IF_curr_comb_exp_2E2I', 'cm'), 'nF');
    assert.equal(pynnPartUnit('SpikePairRule', 'tau_plus'), 'ms');
    assert.equal(pynnPartUnit('TsodyksMarkramSynapse', 'U'), null);
    assert.equal(pynnDefaults['HH_cond_exp']?.['gbar_Na'], 20);
  });

  test('takes a class from elsewhere to be current-based where its name or parameters say so', () => {
    assert.equal(weightUnitOfPynn('GLIF3Curr'), 'nA');
    assert.equal(weightUnitOfPynn('MyCondCell'), 'µS');
    assert.equal(weightUnitOfPynn('GLIF3', ['c_m', 'tau_syn_0']), 'nA');
    assert.equal(weightUnitOfPynn('GLIF3', ['c_m', 'tau_syn_0', 'e_rev_0']), null);
    assert.equal(weightUnitOfPynn('GLIF3', ['c_m']), null);
  });
});

describe('sPyNNaker', () => {
  test('steps its weights by the largest of them', () => {
    assert.equal(smallestWeightStep(0.5, 'nA'), 2 ** -15);
    assert.equal(smallestWeightStep(1, 'nA'), 2 ** -14);
    assert.equal(smallestWeightStep(100, 'nA'), 2 ** -8);
    assert.equal(smallestWeightStep(0.01, 'µS'), 2 ** (4 - 15) / 1024);
  });
});

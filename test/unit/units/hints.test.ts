// What comments, docstrings and names say of a unit, and what they do not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unitsFromDocstring } from '../../../src/core/units/docstring';
import { hintFromComment, unitFromName } from '../../../src/core/units/hints';
import { roleOfName } from '../../../src/core/units/roles';
import { mutate } from '../../../scripts/fuzz/mutate.mjs';

const said = (comment: string): string | null => {
  const hint = hintFromComment(comment);
  return hint === null ? null : hint.kind === 'unknown' ? `?${hint.text}` : hint.unit.symbol;
};

describe('comments', () => {
  test('say a unit in many ways', () => {
    const ways: Readonly<Record<string, string>> = {
      '# unit: pA': 'pA',
      '# units = mV/ms': 'mV/ms',
      '#: [mV] threshold': 'mV',
      '# threshold (mV)': 'mV',
      '# [in ms]': 'ms',
      '# (unit: nS)': 'nS',
      '# ms': 'ms',
      '## mV': 'mV',
      '# mV, resting': 'mV',
      '# time constant in ms': 'ms',
      '# 20 ms': 'ms',
      '# pA -> nA': 'nA',
      '# convert from ms to s': 's',
      '# capacitance [µF/cm²]': 'µF/cm²',
      '# rate [spikes/s]': 'spikes/s',
      '# fraction (dimensionless)': '1',
      '# Axial resistance in Ohm * cm': 'Ohm * cm',
      '# in ohm cm': 'ohm cm',
      '# ohm-cm': 'Ω·cm',
      '# axial resistivity (ohm-cm)': 'Ω·cm',
      '# in mV * 2 for both': 'mV',
      '# the membrane time constant is given in ms': 'ms',
    };
    for (const [comment, unit] of Object.entries(ways)) assert.equal(said(comment), unit, comment);
  });

  test('say none', () => {
    const none = [
      '#',
      '# TODO',
      '# see Fig. 3 (A)',
      '# as in Brunel (2000)',
      '# step 2',
      '# the time axis of the sparse matrix is given in timesteps, so t is divided by it',
      '# min of both',
      '# in a minute',
      '# number of neuron(s)',
      "# Newton's method",
      '# newton',
      '# a, b and c',
      '# V',

      '# second derivative',
      '# C style',
      '# h is the step',
      '# pa and ma',
      '# unit: see the table below',
      '# noqa: E501',
      '# type: ignore[attr]',
      '# (see above)',
      '# cells in layer 4 (L4)',
      '# m = n',
      '# J. Neurosci (1998)',
      '# mole and joule',
    ];
    for (const comment of none) assert.equal(said(comment), null, comment);
  });

  test('order what is no unit', () => {
    assert.equal(said('# unit: picoamp_s'), '?picoamp_s');
    assert.equal(said('# unit: ???'), null);
  });

  test('never throw', () => {
    for (let seed = 1; seed < 500; seed++) {
      const text = mutate('# threshold (mV), tau = 20 ms [unit: µF/cm^2] pA -> nA in Hz', seed);
      assert.doesNotThrow(() => hintFromComment(`#${text}`));
      assert.doesNotThrow(() => unitsFromDocstring(text));
    }
  });
});

describe('names', () => {
  test('say a unit at their end', () => {
    const names: Readonly<Record<string, string | null>> = {
      tau_ms: 'ms',
      w_pA: 'pA',
      rate_hz: 'Hz',
      RATE_HZ: 'Hz',
      V_mV: 'mV',
      sim_time_s: 's',
      spikes_per_second: '1/s',
      rate_per_ms: '1/ms',
      p_per_step: '1/step',
      pA_to_nA: 'nA/pA',
      ms2s: 's/ms',
      C_pF: 'pF',
    };
    for (const [name, unit] of Object.entries(names)) assert.equal(unitFromName(name)?.symbol ?? null, unit, name);
  });

  test('say none', () => {
    for (const name of [
      'ms',
      'n_ms',
      'params',
      'I_na',
      'k',
      'g_k',
      'items',
      'x_s',
      'weight_ns',
      'a_constructor',
      'x_toString',
      'x___proto__',
      'str2int',
      'to_s',
      '_',
      '',
      '__ms',
    ])
      assert.equal(unitFromName(name), null, name);
  });

  test('play a role under many spellings', () => {
    const roles: readonly (readonly [string, readonly string[]])[] = [
      ['threshold', ['V_th', 'v_thresh', 'THR', 'Vth', 'v_threshold', 'voltage_threshold', 'V_th_mV']],
      ['leak', ['E_L', 'EL', 'V_rest', 'v_rest', 'E_leak', 'resting_potential']],
      ['membraneTime', ['tau_m', 'tau_mem', 'taum', 'tau_m_ms']],
      ['voltageScale', ['vsc', 'voltage_scale', 'VSC']],
    ];
    for (const [role, names] of roles) for (const name of names) assert.equal(roleOfName(name)?.role, role, name);
    for (const name of ['x', 'value', 'threshold_count_of_things', 'constructor'])
      assert.equal(roleOfName(name), null, name);
  });
});

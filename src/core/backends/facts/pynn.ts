// What PyNN's standard cells take: units and defaults, read in PyNN 0.12's documentation and `standardmodels/cells.py`.

const cells =
  /^(?:IF_(?:curr|cond|facets)_\w+|EIF_cond_\w+|Izhikevich|IZK_\w+|HH_cond_exp|GIF_cond_exp|AdExp|LIF|PointNeuron|SpikeSource\w+|IF_cond_exp_gsfa_grr|HardwareNeuronBase|IFCurrDelta|extra_models)$/;

export function kindOfPynnCell(name: string): 'cell' | 'source' | null {
  if (!cells.test(name)) return null;
  return name.startsWith('SpikeSource') ? 'source' : 'cell';
}

const byName: Readonly<Record<string, string>> = {
  v_rest: 'mV',
  v_thresh: 'mV',
  v_reset: 'mV',
  v_init: 'mV',
  v_spike: 'mV',
  delta_T: 'mV',
  e_rev_E: 'mV',
  e_rev_I: 'mV',
  e_rev_leak: 'mV',
  e_rev_Na: 'mV',
  e_rev_K: 'mV',
  v_offset: 'mV',
  e_rev_rr: 'mV',
  e_rev_sfa: 'mV',
  cm: 'nF',
  tau_m: 'ms',
  tau_refrac: 'ms',
  tau_syn_E: 'ms',
  tau_syn_I: 'ms',
  tau_w: 'ms',
  tau_sfa: 'ms',
  tau_rr: 'ms',
  i_offset: 'nA',
  g_leak: 'µS',
  gbar_Na: 'µS',
  gbar_K: 'µS',
  q_sfa: 'nS',
  q_rr: 'nS',
  rate: 'Hz',
  start: 'ms',
  duration: 'ms',
  spike_times: 'ms',
  beta: 'Hz',
};

export function pynnParameterUnit(model: string, name: string): string | null {
  if (/^EIF_/.test(model) && name === 'a') return 'nS';
  if (/^EIF_/.test(model) && name === 'b') return 'nA';
  if (model === 'Izhikevich' && /^[abcd]$/.test(name))
    return { a: '1/ms', b: '1/ms', c: 'mV', d: 'mV/ms' }[name] ?? null;
  return kindOfPynnCell(model) !== null && Object.hasOwn(byName, name) ? (byName[name] ?? null) : null;
}

/** Current-based cells take nA, conductance-based ones µS, delta synapses mV. */
export function weightUnitOfPynn(model: string): string | null {
  if (model === 'IF_curr_delta') return 'mV';
  if (/^IF_curr_|^Izhikevich$|^IZK_curr/.test(model)) return 'nA';
  if (/^IF_cond_|^EIF_cond_|^HH_cond_|^GIF_cond|^IZK_cond/.test(model)) return 'µS';
  return null;
}

const current = { v_rest: -65, cm: 1, tau_m: 20, tau_refrac: 0.1, i_offset: 0, v_reset: -65, v_thresh: -50 };

export const pynnDefaults: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  IF_curr_exp: { ...current, tau_syn_E: 5, tau_syn_I: 5 },
  IF_curr_alpha: { ...current, tau_syn_E: 0.5, tau_syn_I: 0.5 },
  IF_curr_delta: current,
  IF_cond_exp: { ...current, tau_syn_E: 5, tau_syn_I: 5, e_rev_E: 0, e_rev_I: -70 },
  IF_cond_alpha: { ...current, tau_syn_E: 0.3, tau_syn_I: 0.5, e_rev_E: 0, e_rev_I: -70 },
  SpikeSourcePoisson: { rate: 1, start: 0, duration: 1e10 },
};

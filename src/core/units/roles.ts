// What a parameter is, told by its name: V_th, THR, v_thresh and "voltage threshold" are one role in every file.

/** The parts a name can play. `kind` is the dimension the role always has, in a unit that stands for it. */
export interface RoleFact {
  readonly role: string;
  /** How a symbol of this role is written in formulas. */
  readonly symbol: string;
  /** A unit of the role's dimension; null where conventions differ in dimension too (weights). */
  readonly kind: string | null;
  readonly names: RegExp;
}

const roleFacts: readonly RoleFact[] = [
  {
    role: 'threshold',
    symbol: 'V_th',
    kind: 'V',
    names:
      /^(?:v_?th(?:r|res|resh|reshold)?|thr|v_?threshold|u_?th|voltage_?threshold|spike_?threshold|firing_?threshold|vt)$/,
  },
  {
    role: 'reset',
    symbol: 'V_reset',
    kind: 'V',
    names: /^(?:v_?(?:reset|r|re)|vreset|e_?reset|u_?reset|reset_?(?:voltage|potential))$/,
  },
  {
    role: 'leak',
    symbol: 'E_L',
    kind: 'V',
    names: /^(?:e_?l|e_?leak|v_?rest|vrest|e_?rest|u_?rest|el|v_?leak|resting_?potential|rest_?potential)$/,
  },
  { role: 'voltageScale', symbol: 'vsc', kind: 'V', names: /^(?:vsc|voltage_?scale|v_?scale)$/ },
  { role: 'capacity', symbol: 'C_m', kind: 'F', names: /^(?:c_?m|cm|c_?mem|capacitance|membrane_?capacitance)$/ },
  {
    role: 'membraneTime',
    symbol: 'τ_m',
    kind: 's',
    names: /^(?:tau_?m|tau_?mem(?:brane)?|taum|membrane_?time_?constant)$/,
  },
  { role: 'leakConductance', symbol: 'g_L', kind: 'S', names: /^(?:g_?l|g_?leak|gleak)$/ },
  {
    role: 'refractory',
    symbol: 't_ref',
    kind: 's',
    names: /^(?:t_?ref(?:r|rac|ractory)?|tau_?ref(?:rac|ractory)?|refractory(?:_?(?:period|time))?|tref|ref_?period)$/,
  },
  {
    role: 'synapticTime',
    symbol: 'τ_syn',
    kind: 's',
    names:
      /^(?:tau_?syn(?:_?(?:e|i|ex|in|exc|inh|E|I))?|tau_?s|tausyn|tau_?(?:e|i|ex|in|exc|inh|ampa|nmda|gaba_?a?|gaba_?b|decay|rise))$/,
  },
  {
    role: 'delay',
    symbol: 'd',
    kind: 's',
    names: /^(?:delays?|syn(?:aptic)?_?delay|d_?(?:ex|in|e|i)|delay_?(?:ex|in|e|i|exc|inh)|max_?delay|min_?delay)$/,
  },
  { role: 'dt', symbol: 'dt', kind: 's', names: /^(?:dt|delta_?t|time_?step|timestep|step_?size|sim_?dt|d_?t)$/ },
  {
    role: 'rate',
    symbol: 'ν',
    kind: 'Hz',
    names:
      /^(?:rates?|firing_?rates?|f_?rates?|nu(?:_?(?:ex|ext|th|x))?|p_?rate|bg_?rate|bkg_?rate|background_?rate|poisson_?rate|stim_?rate|input_?rate|target_?rate|freq(?:uency)?|spike_?rate)$/,
  },
  {
    role: 'weight',
    symbol: 'w',
    kind: null,
    names:
      /^(?:w|weights?|w_?(?:e|i|ex|in|exc|inh|ee|ei|ie|ii|in|rec|out)|j_?(?:e|i|ex|in|exc|inh)?|.*_weights?|weights?_.*)$/,
  },
  {
    role: 'current',
    symbol: 'I',
    kind: 'A',
    names: /^(?:i_?(?:e|ext|inj|dc|app|0|offset|stim|syn)|current|dc_?(?:amp|amplitude)|i_?offset)$/,
  },
  {
    role: 'duration',
    symbol: 'T',
    kind: 's',
    names:
      /^(?:sim_?time|simtime|t_?sim|duration|runtime|run_?time|t_?stop|tstop|t_?total|sim_?duration|simulation_?time)$/,
  },
];

const roles = new Map<string, RoleFact | null>();

export function roleOfName(name: string): RoleFact | null {
  const known = roles.get(name);
  if (known !== undefined) return known;
  const plain = name.replace(/^_+|_+$/g, '').toLowerCase();
  // A unit at the end belongs to the unit, not to the role: tau_m_ms.
  const stem = plain.replace(/_(?:ms|s|sec|mv|v|pa|na|hz|khz|pf|nf|ns|us)$/, '');
  const found = roleFacts.find((fact) => fact.names.test(plain) || fact.names.test(stem)) ?? null;
  roles.set(name, found);
  return found;
}

export const factOfRole = (role: string): RoleFact | null => roleFacts.find((fact) => fact.role === role) ?? null;

/** Names of counts, shares, seeds and sizes: numbers that have no unit whatever the model. */
const counts =
  /^(?:[nN]_?(?:[eEiI]|exc|inh|neurons?|cells?|syn(?:apses)?|rec|inputs?|outputs?|hidden|layers?|steps?|trials?|epochs?|batch(?:es)?|classes|channels|samples|threads|pop(?:ulations)?|sources?|units?|bins?|in|out)?|[nN]_[a-zA-Z]\w*|num_\w+|number_of_\w+|\w*_(?:count|num)|(?:rng_?)?seed\w*|\w*_seed|\w*_size|\w*_(?:time)?steps|size|order|batch|epochs?|n?layers|channels|\w*(?:probability|prob|fraction|ratio|percent(?:age)?)|p_?(?:conn(?:ect(?:ion)?)?|release|ex|in)|conn_?prob|epsilon|indegree|outdegree|[cC]_?[eEiI]|[kK]_?(?:in|ex)?|index|idx|threads|local_num_threads)$/;

export const isCountName = (name: string): boolean => counts.test(name);

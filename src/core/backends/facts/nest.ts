// What NEST's models take: units of parameters and of weights, defaults, receptors. The sheets beside this file hold the figures.
import { type ModelFact } from './sheet';
import { nestDevices, nestSynapses } from './nestDevices';
import { nestNeurons } from './nestNeurons';

/** What every node or connection takes, beside its model's own. NEST 3.10, `nestkernel/{node,archiving_node,structural_plasticity_node}.cpp`. */
const common: Readonly<Record<string, string | null>> = {
  tau_minus: 'ms',
  tau_minus_triplet: 'ms',
  tau_Ca: 'ms',
  beta_Ca: null,
  Ca: null,
  delay: 'ms',
};

/** What names mean in models that are not in the sheets: a user's own, NESTML's. */
const habits: Readonly<Record<string, string>> = {
  V_m: 'mV',
  V_th: 'mV',
  V_reset: 'mV',
  E_L: 'mV',
  V_peak: 'mV',
  V_min: 'mV',
  Delta_T: 'mV',
  E_ex: 'mV',
  E_in: 'mV',
  E_Na: 'mV',
  E_K: 'mV',
  E_rev: 'mV',
  C_m: 'pF',
  g_L: 'nS',
  I_e: 'pA',
  tau_m: 'ms',
  tau_syn: 'ms',
  tau_syn_ex: 'ms',
  tau_syn_in: 'ms',
  t_ref: 'ms',
  tau_w: 'ms',
  tau_plus: 'ms',
  start: 'ms',
  stop: 'ms',
  origin: 'ms',
  interval: 'ms',
  spike_times: 'ms',
};

/** Families that calculate in units of their own. */
const ownUnits = /rate_|_ipn$|_opn$|siegert|^ht_|erfc|ginzburg|mcculloch|^spin_|^iaf_chs|^eprop/;

/** The sheet of a model by its name; `exact` is false for a variant that only begins with a known name. */
export function nestModel(name: string): { readonly fact: ModelFact; readonly exact: boolean } | null {
  for (let end = name.length; end > 0; end = name.lastIndexOf('_', end - 1)) {
    const stem = name.slice(0, end);
    const fact = nestNeurons.get(stem) ?? nestDevices.get(stem) ?? nestSynapses.get(stem);
    if (fact) return { fact, exact: stem === name };
  }
  return null;
}

export function nestParameterUnit(model: string, name: string): string | null {
  if (model === '') return null;
  const known = nestModel(model)?.fact.parameters.get(name);
  if (known) return known.unit === '1' ? null : known.unit;
  if (Object.hasOwn(common, name)) return common[name] ?? null;
  return !ownUnits.test(model) && Object.hasOwn(habits, name) ? (habits[name] ?? null) : null;
}

/** Names that every node knows: they are no slip of the pen in any model. */
const everywhere =
  /^(?:tau_minus|tau_minus_triplet|tau_Ca|beta_Ca|Ca|post_trace|archiver_length|synaptic_elements|synaptic_elements_param|growth_curve|ignore_and_spike\w*|flush_event_send_interval|frozen|clear|t_spike|node_uses_wfr|n_messages|label|record_to|start|stop|origin|delay|min_delay|max_delay|weight|receptor_type|has_delay|model|synapse_model|synapse_id|synapse_label|size_of|num_connections|requires_symmetric|allow_offgrid_times|weight_recorder|recordables|receptor_types)$/;

/** NEST 3.10, `syn_spec` of `Connect`: what every synapse takes, and this one. */
export const keysOfConnection = (synapse: string | null | undefined): readonly string[] => [
  ...['weight', 'delay', 'receptor_type', 'synapse_model', 'synapse_label', 'min_delay', 'max_delay'],
  ...(nestModel(synapse ?? '')?.fact.parameters.keys() ?? []),
];

/** Nothing where the model is not known in full. */
export function keysOfNode(model: string): readonly string[] {
  const known = nestModel(model);
  return known?.exact === true ? [...known.fact.parameters.keys(), 'start', 'stop', 'origin'] : [];
}

/** False where a neuron model is known in full and has no such parameter. Devices took other names in NEST 2. */
export function nestTakes(model: string, name: string): boolean {
  const known = nestModel(model);
  return known?.exact !== true || !nestNeurons.has(model) || known.fact.parameters.has(name) || everywhere.test(name);
}

/** The unit of a weight is the target model's: a current's peak, a conductance's, or for delta synapses the jump itself. */
export function weightUnitOfNestModel(model: string): string | null {
  const known = nestModel(model);
  if (known) return known.fact.weight;
  if (/_psc_delta/.test(model)) return 'mV';
  if (/^(?:iaf|aeif|gif|glif|hh|mat2|amat2)_psc_/.test(model)) return 'pA';
  return /^(?:iaf|aeif|gif|hh|glif)_cond_/.test(model) ? 'nS' : null;
}

/**
 * Models whose connections name a receptor port, counted from 1, and the list that says how many there are.
 * NEST 3.10: `handles_test_event` of each throws where the port is 0 or beyond the list.
 */
export const nestReceptorLists: Readonly<Record<string, string>> = {
  iaf_psc_exp_multisynapse: 'tau_syn',
  iaf_psc_alpha_multisynapse: 'tau_syn',
  aeif_cond_alpha_multisynapse: 'tau_syn',
  aeif_cond_beta_multisynapse: 'tau_decay',
  gif_psc_exp_multisynapse: 'tau_syn',
  gif_cond_exp_multisynapse: 'tau_syn',
  glif_psc: 'tau_syn',
  glif_psc_double_alpha: 'tau_syn_fast',
  glif_cond: 'tau_syn',
};

const defaultsOf = ({ parameters }: ModelFact): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...parameters].flatMap(([name, { byDefault }]) => (byDefault === null ? [] : [[name, byDefault] as const])),
  );

/** Defaults of every neuron model and device, in their own units. */
export const nestDefaults: Readonly<Record<string, Readonly<Record<string, number>>>> = Object.fromEntries(
  [...nestNeurons, ...nestDevices].map(([name, fact]) => [name, defaultsOf(fact)]),
);

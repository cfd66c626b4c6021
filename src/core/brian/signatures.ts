// What Brian 2's classes and methods are called with, in order; read in the sources of Brian 2.10.
const words = (text: string): readonly string[] => text.split(' ');

export const signatures: Readonly<Record<string, readonly string[]>> = {
  NeuronGroup: words(
    'N model method method_options threshold reset refractory events namespace dtype dt clock order name',
  ),
  SpatialNeuron: words('morphology model threshold refractory reset events threshold_location dt clock order Cm Ri'),
  Synapses: words(
    'source target model on_pre pre on_post post connect delay on_event multisynaptic_index namespace dtype codeobj_class dt clock order method',
  ),
  PoissonGroup: words('N rates dt clock when order namespace name'),
  PoissonInput: words('target target_var N rate weight when order'),
  SpikeGeneratorGroup: words('N indices times dt clock period'),
  TimedArray: words('values dt name'),
  StateMonitor: words('source variables record dt clock'),
  SpikeMonitor: words('source variables record when'),
  EventMonitor: words('source event variables record when'),
  PopulationRateMonitor: words('source name'),
  Clock: words('dt name'),
  Network: [],
};

export const connectArguments = words('condition i j p n skip_if_invalid namespace level');

export const groupTypes: ReadonlySet<string> = new Set([
  'brian2.NeuronGroup',
  'brian2.SpatialNeuron',
  'brian2.Synapses',
  'brian2.PoissonGroup',
  'brian2.SpikeGeneratorGroup',
]);
export const monitorTypes: ReadonlySet<string> = new Set([
  'brian2.StateMonitor',
  'brian2.SpikeMonitor',
  'brian2.EventMonitor',
  'brian2.PopulationRateMonitor',
]);

/** The arguments whose texts name what the run looks up. */
export const textArguments = words(
  'model threshold reset refractory events on_pre on_post pre post rates weight delay method_options',
);

/** Dimensions that every group's own variables have: SI symbols, `1` for a plain number. */
export const commonVariables: Readonly<Record<string, string>> = {
  t: 's',
  dt: 's',
  t_in_timesteps: '1',
  i: '1',
  N: '1',
};
export const ownVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'brian2.NeuronGroup': { not_refractory: '1', lastspike: 's' },
  'brian2.PoissonGroup': { rates: 'Hz' },
  'brian2.SpikeGeneratorGroup': { spike_number: '1', spike_time: 's', neuron_index: '1', period: 's' },
  'brian2.Synapses': {
    j: '1',
    delay: 's',
    N_pre: '1',
    N_post: '1',
    N_incoming: '1',
    N_outgoing: '1',
    lastupdate: 's',
    lastspike: 's',
  },
};

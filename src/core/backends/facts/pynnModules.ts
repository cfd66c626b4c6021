// The modules in which PyNN's names are found: every simulator has one of its own with the same names in it.

/** Every PyNN backend is a module with the same names in it; sPyNNaker is one of them. */
const simulators =
  /^(?:pyNN\.(?:nest|neuron|brian2|brian|mock|spiNNaker|neuroml|moose|hardware|nineml|arbor|genn|multisim|nemo)|spynnaker\d?(?:\.pyNN)?|spynnaker\d?|pynn_genn|pynn_brainscales\.brainscales2|pyNN\.utility\.sim|pyNN)\b/;

/**
 * Kept apart as a module: its cell `Izhikevich` has exponential synapses and takes nA as the equation's own unit, where PyNN's takes pA
 * (sPyNNaker 7, `spynnaker/pyNN/models/neuron/builds/izk_curr_exp_base.py`). `IZK_curr_exp` is what it was called before.
 */
const spynnaker = /^(?:pyNN\.spiNNaker|spynnaker\d?(?:\.pyNN)?)(?=\.|$)/;

export const canonicalPynn = (path: string): string =>
  path
    .replace(spynnaker, 'pynn.spinnaker')
    .replace(/^pynn\.spinnaker\.Izhikevich$/, 'pynn.IZK_curr_exp')
    .replace(/^pynn\.spinnaker\./, 'pynn.')
    .replace(simulators, 'pynn')
    .replace(
      /^pynn\.(?:standardmodels\.(?:cells|synapses|electrodes|receptors)|random|connectors|space|utility|(?:external_devices\.)?extra_models|native_cells)\./,
      'pynn.',
    );

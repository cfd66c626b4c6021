// What the numbers of a SONATA circuit mean: that follows the simulator it is for, and the model that each weight arrives at.
// Read in the SONATA developer guide 0.1 and, where that leaves it to the simulator, in the source of BMTK 1.1.
import { weightUnitOfNestModel } from './nest';

export const sonataSource = { title: 'SONATA developer guide', version: '0.1' };
export const bmtkSource = { title: 'BMTK’s source', version: '1.1' };

/** `nest:iaf_psc_alpha` → `nest` and `iaf_psc_alpha`. */
export function templateParts(template: string): { readonly schema: string; readonly resource: string } {
  const at = template.indexOf(':');
  return at === -1
    ? { schema: '', resource: template }
    : { schema: template.slice(0, at).toLowerCase(), resource: template.slice(at + 1) };
}

/** A point neuron takes weights as its own model does, a compartment as the synapse on it does; null where that is not known. */
export function weightUnitOfSonata(cellTemplate: string, synapseTemplate: string): string | null {
  const { schema, resource } = templateParts(cellTemplate);
  if (schema === 'nest') return weightUnitOfNestModel(resource);
  // NEURON's IntFire cells take bare numbers; only a synapse's own conductance has a unit.
  if (schema === 'nrn') return null;
  return /^(?:exp2syn|expsyn)\w*$/i.test(synapseTemplate) ? 'uS' : null;
}

/** PointNet hands the amplitude on to NEST's step_current_generator as it is, BioNet to NEURON's IClamp. */
export const clampUnit = (simulator: string): string => (/^nest$/i.test(simulator) ? 'pA' : 'nA');

/** `run` and the entries of `inputs`, by the key's name. */
export const configUnits: Readonly<Record<string, string>> = {
  tstart: 'ms',
  tstop: 'ms',
  dt: 'ms',
  duration: 'ms',
  delay: 'ms',
  spike_threshold: 'mV',
  v_init: 'mV',
};

/** BMTK's own where the file does not say. */
export const defaultDtMs = 0.1;

/** BMTK's functions that give the weight as it stands in `syn_weight`, times the number of synapses. */
export const plainWeightFunctions = /^(?:wmax|set_syn_weight|default_weight_fnc)$/;

// Sizes that a parameter never has in the unit it is taken in, and always has in another prefix: data, with where the usual sizes were read.
// Sizes from the defaults and examples of NEST 3.8, PyNN 0.12 and sPyNNaker 7; Gerstner et al., Neuronal Dynamics (2014), chapters 1 to 6.
import { unit } from './backend';
import { multiply, type Rational, toNumber } from './units/rational';
import { conversion, sameUnit, type Unit } from './units/unit';

interface Magnitude {
  readonly parameters: RegExp;
  /** Where a name means other things elsewhere: whose parameters these are. */
  readonly callees?: RegExp;
  /** The unit in which the number is taken. */
  readonly taken: string;
  readonly from: number;
  readonly below: number;
  /** Voltages: a small positive one may be a normalised membrane. */
  readonly negative?: boolean;
  /** The unit in which such a number is usual. */
  readonly meant: string;
  /** Sizes that are odd, and used now and then. */
  readonly weak?: boolean;
}

const potentials =
  /^(?:V_(?:m|th|reset|init|rest)|E_(?:L|ex|in|rev|K|Na)|V(?:rest|reset|thresh)|e[kl]|v|v_(?:rest|thresh|reset|init)|e_rev_\w+)$/;
const membraneTime = /^(?:tau_m|TauM)$/;
const synapticTime = /^tau_(?:syn(?:_\w+)?|decay(?:_\w+)?|psc)$/;
const refractory = /^(?:t_ref(?:_abs)?|tau_refrac|TauRefrac)$/;
const slowTime = /^tau_(?:plus|minus|w|sfa|minus_triplet)$/;
const capacities = /^(?:C_m|cm|C)$/;
const currents = /^(?:i_offset|I_e|amplitudes?|offset|mean|stdev)$/;
/** What is injected; a device's `amplitude` may be that of a rate. */
const injected = /^(?:I_e|amplitudes?)$/;
const steps = /^(?:resolution|timestep)$/;
const rates = /^(?:rate|rates|rate_values)$/;
const leak = /^(?:g_L|g_leak)$/;
const weights = /^weights?$/;
const thresholds = /^(?:V_th|v_thresh)$/;
const neuronSynapses = /^Exp2?Syn$/;
/** Who connects cells with shape in NEURON and NetPyNE. */
const multicompartment = /^(?:NetCon|connParams|stimTargetParams)$/;
const others = /^(?!(?:NetCon|connParams|stimTargetParams)$)/;
const connections = /^(?:Connect|Projection|\w*Synapse|STDPMechanism|NetCon|connParams|stimTargetParams)$/;
const netpyneRules = /^(?:connParams|stimTargetParams)$/;

const magnitudes: readonly Magnitude[] = [
  { parameters: potentials, taken: 'mV', from: 0.02, below: 0.15, negative: true, meant: 'V' },
  { parameters: potentials, taken: 'mV', from: 20_000, below: 150_000, negative: true, meant: 'µV' },
  { parameters: potentials, taken: 'V', from: 20, below: 150, negative: true, meant: 'mV' },
  // 10 to 50 mV in volts. Some membranes are scaled to such thresholds, with their capacity and weights: the rule looks at these.
  { parameters: thresholds, taken: 'mV', from: 0.008, below: 0.05, meant: 'V' },
  { parameters: membraneTime, taken: 'ms', from: 0.002, below: 0.15, meant: 's' },
  { parameters: membraneTime, taken: 'ms', from: 2000, below: 200_000, meant: 'µs' },
  { parameters: membraneTime, taken: 's', from: 1, below: 500, meant: 'ms' },
  { parameters: synapticTime, taken: 'ms', from: 0.0003, below: 0.03, meant: 's' },
  // NMDA, GABA-B and adaptation by currents stay below a second.
  { parameters: synapticTime, taken: 'ms', from: 1800, below: 200_000, meant: 'µs' },
  { parameters: synapticTime, taken: 's', from: 1, below: 500, meant: 'ms' },
  { parameters: refractory, taken: 'ms', from: 0.0005, below: 0.02, meant: 's' },
  // A neuron that must not fire twice is given a refractory period as long as the run.
  { parameters: refractory, taken: 'ms', from: 1000, below: 10_000, meant: 'µs', weak: true },
  { parameters: refractory, taken: 's', from: 0.5, below: 50, meant: 'ms' },
  { parameters: slowTime, taken: 'ms', from: 0.005, below: 0.1, meant: 's' },
  { parameters: /^tau_(?:plus|minus)$/, taken: 's', from: 1, below: 500, meant: 'ms' },
  { parameters: capacities, taken: 'pF', from: 0.02, below: 0.9, meant: 'nF' },
  { parameters: capacities, taken: 'pF', from: 20_000, below: 5e6, meant: 'fF' },
  { parameters: capacities, taken: 'pF', from: 1e-12, below: 1e-8, meant: 'F' },
  { parameters: capacities, taken: 'nF', from: 40, below: 5000, meant: 'pF' },
  { parameters: capacities, taken: 'nF', from: 5e-5, below: 0.0009, meant: 'µF' },
  { parameters: capacities, taken: 'nF', from: 1e-12, below: 1e-8, meant: 'F' },
  { parameters: currents, taken: 'nA', from: 50, below: 5000, meant: 'pA' },
  { parameters: currents, taken: 'nA', from: 5e-5, below: 0.002, meant: 'µA', weak: true },
  { parameters: injected, taken: 'pA', from: 100_000, below: 5e6, meant: 'fA' },
  { parameters: injected, taken: 'pA', from: 0.05, below: 1, meant: 'nA', weak: true },
  { parameters: currents, taken: 'nA', from: 1e-13, below: 1e-8, meant: 'A' },
  { parameters: currents, taken: 'pA', from: 1e-13, below: 1e-8, meant: 'A' },
  { parameters: rates, taken: 'Hz', from: 0.0005, below: 0.1, meant: 'kHz' },
  { parameters: leak, taken: 'nS', from: 0.002, below: 0.1, meant: 'µS', weak: true },
  { parameters: leak, taken: 'nS', from: 2500, below: 5e6, meant: 'pS' },
  { parameters: leak, taken: 'nS', from: 1e-10, below: 1e-6, meant: 'S' },
  { parameters: leak, taken: 'µS', from: 1, below: 1000, meant: 'nS' },
  { parameters: /^tau2?$/, callees: neuronSynapses, taken: 'ms', from: 0.0003, below: 0.03, meant: 's' },
  // A rise of some microseconds is how a step is written.
  { parameters: /^tau1$/, callees: neuronSynapses, taken: 'ms', from: 3e-5, below: 0.003, meant: 's', weak: true },
  { parameters: /^delay$/, callees: netpyneRules, taken: 'ms', from: 0.0003, below: 0.02, meant: 's' },
  // Protocols put pairs of spikes a second apart by a delay.
  { parameters: /^delay$/, callees: connections, taken: 'ms', from: 500, below: 100_000, meant: 'µs', weak: true },
  { parameters: steps, taken: 'ms', from: 2e-5, below: 0.0008, meant: 's' },
  { parameters: /^duration$/, callees: /^SimConfig$/, taken: 'ms', from: 0.05, below: 10, meant: 's', weak: true },
  // Conductances that open for 0.1 ms into cells of any size have no usual peak: published models use 1 µS and 20 µS.
  { parameters: weights, callees: multicompartment, taken: 'µS', from: 30, below: 5000, meant: 'nS', weak: true },
  { parameters: weights, callees: others, taken: 'nA', from: 50, below: 500_000, meant: 'pA' },
  { parameters: weights, callees: others, taken: 'nA', from: 1e-13, below: 1e-8, meant: 'A' },
  { parameters: weights, taken: 'pA', from: 1e-13, below: 1e-8, meant: 'A' },
  { parameters: weights, callees: others, taken: 'µS', from: 1, below: 20, meant: 'nS', weak: true },
  { parameters: weights, callees: others, taken: 'µS', from: 20, below: 50_000, meant: 'nS' },
  { parameters: weights, taken: 'nS', from: 5000, below: 5e6, meant: 'pS' },
  { parameters: weights, taken: 'nS', from: 1e-11, below: 1e-7, meant: 'S' },
];

export interface Misfit {
  readonly taken: Unit;
  readonly meant: Unit;
  /** By what the number has to be multiplied to be in the unit taken. */
  readonly factor: Rational;
  readonly weak: boolean;
}

/** What a number of this size is meant in, where it can hardly be meant in the unit that the parameter takes. */
export function misfit(callee: string, parameter: string, taken: Unit, value: Rational): Misfit | null {
  // Nothing depends on the capacity of a membrane that jumps by its weights.
  if (/delta/i.test(callee) && capacities.test(parameter)) return null;
  const size = Math.abs(toNumber(value));
  const found = magnitudes.find(
    (each) =>
      size >= each.from &&
      size < each.below &&
      (each.negative !== true || value.n < 0n) &&
      each.parameters.test(parameter) &&
      each.callees?.test(callee) !== false &&
      sameUnit(unit(each.taken), taken),
  );
  if (!found) return null;
  const meant = unit(found.meant);
  return { taken, meant, factor: conversion(meant, taken), weak: found.weak === true };
}

/** The number as it would be in the unit taken, if it was meant in the other. */
export const asMeant = (value: Rational, { factor }: Misfit): Rational => multiply(value, factor);

// The adaptive exponential integrate-and-fire neuron of Brette and Gerstner 2005, with the receptors of NEST's aeif models and PyNN's EIF ones.
import { type Dynamics } from '../core/network/network';
import { byRole, conductancePorts, currentPorts, deltaPorts, readCapacity, readReversals } from './lif';
import { type NeuronModel, type PerNeuron, refractorySteps, valueAt, type Variable } from './model';
import { combine, type ParameterReader } from './parameters';
import { type Smooth, SmoothNeurons } from './smooth';
import { type Receptor, Receptors, type Shape } from './synapses';

export interface AdexParameters {
  readonly thresholdMv: PerNeuron;
  readonly peakMv: PerNeuron;
  readonly slopeMv: PerNeuron;
  readonly leakMv: PerNeuron;
  readonly resetMv: PerNeuron;
  readonly initialMv: PerNeuron;
  readonly initialPa: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly leakNs: PerNeuron;
  readonly couplingNs: PerNeuron;
  readonly jumpPa: PerNeuron;
  readonly adaptationTimeMs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly receptors: readonly Receptor[];
}

/** NEST 3.8 aeif_cond_exp's defaults, where the script's backend gives none. */
function readAdex(given: ParameterReader, receptors: readonly Receptor[]): AdexParameters {
  const leakMv = given.value({ role: 'leak' }, -70.6);
  const thresholdMv = given.value({ role: 'threshold' }, -50.4);
  const { capacityPf, membraneTimeMs } = readCapacity(given);
  const slopeMv = given.value({ keys: ['Delta_T', 'delta_T'], unit: 'mV', bound: 'not negative' }, 2);
  const peak = given.value({ keys: ['V_peak', 'v_spike'], unit: 'mV' }, 0);
  return {
    ...{ leakMv, thresholdMv, capacityPf, slopeMv, receptors },
    // Without an exponential the threshold itself is where it fires.
    peakMv: combine([peak, thresholdMv, slopeMv], (top, threshold, slope) => (slope === 0 ? threshold : top)),
    leakNs: combine([capacityPf, membraneTimeMs], (capacity, time) => capacity / time),
    resetMv: given.value({ role: 'reset' }, -60),
    initialMv: given.value({ role: 'initial' }, leakMv),
    initialPa: given.value({ keys: ['w', 'w_init'], unit: 'pA' }, 0),
    couplingNs: given.value({ keys: ['a'], unit: 'nS' }, 4),
    jumpPa: given.value({ keys: ['b'], unit: 'pA' }, 80.5),
    adaptationTimeMs: given.value({ keys: ['tau_w'], unit: 'ms', bound: 'positive' }, 144),
    refractoryMs: given.value({ role: 'refractory', bound: 'not negative' }, 0),
    constantCurrentPa: given.value({ role: 'constantCurrent' }, 0),
  };
}

const [v, w] = [0, 1];

function smooth(parameters: AdexParameters, dtMs: number): Smooth {
  const { thresholdMv, peakMv, slopeMv, leakMv, resetMv, capacityPf, leakNs, couplingNs } = parameters;
  const receptors = new Receptors(parameters.receptors, 2);
  const membraneMv = (i: number, y: Float64Array, still: boolean): number =>
    still ? valueAt(resetMv, i) : Math.min(y[v] as number, valueAt(peakMv, i));
  return {
    dimension: 2 + receptors.size,
    ports: parameters.receptors.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => refractorySteps(valueAt(parameters.refractoryMs, i), dtMs),
    receptors,
    membraneMv,
    start(i, y) {
      y[v] = valueAt(parameters.initialMv, i);
      y[w] = valueAt(parameters.initialPa, i);
    },
    slopes(i, y, out, currentPa, still) {
      const membrane = membraneMv(i, y, still);
      const beyond = membrane - valueAt(leakMv, i);
      const [leak, slope] = [valueAt(leakNs, i), valueAt(slopeMv, i)];
      const upstroke = slope === 0 ? 0 : leak * slope * Math.exp((membrane - valueAt(thresholdMv, i)) / slope);
      const adaptation = y[w] as number;
      out[v] = still ? 0 : (-leak * beyond + upstroke - adaptation + currentPa) / valueAt(capacityPf, i);
      out[w] = (valueAt(couplingNs, i) * beyond - adaptation) / valueAt(parameters.adaptationTimeMs, i);
    },
    fires(i, y, still) {
      if (still) {
        y[v] = valueAt(resetMv, i);
        return false;
      }
      if ((y[v] as number) < valueAt(peakMv, i)) return false;
      y[v] = valueAt(resetMv, i);
      y[w] = (y[w] as number) + valueAt(parameters.jumpPa, i);
      return true;
    },
  };
}

/** A model of the family, by what arrives at it. */
export function adexModel(
  dynamics: Dynamics,
  receptorsOf: (given: ParameterReader) => readonly Receptor[],
): NeuronModel<AdexParameters> {
  return {
    dynamics,
    read: (given) => readAdex(given, receptorsOf(given)),
    ports: ({ receptors }) => receptors.map(({ port }) => port),
    variables: ({ receptors }) => [
      { name: 'v', unit: 'mV' },
      { name: 'w', unit: 'pA' },
      ...synapticVariables(receptors),
    ],
    create: (size, parameters, dtMs) => {
      const model = smooth(parameters, dtMs);
      return new SmoothNeurons(size, model, dtMs, [v, w, ...model.receptors.traced]);
    },
  };
}

/** The traces of what has a time course. */
export const synapticVariables = (receptors: readonly Receptor[]): Variable[] =>
  receptors
    .filter(({ shape }) => shape !== 'delta')
    .map(({ port, reversalMv }) => ({
      name: `${reversalMv === null ? 'I' : 'g'}_${port.name}`,
      unit: port.unit ?? '',
    }));

/** An excitatory and an inhibitory one, of currents or of conductances. */
export function twoReceptors(given: ParameterReader, shape: Shape, kind: 'current' | 'conductance'): Receptor[] {
  const [excitatory, inhibitory] = kind === 'current' ? currentPorts : conductancePorts;
  if (!excitatory || !inhibitory) return [];
  const { reversalExcitatoryMv, reversalInhibitoryMv } = readReversals(given);
  const times = [byRole(given, 'synapticTimeExcitatory'), byRole(given, 'synapticTimeInhibitory')] as const;
  return [
    { port: excitatory, shape, decayMs: times[0], reversalMv: kind === 'current' ? null : reversalExcitatoryMv },
    { port: inhibitory, shape, decayMs: times[1], reversalMv: kind === 'current' ? null : reversalInhibitoryMv },
  ];
}

export const jumps = (): Receptor[] =>
  deltaPorts.map((port) => ({ port, shape: 'delta', decayMs: 1, reversalMv: null }));

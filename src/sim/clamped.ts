// Leaky integrate-and-fire neurons under conductances that are integrated numerically, as NEST's iaf_cond models: held at the reset while refractory, seen no higher than the threshold.
import { type Dynamics } from '../core/network/network';
import { synapticVariables } from './adex';
import { byRole, readCapacity } from './lif';
import { type NeuronModel, type PerNeuron, refractorySteps, valueAt } from './model';
import { combine, type ParameterReader } from './parameters';
import { type Smooth, SmoothNeurons } from './smooth';
import { type Receptor, Receptors } from './synapses';

/** A conductance that each spike of the neuron itself adds to. */
export interface OwnConductance {
  readonly name: string;
  readonly jumpNs: PerNeuron;
  readonly timeMs: PerNeuron;
  readonly reversalMv: PerNeuron;
}

interface Parameters {
  readonly thresholdMv: PerNeuron;
  readonly leakMv: PerNeuron;
  readonly resetMv: PerNeuron;
  readonly initialMv: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly leakNs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly receptors: readonly Receptor[];
  readonly own: readonly OwnConductance[];
}

function smooth(parameters: Parameters, dtMs: number): Smooth {
  const { thresholdMv, leakMv, resetMv, capacityPf, leakNs, own } = parameters;
  const receptors = new Receptors(parameters.receptors, 1 + own.length);
  const membraneMv = (i: number, y: Float64Array, still: boolean): number =>
    still ? valueAt(resetMv, i) : Math.min(y[0] as number, valueAt(thresholdMv, i));
  return {
    dimension: 1 + own.length + receptors.size,
    ports: parameters.receptors.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => refractorySteps(valueAt(parameters.refractoryMs, i), dtMs),
    receptors,
    membraneMv,
    start(i, y) {
      y[0] = valueAt(parameters.initialMv, i);
    },
    slopes(i, y, out, currentPa, still) {
      const membrane = membraneMv(i, y, still);
      let flowing = currentPa - valueAt(leakNs, i) * (membrane - valueAt(leakMv, i));
      for (let k = 0; k < own.length; k++) {
        const { timeMs, reversalMv } = own[k] as OwnConductance;
        const conductance = y[1 + k] as number;
        flowing -= conductance * (membrane - valueAt(reversalMv, i));
        out[1 + k] = -conductance / valueAt(timeMs, i);
      }
      out[0] = still ? 0 : flowing / valueAt(capacityPf, i);
    },
    hold(i, y) {
      y[0] = valueAt(resetMv, i);
    },
    firesLate(i, y) {
      if ((y[0] as number) < valueAt(thresholdMv, i)) return false;
      y[0] = valueAt(resetMv, i);
      for (let k = 0; k < own.length; k++)
        y[1 + k] = (y[1 + k] as number) + valueAt((own[k] as OwnConductance).jumpNs, i);
      return true;
    },
  };
}

export function clampedModel(
  dynamics: Dynamics,
  receptorsOf: (given: ParameterReader) => readonly Receptor[],
  ownOf: (given: ParameterReader) => readonly OwnConductance[] = () => [],
): NeuronModel<Parameters> {
  return {
    dynamics,
    read(given) {
      const leakMv = byRole(given, 'leak');
      const { capacityPf, membraneTimeMs } = readCapacity(given);
      return {
        thresholdMv: byRole(given, 'threshold'),
        leakMv,
        resetMv: byRole(given, 'reset'),
        initialMv: byRole(given, 'initial', leakMv),
        capacityPf,
        leakNs: combine([capacityPf, membraneTimeMs], (capacity, time) => capacity / time),
        refractoryMs: byRole(given, 'refractory'),
        constantCurrentPa: byRole(given, 'constantCurrent', 0),
        receptors: receptorsOf(given),
        own: ownOf(given),
      };
    },
    ports: ({ receptors }) => receptors.map(({ port }) => port),
    variables: ({ receptors, own }) => [
      { name: 'v', unit: 'mV' },
      ...own.map(({ name }) => ({ name, unit: 'nS' })),
      ...synapticVariables(receptors),
    ],
    create: (size, parameters, dtMs) => {
      const model = smooth(parameters, dtMs);
      return new SmoothNeurons(size, model, dtMs, [
        0,
        ...parameters.own.map((_, k) => 1 + k),
        ...model.receptors.traced,
      ]);
    },
  };
}

// The generalised integrate-and-fire neuron with exponentially decaying conductances: NEST's gif_cond_exp and gif_cond_exp_multisynapse.
import { synapticVariables, twoReceptors } from '../adex';
import { Escape, type GifParameters, leakOf, readGif } from '../gif';
import { type NeuronModel, refractorySteps, valueAt } from '../model';
import { numberedReceptors } from '../numberedReceptors';
import { type Random } from '../random';
import { type Smooth, SmoothNeurons } from '../smooth';
import { type Receptor, Receptors } from '../synapses';

interface Parameters extends GifParameters {
  readonly receptors: readonly Receptor[];
}

function smooth(parameters: Parameters, size: number, dtMs: number, random: Random): Smooth {
  const escape = new Escape(size, parameters, dtMs, random);
  const receptors = new Receptors(parameters.receptors, 1);
  const { leakMv, resetMv, capacityPf } = parameters;
  const leakNs = leakOf(parameters);
  const membraneMv = (i: number, y: Float64Array, still: boolean): number =>
    still ? valueAt(resetMv, i) : (y[0] as number);
  return {
    dimension: 1 + receptors.size,
    ports: parameters.receptors.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => refractorySteps(valueAt(parameters.refractoryMs, i), dtMs),
    receptors,
    membraneMv,
    start(i, y) {
      y[0] = valueAt(parameters.initialMv, i);
    },
    slopes(i, y, out, currentPa, still) {
      const leak = valueAt(leakNs, i) * ((y[0] as number) - valueAt(leakMv, i));
      out[0] = still ? 0 : (currentPa - leak - escape.takenPa(i)) / valueAt(capacityPf, i);
    },
    hold(i, y) {
      y[0] = valueAt(resetMv, i);
      escape.ends(i, y[0], true);
    },
    firesLate: (i, y) => escape.ends(i, y[0] as number, false),
  };
}

const model: NeuronModel<Parameters> = {
  dynamics: 'gif-cond-exp',
  read: (given) => ({
    ...readGif(given),
    receptors: numberedReceptors(given, 'exp') ?? twoReceptors(given, 'exp', 'conductance'),
  }),
  ports: ({ receptors }) => receptors.map(({ port }) => port),
  variables: ({ receptors }) => [{ name: 'v', unit: 'mV' }, ...synapticVariables(receptors)],
  create: (size, parameters, dtMs, random) => {
    const own = smooth(parameters, size, dtMs, random);
    return new SmoothNeurons(size, own, dtMs, [0, ...own.receptors.traced]);
  },
};

export default model;

// The Allen Institute's generalised leaky integrate-and-fire neurons with alpha-shaped conductances: NEST's glif_cond.
import { synapticVariables } from '../adex';
import { GlifMoves, type GlifParameters, readGlif } from '../glif';
import { type NeuronModel, valueAt } from '../model';
import { numberedReceptors } from '../numberedReceptors';
import { type Smooth, SmoothNeurons } from '../smooth';
import { type Receptor, Receptors } from '../synapses';

interface Parameters extends GlifParameters {
  readonly receptors: readonly Receptor[];
}

/** The membrane stands in mV as it is measured; thresholds and resets are relative to rest. */
function smooth(parameters: Parameters, size: number, dtMs: number): Smooth {
  const moves = new GlifMoves(size, parameters, dtMs);
  const receptors = new Receptors(parameters.receptors, 1);
  const { leakMv, leakNs, capacityPf } = parameters;
  /** The mean of the after-spike currents over the last step is what flows in the next. */
  const flowing = new Float64Array(size);
  return {
    dimension: 1 + receptors.size,
    ports: parameters.receptors.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => moves.refractorySteps(i),
    receptors,
    membraneMv: (_, y) => y[0] as number,
    start(i, y) {
      y[0] = valueAt(parameters.initial, i) + valueAt(leakMv, i);
    },
    slopes(i, y, out, currentPa, still) {
      const leak = valueAt(leakNs, i) * ((y[0] as number) - valueAt(leakMv, i));
      out[0] = still ? 0 : (currentPa - leak + (flowing[i] as number)) / valueAt(capacityPf, i);
    },
    hold(_, y, beforeMv) {
      y[0] = beforeMv;
    },
    firesLate(i, y, beforeMv, currentPa) {
      const rest = valueAt(leakMv, i);
      const [leak, old] = [valueAt(leakNs, i), beforeMv - rest];
      moves.fade(i);
      flowing[i] = moves.meanAfterSpike(i);
      const goal = (currentPa + (flowing[i] as number)) / leak;
      moves.adapt(i, old, goal, valueAt(capacityPf, i) / leak);
      if (!((y[0] as number) - rest > moves.thresholdOf(i))) return false;
      y[0] = moves.reset(i, old) + rest;
      return true;
    },
  };
}

/** NEST 3.10 glif_cond's defaults. */
const nestReceptors = { timesMs: [0.2, 2], reversalsMv: [0, -85] };

const model: NeuronModel<Parameters> = {
  dynamics: 'glif-cond',
  read: (given) => ({
    ...readGlif(given),
    receptors: numberedReceptors(given, 'alpha', nestReceptors) ?? [],
  }),
  ports: ({ receptors }) => receptors.map(({ port }) => port),
  variables: ({ receptors }) => [{ name: 'v', unit: 'mV' }, ...synapticVariables(receptors)],
  create: (size, parameters, dtMs) => {
    const own = smooth(parameters, size, dtMs);
    return new SmoothNeurons(size, own, dtMs, [0, ...own.receptors.traced]);
  },
};

export default model;

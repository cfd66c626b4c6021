// What sPyNNaker's machine can hold: the grid of weights and delays. Read in sPyNNaker 7 (`abstract_population_vertex.py`, `constants.py`).
import { type Module } from '../../python/syntax';
import { walkStatements } from '../../python/walk';

/** Without `setup(timestep=…)` a step is 1 ms: the machine runs in real time. */
export const defaultTimestepMs = 1;

/**
 * 16 steps on the neuron's core and 8 × 16 in delay extensions: what sPyNNaker held up to version 6 (`constants.py`: `MAX_SUPPORTED_DELAY_TICS`, `MAX_DELAY_BLOCKS`).
 * From 7 on a core sizes its ring buffers by the memory that its neurons leave, and the limit is another for each core
 * (sPyNNaker pull request 1300 of March 2023: 512 steps on a core of one neuron).
 */
export const longestDelaySteps = 144;

/** Conductances in µS are scaled up by this before they are stored (`InputTypeConductance.get_global_weight_scale`). */
const conductanceScale = 1024;

/**
 * Weights of one receptor of one population are 16-bit numbers with one common shift, chosen so that the largest of them fits.
 * This is the step between neighbouring weights in the most favourable case, in which only one spike arrives at a time.
 */
export function smallestWeightStep(largest: number, unit: string): number {
  const scale = unit === 'µS' ? conductanceScale : 1;
  const scaled = Math.abs(largest) * scale;
  let shift = scaled <= 0 ? 0 : Math.ceil(Math.max(0, Math.log2(scaled)));
  if (2 ** shift <= scaled) shift++;
  return 2 ** (shift - 15) / scale;
}

/** Whether a script runs on SpiNNaker: its backend is a module like any other of PyNN's, and only its import tells. */
export const importsSpynnaker = (module: Module): boolean =>
  importsAny(module, /^s[pP]ynnaker|^spynnaker\d|^pyNN\.spi[nN]{2}aker/);

/** Whether a script imports a module whose path fits. */
export function importsAny(module: Module, wanted: RegExp): boolean {
  let found = false;
  walkStatements(module.body, (statement) => {
    const paths =
      statement.kind === 'import'
        ? statement.names.map((each) => each.path)
        : statement.kind === 'importFrom'
          ? [statement.module, ...statement.names.map((each) => `${statement.module}.${each.path}`)]
          : [];
    found ||= paths.some((path) => wanted.test(path));
    return !found;
  });
  return found;
}

// Whether the data can be learnt at all: linear read-outs, fitted by least squares on half of the trials and judged on the other half.
import { type Runner } from '../../core/rate/leaky';
import { addProduct } from '../../core/tensor/linear';
import { type Rates } from '../../stats/arrays';
import { LeastSquares } from '../../stats/leastSquares';
import { psthCorrelation } from '../../stats/psthCorrelation';
import { averageTrials } from '../../stats/trialAverage';
import { countingTrials, inputsOf } from './behaviour';
import { type Session } from './session';

export interface Learnable {
  /** PSTH correlation on trials that were not fitted, of read-outs of each kind of regressors. */
  readonly readouts: readonly Readout[];
  /** One half's PSTH against the other half's: what no model of the PSTH can be expected to beat by much. */
  readonly ceiling: number | null;
  /** `not reproducible`: the data’s own halves don’t agree, so that nothing can be learnt of their PSTH. */
  readonly verdict: 'learnable' | 'hard' | 'not learnable' | 'not reproducible' | 'unknown';
}

export interface Readout {
  readonly of: 'inputs with memory' | 'units with Dale’s law' | 'units without Dale’s law';
  readonly regressors: number;
  readonly fitted: number;
  readonly judged: number;
  readonly correlation: number | null;
}

/** Units are costly to run, inputs are at hand. */
const trialsOfUnits = 48;
const memoriesBins = [0, 2, 6, 16];
const mostRegressors = 60;
/** Multiplications and additions that one fit may take. */
const mostWork = 4e7;

/** @param free the model with Dale's law bypassed; null where it has none */
export function tryReadouts(
  session: Session,
  model: Runner | null,
  free: Runner | null,
  cancelled: () => boolean = () => false,
): Learnable | null {
  if (session.channels.length === 0) return null;
  const halves = (most: number): readonly [number[], number[]] => {
    const chosen = countingTrials(session, most);
    return [chosen.filter((_, i) => i % 2 === 0), chosen.filter((_, i) => i % 2 === 1)];
  };
  const [allEven, allOdd] = halves(Infinity);
  if (allEven.length < 2 || allOdd.length < 2) return null;
  const readouts: Readout[] = [];
  const add = (
    of: Readout['of'],
    width: number,
    most: number,
    regressorsOf: (trials: readonly number[]) => Float64Array,
  ): void => {
    if (width === 0 || cancelled()) return;
    const perTrial = countPerTrial(session) * (width + session.targets.neurons) ** 2;
    const [fitted, judged] = halves(Math.max(4, Math.min(most, Math.floor((2 * mostWork) / perTrial))));
    const correlation = judgeReadout(session, fitted, judged, width, regressorsOf);
    readouts.push({ of, regressors: width, fitted: fitted.length, judged: judged.length, correlation });
  };
  const alive = session.channels.filter(({ values }) => values.some((value) => value !== values[0]));
  const memories = memoriesBins.slice(0, Math.max(1, Math.floor(mostRegressors / Math.max(1, alive.length))));
  add('inputs with memory', alive.length * memories.length, Infinity, (trials) =>
    remembered({ ...session, channels: alive }, trials, memories),
  );
  const units = (of: Runner): readonly [number, number, (trials: readonly number[]) => Float64Array] => {
    const { bins } = session.targets;
    const { width } = of.run(inputsOf(session, [0], of.channels), 1, bins);
    const taken = Math.min(width, mostRegressors);
    return [
      taken,
      trialsOfUnits,
      (trials) => firstOf(of.run(inputsOf(session, trials, of.channels), trials.length, bins).rates, width, taken),
    ];
  };
  if (model) add(model.dynamics.dale ? 'units with Dale’s law' : 'units without Dale’s law', ...units(model));
  if (model?.dynamics.dale && free) add('units without Dale’s law', ...units(free));
  const ceiling = compared(averageOf(session, allEven), averageOf(session, allOdd), session, allOdd);
  return { readouts, ceiling, verdict: verdictOf(readouts, ceiling) };
}

/** Bins that count, on average. */
function countPerTrial({ targets: { trials, bins }, mask }: Session): number {
  if (!mask) return bins;
  let count = 0;
  for (const valid of mask) if (valid !== 0) count++;
  return Math.max(1, count / trials);
}

function verdictOf(readouts: readonly Readout[], ceiling: number | null): Learnable['verdict'] {
  const known = readouts.flatMap(({ correlation }) => correlation ?? []);
  if (known.length === 0) return 'unknown';
  const best = Math.max(...known);
  if (best >= 0.3) return 'learnable';
  if (ceiling !== null && ceiling < 0.3) return 'not reproducible';
  return best >= 0.15 ? 'hard' : 'not learnable';
}

/** Each channel smeared out by leaks of several lengths, the first of none. */
function remembered(
  { targets: { bins }, channels }: Session,
  trials: readonly number[],
  memories: readonly number[],
): Float64Array {
  const width = channels.length * memories.length;
  const result = new Float64Array(trials.length * bins * width);
  channels.forEach(({ values }, channel) => {
    memories.forEach((memory, m) => {
      const kept = memory === 0 ? 0 : Math.exp(-1 / memory);
      trials.forEach((trial, i) => {
        let state = 0;
        for (let bin = 0; bin < bins; bin++) {
          state = kept * state + (1 - kept) * (values[trial * bins + bin] as number);
          result[(i * bins + bin) * width + channel * memories.length + m] = state;
        }
      });
    });
  });
  return result;
}

function firstOf(rates: Float64Array, width: number, taken: number): Float64Array {
  if (width === taken) return rates;
  const rows = rates.length / width;
  const result = new Float64Array(rows * taken);
  for (let row = 0; row < rows; row++) result.set(rates.subarray(row * width, row * width + taken), row * taken);
  return result;
}

/** The read-out's PSTH on the judged trials against theirs; a little ridge holds regressors together that go the same way. */
function judgeReadout(
  session: Session,
  fitted: readonly number[],
  judged: readonly number[],
  width: number,
  regressorsOf: (trials: readonly number[]) => Float64Array,
): number | null {
  const { targets, mask } = session;
  const { bins, neurons, values } = targets;
  const fit = new LeastSquares(width, neurons);
  const regressors = regressorsOf(fitted);
  if (!areFinite(regressors)) return null;
  const isKnown = (trial: number, bin: number): boolean => {
    if (mask && mask[trial * bins + bin] === 0) return false;
    const from = (trial * bins + bin) * neurons;
    for (let neuron = 0; neuron < neurons; neuron++) if (values[from + neuron] !== values[from + neuron]) return false;
    return true;
  };
  fitted.forEach((trial, i) => {
    for (let bin = 0; bin < bins;) {
      const first = bin;
      while (bin < bins && isKnown(trial, bin)) bin++;
      if (bin > first)
        fit.add(
          regressors.subarray((i * bins + first) * width, (i * bins + bin) * width),
          values.subarray((trial * bins + first) * neurons, (trial * bins + bin) * neurons),
        );
      else bin++;
    }
  });
  const { coefficients, intercepts } = fit.solve({ ridge: 1 });
  // What a linear read-out makes of the average is the average of what it makes.
  const average = averageTrials(
    { values: regressorsOf(judged), trials: judged.length, bins, neurons: width },
    { mask: mask ? pick(mask, judged, bins) : undefined },
  );
  const predicted = new Float64Array(bins * neurons);
  for (let bin = 0; bin < bins; bin++) predicted.set(intercepts, bin * neurons);
  addProduct(average.values, coefficients, bins, width, neurons, predicted);
  return compared(predicted, averageOf(session, judged), session, judged);
}

function areFinite(values: Float64Array): boolean {
  let sum = 0;
  // Of anything that is no number, and of nothing else, this is NaN.
  for (let i = 0; i < values.length; i++) sum += 0 * (values[i] as number);
  return sum === 0;
}

function pick(mask: Uint8Array, trials: readonly number[], bins: number): Uint8Array {
  const result = new Uint8Array(trials.length * bins);
  trials.forEach((trial, i) => result.set(mask.subarray(trial * bins, (trial + 1) * bins), i * bins));
  return result;
}

function averageOf({ targets, mask }: Session, trials: readonly number[]): Float64Array {
  const wanted = new Set(trials);
  return averageTrials(targets, { mask: mask ?? undefined, takes: (trial) => wanted.has(trial) }).values;
}

/** Over the bins that at least a quarter of the judged trials reach. */
function compared(
  a: Float64Array,
  b: Float64Array,
  { targets, mask }: Session,
  judged: readonly number[],
): number | null {
  const { bins, neurons } = targets;
  const kept = [...Array(bins).keys()].filter((bin) => {
    const reach = mask ? judged.filter((trial) => mask[trial * bins + bin] !== 0).length : judged.length;
    return reach >= judged.length / 4;
  });
  const part = (of: Float64Array): Rates => ({
    values: Float64Array.from(
      { length: kept.length * neurons },
      (_, i) => of[(kept[Math.floor(i / neurons)] as number) * neurons + (i % neurons)] as number,
    ),
    trials: 1,
    bins: kept.length,
    neurons,
  });
  return psthCorrelation(part(a), part(b)).mean;
}

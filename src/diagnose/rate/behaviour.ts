// Runs the model on the session's inputs: as they are, without, and tenfold; and holds its PSTH against the data's.
import { type Runner } from '../../core/rate/leaky';
import { type Rates } from '../../stats/arrays';
import { psthCorrelation } from '../../stats/psthCorrelation';
import { type PsthLoss, psthLoss } from '../../stats/psthLoss';
import { temporalSpread } from '../../stats/temporalSpread';
import { averageTrials } from '../../stats/trialAverage';
import { momentsOf, type Spread } from './dataFigures';
import { type NeuronType, type Session } from './session';

export interface Behaviour {
  /** Of the first trials, all units, as a quick look at the model takes them. */
  readonly trials: number;
  readonly rates: { readonly actual: Spread; readonly zero: Spread; readonly tenfold: Spread };
  /** (mean with input − mean without) / mean without. */
  readonly modulation: number;
  /** Root mean square of what the input changes, over the mean without: it sees effects that cancel in the mean. */
  readonly inputEffect: number;
  readonly temporalStd: {
    readonly model: number | null;
    readonly target: number | null;
    readonly ratio: number | null;
  };
  readonly match: Match | null;
  /** Units that put out the same in every step. */
  readonly constantUnits: number;
  /** Numbers put out that are NaN or infinite. */
  readonly notFinite: number;
  readonly width: number;
}

/** The model's PSTH against the data's, over the trials and bins that count. */
export interface Match {
  readonly trials: number;
  readonly pairing: 'in order' | 'by type';
  readonly correlation: number | null;
  readonly modelMean: number;
  readonly targetMean: number;
  /** Spread over time of the PSTHs. */
  readonly modelSpread: number | null;
  readonly targetSpread: number | null;
  readonly constantInModel: number;
  readonly constantInTarget: number;
  readonly loss: PsthLoss | null;
  /** What the read-out would have to be multiplied by, so that its mean is the data's. */
  readonly readoutScale: number;
  /** Least squares of PSTH on PSTH: with one scale and one baseline for all. */
  readonly fit: { readonly scale: number; readonly baseline: number } | null;
  readonly psths: { readonly model: Rates; readonly target: Rates };
  /** The unit of the model that each neuron of the data is held against. */
  readonly units: readonly number[];
  /** Neurons that would meet a unit of the other type if the first units were taken in order. */
  readonly crossed: number;
  /** Over the bins that at least a quarter of these trials reach: further on a PSTH is mostly chance. */
  readonly wellSampled: { readonly bins: number; readonly correlation: number | null };
}

export interface Watch {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

const quickTrials = 10;
/** Multiplications and additions that the comparison of PSTHs may take. */
const mostWork = 1.5e8;
const trialsAtOnce = 32;

export function observe(
  model: Runner,
  session: Session,
  modelTypes: readonly ('E' | 'I' | null)[] | null,
  watch: Watch = {},
): Behaviour {
  const { targets, channels } = session;
  const { bins } = targets;
  const trials = Math.min(quickTrials, targets.trials);
  const first = [...Array(trials).keys()];
  const inputs = inputsOf(session, first, channels.length);
  const actual = model.run(inputs, trials, bins);
  const zero = model.run(new Float64Array(inputs.length), trials, bins);
  watch.progress?.(0.2);
  const tenfold = model.run(
    inputs.map((value) => 10 * value),
    trials,
    bins,
  );
  watch.progress?.(0.3);
  const [withInput, without] = [momentsOf(actual.rates), momentsOf(zero.rates)];
  let squares = 0;
  for (let i = 0; i < actual.rates.length; i++)
    squares += ((actual.rates[i] as number) - (zero.rates[i] as number)) ** 2;
  const { width } = actual;
  const shaped: Rates = { values: actual.rates, trials, bins, neurons: width };
  const own = temporalSpread(shaped);
  const theirs = temporalSpread({
    ...targets,
    values: targets.values.subarray(0, trials * bins * targets.neurons),
    trials,
  }).mean;
  const constantUnits = countConstant(own.each, width);
  return {
    trials,
    rates: { actual: spreadOf(withInput), zero: spreadOf(without), tenfold: spreadOf(momentsOf(tenfold.rates)) },
    modulation: (withInput.mean - without.mean) / (without.mean + 1e-8),
    inputEffect: Math.sqrt(squares / actual.rates.length) / (Math.abs(without.mean) + 1e-8),
    temporalStd: { model: own.mean, target: theirs, ratio: own.mean !== null && theirs ? own.mean / theirs : null },
    match: compare(model, session, modelTypes, width, watch),
    constantUnits,
    notFinite: actual.rates.reduce((count, value) => (value - value === 0 ? count : count + 1), 0),
    width,
  };
}

const spreadOf = ({ mean, std }: Spread): Spread => ({ mean, std });

function countConstant(each: Float64Array, units: number): number {
  let count = 0;
  for (let unit = 0; unit < units; unit++) {
    let still = true;
    for (let at = unit; at < each.length; at += units) still &&= each[at] === 0;
    if (still) count++;
  }
  return count;
}

/** `trials × bins × channels` of some trials. */
export function inputsOf(
  { targets: { bins }, channels }: Session,
  trials: readonly number[],
  width: number,
): Float64Array {
  const result = new Float64Array(trials.length * bins * width);
  channels.slice(0, width).forEach(({ values }, channel) => {
    trials.forEach((trial, i) => {
      for (let bin = 0; bin < bins; bin++)
        result[(i * bins + bin) * width + channel] = values[trial * bins + bin] as number;
    });
  });
  return result;
}

/** Trials that have a bin that counts, evenly chosen where they are more than can be run. */
export function countingTrials({ targets: { trials, bins }, mask }: Session, most: number): number[] {
  const all = [...Array(trials).keys()].filter(
    (trial) => !mask || mask.subarray(trial * bins, (trial + 1) * bins).includes(1),
  );
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as number);
}

/** Data neuron → model unit. By type where both are known: the nth excitatory neuron with the nth excitatory unit. */
export function pairUnits(
  types: readonly NeuronType[] | null,
  units: readonly ('E' | 'I' | null)[] | null,
  neurons: number,
  width: number,
): { readonly pairing: Match['pairing']; readonly units: readonly number[] } {
  const inOrder = { pairing: 'in order', units: [...Array(Math.min(neurons, width)).keys()] } as const;
  if (!types || !units || units.length !== width) return inOrder;
  const free: Record<'E' | 'I', number[]> = { E: [], I: [] };
  units.forEach((type, unit) => type && free[type].push(unit));
  const paired: number[] = [];
  for (const type of types) {
    const unit = type ? free[type].shift() : undefined;
    if (unit === undefined) return inOrder;
    paired.push(unit);
  }
  return { pairing: 'by type', units: paired };
}

function compare(
  model: Runner,
  session: Session,
  modelTypes: readonly ('E' | 'I' | null)[] | null,
  width: number,
  watch: Watch,
): Match | null {
  const { targets, mask, types } = session;
  const { bins, neurons } = targets;
  const { pairing, units } = pairUnits(types, modelTypes, neurons, width);
  if (units.length < neurons) return null;
  const perTrial = bins * width * (width + model.channels);
  const chosen = countingTrials(session, Math.max(quickTrials, Math.floor(mostWork / perTrial)));
  if (chosen.length === 0) return null;
  const sums = new Float64Array(bins * neurons);
  const counts = new Uint32Array(bins);
  for (let from = 0; from < chosen.length; from += trialsAtOnce) {
    if (watch.cancelled?.()) return null;
    const part = chosen.slice(from, from + trialsAtOnce);
    const { rates } = model.run(inputsOf(session, part, model.channels), part.length, bins);
    part.forEach((trial, i) => {
      for (let bin = 0; bin < bins; bin++) {
        if (mask && mask[trial * bins + bin] === 0) continue;
        counts[bin] = (counts[bin] as number) + 1;
        const row = (i * bins + bin) * width;
        for (let neuron = 0; neuron < neurons; neuron++)
          sums[bin * neurons + neuron] =
            (sums[bin * neurons + neuron] as number) + (rates[row + (units[neuron] as number)] as number);
      }
    });
    watch.progress?.(0.3 + (0.7 * Math.min(from + trialsAtOnce, chosen.length)) / chosen.length);
  }
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) / (counts[Math.floor(i / neurons)] as number);
  const wanted = new Set(chosen);
  const average = averageTrials(targets, { mask: mask ?? undefined, takes: (trial) => wanted.has(trial) });
  const own: Rates = { values: sums, trials: 1, bins, neurons };
  const theirs: Rates = { values: average.values, trials: 1, bins, neurons };
  const correlation = psthCorrelation(own, theirs);
  const [modelMean, targetMean] = [weightedMean(sums, counts, neurons), weightedMean(average.values, counts, neurons)];
  return {
    trials: chosen.length,
    pairing,
    correlation: correlation.mean,
    modelMean,
    targetMean,
    modelSpread: temporalSpread(own).mean,
    targetSpread: temporalSpread(theirs).mean,
    constantInModel: correlation.constantInModel.length,
    constantInTarget: correlation.constantInTarget.length,
    loss: psthLoss(own, theirs),
    readoutScale: targetMean / modelMean,
    fit: fitLine(sums, average.values),
    psths: { model: own, target: theirs },
    units,
    crossed:
      types && modelTypes
        ? types.filter((type, neuron) => type && modelTypes[neuron] && type !== modelTypes[neuron]).length
        : 0,
    wellSampled: wellSampled(own, theirs, counts, chosen.length / 4),
  };
}

function wellSampled(model: Rates, target: Rates, counts: Uint32Array, least: number): Match['wellSampled'] {
  const bins = [...counts.keys()].filter((bin) => (counts[bin] as number) >= least);
  const part = ({ values, neurons }: Rates): Rates => ({
    values: Float64Array.from(
      { length: bins.length * neurons },
      (_, i) => values[(bins[Math.floor(i / neurons)] as number) * neurons + (i % neurons)] as number,
    ),
    trials: 1,
    bins: bins.length,
    neurons,
  });
  return { bins: bins.length, correlation: psthCorrelation(part(model), part(target)).mean };
}

/** Over all that counts: a bin with more trials weighs more. */
function weightedMean(psth: Float64Array, counts: Uint32Array, neurons: number): number {
  let [sum, weight] = [0, 0];
  for (let i = 0; i < psth.length; i++) {
    const value = psth[i] as number;
    const count = counts[Math.floor(i / neurons)] as number;
    if (value !== value || count === 0) continue;
    sum += count * value;
    weight += count;
  }
  return sum / weight;
}

function fitLine(x: Float64Array, y: Float64Array): Match['fit'] {
  let [count, sumX, sumY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== x[i] || y[i] !== y[i]) continue;
    count++;
    sumX += x[i] as number;
    sumY += y[i] as number;
  }
  const [meanX, meanY] = [sumX / count, sumY / count];
  let [products, squares] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== x[i] || y[i] !== y[i]) continue;
    products += ((x[i] as number) - meanX) * ((y[i] as number) - meanY);
    squares += ((x[i] as number) - meanX) ** 2;
  }
  if (!(squares > 0)) return null;
  const scale = products / squares;
  return { scale, baseline: meanY - scale * meanX };
}

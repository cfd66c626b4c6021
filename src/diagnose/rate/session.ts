// A recording session out of a data file: rates, inputs, types and masks as numbers in one order of axes, read slice by slice.
import { boxes } from '../../data/boxes';
import { type Dataset } from '../../data/dataset';
import { DataError } from '../../data/error';
import { type Rates } from '../../stats/arrays';
import { type Cast, nameOf, squeezed } from './roles';

export interface Channel {
  readonly name: string;
  /** Trial by trial, in it bin by bin; NaN and infinite numbers replaced by 0. */
  readonly values: Float64Array;
  readonly nan: number;
}

export type NeuronType = 'E' | 'I' | null;

export interface Session {
  /** As in the file, NaN included; NaN for what is infinite. */
  readonly targets: Rates & { readonly values: Float64Array };
  readonly nan: number;
  /** Taken for NaN. */
  readonly infinite: number;
  readonly channels: readonly Channel[];
  readonly binMs: number | null;
  readonly startMs: number;
  readonly types: readonly NeuronType[] | null;
  /** Not 0 where a bin of a trial counts; null where all do. */
  readonly mask: Uint8Array | null;
  /** How many of the file's trials were left out for their size. */
  readonly leftOut: number;
  readonly notes: readonly string[];
}

export interface Control {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

/** Numbers of targets and inputs that are held at once: 320 MB. */
const mostNumbers = 40_000_000;
const atATime = 2 ** 20;

export function readSession(cast: Cast, control: Control = {}): Session {
  const { targets, axes } = cast;
  const length = (axis: number | null): number => (axis === null ? 1 : (targets.shape[axis] as number));
  const allTrials = length(axes.trials);
  const bins = length(axes.bins);
  const neurons = length(axes.neurons);
  const notes: string[] = [];
  const channelCount = cast.inputs.reduce(
    (sum, each) => sum + Math.max(1, Math.round(volume(each.shape) / (allTrials * bins))),
    0,
  );
  const perTrial = bins * (neurons + channelCount);
  if (perTrial > mostNumbers)
    throw new DataError(`one trial of ${bins} bins × ${neurons} neurons is too large to be diagnosed`);
  const trials = Math.min(allTrials, Math.floor(mostNumbers / perTrial));
  if (trials < allTrials)
    notes.push(
      `the first ${trials} of ${allTrials} trials are taken: all together are ${volume(targets.shape)} numbers`,
    );
  let done = 0;
  const total = trials * perTrial;
  const read = (amount: number): void => {
    if (control.cancelled?.()) throw new DataError('cancelled');
    done += amount;
    control.progress?.(Math.min(1, done / total));
  };
  const order = axes.trials === null ? [axes.bins, axes.neurons] : [axes.trials, axes.bins, axes.neurons];
  const values = readOrdered(targets, order, trials < allTrials ? [axes.trials ?? -1, trials] : null, read);
  const nan = countNan(values);
  const infinite = withoutInfinities(values);
  const channels = cast.inputs.flatMap((each) => channelsOf(each, allTrials, trials, bins, read));
  const { binMs, startMs } = timesOf(cast, notes);
  notes.push(...aboutNumbers(cast.targets, values, binMs));
  const types = cast.types ? typesOf(cast.types, neurons, notes) : null;
  const session = { targets: { values, trials, bins, neurons }, nan, infinite, channels, binMs, startMs, types };
  return { ...session, mask: maskOf(cast, trials, allTrials, bins, binMs, notes), leftOut: allTrials - trials, notes };
}

const volume = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** What the numbers say against their being rates in spikes per second. */
function aboutNumbers(of: Dataset, values: Float64Array, binMs: number | null): string[] {
  let [least, whole, some] = [0, true, false];
  for (const value of values) {
    if (value !== value) continue;
    if (value < least) least = value;
    whole &&= Number.isInteger(value);
    some ||= value !== 0;
  }
  if (least < 0)
    return [`${nameOf(of)} has negative numbers and so is no firing rate: where sp/s is said, read the unit it has`];
  if (!some || !whole || !/counts?|spikes|raster/i.test(nameOf(of))) return [];
  const factor = binMs === null ? '' : ` (× ${String(Number((1000 / binMs).toPrecision(6)))} for sp/s)`;
  return [`${nameOf(of)} holds whole numbers: where sp/s is said, read spikes per bin${factor}`];
}

function withoutInfinities(values: Float64Array): number {
  let infinite = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i] as number) !== Infinity) continue;
    values[i] = NaN;
    infinite++;
  }
  return infinite;
}

function countNan(values: Float64Array): number {
  let nan = 0;
  for (const value of values) if (value !== value) nan++;
  return nan;
}

/** All numbers with the axes in the wanted order; `limit` cuts one of the file's axes short. */
function readOrdered(
  of: Dataset,
  order: readonly number[],
  limit: readonly [number, number] | null,
  read: (amount: number) => void,
): Float64Array {
  const shape = of.shape.map((length, axis) => (limit && axis === limit[0] ? Math.min(length, limit[1]) : length));
  const rest = [...shape.keys()].filter((axis) => !order.includes(axis));
  const target = [...rest, ...order];
  const steps = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (const axis of [...target].reverse()) {
    steps[axis] = step;
    step *= shape[axis] as number;
  }
  const result = new Float64Array(volume(shape));
  for (const { start, count } of boxes(shape, of.layout, atATime)) {
    const values = of.read(start, count);
    scatter(values, start, count, steps, result);
    read(values.length);
  }
  return result;
}

function scatter(
  values: Float64Array,
  start: readonly number[],
  count: readonly number[],
  steps: readonly number[],
  into: Float64Array,
): void {
  const last = count.length - 1;
  const run = count[last] ?? 1;
  const step = steps[last] ?? 1;
  const at = count.map(() => 0);
  for (let from = 0; from < values.length; from += run) {
    let to = 0;
    for (let axis = 0; axis <= last; axis++)
      to += ((start[axis] as number) + (at[axis] as number)) * (steps[axis] as number);
    if (step === 1) into.set(values.subarray(from, from + run), to);
    else for (let i = 0; i < run; i++) into[to + i * step] = values[from + i] as number;
    for (let axis = last - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (count[axis] as number)) break;
      at[axis] = 0;
    }
  }
}

/** Each channel of an input array, named by the array and its place in it. */
function channelsOf(
  of: Dataset,
  allTrials: number,
  trials: number,
  bins: number,
  read: (amount: number) => void,
): Channel[] {
  const { shape } = of;
  const free = new Set(shape.keys());
  const take = (length: number): number | null => {
    const found = [...free].find((axis) => shape[axis] === length);
    if (found !== undefined) free.delete(found);
    return found ?? null;
  };
  // Time first where both have one length only once; trials may be missing: the same input in every trial.
  const binAxis = allTrials === bins ? ([...free][1] ?? take(bins)) : take(bins);
  if (binAxis !== null) free.delete(binAxis);
  const trialAxis = allTrials > 1 ? take(allTrials) : null;
  const rest = [...free];
  if (binAxis === null) return [];
  const order = [...rest, ...(trialAxis === null ? [] : [trialAxis]), binAxis];
  const limit = trialAxis !== null && trials < allTrials ? ([trialAxis, trials] as const) : null;
  const values = readOrdered(of, order, limit, read);
  const own = trialAxis === null ? bins : trials * bins;
  const count = Math.max(1, Math.round(values.length / own));
  const name = nameOf(of);
  return Array.from({ length: count }, (_, i) => {
    const part = values.subarray(i * own, (i + 1) * own);
    const each = new Float64Array(trials * bins);
    for (let at = 0; at < each.length; at += own) each.set(part, at);
    let nan = 0;
    for (let k = 0; k < each.length; k++)
      if (!Number.isFinite(each[k])) {
        each[k] = 0;
        nan++;
      }
    return { name: count === 1 ? name : `${name}[${i}]`, values: each, nan };
  });
}

const vector = (of: Dataset): Float64Array =>
  of.read(
    of.shape.map(() => 0),
    of.shape,
  );

/** In ms: by the name's ending, by the file's unit, or by size where neither tells. */
function scaleToMs(of: Dataset, typicalMs: number, notes: string[]): number {
  const said = /_(ms|s|sec|seconds)$/i.exec(nameOf(of))?.[1] ?? of.unit;
  if (said !== undefined) {
    if (/^m(?:s|illisec)/i.test(said)) return 1;
    if (/^s/i.test(said)) return 1000;
  }
  const scale = typicalMs < 0.5 ? 1000 : 1;
  notes.push(`${nameOf(of)} says no unit: taken for ${scale === 1 ? 'milliseconds' : 'seconds'}, by its size`);
  return scale;
}

function timesOf({ bin, time }: Cast, notes: string[]): { binMs: number | null; startMs: number } {
  const axis = time && vector(time);
  const apart = axis && axis.length > 1 ? (axis[1] as number) - (axis[0] as number) : null;
  const known = bin && (vector(bin)[0] ?? null);
  const binMs = bin && known !== null ? known * scaleToMs(bin, known, notes) : null;
  const byAxis =
    time && apart !== null
      ? apart *
        (binMs !== null && apart > 0 && Math.abs(binMs / apart - 1000) < 1
          ? 1000
          : binMs !== null
            ? 1
            : scaleToMs(time, apart, []))
      : null;
  if (binMs !== null && byAxis !== null && Math.abs(binMs - byAxis) > 1e-6 * binMs)
    notes.push(`the bins are ${binMs} ms wide by ${bin?.path ?? ''} and ${byAxis} ms apart on the time axis`);
  const width = binMs ?? byAxis;
  const scale = apart !== null && byAxis !== null && apart !== 0 ? byAxis / apart : 1;
  return { binMs: width !== null && width > 0 ? width : null, startMs: axis ? (axis[0] as number) * scale : 0 };
}

/** 1 and 2, 0 and 1, 1 and −1, or words; which is which is told by the name, or else most are taken for excitatory. */
function typesOf(of: Dataset, neurons: number, notes: string[]): readonly NeuronType[] | null {
  if (of.unread !== null) return typesOfWords(of, neurons, notes);
  const values = vector(of);
  if (values.length !== neurons) {
    notes.push(`${of.path} has ${values.length} entries for ${neurons} neurons, and is left out`);
    return null;
  }
  const kinds = [...new Set(values)].filter((value) => value === value).sort((a, b) => a - b);
  const name = nameOf(of);
  const set = (excitatory: (value: number) => boolean): NeuronType[] =>
    [...values].map((value) => (value === value ? (excitatory(value) ? 'E' : 'I') : null));
  if (kinds.every((kind) => kind === 1 || kind === 2)) return set((value) => value === 1);
  if (kinds.every((kind) => kind === 1 || kind === -1)) return set((value) => value === 1);
  if (kinds.every((kind) => kind === 0 || kind === 1)) {
    const inhibitory = /inh/i.test(name);
    if (!inhibitory && !/exc/i.test(name))
      notes.push(`${name}: 0 is taken for excitatory and 1 for inhibitory, which it does not say`);
    return set((value) => (inhibitory || !/exc/i.test(name) ? value === 0 : value === 1));
  }
  notes.push(`${name} has the values ${kinds.slice(0, 5).join(', ')}, which are no two types; it is left out`);
  return null;
}

/** `E`, `exc`, `pyramidal` and `I`, `inh`, `PV`, `interneuron`: by how the words begin. */
function typesOfWords(of: Dataset, neurons: number, notes: string[]): readonly NeuronType[] | null {
  const words = of.readTexts?.(0, neurons) ?? [];
  const types = words.map((word): NeuronType =>
    /^(?:e|exc\w*|pyr\w*|rs|principal\w*)\b/i.test(word.trim())
      ? 'E'
      : /^(?:i|inh\w*|pv|sst|som|vip|fs|(?:inter|basket)\w*)\b/i.test(word.trim())
        ? 'I'
        : null,
  );
  if (types.length === neurons && types.some((type) => type !== null)) return types;
  notes.push(`${of.path} has no words that tell excitatory from inhibitory neurons, and is left out`);
  return null;
}

/** Which bins count: by the mask, or by each trial's duration. */
function maskOf(
  { mask, durations }: Cast,
  trials: number,
  allTrials: number,
  bins: number,
  binMs: number | null,
  notes: string[],
): Uint8Array | null {
  if (mask) {
    const [first] = squeezed(mask.shape);
    const values = vector(mask);
    const byTrial = first === allTrials || allTrials === 1;
    return Uint8Array.from({ length: trials * bins }, (_, i) => {
      const [trial, bin] = [Math.floor(i / bins), i % bins];
      return values[byTrial ? trial * bins + bin : bin * allTrials + trial] ? 1 : 0;
    });
  }
  if (!durations) return null;
  const inBins = /bins?$|seq_?len/i.test(nameOf(durations));
  if (!inBins && binMs === null) {
    notes.push(`${nameOf(durations)} is left out: the width of a bin is not known`);
    return null;
  }
  const values = vector(durations);
  const scale = inBins ? 1 : scaleToMs(durations, Math.max(...values), notes) / (binMs as number);
  return Uint8Array.from({ length: trials * bins }, (_, i) => {
    const valid = Math.trunc((values[Math.floor(i / bins)] as number) * scale + 1e-9);
    return i % bins < valid ? 1 : 0;
  });
}

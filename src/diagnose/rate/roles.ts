// Finds which array of a data file is which: targets, inputs, neuron types, time, masks, by name, shape and each other.
import { type Dataset } from '../../data/dataset';
import { axisFigures, mostDiverse, smoothest } from './smoothness';

export type Role = 'targets' | 'inputs' | 'types' | 'time' | 'bin' | 'mask' | 'durations';

export const dataRoles: readonly Role[] = ['targets', 'inputs', 'types', 'time', 'bin', 'mask', 'durations'];

/** What the user says: a role and the paths that have it. */
export type Mapping = ReadonlyMap<string, readonly string[]>;

export interface Cast {
  readonly targets: Dataset;
  /** Where trials, time bins and neurons lie in it; `trials` is null where there is one trial. */
  readonly axes: { readonly trials: number | null; readonly bins: number; readonly neurons: number };
  readonly inputs: readonly Dataset[];
  readonly types: Dataset | null;
  readonly time: Dataset | null;
  readonly bin: Dataset | null;
  readonly mask: Dataset | null;
  readonly durations: Dataset | null;
  readonly because: Readonly<Partial<Record<Role, string>>>;
  readonly notes: readonly string[];
}

export const nameOf = ({ path }: Dataset): string => path.slice(path.lastIndexOf('/') + 1);

/** Axes longer than 1. */
export const squeezed = (shape: readonly number[]): readonly number[] => shape.filter((length) => length !== 1);

const isVector = ({ shape }: Dataset, length: number): boolean =>
  squeezed(shape).join() === String(length) || (length === 1 && squeezed(shape).length === 0);

const targetNames = [
  /^(?:firing_?)?rates?(?:_?(?:hz|data|target|true))?$|^firing_?rates?/i,
  /^(?:neural_?)?targets?(?:_?rates?)?$|^target_?(?:rates|activity|psth)/i,
  /^(?:binned_?)?(?:spikes|spike_?counts?|counts|activity|neural(?:_?data)?|responses?|psths?|fr|y)$/i,
];
const inputNames = /^(?:(?:task|external|model)_?)?(?:inputs?|stim(?:ul(?:us|i))?|u)$/i;
const inputPrefix = /^(?:inputs?|stim(?:ulus)?|in|u)_/i;
const typeNames =
  /^(?:neuron|cell|unit)_?types?$|^(?:is_?)?(?:exc|inh|excitatory|inhibitory)(?:_?mask)?$|^ei(?:_?types?|_?mask)?$|^types?$/i;
const timeNames = /^(?:time(?:_?axis|_?vec|_?bins?|_?ms|s)?|t|bin_?(?:centers|centres|edges|times))(?:_ms|_s)?$/i;
const binNames = /^(?:bin(?:_?(?:size|width|len(?:gth)?))?|dt|time_?step|delta_?t)(?:_?(?:ms|s|sec))?$/i;
const maskNames = /^(?:(?:trial|valid|time|loss)_?)?masks?$|^valid(?:_?bins?)?$/i;
const durationNames =
  /^(?:trial_?)?(?:durations?|lengths?|n_?valid_?bins|seq_?len(?:gths?)?)(?:_?(?:ms|s|sec|bins))?$/i;

export type Casting =
  { readonly cast: Cast; readonly problem: null } | { readonly cast: null; readonly problem: string };

export function castRoles(datasets: readonly Dataset[], mapping: Mapping): Casting {
  const numeric = datasets.filter(({ unread, shape }) => unread === null && !shape.includes(0));
  const because: Partial<Record<Role, string>> = {};
  const said = (role: Role): readonly Dataset[] | string | null => {
    const paths = mapping.get(role);
    if (!paths) return null;
    const found = paths.map(
      (path) =>
        datasets.find((each) => each.path === path || each.path === `/${path}` || nameOf(each) === path) ?? path,
    );
    const missing = found.find((each) => typeof each === 'string');
    if (missing !== undefined) return `there is no "${missing}" to take for ${role}`;
    const unread = (found as Dataset[]).find((each) => each.unread !== null);
    if (unread && !(role === 'types' && unread.readTexts))
      return `${unread.path} can’t be taken for ${role}: ${unread.unread ?? ''}`;
    because[role] = 'as you say';
    return found as Dataset[];
  };
  for (const role of dataRoles) {
    const wrong = said(role);
    if (typeof wrong === 'string') return { cast: null, problem: wrong };
  }
  const one = (role: Role): Dataset | null => (said(role) as readonly Dataset[] | null)?.[0] ?? null;
  const targets = one('targets') ?? likelyTargets(numeric);
  if (!targets) return { cast: null, problem: noTargets(numeric) };
  because.targets ??= 'by its name and shape';
  const others = numeric.filter((each) => each !== targets);
  const named = (pattern: RegExp, fits: (each: Dataset) => boolean): Dataset | null =>
    others.find((each) => pattern.test(nameOf(each)) && fits(each)) ?? null;
  const lengths = targets.shape;
  const among = (each: Dataset): boolean => lengths.some((length) => isVector(each, length));
  const types =
    one('types') ??
    named(typeNames, among) ??
    datasets.find((each) => each.readTexts !== undefined && typeNames.test(nameOf(each)) && among(each)) ??
    null;
  const time = one('time') ?? named(timeNames, among);
  const bin = one('bin') ?? named(binNames, ({ shape }) => squeezed(shape).length === 0);
  const scalarLength = (pattern: RegExp): number | null => lengthOf(others.find((each) => pattern.test(nameOf(each))));
  const inputs = (said('inputs') as readonly Dataset[] | null) ?? likelyInputs(others, targets);
  const notes: string[] = [];
  const order = mapping.get('axes');
  const known: Known = {
    neurons: squeezedLength(types) ?? scalarLength(/^n(?:um)?_?(?:neurons|units|cells)$/i),
    bins: squeezedLength(time) ?? scalarLength(/^n(?:um)?_?(?:time_?)?(?:bins|steps|timepoints)$/i),
    trials: scalarLength(/^n(?:um)?_?trials$/i) ?? trialLength(others, lengths),
    inputs: inputs[0] ?? null,
  };
  const axes = order ? orderedAxes(targets, order) : axesOf(targets, known, notes);
  if (typeof axes === 'string') return { cast: null, problem: axes };
  const trials = axes.trials === null ? 1 : (lengths[axes.trials] as number);
  const bins = lengths[axes.bins] as number;
  const usable = inputs.filter((each) => fitsInput(each, trials, bins));
  notes.push(...leftOver(others, usable, trials, bins, mapping));
  const mask =
    one('mask') ??
    named(maskNames, ({ shape }) =>
      sameLengths(
        squeezed(shape),
        [trials, bins].filter((each) => each !== 1),
      ),
    );
  const durations = one('durations') ?? (trials > 1 ? named(durationNames, (each) => isVector(each, trials)) : null);
  const cast: Cast = { targets, axes, inputs: usable, types, time, bin, mask, durations, because, notes };
  for (const role of dataRoles)
    if (role !== 'targets' && cast[role] && because[role] === undefined) because[role] = 'by its name and length';
  return { cast, problem: null };
}

function likelyTargets(numeric: readonly Dataset[]): Dataset | null {
  const shaped = numeric.filter(
    ({ shape }) => shape.length === 3 || (shape.length === 2 && squeezed(shape).length === 2),
  );
  for (const pattern of targetNames) {
    const found = shaped.filter((each) => pattern.test(nameOf(each))).sort((a, b) => sizeOf(b) - sizeOf(a));
    if (found[0]) return found[0];
  }
  const cubes = shaped.filter((each) => each.shape.length === 3 && !isInput(each));
  return cubes.length === 1 ? (cubes[0] ?? null) : null;
}

const isInput = (each: Dataset): boolean => inputNames.test(nameOf(each)) || inputPrefix.test(nameOf(each));
const sizeOf = ({ shape }: Dataset): number => shape.reduce((product, length) => product * length, 1);

function noTargets(numeric: readonly Dataset[]): string {
  const cubes = numeric
    .filter(({ shape }) => shape.length >= 2)
    .map(({ path, shape }) => `${path} (${shape.join(' × ')})`);
  const seen =
    cubes.length === 0 ? 'it holds no array of two or more axes' : `it holds ${cubes.slice(0, 6).join(', ')}`;
  return `no firing rates are found in it: ${seen}; say which with --map targets=NAME`;
}

function likelyInputs(others: readonly Dataset[], targets: Dataset): readonly Dataset[] {
  const shares = ({ shape }: Dataset): boolean =>
    squeezed(shape).filter((length) => targets.shape.includes(length)).length >= 1;
  const whole = others.find((each) => inputNames.test(nameOf(each)) && each.shape.length >= 2 && shares(each));
  return whole
    ? [whole]
    : others.filter((each) => inputPrefix.test(nameOf(each)) && each.shape.length >= 2 && shares(each));
}

const squeezedLength = (of: Dataset | null): number | null => (of ? (squeezed(of.shape)[0] ?? 1) : null);

function lengthOf(of: Dataset | undefined): number | null {
  if (!of || squeezed(of.shape).length > 0) return null;
  const value = of.read(
    of.shape.map(() => 0),
    of.shape.map(() => 1),
  )[0];
  return value !== undefined && Number.isInteger(value) ? value : null;
}

/** The length that most vectors called `trial_…` have. */
function trialLength(others: readonly Dataset[], lengths: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const each of others) {
    const [length, ...rest] = squeezed(each.shape);
    if (length === undefined || rest.length > 0 || !/^trial|^condition|^block/i.test(nameOf(each))) continue;
    if (lengths.includes(length)) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

interface Known {
  readonly neurons: number | null;
  readonly bins: number | null;
  readonly trials: number | null;
  readonly inputs: Dataset | null;
}

/** By the lengths that other arrays tell; what is left open goes in the order trials, time, neurons. */
function axesOf(targets: Dataset, known: Known, notes: string[]): Cast['axes'] | string {
  const { path, shape } = targets;
  const rank = shape.length;
  const free = new Set(shape.keys());
  const take = (length: number | null): number | null => {
    if (length === null) return null;
    const fitting = [...free].filter((axis) => shape[axis] === length);
    const [only] = fitting;
    if (fitting.length !== 1 || only === undefined) return null;
    free.delete(only);
    return only;
  };
  let neurons = take(known.neurons);
  let bins = take(known.bins);
  let trials = rank === 3 ? take(known.trials) : null;
  if (rank === 3 && neurons === null && known.inputs) {
    // Inputs share trials and time with the targets, and not the neurons.
    const alone = [...free].filter((axis) => !known.inputs?.shape.includes(shape[axis] as number));
    if (alone.length === 1) {
      neurons = alone[0] as number;
      free.delete(neurons);
    }
  }
  const open = (axis: number | null): boolean => axis === null;
  if (open(bins) && [...free].filter((axis) => (shape[axis] as number) > 1).length > 1) {
    const figures = axisFigures(targets);
    const found = figures && smoothest(figures, [...free]);
    const usual = [...free][rank === 3 && open(trials) ? 1 : 0];
    if (found !== null && found !== usual) {
      bins = found;
      free.delete(found);
      const [a, b] = [...free];
      if (figures && rank === 3 && open(neurons) && open(trials) && a !== undefined && b !== undefined) {
        neurons = mostDiverse(figures, [a, b]);
        if (neurons !== null) free.delete(neurons);
      }
    }
    if (found === null || found !== usual)
      notes.push(
        `no other array tells the axes of ${path} apart: ${found === null ? 'they are taken in the order trials, time, neurons' : 'time is taken to be the one along which the rates go on most smoothly'}; --map axes=trials,time,neurons says it otherwise`,
      );
  }
  const rest = [...free];
  if (rank === 3) trials ??= rest.shift() ?? null;
  bins ??= rest.shift() ?? null;
  neurons ??= rest.shift() ?? null;
  if (bins === null || neurons === null || (rank === 3 && trials === null))
    return `${path} of ${shape.join(' × ')}: its axes can’t be told apart into trials, time and neurons`;
  return { trials, bins, neurons };
}

/** As the user says them: `time,trials,neurons`. */
function orderedAxes({ path, shape }: Dataset, order: readonly string[]): Cast['axes'] | string {
  const at = (pattern: RegExp): number => order.findIndex((each) => pattern.test(each));
  const [trials, bins, neurons] = [at(/^trials?$/i), at(/^(?:time|bins?)$/i), at(/^(?:neurons?|units?|cells?)$/i)];
  if (order.length !== shape.length || bins < 0 || neurons < 0 || (shape.length === 3 && trials < 0))
    return `--map axes=${order.join(',')} does not name the ${shape.length} axes of ${path}, ${shape.join(' × ')}: write trials, time and neurons in their order`;
  return { trials: trials < 0 ? null : trials, bins, neurons };
}

/** Arrays of trials × time that nobody takes: they may be inputs under a name of their own. */
function leftOver(
  others: readonly Dataset[],
  inputs: readonly Dataset[],
  trials: number,
  bins: number,
  mapping: Mapping,
): string[] {
  if (mapping.has('inputs') || trials < 2) return [];
  const left = others.filter(
    (each) =>
      !inputs.includes(each) &&
      !maskNames.test(nameOf(each)) &&
      each.shape.length >= 2 &&
      each.shape.includes(trials) &&
      fitsInput(each, trials, bins),
  );
  if (left.length === 0) return [];
  const names = left.slice(0, 6).map(({ path }) => path);
  return [
    `${names.join(', ')}${left.length > 6 ? ' …' : ''}: trials × time too, and not taken for inputs; --map inputs=${[
      ...inputs,
      ...left,
    ]
      .slice(0, 4)
      .map(({ path }) => path)
      .join(',')} takes them`,
  ];
}

const sameLengths = (a: readonly number[], b: readonly number[]): boolean =>
  [...a].sort((x, y) => x - y).join() === [...b].sort((x, y) => x - y).join();

/** Trials × time, with channels as a third axis or without; or time alone, the same in every trial. */
function fitsInput({ shape }: Dataset, trials: number, bins: number): boolean {
  const left = [...shape];
  for (const length of [trials, bins]) {
    const at = left.indexOf(length);
    if (at >= 0) left.splice(at, 1);
    else if (length === bins) return false;
  }
  return left.filter((length) => length !== 1).length <= 1;
}

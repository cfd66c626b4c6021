// Reads a rate network out of model code: finds the class, makes it, traces a few steps, and gives what can be run on data.
import { type SourceModule } from '../evaluate/run';
import { type CallExpr } from '../python/syntax';
import { walkExpressions } from '../python/walk';
import { type Span } from '../text';
import { foreignBases, instantiate, lineage, memberOf } from '../tensor/classes';
import { evaluate } from '../tensor/expressions';
import { ensureBuilt } from '../tensor/keras';
import { Machine, type MachineOptions, Stuck } from '../tensor/machine';
import { type State, statesOf } from '../tensor/modules';
import { tensor, type Tensor } from '../tensor/tensor';
import { type Class, type Instance, isInstance, isKind, isTensor, type Scope, type Value } from '../tensor/values';
import {
  type Counts,
  fillArguments,
  type ModelArgument,
  parametersOf,
  type Plain,
  plainOf,
  roleOf,
  solveSizes,
} from './arguments';
import { type Dynamics } from './dynamics';
import { entries } from './hint';
import { type Probe, probeModel, roll, type Way } from './passes';
import { type Given, witnessed } from './witnessed';

export interface StoredState {
  readonly path: string;
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface RateOptions extends MachineOptions {
  readonly set?: ReadonlyMap<string, Plain>;
  readonly config?: ReadonlyMap<string, Plain>;
  readonly counts?: Counts;
  /** How long the data's trials are: for code that goes through a number of steps of its own. */
  readonly steps?: number;
  readonly states?: readonly StoredState[];
  /** The class to take, where there are several. */
  readonly model?: string;
}

export interface RateModel {
  readonly name: string;
  /** The class's name in the code. */
  readonly span: Span;
  readonly arguments: readonly ModelArgument[];
  readonly dynamics: Dynamics;
  readonly tauMs: number | Float64Array | null;
  readonly dtMs: number | null;
  /** Channels that the forward pass takes. */
  readonly channels: number;
  readonly states: readonly State[];
  /** States of the checkpoint that have no place in the model, and the model's own that it doesn't fill. */
  readonly unplaced: readonly string[];
  readonly unfilled: readonly string[];
  readonly notes: readonly string[];
  /** Other classes of the file that could be taken. */
  readonly others: readonly string[];
  /** What is put out in each step, trial by trial: `trials × steps × width`, each row after the other. */
  run(
    inputs: Float64Array,
    trials: number,
    steps: number,
    noisy?: boolean,
  ): { readonly rates: Float64Array; readonly width: number };
}

export type RateReading =
  | { readonly model: RateModel; readonly problem: null }
  | { readonly model: null; readonly problem: string; readonly span: Span | null };

export const entryOf = (type: Class): string | null =>
  entries.find((name) => isKind(memberOf(type, name), 'function')) ?? null;

export function readRateModel(source: SourceModule, options: RateOptions): RateReading {
  const machine = new Machine(options);
  let scope: Scope;
  try {
    scope = machine.load(source);
  } catch (error) {
    return failure(error);
  }
  const classes = candidates(scope, source.file, options);
  if (classes.length === 0)
    return {
      model: null,
      problem: options.model
        ? `there is no class "${options.model}" with a forward pass in it`
        : 'no class with a forward pass is in it that builds a recurrent network',
      span: null,
    };
  const reasons: { readonly problem: string; readonly span: Span | null }[] = [];
  for (const type of classes) {
    try {
      const model = makeModel(source, type, options, classes);
      if (model) return { model, problem: null };
      reasons.push({ problem: `${type.name} has no recurrence that feeds on its own past`, span: spanOf(type) });
    } catch (error) {
      reasons.push(failure(error, type));
      if (error instanceof Stuck && error.final) break;
    }
  }
  const told = reasons.find(({ problem }) => !/no recurrence/.test(problem)) ?? reasons[0];
  return { model: null, problem: told?.problem ?? 'it can’t be read', span: told?.span ?? null };
}

function failure(error: unknown, type?: Class): { readonly model: null; problem: string; span: Span | null } {
  if (!(error instanceof Stuck)) throw error;
  return { model: null, problem: `${type ? `${type.name}: ` : ''}${error.message}`, span: error.span };
}

const spanOf = (type: Class): Span => ({
  file: type.file,
  start: type.node.nameStart,
  end: type.node.nameStart + type.name.length,
});

/** Those whose weights have the checkpoint's names first, then those of the file itself, then those that it imports. */
function candidates(scope: Scope, file: string, { model, states = [] }: RateOptions): Class[] {
  const all = [...new Set([...scope.names.values()].filter((each) => isKind(each, 'class')))].filter(
    (type) => entryOf(type) !== null && !foreignBases(type).some((base) => /Dataset|Loss|Exception|Enum/.test(base)),
  );
  if (model !== undefined) return all.filter(({ name }) => name === model);
  const wanted = states.map(({ path }) => path.split('.')[0] ?? '');
  const matching = (type: Class): number =>
    wanted.filter((name) => lineage(type).some(({ node }) => namesIn(node).has(name))).length;
  const used = new Set(all.flatMap((type) => [...lineage(type)].slice(1)));
  const rank = (type: Class): number =>
    matching(type) * 100 +
    (type.file === file ? 10 : 0) +
    (/rnn|recurrent|rate|network|net\b/i.test(type.name) ? 5 : 0) -
    (states.length > 0 && used.has(type) ? 0 : 0);
  return [...all].sort((a, b) => rank(b) - rank(a));
}

function namesIn(node: Class['node']): Set<string> {
  const names = new Set<string>();
  walkExpressions(node.body, (expr) => {
    if (expr.kind === 'attribute' && expr.object.kind === 'name' && expr.object.id === 'self') names.add(expr.name);
    if (expr.kind === 'string') names.add(expr.value);
    return true;
  });
  return names;
}

function makeModel(
  source: SourceModule,
  type: Class,
  options: RateOptions,
  classes: readonly Class[],
): RateModel | null {
  const { set = new Map(), config = new Map(), counts = {}, states = [] } = options;
  const init = memberOf(type, '__init__');
  const maker = isKind(init, 'function') ? init : null;
  const { script, arrays } = scriptArguments(source, type, options);
  const fill = (sizes: ReadonlyMap<string, number>, more: Counts) =>
    fillArguments(maker, { set, config, script, arrays, sizes, counts: more });
  let filled = fill(new Map(), counts);
  const build = (keywords: ReadonlyMap<string, Value>): { machine: Machine; made: Instance } => {
    const machine = new Machine(options);
    const scope = machine.load(source);
    const own = scopeClass(scope, type.name) ?? type;
    const made = instantiate(machine, own, [], keywords);
    ensureBuilt(machine, made, [1, counts.inputs ?? 3]);
    return { machine, made };
  };
  // Of what nobody gives, not all can be sizes: without those that are called none it is tried once more.
  const sizes = filled.loose.filter((name) => roleOf(name) !== null);
  for (const names of new Set([filled.loose, ...(sizes.length === filled.loose.length ? [] : [sizes])])) {
    if (states.length === 0 || names.length === 0) break;
    const primes = new Map(names.map((name, i) => [name, [11, 17, 29, 37, 53, 67, 83, 97][i % 8] as number]));
    try {
      const { made } = build(fill(primes, {}).keywords);
      const shapes = new Map(statesOf(made).map(({ path, tensor: { shape } }) => [path, shape]));
      const stored = new Map([...byOwnPaths(states, [...shapes.keys()])].map(([path, { shape }]) => [path, shape]));
      filled = fill(solveSizes(names, primes, shapes, stored), counts);
      break;
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      // With these sizes it can't be made: those that are said or counted have to do.
    }
  }
  const open = filled.missing.filter((name) => roleOf(name) !== null);
  if (open.length > 0) {
    // Sizes that nobody tells: small ones show the dynamics.
    const guessed = fill(new Map(open.map((name) => [name, standIn(name)])), counts);
    filled = {
      ...guessed,
      shown: guessed.shown.map((each) => (open.includes(each.name) ? { ...each, from: 'assumed' } : each)),
    };
  }
  const { machine, made } = build(filled.keywords);
  const own = statesOf(made);
  const { unplaced, unfilled } = place(own, states);
  const entry = entryOf(type);
  const probe = entry && probeModel(machine, made, entry, channelsWanted(filled.shown, counts), options.steps);
  if (!probe) return null;
  return asModel({ type, machine, made, filled: filled.shown, probe, own, unplaced, unfilled, classes });
}

const standIn = (name: string): number =>
  ({ excitatory: 8, inhibitory: 2, inputs: 3, outputs: 2, units: 10 })[roleOf(name) ?? 'units'];

const scopeClass = (scope: Scope, name: string): Class | null => {
  const found = scope.names.get(name);
  return isKind(found, 'class') ? found : null;
};

/** Channels to try, the likeliest first. */
function channelsWanted(shown: readonly ModelArgument[], counts: Counts): readonly number[] {
  const named = shown.flatMap(({ name, value }) =>
    roleOf(name) === 'inputs' && typeof value === 'number' ? [value] : [],
  );
  return [...new Set([...named, ...(counts.inputs === undefined ? [] : [counts.inputs]), 1, 2, 3, 4])];
}

/** The class's arguments at the first place where the script makes it, as far as they are plain. */
function scriptArguments(
  source: SourceModule,
  type: Class,
  options: RateOptions,
): { readonly script: ReadonlyMap<string, Plain>; readonly arrays: ReadonlyMap<string, Tensor> } {
  const [found, arrays] = [new Map<string, Plain>(), new Map<string, Tensor>()];
  const calls: CallExpr[] = [];
  walkExpressions(source.module.body, (expr) => {
    if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.id === type.name) calls.push(expr);
    return true;
  });
  const init = memberOf(type, '__init__');
  const names = parametersOf(isKind(init, 'function') ? init : null);
  const machine = new Machine(options);
  const scope = machine.load(source);
  for (const call of calls)
    for (const [i, each] of call.args.entries()) {
      const name = each.name ?? names[i];
      if (name === undefined || each.star !== '' || found.has(name)) continue;
      // Names of the function around it are not known here, and stay open.
      const value = evaluate(machine, scope, each.value);
      const plain = plainOf(value);
      if (plain !== undefined) found.set(name, plain);
      else if (isTensor(value) && !arrays.has(name)) arrays.set(name, value);
    }
  return { script: found, arrays };
}

/** Stored weights by the model's own paths: what stands before all of them (`module.`, `model.rnn.`) is a holder's name. */
function byOwnPaths(states: readonly StoredState[], own: readonly string[]): ReadonlyMap<string, StoredState> {
  const wanted = new Set(own);
  const counts = new Map<string, number>([['', 0]]);
  for (const { path } of states) {
    // Every place behind a dot may be where the model's own path begins.
    for (let at = 0; at >= 0; at = path.indexOf('.', at) + 1 || -1)
      if (wanted.has(path.slice(at))) counts.set(path.slice(0, at), (counts.get(path.slice(0, at)) ?? 0) + 1);
  }
  const [[prefix] = ['']] = [...counts].sort((a, b) => b[1] - a[1]);
  const plain = new Map(states.map((each) => [each.path, each]));
  for (const each of states) if (each.path.startsWith(prefix)) plain.set(each.path.slice(prefix.length), each);
  return plain;
}

/** Puts a checkpoint's numbers into the model, by path. */
function place(own: readonly State[], states: readonly StoredState[]): { unplaced: string[]; unfilled: string[] } {
  if (states.length === 0) return { unplaced: [], unfilled: [] };
  const byPath = byOwnPaths(
    states,
    own.map(({ path }) => path),
  );
  const used = new Set<StoredState>();
  const unfilled: string[] = [];
  for (const { path, tensor: target, learnt } of own) {
    const found = byPath.get(path);
    if (!found) {
      if (learnt) unfilled.push(path);
      continue;
    }
    used.add(found);
    if (found.shape.join() !== target.shape.join()) {
      if (learnt)
        throw new Stuck(
          `${path} has the shape ${target.shape.join(' × ')} in the model and ${found.shape.join(' × ')} in the weights`,
          null,
        );
      continue;
    }
    target.data = found.data.slice();
  }
  if (used.size === 0) throw new Stuck('none of the stored weights has a place in it', null);
  return { unplaced: states.filter((each) => !used.has(each)).map(({ path }) => path), unfilled };
}

interface Made {
  readonly type: Class;
  readonly machine: Machine;
  readonly made: Instance;
  readonly filled: readonly ModelArgument[];
  readonly probe: Probe;
  readonly own: readonly State[];
  readonly unplaced: readonly string[];
  readonly unfilled: readonly string[];
  readonly classes: readonly Class[];
}

function asModel({ type, machine, made, filled, probe, own, unplaced, unfilled, classes }: Made): RateModel {
  const { dynamics, way } = probe;
  const { tauMs, dtMs } = timesOf(made, dynamics);
  const pass = (inputs: Float64Array, trials: number, steps: number, noisy = false): Given =>
    runModel(machine, made, way, inputs, trials, steps, noisy);
  const quiet = witnessed(dynamics, way.channels, pass);
  return {
    name: type.name,
    span: spanOf(type),
    arguments: filled,
    dynamics,
    tauMs,
    dtMs,
    channels: way.channels,
    states: own.filter(({ learnt, tensor: { data } }) => learnt || data.length > 1),
    unplaced,
    unfilled,
    notes: [...machine.guesses].map((line) => `a condition at ${line} is not known and is taken for false`),
    others: classes.filter((each) => each !== type).map(({ name }) => name),
    run: (inputs, trials, steps, noisy = false) =>
      noisy ? pass(inputs, trials, steps, true) : quiet(inputs, trials, steps),
  };
}

function runModel(
  machine: Machine,
  made: Instance,
  way: Way,
  inputs: Float64Array,
  trials: number,
  steps: number,
  noisy: boolean,
): Given {
  machine.refill('run');
  machine.noisy = noisy;
  const given = tensor([trials, steps, way.channels], inputs);
  const { rates } = roll(machine, made, way, given);
  const width = rates.shape[2] ?? 0;
  return { rates: rates.data, width };
}

/** The time constant and step by their names, where they agree with what is kept of the state. */
function timesOf(made: Instance, { kept }: Dynamics): { tauMs: number | Float64Array | null; dtMs: number | null } {
  const find = (pattern: RegExp): Tensor | number | null => {
    for (const holder of [made, ...[...made.fields.values()].filter(isInstance)])
      for (const [name, value] of holder.fields)
        if (pattern.test(name) && (typeof value === 'number' || isTensor(value))) return value;
    return null;
  };
  const dt = find(/^(?:dt|delta_?t|deltat|time_?step|step_?size)(?:_?ms)?$/i);
  const tau = find(/^tau(?:_?(?:m|mem|r|rec|x|h|neuron))?(?:_?ms)?$|^time_?constant$/i);
  const dtMs = typeof dt === 'number' ? dt : null;
  const tauMs = typeof tau === 'number' ? tau : tau && tau.data.length > 1 ? tau.data : null;
  if (dtMs !== null && tauMs === null && typeof kept === 'number' && kept < 1)
    return { tauMs: dtMs / (1 - kept), dtMs };
  if (dtMs === null && typeof tauMs === 'number' && typeof kept === 'number' && kept > 0 && kept < 1)
    return { tauMs, dtMs: Number((tauMs * (1 - kept)).toPrecision(12)) };
  return { tauMs, dtMs };
}

/** The same model with its places moved, as those of a notebook are. */
export const placedModel = (model: RateModel, place: <Data>(data: Data) => Data): RateModel => {
  const { dynamics } = model;
  const { inside, outside, spans } = dynamics;
  return {
    ...model,
    span: place(model.span),
    dynamics: { ...dynamics, inside: place(inside), outside: place(outside), spans: place(spans) },
  };
};

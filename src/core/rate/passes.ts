// Runs a model's forward pass: whole sequences in either order of axes, or step by step, and finds the rates in what it gives.
import { call } from '../tensor/calls';
import { memberOf } from '../tensor/classes';
import { type Machine, Stuck } from '../tensor/machine';
import { type State, statesOf } from '../tensor/modules';
import { full, permute, stack, tensor, type Tensor, type Trace } from '../tensor/tensor';
import { type Instance, isItems, isKind, isTensor, isUnknown, type Value } from '../tensor/values';
import { type Dynamics, readDynamics, recurrences } from './dynamics';

/** How the model is given its input and gives its rates. */
export interface Way {
  readonly entry: string;
  readonly channels: number;
  /** `batch`: trials × time; `time`: time × trials; `steps`: one step with the state; `single`: one trial, time × channels. */
  readonly order: 'batch' | 'time' | 'steps' | 'single';
  /** What a whole sequence's state begins with, where it has to be handed over beside it: nothing, as PyTorch's layers take it, or zeros. */
  readonly begun?: 'none' | 'zeros';
  /** Where among what it gives the rates are. */
  readonly path: readonly number[];
  readonly units: number;
}

export interface Probe {
  readonly dynamics: Dynamics;
  readonly way: Way;
}

const probeTrials = 2;
const probeSteps = 5;
const longestProbe = 400;
/** What an array of fewer steps than the code wants ends in. */
const isShort = /there is no index \d+ in \d+/;

/** Null where no recurrence shows in any way of calling it; a reason is thrown where the code itself tells one. */
export function probeModel(
  machine: Machine,
  made: Instance,
  entry: string,
  channels: readonly number[],
  ownSteps = probeSteps,
): Probe | null {
  const states = statesOf(made);
  for (const { path, tensor: each } of states)
    each.trace = { op: 'param', inputs: [], span: null, name: path, value: each };
  const forward = memberOf(made.type, entry);
  const taking = isKind(forward, 'function') && forward.node.kind === 'function' ? forward.node.params.slice(1) : [];
  const required = taking.filter((each) => each.star === '' && !each.defaultValue && !each.keywordOnly);
  const whole: readonly Way['order'][] = ['batch', 'time', 'single'];
  const orders: readonly Pick<Way, 'order' | 'begun'>[] =
    required.length < 2
      ? whole.map((order) => ({ order }))
      : [
          { order: 'steps' },
          // A sequence may be given with the state that it starts from.
          ...(required.length === 2 && stateName.test(required[1]?.name ?? '')
            ? (['none', 'zeros'] as const).flatMap((begun) => whole.slice(0, 2).map((order) => ({ order, begun })))
            : []),
        ];
  let problem: Stuck | null = null;
  let ran = false;
  // What the input's weights multiply is the likeliest number of channels; others are tried where it fails.
  const ways = channels.flatMap((count) => orders.map((order) => ({ count, order })));
  // Code that goes through so many steps of its own is probed with as many, at last.
  for (const steps of ownSteps > probeSteps && ownSteps <= longestProbe ? [probeSteps, ownSteps] : [probeSteps]) {
    if (steps > probeSteps && !isShort.test(messageOf(problem))) break;
    if (steps > probeSteps) problem = null;
    for (const { count, order } of ways) {
      // What one order of axes can't do is no reason where another one has told its own.
      try {
        const found = attempt(machine, made, { entry, ...order }, count, steps);
        if (found === 'no recurrence') ran = true;
        else if (found) {
          forget(states);
          return found;
        }
      } catch (error) {
        if (!(error instanceof Stuck) || error.final) throw error;
        problem ??= error;
      } finally {
        machine.tracing = false;
      }
    }
  }
  forget(states);
  if (problem && !ran) throw problem;
  return null;
}

const messageOf = (problem: Stuck | null): string => problem?.message ?? '';

const stateName =
  /^(?:h\d?|hx|x0|r0|h_?0|h_?t|h_?prev|(?:prev_?|last_?|init(?:ial)?_?)?(?:hidden|state|hid|hiddens|states)\w*)$/i;

const forget = (states: readonly State[]): void => {
  for (const { tensor: each } of states) each.trace = null;
};

function attempt(
  machine: Machine,
  made: Instance,
  how: Pick<Way, 'entry' | 'order' | 'begun'>,
  channels: number,
  steps: number,
): Probe | 'no recurrence' | null {
  machine.refill('probe');
  machine.noisy = true;
  machine.tracing = true;
  const data = Float64Array.from({ length: probeTrials * steps * channels }, () => machine.draws.uniform());
  const input = tensor([probeTrials, steps, channels], data);
  const { order } = how;
  const given = pass(machine, made, how, input, null);
  machine.tracing = false;
  const outputs = leaves(given);
  const strange = findUnknown(given);
  const traces = outputs.flatMap(({ tensor: { trace } }) => trace ?? []);
  const found = recurrences(traces);
  const [deepest] = found;
  if (!deepest) {
    const missing = strange ?? machine.lost;
    if (missing) throw new Stuck(unreadable(machine, missing), missing.span);
    return 'no recurrence';
  }
  // The recurrence must be as deep as there are steps: else the axes are the other way round.
  if (deepest.depth < steps - 2 || deepest.depth > steps) return null;
  const trials = order === 'single' ? 1 : probeTrials;
  const shaped = outputs.map((each) => ({ ...each, ordered: inOrder(each.tensor, order, trials) }));
  // What has a value for each step: not the state that is left at the end.
  const usable = shaped.filter(({ ordered }) => ordered?.shape[1] === steps);
  const first = readDynamics(traces, null);
  if (!first)
    throw new Stuck('its recurrence can’t be told apart into leak, weights and activation', deepest.trace.span);
  const read = usable.map((each) => {
    const last = lastStep(each.tensor.trace);
    return { each, dynamics: readDynamics(traces, last) ?? first };
  });
  const score = ({ each, dynamics }: (typeof read)[number]): number =>
    (each.tensor.shape[each.tensor.shape.length - 1] === dynamics.units ? 10 : 0) +
    (dynamics.outside ? 5 : 0) +
    (rateName.test(each.name) ? 3 : 0) +
    (dynamics.putsOutState ? -2 : 0);
  const [best] = [...read].sort((a, b) => score(b) - score(a));
  if (!best) throw new Stuck('its forward pass gives nothing that has a value for each step', null);
  return {
    dynamics: best.dynamics,
    way: { ...how, channels, path: best.each.path, units: best.dynamics.units },
  };
}

function unreadable(machine: Machine, { why, span }: { why: string; span: Parameters<Machine['lineOf']>[0] }): string {
  const line = machine.lineOf(span);
  const [, name] = /^the argument `(\w+)`$/.exec(why) ?? [];
  const advice = name === undefined ? '' : `, which nobody gives: say it with --set ${name}=…`;
  return `its forward pass needs ${why}${line === '' ? '' : ` (${line})`}${advice}`;
}

/** The trace of the last step in a stack of them. */
function lastStep(trace: Trace | null): Trace | null {
  let at = trace;
  for (let i = 0; at && i < 12; i++) {
    if (at.op === 'stack' || at.op === 'cat') return at.inputs[at.inputs.length - 1] ?? null;
    const [only] = at.inputs;
    if (at.inputs.length !== 1 || !only) return at.op === 'write' ? (at.inputs[1] ?? null) : at;
    at = only;
  }
  return at;
}

/** Runs the model on `trials × steps × channels`; what it puts out comes back as `trials × steps × width`. */
export function roll(machine: Machine, made: Instance, way: Way, input: Tensor): { readonly rates: Tensor } {
  const given = pass(machine, made, way, input, way.units);
  const found = leaves(given).find(({ path }) => path.join() === way.path.join());
  const trials = input.shape[0] ?? 0;
  const rates = found && inOrder(found.tensor, way.order, trials);
  if (!rates) {
    const strange = findUnknown(given);
    throw new Stuck(strange ? unreadable(machine, strange) : 'the model gives no rates', strange?.span ?? null);
  }
  return { rates };
}

function pass(
  machine: Machine,
  made: Instance,
  { entry, order, begun }: Pick<Way, 'entry' | 'order' | 'begun'>,
  input: Tensor,
  units: number | null,
): Value {
  const forward = memberOf(made.type, entry);
  if (!isKind(forward, 'function')) throw new Stuck(`it has no ${entry}`, null);
  const bound = { ...forward, self: made };
  const span = { file: made.type.file, start: forward.node.start, end: forward.node.start };
  const marked = (of: Tensor): Tensor => {
    if (machine.tracing) of.trace = { op: 'input', inputs: [], span: null, value: of };
    return of;
  };
  const invoke = (args: readonly Value[]): Value => call(machine, bound, args, new Map(), span);
  const [trials = 0, steps = 0, channels = 0] = input.shape;
  const width = begun === 'zeros' ? (units ?? squareOf(made)) : null;
  if (begun === 'zeros' && width === null) throw new Stuck('how many units it has is not known', null);
  const start: Value[] = begun === undefined ? [] : [width === null ? null : full([trials, width], 0)];
  if (order === 'batch') return invoke([marked(input), ...start]);
  if (order === 'time') return invoke([marked(permute(input, [1, 0, 2])), ...start]);
  if (order === 'single') {
    const each = Array.from({ length: machine.tracing ? 1 : trials }, (_, i) =>
      invoke([marked(tensor([steps, channels], input.data.slice(i * steps * channels, (i + 1) * steps * channels)))]),
    );
    return together(each);
  }
  // Keras hands a cell its states as a list.
  const listed = forward.node.kind === 'function' && forward.node.params[2]?.name === 'states';
  const step = listed
    ? ([at = null, state = null]: readonly Value[]): Value =>
        invoke([at, isItems(state) ? state : { kind: 'list', items: [state] }])
    : invoke;
  return stepwise(step, made, input, units, marked);
}

/** One step after the other, with the state that the last one gave. */
function stepwise(
  invoke: (args: readonly Value[]) => Value,
  made: Instance,
  input: Tensor,
  units: number | null,
  marked: (of: Tensor) => Tensor,
): Value {
  const [trials = 0, steps = 0, channels = 0] = input.shape;
  const width = units ?? squareOf(made);
  if (width === null)
    throw new Stuck(
      'it is called step by step, and how many units it has is not known: none of its weights is a square matrix',
      null,
    );
  let state: Value = full([trials, width], 0);
  const turned = permute(input, [1, 0, 2]);
  const outputs: Tensor[] = [];
  const parts: Value[] = [];
  for (let t = 0; t < steps; t++) {
    const at = marked(
      tensor([trials, channels], turned.data.slice(t * trials * channels, (t + 1) * trials * channels)),
    );
    const given = invoke([at, state]);
    const [first] = leaves(given).filter(({ tensor: each }) => each.shape[each.shape.length - 1] === width);
    if (!first) return given;
    // Where it gives a pair, the state is the second one, as torch's cells have it.
    state = isItems(given) && given.items.length > 1 ? ((given.items[given.items.length - 1] ?? null) as Value) : given;
    outputs.push(first.tensor);
    parts.push(first.tensor);
  }
  const all = stack(outputs, 1);
  const inputs = outputs.flatMap(({ trace }) => trace ?? []);
  all.trace = inputs.length === 0 ? null : { op: 'stack', inputs, span: null, value: all };
  return all;
}

function squareOf(made: Instance): number | null {
  const states = statesOf(made);
  const square = states.find(({ tensor: { shape } }) => shape.length === 2 && shape[0] === shape[1]);
  // Gates stand one below the other.
  const gates = states.find(({ path }) => /(?:^|\.)weight_hh\w*$/.test(path));
  return square?.tensor.shape[0] ?? gates?.tensor.shape[1] ?? null;
}

/** How a dictionary calls what is sent, beside the state. */
const rateName = /rate|firing|^(?:r|fr)$/i;

interface Leaf {
  readonly path: readonly number[];
  /** Its key where it is given by name. */
  readonly name: string;
  readonly tensor: Tensor;
}

/** The arrays in what a call gives; a list of arrays, one for each step, counts as one. */
function leaves(value: Value, path: readonly number[] = [], name = ''): Leaf[] {
  if (isTensor(value)) return [{ path, name, tensor: value }];
  if (isKind(value, 'dict'))
    return [...value.entries].flatMap(([key, each], i) => leaves(each, [...path, i], String(key)));
  if (!isItems(value)) return [];
  const { items } = value;
  const [first] = items;
  if (
    items.length > 2 &&
    items.every(isTensor) &&
    isTensor(first) &&
    items.every((each) => each.shape.join() === first.shape.join())
  ) {
    const joined = stack(items, 0);
    joined.trace = { op: 'stack', inputs: items.flatMap(({ trace }) => trace ?? []), span: null, value: joined };
    return [{ path, name, tensor: joined }];
  }
  return items.flatMap((each, i) => leaves(each, [...path, i], name));
}

/** What single trials gave, one behind the other, in the form that each has. */
function together(each: readonly Value[]): Value {
  const strange = each.map(findUnknown).find((one) => one !== null);
  if (strange) return strange;
  const all = each.map((one) => leaves(one));
  const [first = []] = all;
  const items = first.map((leaf, at): Value => {
    const parts = all.flatMap((one) => one[at]?.tensor ?? []);
    if (parts.length !== each.length || parts.some(({ shape }) => shape.join() !== leaf.tensor.shape.join()))
      return null;
    const joined = stack(parts, 0);
    joined.trace = leaf.tensor.trace;
    return { kind: 'dict', entries: new Map([[leaf.name, joined]]) };
  });
  return { kind: 'list', items };
}

function findUnknown(value: Value): Extract<Value, { kind: 'unknown' }> | null {
  if (isUnknown(value)) return value;
  if (isItems(value)) for (const each of value.items) if (findUnknown(each)) return findUnknown(each);
  return null;
}

/** As `trials × steps × width`; null where it has no such axes. */
function inOrder(of: Tensor, order: Way['order'], trials: number): Tensor | null {
  if (order === 'single') {
    if (of.shape.length === 2) return tensor([1, ...of.shape], of.data);
    return of.shape.length === 3 && of.shape[0] === trials ? of : null;
  }
  if (of.shape.length !== 3) return null;
  if (order === 'time') return of.shape[1] === trials ? permute(of, [1, 0, 2]) : of.shape[0] === trials ? of : null;
  return of.shape[0] === trials ? of : of.shape[1] === trials ? permute(of, [1, 0, 2]) : null;
}

// What a traced run says of a network's dynamics: how much of the state is kept, what it is driven by, what each unit sends, and where that is scaled.
import { permute, tensor, type Tensor, type Trace } from '../tensor/tensor';
import { type Span } from '../text';
import { Expander, isFunction, keyOf, type Sum } from './expand';

/** One number for all units, or one for each. */
export type Amount = number | Float64Array;

export interface Scaling {
  readonly scale: Amount;
  readonly baseline: Amount;
  readonly span: Span | null;
}

export interface Start {
  readonly state: Amount;
  readonly sends: boolean;
}

export interface Dynamics {
  /**
   * `current`: the state leaks and is then sent through the function; `rate`: what is sent leaks; `other`: a step does more than leak, receive and send,
   * as gates and several layers do: only the forward pass itself tells what comes of it, and the amounts here are NaN.
   */
  readonly form: 'current' | 'rate' | 'other';
  /** True where what is kept is a part of what was sent, and not of the state before the function: x ← kept·f(x) + … */
  readonly keepsSent?: boolean;
  /** The part of the state that is kept from one step to the next; 1 − dt/τ. */
  readonly kept: Amount;
  /** What the recurrent input, and what the outer one, is multiplied by: dt/τ in the usual form. */
  readonly recurrentGain: Amount;
  readonly inputGain: Amount | null;
  readonly activation: string;
  /** Standard deviation of what chance adds in each step. */
  readonly noiseSd: Amount;
  readonly bias: Amount;
  /** Row: the unit that receives; column: the unit that sends. Null where the recurrence is more than one matrix. */
  readonly recurrent: Tensor | null;
  /** Row: the unit; column: the channel. Null where the input takes another way. */
  readonly input: Tensor | null;
  /** Between what the function gives and what is sent back. */
  readonly inside: Scaling;
  /** Between what the function gives and what is put out. */
  readonly outside: Scaling | null;
  /** True where what is put out is the state, before the function. */
  readonly putsOutState: boolean;
  /** Whether signs are enforced: the weights are made positive, then given a sign. */
  readonly dale: boolean;
  readonly units: number;
  /** True where it is a layer of a library with gates of its own, and no model of neurons. */
  readonly isLayer?: boolean;
  /** What a run starts from, and whether that is sent in the first step: 0 where it isn't said; null where it is drawn, or can't be told. */
  readonly start?: Start | null;
  readonly spans: {
    readonly recurrent: Span | null;
    readonly input: Span | null;
    readonly activation: Span | null;
    readonly update: Span | null;
  };
}

export function everything(outputs: readonly Trace[]): Trace[] {
  const seen = new Set<Trace>(outputs);
  const list = [...seen];
  for (const each of list)
    for (const input of each.inputs)
      if (!seen.has(input)) {
        seen.add(input);
        list.push(input);
      }
  return list;
}

/** The nearest trace before this one that the same place in the code made. */
function before(of: Trace): Trace | null {
  const key = keyOf(of);
  if (key === '') return null;
  const seen = new Set<Trace>([of]);
  const queue = [...of.inputs];
  for (const each of queue) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (keyOf(each) === key) return each;
    queue.push(...each.inputs);
  }
  return null;
}

function depthOf(of: Trace): number {
  let depth = 0;
  for (let at = before(of); at; at = before(at)) depth++;
  return depth;
}

/** Products of matrices that feed on what they gave a step before, the latest step's first. */
export function recurrences(outputs: readonly Trace[]): { readonly trace: Trace; readonly depth: number }[] {
  return everything(outputs)
    .filter(({ op }) => op === 'matmul')
    .map((trace) => ({ trace, depth: depthOf(trace) }))
    .filter(({ depth }) => depth > 0)
    .sort((a, b) => b.depth - a.depth);
}

/** Null where no recurrence is found; `put` is the last step's output. */
export function readDynamics(outputs: readonly Trace[], put: Trace | null): Dynamics | null {
  const found = recurrences(outputs);
  const [deepest] = found;
  if (!deepest) return null;
  const expander = new Expander();
  // Of several in one step the one that is driven by units: a low rank has two in a row.
  const last = found.filter(({ depth }) => depth === deepest.depth).map(({ trace }) => trace);
  const main = last.find((each) => weightsOf(each, expander)?.isSquare) ?? deepest.trace;
  const path = everything([main]).filter((each) => isFunction(each.op) && expander.varies(each) && before(each));
  const [sent] = path;
  const operand = operandOf(main, expander);
  if (!sent || !operand) return null;
  const previous = before(sent);
  const [state] = sent.inputs;
  const [past] = previous?.inputs ?? [];
  if (!previous || !state || !past) return null;
  const inside = expander.expand(operand, new Set([sent, previous]));
  let sum = expander.expand(state, new Set([past, previous]));
  const gated = [...inside.parts.keys(), ...sum.parts.keys()].some((each) => isGate(each, expander));
  if (gated || isStacked(main, last)) return otherDynamics(operand, main, last, put, expander);
  let form: Dynamics['form'] = 'current';
  let kept = keptOf(sum, past, previous);
  let keepsSent = kept !== 0 && ![...sum.past].some((each) => each !== previous) && !sum.parts.has(past);
  let gain: Amount = 1;
  let scaled = inside;
  if (kept === 0) {
    // Perhaps what is sent leaks: the operand is a part of its own past and a part of what the function gives.
    const earlier = before(main);
    const old = earlier && operandOf(earlier, expander);
    const leaking = old && expander.expand(operand, new Set([old, sent]));
    const part = leaking && amount(leaking.parts.get(old));
    const fresh = leaking && amount(leaking.parts.get(sent));
    if (part !== null && fresh !== null) {
      form = 'rate';
      keepsSent = false;
      kept = part;
      gain = fresh;
      scaled = { ...inside, constant: null };
      sum = expander.expand(state, new Set([old as Trace]));
    }
  }
  const driven = drivesOf(sum, expander);
  if (!driven.recurrent) return null;
  const weights = driven.recurrent.op === 'matmul' ? weightsOf(driven.recurrent, expander) : null;
  const input = driven.input && weightsOf(driven.input, expander);
  const sending = [...scaled.parts.entries()].find(([each]) => each === sent || each === previous);
  // A state that the weights are multiplied with from the left stands upright: units are rows.
  const { shape } = state.value;
  const units = (isUpright(main, operand) ? shape[shape.length - 2] : shape.at(-1)) ?? 0;
  const output = put && readOutput(put, expander, sent, past);
  return {
    form,
    ...(keepsSent && { keepsSent }),
    kept,
    recurrentGain: form === 'rate' ? gain : (amount(sum.parts.get(driven.recurrent)) ?? 1),
    inputGain: driven.input ? (form === 'rate' ? gain : (amount(sum.parts.get(driven.input)) ?? 1)) : null,
    activation: sent.op === 'expit' ? 'sigmoid' : sent.op === 'logaddexp' ? 'softplus' : sent.op,
    noiseSd: noiseOf(sum),
    bias: amount(sum.constant) ?? 0,
    recurrent: weights?.isSquare ? bare(weights.matrix) : null,
    input: input ? bare(input.matrix) : null,
    inside:
      form === 'rate'
        ? { scale: 1, baseline: 0, span: null }
        : { scale: amount(sending?.[1]) ?? 1, baseline: amount(scaled.constant) ?? 0, span: operand.span },
    outside: output?.scaling ?? null,
    putsOutState: output?.isState ?? false,
    dale: weights ? isSigned(weights.trace) : false,
    units,
    start: startOf({ expander, form, sent, main, operand, kept, bias: sum.constant, units }),
    spans: {
      recurrent: driven.recurrent.span,
      input: driven.input?.span ?? null,
      activation: sent.span,
      update: state.span,
    },
  };
}

const isUpright = (main: Trace, operand: Trace): boolean =>
  main.inputs[1] === operand && operand.value.shape.length > 1;

/** Two things that depend on the state, or one that does and the input, multiplied: what a gate does. */
function isGate(part: Trace, expander: Expander): boolean {
  if ((part.op !== 'mul' && part.op !== 'div') || part.inputs.length !== 2) return false;
  const loops = (of: Trace): boolean => everything([of]).some((each) => each.op === 'matmul' && before(each) !== null);
  const moves = (of: Trace): boolean => everything([of]).some(({ op }) => op === 'input') || loops(of);
  return part.inputs.every((each) => expander.varies(each) && moves(each)) && part.inputs.some(loops);
}

/** Two recurrences in a step of which one drives the other and not the other way round. */
function isStacked(main: Trace, last: readonly Trace[]): boolean {
  const wanted = keyOf(main);
  const feeds = (from: string, to: Trace): boolean => everything([to]).some((each) => keyOf(each) === from);
  return last.some((each) => {
    const [rows, columns] = [each.inputs[1]?.value.shape[0], each.inputs[1]?.value.shape[1]];
    if (keyOf(each) === wanted || rows !== columns) return false;
    return feeds(wanted, each) !== feeds(keyOf(each), main);
  });
}

function otherDynamics(
  operand: Trace,
  main: Trace,
  last: readonly Trace[],
  put: Trace | null,
  expander: Expander,
): Dynamics {
  const weights = last.map((each) => weightsOf(each, expander));
  return {
    form: 'other',
    kept: NaN,
    recurrentGain: NaN,
    inputGain: null,
    activation: '',
    noiseSd: NaN,
    bias: NaN,
    recurrent: null,
    input: null,
    inside: { scale: 1, baseline: 0, span: null },
    outside: null,
    putsOutState: false,
    dale: weights.some((each) => each !== null && isSigned(each.trace)),
    units: operand.value.shape.at(isUpright(main, operand) ? -2 : -1) ?? 0,
    isLayer: last.some(({ part }) => part?.startsWith('recurrent') === true),
    start: null,
    spans: { recurrent: last[0]?.span ?? null, input: null, activation: null, update: put?.span ?? null },
  };
}

interface Begun {
  readonly expander: Expander;
  readonly form: Dynamics['form'];
  readonly sent: Trace;
  readonly main: Trace;
  readonly operand: Trace;
  readonly kept: Amount;
  readonly bias: Tensor | null;
  readonly units: number;
}

/** Looks at the first step: what does not depend on the input there is what the run starts from. */
function startOf({ expander, form, sent, main, operand, kept, bias, units }: Begun): Start | null {
  if (form === 'rate') {
    const first = firstOf(main).inputs[main.inputs.indexOf(operand)];
    const state = first && !expander.varies(first) ? rowOf(first.value, units) : null;
    return state === null ? null : { state, sends: true };
  }
  const [first] = firstOf(sent).inputs;
  if (!first) return null;
  if (!expander.varies(first)) {
    const state = rowOf(first.value, units);
    return state === null ? null : { state, sends: true };
  }
  // It is sent for the first time after the first step: what that step has beside the bias was kept of the start, or sent from it.
  const begun = expander.expand(first, new Set()).constant;
  const [had, always] = [begun ? rowOf(begun, units) : 0, bias ? rowOf(bias, units) : 0];
  if (had === null || always === null) return null;
  const pick = (of: Amount, unit: number): number => (typeof of === 'number' ? of : (of[unit] ?? NaN));
  const state = Float64Array.from({ length: units }, (_, unit) => {
    const left = pick(had, unit) - pick(always, unit);
    return Math.abs(left) < 1e-12 ? 0 : left / pick(kept, unit);
  });
  return state.every(Number.isFinite) ? { state: evened(state), sends: false } : null;
}

/** The trace of the first step that the same place in the code made. */
function firstOf(of: Trace): Trace {
  let at = of;
  for (let earlier = before(at); earlier; earlier = before(at)) at = earlier;
  return at;
}

/** The values of all units, which every trial must have alike. */
function rowOf({ shape, data }: Tensor, units: number): Amount | null {
  if (data.length === 1) return data[0] ?? NaN;
  const width = shape[shape.length - 1] ?? 0;
  if (width !== units && width !== 1) return null;
  const row = data.slice(0, width);
  if (!data.every((each, i) => each === row[i % width])) return null;
  return evened(row);
}

const evened = (of: Float64Array): Amount => (of.every((each) => each === of[0]) ? (of[0] ?? NaN) : of);

/** What is left of the state a step before, or of what was sent then. */
function keptOf(sum: Sum, past: Trace, previous: Trace): Amount {
  const [own] = [...sum.past].filter((each) => each !== previous);
  const found = own ?? (sum.parts.has(past) ? past : sum.parts.has(previous) ? previous : null);
  return (found && amount(sum.parts.get(found))) ?? 0;
}

/** Without the trace, which holds on to the whole run. */
const bare = ({ shape, data }: Tensor): Tensor => tensor(shape, data);

/** The factor of a product that changes from step to step; the other one holds the weights. */
function operandOf(of: Trace, expander: Expander): Trace | null {
  const [a, b] = of.inputs;
  if (a && expander.varies(a)) return a;
  return b && expander.varies(b) ? b : null;
}

function weightsOf(
  of: Trace,
  expander: Expander,
): { readonly matrix: Tensor; readonly isSquare: boolean; readonly trace: Trace } | null {
  const [a, b] = of.inputs;
  if (!a || !b) return null;
  const right = expander.varies(a);
  const trace = right ? b : a;
  if (expander.varies(trace) || trace.value.shape.length !== 2) return null;
  const [rows, columns] = trace.value.shape;
  return { matrix: right ? permute(trace.value, [1, 0]) : trace.value, isSquare: rows === columns, trace };
}

/** The recurrent product and the one that takes the input, however deep the former's low rank is. */
function drivesOf(sum: Sum, expander: Expander): { recurrent: Trace | null; input: Trace | null } {
  let [recurrent, input]: (Trace | null)[] = [null, null];
  for (const part of sum.parts.keys()) {
    if (part.op !== 'matmul') continue;
    const operand = operandOf(part, expander);
    const loops = before(part) !== null;
    if (loops) recurrent ??= part;
    else if (operand) input ??= part;
  }
  // What is done to the recurrent input on its way hides the product, but not that there is one.
  if (!recurrent)
    for (const part of sum.parts.keys())
      if (!sum.past.has(part) && everything([part]).some((each) => each.op === 'matmul' && before(each)))
        recurrent ??= part;
  return { recurrent: recurrent ?? null, input: input ?? null };
}

function noiseOf(sum: Sum): Amount {
  let variance = 0;
  for (const [part, by] of sum.parts) {
    if (part.op !== 'noise') continue;
    const factor = amount(by);
    const sd = Number(part.name ?? 1);
    const size =
      typeof factor === 'number' ? factor : (factor?.reduce((total, x) => total + x, 0) ?? 0) / (factor?.length ?? 1);
    variance += (size * sd) ** 2;
  }
  return Math.sqrt(variance);
}

function readOutput(
  put: Trace,
  expander: Expander,
  sent: Trace,
  past: Trace,
): { readonly scaling: Scaling | null; readonly isState: boolean } | null {
  // What the last step came to has been sent by none yet: it is known by where it was made.
  if (keyOf(put) !== '' && keyOf(put) === keyOf(past)) return { scaling: null, isState: true };
  const wanted = keyOf(sent);
  const stops = new Set(everything([put]).filter((each) => keyOf(each) === wanted));
  const sum = expander.expand(put, stops);
  const [own, ...others] = [...sum.parts];
  if (!own || others.length > 0) return null;
  const [part, by] = own;
  if (stops.has(part))
    return { scaling: { scale: amount(by) ?? 1, baseline: amount(sum.constant) ?? 0, span: put.span }, isState: false };
  return { scaling: null, isState: keyOf(part) === keyOf(past) };
}

/** Weights that were made positive on the way and then given signs. */
function isSigned(weights: Trace): boolean {
  const way = everything([weights]);
  const positive = way.some(({ op }) => /^(?:abs|absolute|relu|softplus|exp|square|clamp|clip|maximum|pow)$/.test(op));
  const signs = way.some(
    ({ op, value }) =>
      (op === 'const' || op === 'param' || op === 'same' || op === 'diag' || op === 'write') &&
      value.data.length > 1 &&
      value.data.some((x) => x < 0) &&
      value.data.every((x) => x === -1 || x === 0 || x === 1),
  );
  return positive && signs;
}

function amount(of: Tensor | null | undefined): Amount | null {
  if (!of) return null;
  const [first = NaN] = of.data;
  return of.data.every((x) => Math.abs(x - first) <= 1e-12 * Math.abs(first)) ? first : of.data.slice();
}

// The recurrent layers of `torch.nn` and their cells: RNN, GRU and LSTM, of several layers and in both directions, stepped as PyTorch documents them.
import { type Span } from '../text';
import { linear } from './linearLayer';
import { type Machine } from './machine';
import { full, map, permute, type Tensor, tensor, zip } from './tensor';
import { isItems, isTensor, isUnknown, type Layer, list, numberOf, tuple, unknown, type Value } from './values';

/** Rows of the weights for each unit: one for each gate, one below the other. */
const gatesOf: Readonly<Record<string, number>> = { RNN: 1, GRU: 3, LSTM: 4 };

export const isRecurrent = (type: string): boolean => /^(?:RNN|GRU|LSTM)(?:Cell)?$/.test(type);

/** What the layer's constructor is told, by name or by place, as far as it decides what is calculated. */
export interface RecurrentArguments {
  /** The argument of that name, or the one at that place. */
  given(name: string, at: number): Value | undefined;
  learn(name: string, shape: readonly number[], bound: number): void;
}

/** False where the layer is of a kind that is not calculated. */
export function recurrentFields(layer: Layer, { given, learn }: RecurrentArguments): boolean {
  const isCell = layer.type.endsWith('Cell');
  const kind = layer.type.replace('Cell', '');
  const gates = gatesOf[kind] ?? NaN;
  const number = (name: string, at: number, otherwise: number): number => numberOf(given(name, at)) ?? otherwise;
  // Since torch 2 a fourth place of an RNN is its function, before it was its biases.
  const named = given('nonlinearity', 3);
  const nonlinearity = kind === 'RNN' && typeof named === 'string' ? named : 'tanh';
  const moved = kind === 'RNN' && !isCell && typeof named === 'string' && given('nonlinearity', -1) === undefined;
  const place = (at: number): number => (isCell ? 2 : moved ? at + 1 : at);
  const inputs = number('input_size', 0, NaN);
  const units = number('hidden_size', 1, NaN);
  const layers = isCell ? 1 : number('num_layers', 2, 1);
  const biases = given('bias', place(3)) !== false;
  const batchFirst = !isCell && given('batch_first', place(4)) === true;
  const both = !isCell && given('bidirectional', place(6)) === true;
  if (!isCell && number('proj_size', place(7), 0) > 0) return false;
  if (!(Number.isInteger(layers) && layers >= 1 && layers <= 16)) return false;
  const bound = 1 / Math.sqrt(units);
  for (let index = 0; index < layers; index++)
    for (const direction of both ? ['', '_reverse'] : ['']) {
      const end = isCell ? '' : `_l${index}${direction}`;
      const width = index === 0 ? inputs : units * (both ? 2 : 1);
      learn(`weight_ih${end}`, [gates * units, width], bound);
      learn(`weight_hh${end}`, [gates * units, units], bound);
      if (!biases) continue;
      learn(`bias_ih${end}`, [gates * units], bound);
      learn(`bias_hh${end}`, [gates * units], bound);
    }
  layer.fields.set('input_size', inputs).set('hidden_size', units).set('num_layers', layers);
  layer.fields.set('nonlinearity', nonlinearity).set('batch_first', batchFirst).set('bidirectional', both);
  return true;
}

/** What a step leaves: what is put out, and beside it an LSTM's cell. */
interface Held {
  readonly put: Tensor;
  readonly cell: Tensor | null;
}

export interface Around {
  readonly machine: Machine;
  readonly span: Span;
  /** An operation of the library by its name. */
  operate(name: string, args: readonly Value[]): Value;
}

/** What the layer gives for its input and, where it is told one, the state that it starts from. */
export function applyRecurrent(layer: Layer, args: readonly Value[], around: Around): Value {
  const [input, begun] = args;
  const { span } = around;
  if (!isTensor(input)) return unknown(`the input of a ${layer.type} layer`, span);
  if (isUnknown(begun)) return begun;
  const isAlone = input.shape.length === 2;
  const start = startOf(layer, begun, input);
  if (start === null) return unknown(`the state that a ${layer.type} layer starts from`, span);
  if (layer.type.endsWith('Cell')) {
    const after = step(layer, '', input, start[0]?.at(0) ?? null, around);
    if (after === null) return unknown(`the weights of a ${layer.type} layer`, span);
    return layer.type === 'LSTMCell' ? tuple([after.put, after.cell]) : after.put;
  }
  if (input.shape.length !== 3 && !isAlone) return unknown(`a ${layer.type} layer’s input with trials and time`, span);
  return sequence(layer, input, start, isAlone, around);
}

function sequence(
  layer: Layer,
  input: Tensor,
  start: readonly (readonly Held[])[],
  isAlone: boolean,
  around: Around,
): Value {
  const { machine, span, operate } = around;
  const { fields, type } = layer;
  const batchFirst = fields.get('batch_first') === true && !isAlone;
  const batched = isAlone ? tensor([input.shape[0] ?? 0, 1, input.shape[1] ?? 0], input.data) : input;
  const turned = batchFirst ? permute(batched, [1, 0, 2]) : batched;
  const [steps = 0, ...rest] = turned.shape;
  const size = turned.data.length / Math.max(1, steps);
  let each: Tensor[] = Array.from({ length: steps }, (_, t) =>
    machine.traced(tensor(rest, turned.data.slice(t * size, (t + 1) * size)), 'index', [input], span),
  );
  const last: Held[] = [];
  const layers = numberOf(fields.get('num_layers')) ?? 1;
  for (let index = 0; index < layers; index++) {
    const directions: Tensor[][] = [];
    for (const direction of fields.get('bidirectional') === true ? ['', '_reverse'] : ['']) {
      let held: Held | null = start[last.length]?.at(0) ?? null;
      const put: Tensor[] = [];
      for (let t = 0; t < steps; t++) {
        const at = direction === '' ? t : steps - 1 - t;
        held = step(layer, `_l${index}${direction}`, each[at] as Tensor, held, around);
        if (held === null) return unknown(`the weights of a ${type} layer`, span);
        put[at] = held.put;
      }
      if (held === null) return unknown(`a ${type} layer’s input of no steps`, span);
      last.push(held);
      directions.push(put);
    }
    const [forth = [], back] = directions;
    const both = back ? forth.map((one, t) => operate('cat', [list([one, back[t] ?? null]), -1])) : forth;
    const odd = both.find((one) => !isTensor(one));
    if (odd !== undefined) return odd;
    each = both as Tensor[];
  }
  const put = operate('stack', [list(isAlone ? each.map(alone) : each), batchFirst ? 1 : 0]);
  const stacked = (of: readonly Tensor[]): Value => operate('stack', [list(isAlone ? of.map(alone) : [...of]), 0]);
  const state = stacked(last.map((one) => one.put));
  const cells = last.flatMap(({ cell }) => (cell === null ? [] : [cell]));
  return tuple([put, type === 'LSTM' ? tuple([state, stacked(cells)]) : state]);
}

/** Without the axis of a single trial. */
const alone = (of: Tensor): Tensor => ({ ...of, shape: of.shape.slice(1) });

/** For each layer and direction what it starts from: none means zeros. Null where it is something else. */
function startOf(
  { type, fields }: Layer,
  begun: Value | undefined,
  input: Tensor,
): readonly (readonly Held[])[] | null {
  if (begun === undefined || begun === null) return [];
  const [put, cell] = isItems(begun) ? begun.items : [begun, null];
  if (!isTensor(put)) return null;
  if (type.startsWith('LSTM') && !isTensor(cell)) return null;
  const all = type.endsWith('Cell')
    ? 1
    : (numberOf(fields.get('num_layers')) ?? 1) * (fields.get('bidirectional') === true ? 2 : 1);
  const units = numberOf(fields.get('hidden_size')) ?? NaN;
  const trials = input.shape.length === 3 ? (input.shape[fields.get('batch_first') === true ? 0 : 1] ?? 0) : 1;
  const fits = (of: Tensor): boolean =>
    type.endsWith('Cell')
      ? of.shape.at(-1) === units && of.shape.length === input.shape.length
      : of.shape.join() === (input.shape.length === 3 ? [all, trials, units] : [all, units]).join();
  if (!fits(put) || (isTensor(cell) && !fits(cell))) return null;
  const part = (of: Tensor, at: number): Tensor => {
    if (type.endsWith('Cell')) return of;
    const size = trials * units;
    const cut = tensor([trials, units], of.data.slice(at * size, (at + 1) * size));
    cut.trace = of.trace;
    return cut;
  };
  return Array.from({ length: all }, (_, at) => [{ put: part(put, at), cell: isTensor(cell) ? part(cell, at) : null }]);
}

const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** One step of one layer; null where its weights are not known. */
function step(layer: Layer, end: string, input: Tensor, before: Held | null, around: Around): Held | null {
  const { machine, span, operate } = around;
  const { fields, type } = layer;
  const units = numberOf(fields.get('hidden_size')) ?? NaN;
  const field = (name: string): Value | undefined => fields.get(`${name}${end}`);
  const zeros = (): Tensor => full([...input.shape.slice(0, -1), units], 0);
  const past = before?.put ?? zeros();
  const driven = linear(machine, input, field('weight_ih'), field('bias_ih'), span, `input${end}`);
  const sent = linear(machine, past, field('weight_hh'), field('bias_hh'), span, `recurrent${end}`);
  if (!isTensor(driven) || !isTensor(sent)) return null;
  const two = (op: string, a: Tensor, b: Tensor, f: (x: number, y: number) => number, part: string): Tensor =>
    machine.traced(zip(a, b, f), op, [a, b], span, `${part}${end}`);
  const add = (a: Tensor, b: Tensor, part: string): Tensor => two('add', a, b, (x, y) => x + y, part);
  const times = (a: Tensor, b: Tensor, part: string): Tensor => two('mul', a, b, (x, y) => x * y, part);
  const gate = (of: Tensor, at: number, part: string): Tensor =>
    machine.traced(columns(of, at * units, units), 'index', [of], span, `${part}${end}`);
  const through = (of: Tensor, op: 'sigmoid' | 'tanh', part: string): Tensor =>
    machine.traced(map(of, op === 'tanh' ? Math.tanh : sigmoid), op, [of], span, `${part}${end}`);
  if (type.startsWith('RNN')) {
    const name = fields.get('nonlinearity');
    const sum = add(driven, sent, 'sum');
    const put = typeof name === 'string' && name !== 'tanh' ? operate(name, [sum]) : through(sum, 'tanh', 'state');
    return isTensor(put) ? { put, cell: null } : null;
  }
  /** Both drives of one gate together. */
  const both = (at: number, part: string): Tensor =>
    add(gate(driven, at, `${part} x`), gate(sent, at, `${part} h`), part);
  if (type.startsWith('GRU')) {
    const reset = through(both(0, 'r'), 'sigmoid', 'r');
    const update = through(both(1, 'z'), 'sigmoid', 'z');
    const own = times(reset, gate(sent, 2, 'n h'), 'reset');
    const fresh = through(add(gate(driven, 2, 'n x'), own, 'n'), 'tanh', 'n');
    // (1 − z)·n + z·h as PyTorch calculates it.
    const left = times(
      update,
      two('sub', past, fresh, (x, y) => x - y, 'past'),
      'left',
    );
    return { put: add(fresh, left, 'h'), cell: null };
  }
  const open = through(both(0, 'i'), 'sigmoid', 'i');
  const kept = times(through(both(1, 'f'), 'sigmoid', 'f'), before?.cell ?? zeros(), 'kept');
  const cell = add(kept, times(open, through(both(2, 'g'), 'tanh', 'g'), 'fresh'), 'c');
  return { put: times(through(both(3, 'o'), 'sigmoid', 'o'), through(cell, 'tanh', 'out'), 'h'), cell };
}

function columns({ shape, data }: Tensor, from: number, count: number): Tensor {
  const width = shape.at(-1) ?? 0;
  const rows = data.length / Math.max(1, width);
  const cut = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++)
    cut.set(data.subarray(row * width + from, row * width + from + count), row * count);
  return tensor([...shape.slice(0, -1), count], cut);
}

// A network out of its weights alone: the usual leaky one, with everything that the weights don't tell assumed and said.
import { type Amount, type Dynamics } from '../../core/rate/dynamics';
import { activations, leakyRunner, type Runner } from '../../core/rate/leaky';
import { type StoredState } from '../../core/rate/model';
import { permute, type Tensor, tensor } from '../../core/tensor/tensor';

export interface Guess {
  readonly name: string;
  readonly runner: Runner | null;
  readonly tauMs: Amount | null;
  readonly dtMs: number | null;
  readonly notes: readonly string[];
  readonly problem: string | null;
}

type Settings = ReadonlyMap<string, number | string | boolean | null>;

const bare = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const isMask = ({ data }: StoredState): boolean => data.every((x) => x === 0 || x === 1 || x === -1);

/** Null where no weights are given at all. */
export function withoutCode(states: readonly StoredState[], settings: Settings, binMs: number | null): Guess | null {
  if (states.length === 0) return null;
  const none = (problem: string): Guess => ({
    name: 'network',
    runner: null,
    tauMs: null,
    dtMs: null,
    notes: [],
    problem,
  });
  const layer = layerOf(states);
  if (layer !== null)
    return none(`these are the weights of a torch.nn.${layer}, which says nothing of what is around it; give the code`);
  const square = states.filter(({ shape }) => shape.length === 2 && shape[0] === shape[1] && (shape[0] ?? 0) > 1);
  const learnt = square.filter((each) => !isMask(each));
  const named = learnt.find(({ path }) => /rec|h2h|hh|(?:^|\.)w$|(?:^|\.)j$/i.test(path)) ?? learnt[0];
  if (!named) return none('no recurrent weights are among what is stored: no square matrix');
  const [units = 0] = named.shape;
  const notes: string[] = [];
  const recurrent = acting(named, square, notes);
  const input = inputOf(states, units);
  if (!input)
    return none(
      `no input weights are among what is stored: no matrix with ${units} rows or columns beside the recurrent one`,
    );
  const number = (...names: string[]): number | null => {
    for (const name of names) {
      const value = settings.get(name);
      if (typeof value === 'number') return value;
    }
    return null;
  };
  const assumed = (what: string, value: number | string, how: string): void =>
    void notes.push(`${what} is not stored: ${value} assumed; say --set ${how}, or give the code`);
  const dtMs = number('dt', 'dt_ms') ?? binMs;
  let tauMs = number('tau', 'tau_ms');
  let alpha = number('alpha');
  if (alpha === null && tauMs !== null && dtMs !== null) alpha = dtMs / tauMs;
  if (alpha === null) {
    alpha = 0.5;
    assumed('the time constant', 'twice the step', 'tau=MS');
  }
  if (tauMs === null && dtMs !== null) tauMs = dtMs / alpha;
  const said = settings.get('activation') ?? settings.get('nonlinearity') ?? settings.get('act_fn');
  const activation = typeof said === 'string' && said.toLowerCase() in activations ? said.toLowerCase() : 'softplus';
  if (activation !== said) assumed('the activation', 'softplus', 'activation=NAME');
  const scale = single(states, /(?:rate|output|readout)_?scale$/i) ?? number('rate_scale') ?? 1;
  const baseline = single(states, /(?:rate|output|readout)_?baseline$/i) ?? number('rate_baseline') ?? 0;
  if (scale !== 1 || baseline !== 0)
    notes.push('the read-out scale is taken to lie outside the recurrence: only the code tells');
  const bias = states.find(
    ({ path, shape }) => /b(?:ias)?(?:_?rec|_?h)?$/i.test(bare(path)) && shape.join() === String(units),
  );
  const dynamics: Dynamics = {
    form: 'current',
    kept: 1 - alpha,
    recurrentGain: alpha,
    inputGain: alpha,
    activation,
    noiseSd: 0,
    bias: bias ? bias.data.map((value) => value * (alpha as number)) : 0,
    recurrent,
    input,
    inside: { scale: 1, baseline: 0, span: null },
    outside: { scale, baseline, span: null },
    putsOutState: false,
    dale: false,
    units,
    spans: { recurrent: null, input: null, activation: null, update: null },
  };
  const runner = leakyRunner(dynamics);
  return {
    name: 'network of the weights',
    runner,
    tauMs,
    dtMs,
    notes,
    problem: runner ? null : 'its weights make no network',
  };
}

/** PyTorch's own recurrent layers by the names of their weights: gates lie one below the other. */
function layerOf(states: readonly StoredState[]): string | null {
  const hidden = states.find(({ path, shape }) => /(?:^|\.)weight_hh(?:_l\d+)?$/.test(path) && shape.length === 2);
  const [rows = 0, columns = 1] = hidden?.shape ?? [];
  const cell = hidden && /weight_hh$/.test(hidden.path) ? 'Cell' : '';
  const gates = ({ 1: 'RNN', 3: 'GRU', 4: 'LSTM' } as Record<number, string>)[rows / columns];
  return gates === undefined ? null : gates + cell;
}

const single = (states: readonly StoredState[], name: RegExp): number | null =>
  states.find(({ path, data }) => name.test(path) && data.length === 1)?.data[0] ?? null;

/** Raw weights with masks beside them are taken for |W| · sign · mask. */
function acting(of: StoredState, square: readonly StoredState[], notes: string[]): Tensor {
  const masks = square.filter((each) => isMask(each) && each.shape[0] === of.shape[0]);
  const signed = masks.some(({ data }) => data.includes(-1));
  if (masks.length === 0) return tensor(of.shape, of.data);
  const words = masks.map(({ path }) => bare(path)).join(' · ');
  notes.push(
    `${bare(of.path)} is taken to act as ${signed ? `|${bare(of.path)}|` : bare(of.path)} · ${words}; the code would tell`,
  );
  const [n = 0] = of.shape;
  const isDiagonal = (mask: StoredState): boolean => mask.data.every((x, i) => x === 0 || i % (n + 1) === 0);
  // A diagonal matrix of signs multiplies the columns: one sign for each unit that sends.
  const factor = (mask: StoredState, i: number): number =>
    mask.data[isColumnwise.has(mask) ? (i % n) * (n + 1) : i] ?? NaN;
  const isColumnwise = new Set(masks.filter((mask) => mask.data.includes(-1) && isDiagonal(mask)));
  const data = of.data.map((value, i) =>
    masks.reduce((product, mask) => product * factor(mask, i), signed ? Math.abs(value) : value),
  );
  return tensor(of.shape, data);
}

function inputOf(states: readonly StoredState[], units: number): Tensor | null {
  const shaped = states.filter(
    ({ shape, path }) =>
      shape.length === 2 && shape.includes(units) && shape[0] !== shape[1] && !/out|readout|fc|dec/i.test(bare(path)),
  );
  const found = shaped.find(({ path }) => /in|ih|i2h/i.test(path)) ?? shaped[0];
  if (!found) return null;
  const given = tensor(found.shape, found.data);
  return found.shape[0] === units ? given : permute(given, [1, 0]);
}

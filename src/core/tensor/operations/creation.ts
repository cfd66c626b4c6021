// Operations that make arrays: constant ones, ranges, copies of lists, and random draws.
import { toShape, toTensor } from '../convert';
import { orthonormal } from '../linear';
import { full, map, ShapeError, sizeOf, tensor, type Tensor } from '../tensor';
import { api, isTensor, numberOf, tuple, unknown, type Value } from '../values';
import { type Given, type Operations } from './given';

const largest = 5e7;

function made(given: Given, shape: readonly number[] | null, fill: number): Value {
  if (shape === null) return unknown('an array of unknown size', given.span);
  if (sizeOf(shape) > largest) return unknown('an array that is too large', given.span);
  return given.give(full(shape, fill), [], 'const');
}

const like = (given: Given, fill: number): Value => made(given, given.tensor(0, 'input a').shape, fill);

function copied(given: Given): Value {
  const first = given.get('data object input', 0) ?? null;
  const of = toTensor(first);
  if (!of) return unknown('an array of something else', given.span);
  // `torch.Tensor(3, 4)` is an empty array of that shape.
  if (/^(?:Float|Double)?Tensor$/.test(given.name)) {
    const shape = toShape(given.args);
    if (shape && !isTensor(first) && typeof first === 'number') return made(given, shape, 0);
  }
  return given.give(
    map(of, (x) => x),
    [of],
    'same',
  );
}

function eye(given: Given): Value {
  const rows = given.number('n N num_rows', 0, NaN);
  const columns = given.number('m M num_columns', 1, rows);
  if (!(rows * columns <= largest)) return unknown('an array of unknown size', given.span);
  const result = full([rows, columns], 0);
  for (let i = 0; i < Math.min(rows, columns); i++) result.data[i * columns + i] = 1;
  return given.give(result, [], 'const');
}

/** A draw for each element; in a traced pass it is remembered as noise, and without noise it is 0. */
function drawn(given: Given, shape: readonly number[] | null, one: () => number, sd = 1): Value {
  if (shape === null) return unknown('a draw of unknown size', given.span);
  if (sizeOf(shape) > largest) return unknown('a draw that is too large', given.span);
  const { machine } = given;
  const data = new Float64Array(sizeOf(shape));
  if (machine.noisy) for (let i = 0; i < data.length; i++) data[i] = one();
  const result = given.machine.traced(tensor(shape, data), 'noise', [], given.span);
  if (result.trace) result.trace = { ...result.trace, name: String(sd) };
  return result;
}

/** A distribution's shape: `size=`, what stands behind its parameters, the changed array's own, or one number. */
function placeOf(given: Given, behind: number): readonly number[] | null {
  const [first] = given.args;
  if (given.changes && isTensor(first)) return first.shape;
  if (given.get('size shape', behind) === undefined || given.get('size shape', behind) === null) {
    const shaped = given.args.slice(0, behind).find((each) => isTensor(each));
    return isTensor(shaped) ? shaped.shape : [];
  }
  return given.shape(behind);
}

/** Numbers or arrays as a distribution's parameters. */
function parameters(given: Given, names: readonly (readonly [string, number])[]): Tensor[] {
  const from = given.changes ? 1 : 0;
  return names.map(([name, standard], i) => toTensor(given.get(name, i + from)) ?? full([], standard));
}

const at = (of: Tensor | undefined, i: number): number =>
  of?.data[of.data.length === 1 ? 0 : i % of.data.length] ?? NaN;

function distributed(
  given: Given,
  names: readonly (readonly [string, number])[],
  one: (values: readonly number[]) => number,
  sdOf: (values: readonly number[]) => number = () => 1,
): Value {
  const values = parameters(given, names);
  const shape = placeOf(given, names.length);
  let i = 0;
  const result = drawn(
    given,
    shape,
    () => {
      const here = values.map((each) => at(each, i));
      i++;
      return one(here);
    },
    sdOf(values.map((each) => at(each, 0))),
  );
  return isTensor(result) && result.shape.length === 0 && !given.changes ? (result.data[0] as number) : result;
}

const standard = (given: Given): Value => drawn(given, given.shape(0), () => given.machine.draws.normal());
const even = (given: Given): Value => drawn(given, given.shape(0), () => given.machine.draws.uniform());

/** Fan-in and fan-out of a weight as torch counts them. */
function fans(of: Tensor): readonly [number, number] {
  if (of.shape.length < 2) return [of.shape[0] ?? 1, of.shape[0] ?? 1];
  const rest = sizeOf(of.shape.slice(2));
  return [(of.shape[1] as number) * rest, (of.shape[0] as number) * rest];
}

const gainOf = (given: Given, at: number): number => given.number('gain', at, 1);

function scaled(given: Given, spread: (fanIn: number, fanOut: number) => number, isNormal: boolean): Value {
  const of = given.tensor();
  const sd = spread(...fans(of));
  const { draws } = given.machine;
  return drawn(given, of.shape, () => (isNormal ? sd * draws.normal() : sd * (2 * draws.uniform() - 1)));
}

function kaiming(given: Given, isNormal: boolean): Value {
  const a = given.number('a', 1, 0);
  const mode = given.get('mode', 2);
  const kind = given.get('nonlinearity', 3) ?? 'leaky_relu';
  const gain =
    kind === 'relu' ? Math.SQRT2 : kind === 'leaky_relu' ? Math.sqrt(2 / (1 + a * a)) : kind === 'tanh' ? 5 / 3 : 1;
  return scaled(
    given,
    (fanIn, fanOut) => (gain * (isNormal ? 1 : Math.sqrt(3))) / Math.sqrt(mode === 'fan_out' ? fanOut : fanIn),
    isNormal,
  );
}

export const creation: Operations = {
  zeros: (given) => made(given, given.shape(0), 0),
  ones: (given) => made(given, given.shape(0), 1),
  empty: (given) => made(given, given.shape(0), 0),
  full: (given) => made(given, given.shape(0), given.number('fill_value value', 1, NaN)),
  zeros_like: (given) => like(given, 0),
  ones_like: (given) => like(given, 1),
  empty_like: (given) => like(given, 0),
  full_like: (given) => like(given, given.number('fill_value', 1, NaN)),
  new_zeros: (given) => made(given, given.shape(1), 0),
  new_ones: (given) => made(given, given.shape(1), 1),
  fill: (given) => made(given, given.tensor().shape, given.number('value', 1, NaN)),
  zero: (given) => like(given, 0),
  constant: (given) => (given.changes ? made(given, given.tensor().shape, given.number('val', 1, NaN)) : copied(given)),
  eye,
  identity: eye,
  tensor: copied,
  variable: copied,
  array: copied,
  asarray: copied,
  as_tensor: copied,
  from_numpy: copied,
  Tensor: copied,
  FloatTensor: copied,
  DoubleTensor: copied,
  arange: (given) => {
    const numbers = given.args.filter((each) => typeof each === 'number');
    const [start, end, step] =
      numbers.length === 1
        ? [0, numbers[0] as number, 1]
        : [numbers[0] as number, numbers[1] as number, numbers[2] ?? 1];
    const length = Math.max(0, Math.ceil((end - start) / step));
    if (!(length <= largest)) return unknown('a range', given.span);
    return tensor(
      [length],
      Float64Array.from({ length }, (_, i) => start + i * step),
    );
  },
  linspace: (given) => {
    const [start, end] = [given.number('start', 0, 0), given.number('end stop', 1, 1)];
    const length = given.number('steps num', 2, 50);
    return tensor(
      [length],
      Float64Array.from({ length }, (_, i) => start + ((end - start) * i) / (length - 1)),
    );
  },
  // What draws of its own is asked for, draws as the library itself does.
  default_rng: () => api('numpy.random'),
  RandomState: () => api('numpy.random'),
  Generator: () => api('numpy.random'),
  randn: standard,
  standard_normal: standard,
  rand: even,
  random: even,
  random_sample: even,
  randn_like: (given) => drawn(given, given.tensor().shape, () => given.machine.draws.normal()),
  rand_like: (given) => drawn(given, given.tensor().shape, () => given.machine.draws.uniform()),
  normal: (given) => {
    const { draws } = given.machine;
    const isJax = /jax/.test(given.library);
    if (isJax) return drawn(given, given.shape(1), () => draws.normal());
    const names =
      given.keywords.has('mean') || given.keywords.has('stddev')
        ? ([
            ['mean', 0],
            ['std stddev', 1],
          ] as const)
        : ([
            ['loc', 0],
            ['scale', 1],
          ] as const);
    if (/tensorflow|tf\./.test(given.library)) {
      const [mean, sd] = [given.number('mean', 1, 0), given.number('stddev', 2, 1)];
      return drawn(given, given.shape(0), () => mean + sd * draws.normal(), sd);
    }
    return distributed(
      given,
      names,
      ([mean = 0, sd = 1]) => mean + sd * draws.normal(),
      ([, sd = 1]) => sd,
    );
  },
  uniform: (given) =>
    distributed(
      given,
      [
        ['a low', 0],
        ['b high', 1],
      ],
      ([low = 0, high = 1]) => low + (high - low) * given.machine.draws.uniform(),
    ),
  random_normal: (given) => {
    const [mean, sd] = [given.number('mean', 1, 0), given.number('stddev', 2, 1)];
    return drawn(given, given.shape(0), () => mean + sd * given.machine.draws.normal(), sd);
  },
  trunc_normal: (given) =>
    distributed(
      given,
      [
        ['mean', 0],
        ['std', 1],
      ],
      ([mean = 0, sd = 1]) => {
        for (;;) {
          const x = given.machine.draws.normal();
          if (Math.abs(x) <= 2) return mean + sd * x;
        }
      },
    ),
  gamma: (given) =>
    distributed(
      given,
      [
        ['shape', 1],
        ['scale', 1],
      ],
      ([shape = 1, scale = 1]) => scale * given.machine.draws.gamma(shape),
    ),
  exponential: (given) =>
    distributed(given, [['scale', 1]], ([scale = 1]) => scale * given.machine.draws.exponential()),
  lognormal: (given) =>
    distributed(
      given,
      [
        ['mean', 0],
        ['sigma std', 1],
      ],
      ([mean = 0, sd = 1]) => Math.exp(mean + sd * given.machine.draws.normal()),
    ),
  binomial: (given) =>
    distributed(
      given,
      [
        ['n', 1],
        ['p', 0.5],
      ],
      ([n = 1, p = 0.5]) => {
        let hits = 0;
        for (let i = 0; i < n; i++) if (given.machine.draws.uniform() < p) hits++;
        return hits;
      },
    ),
  bernoulli: (given) => {
    const of = given.tensor();
    let i = 0;
    return drawn(given, of.shape, () => (given.machine.draws.uniform() < at(of, i++) ? 1 : 0));
  },
  integers: (given) => drawnWhole(given),
  randint: (given) => drawnWhole(given),
  permutation: (given) => shuffled(given),
  randperm: (given) => shuffled(given),
  xavier_uniform: (given) => {
    const gain = gainOf(given, 1);
    return scaled(given, (fanIn, fanOut) => gain * Math.sqrt(6 / (fanIn + fanOut)), false);
  },
  xavier_normal: (given) => {
    const gain = gainOf(given, 1);
    return scaled(given, (fanIn, fanOut) => gain * Math.sqrt(2 / (fanIn + fanOut)), true);
  },
  kaiming_uniform: (given) => kaiming(given, false),
  kaiming_normal: (given) => kaiming(given, true),
  orthogonal: (given) => {
    const of = given.tensor();
    if (of.shape.length !== 2) throw new ShapeError('an orthogonal draw needs a matrix');
    const [rows, columns] = of.shape as [number, number];
    const tall = tensor(
      [Math.max(rows, columns), Math.min(rows, columns)],
      Float64Array.from({ length: rows * columns }, () => given.machine.draws.normal()),
    );
    const { data, shape } = orthonormal(tall);
    const gain = gainOf(given, 1);
    const [, thin] = shape as [number, number];
    const turned =
      rows >= columns
        ? data
        : Float64Array.from(
            { length: rows * columns },
            (_, i) => data[(i % columns) * thin + Math.floor(i / columns)] as number,
          );
    return given.give(
      tensor(
        of.shape,
        turned.map((x) => gain * x),
      ),
      [],
      'noise',
    );
  },
  _calculate_fan_in_and_fan_out: (given) => tuple([...fans(given.tensor())]),
  calculate_gain: (given) => {
    const [kind] = given.args;
    return kind === 'relu' ? Math.SQRT2 : kind === 'tanh' ? 5 / 3 : 1;
  },
};

function drawnWhole(given: Given): Value {
  const numbers = given.args.filter((each) => typeof each === 'number');
  const [low, high] = numbers.length > 1 ? [numbers[0] as number, numbers[1] as number] : [0, numbers[0] ?? 1];
  const shape = given.get('size') === undefined ? [] : given.shape(2);
  return drawn(given, shape, () => low + Math.floor((high - low) * given.machine.draws.uniform()));
}

function shuffled(given: Given): Value {
  const [first] = given.args;
  const length = numberOf(first);
  const values = length === null ? given.tensor().data.slice() : Float64Array.from({ length }, (_, i) => i);
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(given.machine.draws.uniform() * (i + 1));
    [values[i], values[j]] = [values[j] as number, values[i] as number];
  }
  return tensor([values.length], values);
}

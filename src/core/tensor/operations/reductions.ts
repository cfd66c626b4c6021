// Operations that fold an array along axes.
import { axisOf, permute, reduce, scalar, tensor } from '../tensor';
import { isKind, isTensor, numberOf, tuple, unknown, type Value } from '../values';
import { spectralNorm, spectralRadius } from '../linear';
import { type Given, type Operations } from './given';

const sum = (values: Float64Array): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
const mean = (values: Float64Array): number => sum(values) / values.length;
const variance =
  (less: number) =>
  (values: Float64Array): number => {
    const centre = mean(values);
    let squares = 0;
    for (const value of values) squares += (value - centre) ** 2;
    return squares / (values.length - less);
  };
const least = (values: Float64Array): number => values.reduce((best, x) => Math.min(best, x), Infinity);
const most = (values: Float64Array): number => values.reduce((best, x) => Math.max(best, x), -Infinity);
const finite = (values: Float64Array): Float64Array => values.filter((x) => !Number.isNaN(x));

function fold(given: Given, finish: (values: Float64Array) => number): Value {
  const of = given.tensor();
  const result = reduce(of, given.axes(1), given.flag('keepdim keepdims'), finish);
  return given.give(result, [of]);
}

/** torch divides by one less than the count, numpy by the count, unless they are told. */
function spread(given: Given, root: boolean): Value {
  const said = given.get('unbiased correction ddof');
  const isTorch = !/numpy|np\b|ddof/.test(given.library);
  const less = typeof said === 'boolean' ? Number(said) : (numberOf(said) ?? (isTorch ? 1 : 0));
  const of = variance(less);
  return fold(given, root ? (values) => Math.sqrt(of(values)) : of);
}

/** torch's `max(dim)` gives values and places; numpy's, and the one without an axis, values. */
function extreme(given: Given, finish: (values: Float64Array) => number): Value {
  const [first, second] = given.args;
  if (isKind(first, 'spectrum')) {
    const [n = 0] = first.of.shape;
    return spectralRadius(first.of.data, n) ?? unknown('the eigenvalues of so large a matrix', given.span);
  }
  if (isTensor(second) && second.shape.length > 0) return given.pairs(finish === most ? Math.max : Math.min);
  const result = fold(given, finish);
  const hasBoth =
    given.get('dim', 1) !== undefined &&
    given.keywords.get('axis') === undefined &&
    /^(?:max|min)$/.test(given.name) &&
    !/numpy/.test(given.library);
  return hasBoth ? tuple([result, unknown('where the largest are')]) : result;
}

export const reductions: Operations = {
  sum: (given) => fold(given, sum),
  reduce_sum: (given) => fold(given, sum),
  mean: (given) => fold(given, mean),
  reduce_mean: (given) => fold(given, mean),
  nanmean: (given) => fold(given, (values) => mean(finite(values))),
  nanstd: (given) => fold(given, (values) => Math.sqrt(variance(0)(finite(values)))),
  std: (given) => spread(given, true),
  var: (given) => spread(given, false),
  prod: (given) => fold(given, (values) => values.reduce((product, x) => product * x, 1)),
  max: (given) => extreme(given, most),
  amax: (given) => extreme(given, most),
  min: (given) => extreme(given, least),
  amin: (given) => extreme(given, least),
  any: (given) => fold(given, (values) => (values.some((x) => x !== 0) ? 1 : 0)),
  all: (given) => fold(given, (values) => (values.every((x) => x !== 0) ? 1 : 0)),
  count_nonzero: (given) => fold(given, (values) => values.filter((x) => x !== 0).length),
  argmax: (given) => fold(given, (values) => values.indexOf(most(values))),
  argmin: (given) => fold(given, (values) => values.indexOf(least(values))),
  median: (given) =>
    fold(given, (values) => {
      const sorted = values.slice().sort();
      const middle = (sorted.length - 1) / 2;
      return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
    }),
  norm: (given) => {
    const of = given.tensor();
    const axes = given.axes(-1);
    const order = given.get('ord p', 1) ?? null;
    if (of.shape.length === 2 && axes === null && order === 2 && /linalg/.test(given.library)) {
      const norm = spectralNorm(of);
      return norm === null ? unknown('the norm of so large a matrix', given.span) : scalar(norm);
    }
    const power = order === 1 ? 1 : 2;
    const finish = (values: Float64Array): number => {
      let total = 0;
      for (const value of values) total += Math.abs(value) ** power;
      return total ** (1 / power);
    };
    return given.give(reduce(of, axes, given.flag('keepdim keepdims'), finish), [of]);
  },
  cumsum: (given) => {
    const of = given.tensor();
    const axis = axisOf(given.number('dim axis', 1, 0), Math.max(1, of.shape.length));
    const order = [...of.shape.keys()].filter((each) => each !== axis).concat(axis);
    const moved = permute(of, order);
    const length = of.shape[axis] ?? 1;
    for (let i = 0; i < moved.data.length; i++)
      if (i % length !== 0) moved.data[i] = (moved.data[i] as number) + (moved.data[i - 1] as number);
    const back = order.map((_, i) => order.indexOf(i));
    return given.give(permute(tensor(moved.shape, moved.data), back), [of]);
  },
};

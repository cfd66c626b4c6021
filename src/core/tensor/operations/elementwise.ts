// Operations on each element: functions, activations, bounds.
import { toTensor } from '../convert';
import { broadcastTo, map, reduce, ShapeError, zip } from '../tensor';
import { isTensor, numberOf, type Value } from '../values';
import { type Given, type Operations } from './given';

/** ln(1 + e^(βx))/β, without overflow. */
const softplus = (x: number, beta = 1): number =>
  (Math.max(beta * x, 0) + Math.log1p(Math.exp(-Math.abs(beta * x)))) / beta;
const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** Abramowitz and Stegun 7.1.26 is not enough here: the series and the continued fraction give all digits. */
function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  let term = a;
  let sum = a;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * a * a) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * ((2 / Math.sqrt(Math.PI)) * Math.exp(-a * a) * sum);
}

const clamp = (given: Given): Value => {
  const low = given.get('min a_min', 1) ?? null;
  const high = given.get('max a_max', 2) ?? null;
  const [least, most] = [numberOf(low) ?? -Infinity, numberOf(high) ?? Infinity];
  return given.each((x) => Math.min(Math.max(x, least), most));
};

const nanToNum = (given: Given): Value => {
  const nan = given.number('nan', 1, 0);
  return given.each((x) => (Number.isNaN(x) ? nan : x));
};

const softmax = (given: Given): Value => {
  const of = given.tensor();
  const axes = given.axes(1) ?? [-1];
  const most = reduce(of, axes, true, (values) => values.reduce((best, x) => Math.max(best, x), -Infinity));
  const powers = zip(of, most, (x, m) => Math.exp(x - m));
  const sums = reduce(powers, axes, true, (values) => values.reduce((sum, x) => sum + x, 0));
  return given.give(
    zip(powers, sums, (x, s) => x / s),
    [of],
  );
};

const maximum = (given: Given): Value => given.pairs(Math.max);
const same = (given: Given): Value => given.args[0] ?? null;

export const elementwise: Operations = {
  abs: (given) => given.each(Math.abs),
  absolute: (given) => given.each(Math.abs),
  fabs: (given) => given.each(Math.abs),
  exp: (given) => given.each(Math.exp),
  expm1: (given) => given.each(Math.expm1),
  log: (given) => given.each(Math.log),
  log1p: (given) => given.each(Math.log1p),
  log2: (given) => given.each(Math.log2),
  log10: (given) => given.each(Math.log10),
  sqrt: (given) => given.each(Math.sqrt),
  rsqrt: (given) => given.each((x) => 1 / Math.sqrt(x)),
  square: (given) => given.each((x) => x * x),
  reciprocal: (given) => given.each((x) => 1 / x),
  sign: (given) => given.each(Math.sign),
  neg: (given) => given.each((x) => -x),
  negative: (given) => given.each((x) => -x),
  sin: (given) => given.each(Math.sin),
  cos: (given) => given.each(Math.cos),
  arctan: (given) => given.each(Math.atan),
  floor: (given) => given.each(Math.floor),
  ceil: (given) => given.each(Math.ceil),
  round: (given) => given.each(Math.round),
  erf: (given) => given.each(erf),
  isnan: (given) => mask(given.each((x) => (Number.isNaN(x) ? 1 : 0))),
  isfinite: (given) => mask(given.each((x) => (Number.isFinite(x) ? 1 : 0))),
  nan_to_num: nanToNum,
  tanh: (given) => given.each(Math.tanh),
  sigmoid: (given) => given.each(sigmoid),
  expit: (given) => given.each(sigmoid),
  relu: (given) => given.each((x) => Math.max(0, x)),
  relu6: (given) => given.each((x) => Math.min(6, Math.max(0, x))),
  hardtanh: (given) => given.each((x) => Math.min(1, Math.max(-1, x))),
  softplus: (given) => {
    const beta = given.number('beta', 1, 1);
    return given.each((x) => softplus(x, beta));
  },
  logaddexp: (given) => given.pairs((x, y) => Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)))),
  leaky_relu: (given) => {
    const slope = given.number('negative_slope', 1, 0.01);
    return given.each((x) => (x > 0 ? x : slope * x));
  },
  elu: (given) => given.each((x) => (x > 0 ? x : Math.expm1(x))),
  silu: (given) => given.each((x) => x * sigmoid(x)),
  gelu: (given) => given.each((x) => (x / 2) * (1 + erf(x / Math.SQRT2))),
  softsign: (given) => given.each((x) => x / (1 + Math.abs(x))),
  softmax,
  threshold: (given) => {
    const [at, otherwise] = [given.number('threshold', 1, 0), given.number('value', 2, 0)];
    return given.each((x) => (x > at ? x : otherwise));
  },
  clamp,
  clip: clamp,
  clip_by_value: clamp,
  maximum,
  fmax: maximum,
  minimum: (given) => given.pairs(Math.min),
  add: (given) => given.pairs((x, y) => x + y, 'add'),
  sub: (given) => given.pairs((x, y) => x - y, 'sub'),
  subtract: (given) => given.pairs((x, y) => x - y, 'sub'),
  mul: (given) => given.pairs((x, y) => x * y, 'mul'),
  multiply: (given) => given.pairs((x, y) => x * y, 'mul'),
  div: (given) => given.pairs((x, y) => x / y, 'div'),
  divide: (given) => given.pairs((x, y) => x / y, 'div'),
  true_divide: (given) => given.pairs((x, y) => x / y, 'div'),
  pow: (given) => given.pairs((x, y) => x ** y),
  power: (given) => given.pairs((x, y) => x ** y),
  mod: (given) => given.pairs((x, y) => x - y * Math.floor(x / y)),
  where: (given) => {
    const [condition, yes, no] = [0, 1, 2].map((at) => toTensor(given.args[at]));
    if (!condition || !yes || !no) throw new ShapeError('where is given something that is no array');
    const chosen = zip(condition, yes, (c, x) => (c !== 0 ? x : 0));
    const rest = zip(condition, no, (c, x) => (c !== 0 ? 0 : x));
    return given.give(
      zip(chosen, rest, (x, y) => x + y),
      given.args.slice(1),
    );
  },
  set: (given) => (given.changes ? broadcastTo(given.tensor(1), given.tensor().shape) : (given.args[0] ?? null)),
  copy: (given) => {
    const [target, source] = given.args;
    if (given.changes && isTensor(target)) return broadcastTo(toTensor(source) ?? target, target.shape);
    return isTensor(target)
      ? given.give(
          map(target, (x) => x),
          [target],
          'same',
        )
      : (target ?? null);
  },
  clone: (given) =>
    isTensor(given.args[0])
      ? given.give(
          map(given.args[0], (x) => x),
          [given.args[0]],
          'same',
        )
      : (given.args[0] ?? null),
  detach: same,
  to: same,
  cpu: same,
  cuda: same,
  numpy: same,
  contiguous: same,
  float: same,
  double: same,
  float32: same,
  float64: same,
  half: same,
  astype: same,
  type: same,
  cast: same,
  requires_grad: same,
  stop_gradient: same,
  convert_to_tensor: (given) => toTensor(given.args[0]) ?? given.args[0] ?? null,
  dropout: same,
  dropout1d: same,
  long: same,
  int: same,
  bool: (given) => mask(given.each((x) => (x === 0 ? 0 : 1))),
  item: (given) => numberOf(given.args[0]) ?? given.args[0] ?? null,
};

const mask = (value: Value): Value => (isTensor(value) ? { ...value, isMask: true } : value);

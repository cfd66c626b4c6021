// What the functions of numpy, torch, tensorflow, jax and math do to numbers and units, by class: data, not code.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The numbers stay the same; at most their arrangement or storage changes. */
const same = words(`
  array asarray asanyarray ascontiguousarray atleast_1d atleast_2d atleast_3d copy squeeze ravel flatten reshape transpose swapaxes
  expand_dims tile repeat broadcast_to sort flip flipud fliplr roll real tensor as_tensor from_numpy constant Variable Parameter convert_to_tensor cast
  identity stop_gradient astype float double half long to cpu cuda numpy detach clone item tolist view unsqueeze permute contiguous requires_grad_ expand
  Tensor FloatTensor DoubleTensor LongTensor float32 float64 float16 int32 int64 float_ single asfarray nan_to_num device_put register_buffer
  requires_grad buffer to_numpy t masked_select gather take rot90 moveaxis diag diagonal tril triu ensure_shape magnitude squeeze_ pin_memory type unbind chunk split
`);

/** One number of those that went in, or one like them: the unit stays, the value is no longer known in symbols. */
const like = words(`
  abs absolute fabs mean average median nanmean nanmedian max min amax amin nanmax nanmin std nanstd ptp percentile nanpercentile quantile nanquantile
  cumsum diff round around rint floor ceil trunc clip clamp relu ReLU maximum minimum fmax fmin unique interp convolve correlate
  reduce_mean reduce_max reduce_min reduce_std softmax_like hypot sum nansum reduce_sum cumsum_ norm ediff1d concatenate hstack vstack
  stack cat concat column_stack append insert pad where select choose fft ifft rfft savgol_filter gaussian_filter gaussian_filter1d medfilt filtfilt lfilter detrend
  resize clamp_ clip_by_value conv1d conv2d avg_pool1d max_pool1d reduce_logsumexp nanargmax cummax cummin logsumexp
`);

const squares = words('var nanvar square reduce_variance');
/** They take pure numbers and give pure numbers. */
const pure = words(`
  exp expm1 exp2 log log2 log10 log1p sin cos tan arcsin arccos arctan asin acos atan sinh cosh tanh arctanh atanh sigmoid softplus softmax
  lambertw erf erfc gamma lgamma gammaln expit logit selu elu gelu silu Sigmoid Tanh Softplus
`);
const counts = words(`
  argmax argmin argsort nonzero flatnonzero searchsorted digitize count_nonzero bincount sign heaviside isnan isfinite isinf isclose allclose
  logical_and logical_or logical_not any all equal greater less greater_equal less_equal not_equal array_equal histogram shape rank size numel ndim
  reduce_any reduce_all
`);
const operators: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  sub: '-',
  multiply: '*',
  mul: '*',
  divide: '/',
  true_divide: '/',
  truediv: '/',
  div: '/',
  power: '**',
  pow: '**',
  mod: '%',
  remainder: '%',
  fmod: '%',
  floor_divide: '//',
  dot: '@',
  matmul: '@',
  mm: '@',
  mv: '@',
  bmm: '@',
  outer: '*',
  inner: '@',
  vdot: '@',
  einsum: '@',
  tensordot: '@',
  kron: '*',
  addmm: '@',
  sparse_dense_matmul: '@',
  add_: '+',
  mul_: '*',
  div_: '/',
  sub_: '-',
};

export type FunctionClass =
  'same' | 'like' | 'square' | 'pure' | 'count' | 'root' | 'reciprocal' | 'negative' | 'operator';

const classes = new Map<string, FunctionClass>([
  ...same.map((name) => [name, 'same'] as const),
  ...like.map((name) => [name, 'like'] as const),
  ...squares.map((name) => [name, 'square'] as const),
  ...pure.map((name) => [name, 'pure'] as const),
  ...counts.map((name) => [name, 'count'] as const),
  ...Object.keys(operators).map((name) => [name, 'operator'] as const),
  ['sqrt', 'root'],
  ['reciprocal', 'reciprocal'],
  ['negative', 'negative'],
  ['neg', 'negative'],
]);

export const classOfFunction = (name: string): FunctionClass | null => classes.get(name) ?? null;
export const operatorOfFunction = (name: string): string => operators[name] ?? '+';

/** Lambert's W: the real w with w·e^w = x, on the branch 0 (w ≥ −1) or −1 (w ≤ −1); by Newton's method on ln. */
export function lambertW(x: number, branch: 0 | -1): number {
  if (x < -1 / Math.E || (branch === -1 && x >= 0)) return NaN;
  let w = branch === -1 ? Math.log(-x) - Math.log(-Math.log(-x)) : Math.log1p(x);
  if (branch === -1 && !(w < -1)) w = -1 - Math.sqrt(2 * (1 + Math.E * x));
  for (let i = 0; i < 100; i++) {
    const power = Math.exp(w);
    const off = w * power - x;
    // Halley's step: the slope vanishes where the branches meet.
    const next = w - off / (power * (w + 1) - ((w + 2) * off) / (2 * w + 2));
    if (!Number.isFinite(next) || Math.abs(next - w) <= 1e-15 * Math.abs(next)) return Number.isFinite(next) ? next : w;
    w = next;
  }
  return w;
}

/** Functions of pure numbers that can be computed where the argument is known. */
export const computable: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  exp2: (x) => 2 ** x,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  arctanh: Math.atanh,
  atanh: Math.atanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  expit: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0),
};

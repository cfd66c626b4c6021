// Random draws of numpy, torch, tensorflow, jax and Python: which distribution, its mean and variance, over which shape.
import { type Claim } from './claim';
import { argument, type Call } from './library';
import { constantOf, literal, toNumber } from './numbers';
import { addPolys, multiplyPolys, onePoly, type Poly, scalePoly, subtractPolys, zeroPoly } from './poly';
import { metClaim } from './arithmetic';
import { one, rational, zero } from '../units/rational';
import { type Run } from './run';
import { type Draw, type Num, num, type Shape, unknown, type Value } from './value';

interface Drawn {
  readonly mean: Poly;
  readonly variance: Poly | null;
  readonly range?: readonly [Poly, Poly];
  readonly events?: NonNullable<Draw['events']>;
  readonly claim: Claim | null;
  readonly quantity: boolean;
}

const square = (poly: Poly): Poly => multiplyPolys(poly, poly);
const twelfth = rational(1, 12);

type Distribution = (
  run: Run,
  call: Call,
  flavour: string,
) => {
  drawn: Drawn;
  name: string;
  shape: Shape | null;
  /** What was taken as a chance, or as the mean of a count. */
  chance?: { readonly kind: 'Bernoulli' | 'binomial' | 'Poisson'; readonly value: Num };
} | null;

const number = (run: Run, call: Call, names: readonly string[], position: number, fallback: Num): Num => {
  for (const name of names) {
    const value = call.keywords.get(name);
    const given = value && toNumber(run, value);
    if (given) return given;
  }
  return (position >= 0 && toNumber(run, call.args[position])) || fallback;
};

export function shapeOf(run: Run, value: Value | undefined): Shape | null {
  if (!value || value.kind === 'nothing') return [];
  if (value.kind === 'sequence') return value.count ? null : value.items.map((each) => toNumber(run, each));
  const size = toNumber(run, value);
  return size && value.kind !== 'thing' ? [size] : null;
}

const uniform: Distribution = (run, call, flavour) => {
  const unit = flavour === 'unit';
  const shapeFirst = flavour === 'tensorflow' || flavour === 'jax';
  const low = unit
    ? literal(zero)
    : number(run, call, ['low', 'minval', 'a'], shapeFirst ? (flavour === 'jax' ? 3 : 1) : 0, literal(zero));
  const high = unit
    ? literal(one)
    : number(run, call, ['high', 'maxval', 'b'], shapeFirst ? (flavour === 'jax' ? 4 : 2) : 1, literal(one));
  const width = subtractPolys(high.poly, low.poly);
  return {
    name: 'uniform',
    drawn: {
      mean: scalePoly(addPolys(low.poly, high.poly), rational(1, 2)),
      variance: scalePoly(square(width), twelfth),
      range: [low.poly, high.poly],
      claim: unit ? null : metClaim(run, ',', low, high, call.span),
      quantity: low.quantity || high.quantity,
    },
    shape: shapeArgument(run, call, flavour, unit ? 0 : 2) ?? (unit ? null : shapeOfParameters(low, high)),
  };
};

const normal: Distribution = (run, call, flavour) => {
  const unit = flavour === 'unit';
  const shapeFirst = flavour === 'tensorflow';
  const mean = unit
    ? literal(zero)
    : number(run, call, ['loc', 'mean', 'mu'], shapeFirst ? 1 : flavour === 'jax' ? -1 : 0, literal(zero));
  const spread = unit
    ? literal(one)
    : number(run, call, ['scale', 'stddev', 'std', 'sigma'], shapeFirst ? 2 : flavour === 'jax' ? -1 : 1, literal(one));
  return {
    name: 'normal',
    drawn: {
      mean: mean.poly,
      variance: square(spread.poly),
      claim: unit ? null : metClaim(run, ',', mean, spread, call.span),
      quantity: mean.quantity || spread.quantity,
    },
    shape: shapeArgument(run, call, flavour, unit ? 0 : 2) ?? (unit ? null : shapeOfParameters(mean, spread)),
  };
};

const poisson: Distribution = (run, call, flavour) => {
  const mean = number(
    run,
    call,
    ['lam', 'input', 'rate'],
    flavour === 'tensorflow' ? 1 : flavour === 'jax' ? 1 : 0,
    literal(one),
  );
  return {
    name: 'Poisson',
    drawn: {
      mean: mean.poly,
      variance: mean.poly,
      events: { kind: 'Poisson', sources: onePoly, perStep: mean.poly },
      claim: null,
      quantity: false,
    },
    shape: (flavour === 'torch' ? null : shapeArgument(run, call, flavour, 1)) ?? shapeOfParameters(mean),
    chance: { kind: 'Poisson', value: mean },
  };
};

const bernoulli: Distribution = (run, call, flavour) => {
  const p = number(run, call, ['p', 'input', 'probs'], flavour === 'jax' ? 1 : 0, literal(rational(1, 2)));
  return {
    name: 'Bernoulli',
    drawn: {
      mean: p.poly,
      variance: multiplyPolys(p.poly, subtractPolys(onePoly, p.poly)),
      events: { kind: 'Bernoulli', sources: onePoly, perStep: p.poly },
      claim: null,
      quantity: false,
    },
    shape: p.shape,
    chance: { kind: 'Bernoulli', value: p },
  };
};

const binomial: Distribution = (run, call) => {
  const n = number(run, call, ['n'], 0, literal(one));
  const p = number(run, call, ['p'], 1, literal(rational(1, 2)));
  const mean = multiplyPolys(n.poly, p.poly);
  return {
    name: 'binomial',
    drawn: {
      mean,
      variance: multiplyPolys(mean, subtractPolys(onePoly, p.poly)),
      events: { kind: 'Bernoulli', sources: n.poly, perStep: p.poly },
      claim: null,
      quantity: false,
    },
    shape: shapeOf(run, argument(call, 'size', 2)),
    chance: { kind: 'binomial', value: p },
  };
};

const exponential: Distribution = (run, call) => {
  const scale = number(run, call, ['scale'], 0, literal(one));
  return {
    name: 'exponential',
    drawn: { mean: scale.poly, variance: square(scale.poly), claim: scale.claim, quantity: scale.quantity },
    shape: shapeOf(run, argument(call, 'size', 1)),
  };
};

const gamma: Distribution = (run, call) => {
  const k = number(run, call, ['shape', 'alpha'], 0, literal(one));
  const theta = number(run, call, ['scale', 'beta'], 1, literal(one));
  const mean = multiplyPolys(k.poly, theta.poly);
  return {
    name: 'gamma',
    drawn: { mean, variance: multiplyPolys(mean, theta.poly), claim: theta.claim, quantity: theta.quantity },
    shape: shapeOf(run, argument(call, 'size', 2)),
  };
};

const distributions: Readonly<Record<string, Distribution>> = {
  rand: (run, call) => uniform(run, call, 'unit'),
  random: (run, call) => uniform(run, call, 'unit'),
  random_sample: (run, call) => uniform(run, call, 'unit'),
  rand_like: (run, call) => uniform(run, call, 'unit'),
  uniform,
  uniform_: uniform,
  randn: (run, call) => normal(run, call, 'unit'),
  standard_normal: (run, call) => normal(run, call, 'unit'),
  randn_like: (run, call) => normal(run, call, 'unit'),
  normal,
  normal_: normal,
  gauss: normal,
  truncated_normal: normal,
  poisson,
  bernoulli,
  binomial,
  exponential,
  gamma,
};

/** Where each library puts the sizes. */
function shapeArgument(run: Run, call: Call, flavour: string, position: number): Shape | null {
  const named = call.keywords.get('size') ?? call.keywords.get('shape');
  if (named) return shapeOf(run, named);
  if (flavour === 'tensorflow') return shapeOf(run, call.args[0]);
  if (flavour === 'jax') return shapeOf(run, call.args[1]);
  if (flavour === 'unit') {
    const [first] = call.args;
    if (first?.kind === 'num' && /_like$/.test(call.path)) return first.shape;
    if (first?.kind === 'sequence' || call.args.length <= 1) return shapeOf(run, first);
    return call.args.map((each) => toNumber(run, each));
  }
  const given = call.args[position];
  return given ? shapeOf(run, given) : null;
}

/** Without a size there are as many draws as there are parameters. */
function shapeOfParameters(...parameters: readonly Num[]): Shape | null {
  const shaped = parameters.find((each) => each.shape && each.shape.length > 0);
  if (shaped) return shaped.shape;
  return parameters.every((each) => each.shape !== null || constantOf(each) !== null) ? [] : null;
}

export function callRandom(run: Run, call: Call, root: string): Value | null {
  const name = call.path.slice(call.path.lastIndexOf('.') + 1);
  const distribution = Object.hasOwn(distributions, name) ? distributions[name] : undefined;
  const chosen = distribution ? null : drawnFrom(run, call, name);
  if (chosen) return chosen;
  if (!distribution)
    return /^(?:rand|choice|shuffle|permut|sample|integers|multinomial)/.test(name) ? unknown('a random draw') : null;
  const flavour =
    root === 'tensorflow' && !call.path.includes('.compat.') ? 'tensorflow' : root === 'jax' ? 'jax' : root;
  const result = distribution(run, call, flavour);
  if (!result) return null;
  const { drawn } = result;
  if (result.chance) run.chance({ ...result.chance, span: call.span });
  const spread = drawn.variance && constantOf(num(drawn.variance));
  return num(drawn.mean, {
    claim: drawn.claim,
    quantity: drawn.quantity,
    literal: drawn.claim === null && name !== 'poisson' && name !== 'bernoulli' && name !== 'binomial',
    shape: result.shape,
    draw: {
      distribution: result.name,
      variance: spread && spread.n === 0n ? zeroPoly : drawn.variance,
      source: run.nextDraw(),
      ...(drawn.range ? { range: drawn.range } : {}),
      ...(drawn.events ? { events: drawn.events } : {}),
    },
    origin: { span: call.span, what: result.name, inputs: [] },
  });
}

/** `random.sample(nodes, 10)`, `np.random.choice(nodes, 10, replace=False)`, `np.random.permutation(nodes)`: of what a library knows to draw from. */
function drawnFrom(run: Run, call: Call, name: string): Value | null {
  const given = call.args[0] ?? call.keywords.get('a') ?? call.keywords.get('population');
  const of = given?.kind === 'sequence' && given.count ? given.items[0] : given;
  if (of?.kind !== 'thing' || !/^(?:choices?|sample|permut(?:ation|ed))$/.test(name)) return null;
  const library = run.libraries.ofThing(of);
  if (name.startsWith('permut')) return library?.listed?.(run, of) ?? null;
  const count = argument(call, 'size', 1) ?? argument(call, 'k', 1);
  const replaces = call.keywords.get('replace') ?? call.args[2];
  const once = name === 'sample' || (replaces?.kind === 'flag' && !replaces.value);
  if (count && count.kind !== 'nothing' && !toNumber(run, count)) return null;
  return library?.draw?.(run, of, toNumber(run, count), !once) ?? null;
}

// Noise in array code: random draws that are multiplied by weights in every time step, as one finds them in TensorFlow and PyTorch models.
import { resolve, unitOf } from '../evaluate/claim';
import { type Drawn } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import {
  asConstant,
  constant,
  dividePolys,
  keyOf,
  multiplyPolys,
  onePoly,
  type Poly,
  powerOfPoly,
  subtractPolys,
} from '../evaluate/poly';
import { type Num } from '../evaluate/value';
import { exponentOf } from '../units/dimension';
import {
  compare,
  divide,
  isOne,
  isZero,
  multiply,
  one,
  rational,
  type Rational,
  subtract,
  toNumber,
} from '../units/rational';
import { type Span } from '../text';
import { type Evaluated } from './evaluated';

/** A draw of events per step, scaled by a weight. */
export interface Noise {
  readonly drawn: Drawn;
  /** All names of the draw on its way to this one. */
  readonly stages: readonly Drawn[];
  /** `tensorflow`, `pytorch`, `jax` or `numpy`. */
  readonly backend: string;
  /** What one draw is before it is weighted: as many sources, each with so many events per step. */
  readonly sources: Poly;
  readonly perStep: Poly;
  readonly distribution: 'Bernoulli' | 'Poisson';
  /** What one event adds, as the code has it. */
  readonly weight: Poly;
  readonly dt: { readonly ms: Rational; readonly span: Span | null };
  /** True where one draw is for all neurons; null where the shapes do not tell. */
  readonly shared: boolean | null;
}

const eventful = /^(?:scaled |sum of )*(?:Bernoulli|binomial|Poisson)/;
const suggestive = /noise|background|bkg|rest_of|input|drive|stim|poisson/i;

/** The last name under which each draw of events goes: what is added to the other input. */
export function noiseIn(evaluated: Evaluated): Noise[] {
  const bySource = new Map<number, Drawn[]>();
  for (const each of evaluated.facts.drawn) {
    const { draw } = each.value;
    if (!draw || !eventful.test(draw.distribution)) continue;
    bySource.set(draw.source, [...(bySource.get(draw.source) ?? []), each]);
  }
  return [...bySource.values()].flatMap((each) => weighted(evaluated, each) ?? []);
}

function weighted(evaluated: Evaluated, stages: readonly Drawn[]): Noise | null {
  const single = stages.filter((each) => each.value.poly.terms.length > 0);
  const events = eventsOf(single);
  if (!events) return null;
  const { distribution, ...counts } = events;
  const perEvent = (each: Drawn): Poly | null =>
    dividePolys(each.value.poly, multiplyPolys(events.sources, events.perStep));
  // Where something else was added, the mean is no multiple of the events any more: what they weigh, the stage before tells.
  const pure = single.filter((each) => isMultiple(each, perEvent(each), events));
  const scaled = (pure.length > 0 ? pure : single).filter((each) => {
    const weight = perEvent(each);
    return weight !== null && asConstant(weight) === null;
  });
  const last = scaled[scaled.length - 1] ?? single[single.length - 1];
  const weight = last && perEvent(last);
  if (!last || !weight || (scaled.length === 0 && !suggestive.test(last.name))) return null;
  if (isMask(last)) return null;
  // A chance that is not known may be anything: what tells that it is one of each time step is the step.
  if (asConstant(events.perStep) === null && !suggestive.test(last.name) && !stepOf(evaluated, last.span.file).span)
    return null;
  return {
    drawn: last,
    stages,
    backend: backendOf(evaluated, last.span.file),
    ...counts,
    distribution,
    weight,
    dt: stepOf(evaluated, last.span.file),
    shared: isShared(last.value),
  };
}

/** Masks and dropout are drawn by the parameter alone, and belong to no time step. */
export const isMask = ({ name, within }: Drawn): boolean =>
  /dropout|mask|init|drop_/i.test(name) || /__init__|build|reset/.test(within);

/** True of what varies as the events times a weight do, and of what is not known to vary otherwise. */
function isMultiple(
  { value }: Drawn,
  weight: Poly | null,
  { sources, perStep, distribution }: Pick<Noise, 'sources' | 'perStep' | 'distribution'>,
): boolean {
  const variance = value.draw?.variance;
  if (!variance || !weight) return true;
  const left = distribution === 'Bernoulli' ? subtractPolys(onePoly, perStep) : onePoly;
  const ofEvents = multiplyPolys(multiplyPolys(sources, perStep), left);
  const squared = powerOfPoly(weight, 2);
  return squared === null || keyOf(multiplyPolys(squared, ofEvents)) === keyOf(variance);
}

/** n and p of the draw as it was before any weight: of a binomial, p = 1 − variance / mean. */
function eventsOf(stages: readonly Drawn[]): Pick<Noise, 'sources' | 'perStep' | 'distribution'> | null {
  for (const { value } of stages) {
    const known = value.draw?.events;
    if (known && asConstant(known.perStep) === null)
      return { sources: known.sources, perStep: known.perStep, distribution: known.kind };
    const mean = value.draw && asConstant(value.poly);
    const variance = value.draw?.variance && asConstant(value.draw.variance);
    if (!mean || !variance || isZero(mean) || compare(mean, rational(0)) < 0) continue;
    if (value.draw?.distribution === 'Poisson')
      return { sources: onePoly, perStep: constant(mean), distribution: 'Poisson' };
    const p = subtract(one, divide(variance, mean));
    if (compare(p, rational(0)) > 0 && compare(p, one) <= 0)
      return { sources: constant(divide(mean, p)), perStep: constant(p), distribution: 'Bernoulli' };
  }
  return null;
}

const libraries: Readonly<Record<string, string>> = { tensorflow: 'tensorflow', torch: 'pytorch', jax: 'jax' };

export function backendOf({ modules }: Evaluated, file: string): string {
  const names = modules.get(file)?.scope.names.values() ?? [];
  for (const value of names) {
    const path = value.kind === 'module' || value.kind === 'external' ? value.path : '';
    const known = libraries[path.split('.')[0] ?? ''];
    if (known !== undefined) return known;
  }
  return 'numpy';
}

const shortestPlausibleMs = 0.006;

/** The time step of the file's own `dt`; a bare 0.001 is meant in seconds. One millisecond where there is none. */
export function stepOf({ facts }: Evaluated, file: string): Noise['dt'] {
  for (const binding of facts.bindings.get(file)?.values() ?? []) {
    if (!/^_?dt(?:_ms|_s)?$/.test(binding.name)) continue;
    const number = binding.values.find((each): each is Num => each.kind === 'num');
    const exact = constantOf(number);
    if (!number || !exact || isZero(exact)) continue;
    const unit = unitOf(number.claim);
    if (unit && number.claim && exponentOf(unit.dimension, 's') === 1)
      return {
        ms: multiply(multiply(exact, divide(unit.factor, resolve(number.claim).scale)), rational(1000)),
        span: binding.span,
      };
    const seconds = toNumber(exact) < shortestPlausibleMs;
    return { ms: seconds ? multiply(exact, rational(1000)) : exact, span: binding.span };
  }
  return { ms: one, span: null };
}

/** One draw for all neurons has a last axis of length one, and the weights then give it theirs. */
export function isShared({ shape }: Num): boolean | null {
  const last = shape?.[shape.length - 1];
  if (!last) return null;
  const size = constantOf(last);
  return size ? isOne(size) : false;
}

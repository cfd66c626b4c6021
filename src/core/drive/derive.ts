// Derives the drives of one evaluated script: every path multiplied out, in physical units, with the steps a reader can check.
import {
  asConstant,
  constant,
  formatPoly,
  multiplyPolys,
  onePoly,
  type Poly,
  powerOfPoly,
  scalePoly,
  subtractPolys,
} from '../evaluate/poly';
import { unitOf } from '../evaluate/claim';
import { type Num } from '../evaluate/value';
import { stepsOf } from '../explain';
import { type Step } from '../finding';
import { type Given, type HeldNoise, type Path } from '../network/paths';
import { unit } from '../backend';
import { dimension, multiplyDimensions, sameDimension } from '../units/dimension';
import { divide, isOne, multiply, one, rational, toNumber, type Rational } from '../units/rational';
import { type Unit } from '../units/unit';
import { type Drive, type DriveUnit } from './drive';
import { type Evaluated, textIn } from './evaluated';
import { type Factor, factorsOf } from './factors';
import { onMembrane } from './membrane';
import { gaussianDrives } from './gaussian';
import { type Noise, noiseIn } from './noise';

const driveUnits: readonly DriveUnit[] = ['pA', 'mV', 'nS'];

/** A number in the physical unit in which weights are compared: quantities carry their own, all others are taken as the API takes them. */
function physical({ value, unit: symbol }: Given): { poly: Poly; unit: DriveUnit | null } {
  const own = value.quantity ? unitOf(value.claim) : symbol === null ? null : unit(symbol);
  const found = own && driveUnits.find((each) => sameDimension(unit(each).dimension, own.dimension));
  if (!own || !found) return { poly: value.poly, unit: null };
  // A quantity's polynomial is in SI already.
  const factor = divide(value.quantity ? one : own.factor, unit(found).factor);
  return { poly: scalePoly(value.poly, factor), unit: found };
}

const perRootSecond = dimension({ s: -1 / 2 });

/** What stands with `xi`: a drive unit per square root of a second. */
function ofNoise({ value }: Given): { poly: Poly; unit: DriveUnit | null } {
  const own = value.quantity ? unitOf(value.claim) : null;
  const found =
    own &&
    driveUnits.find((each) => sameDimension(multiplyDimensions(unit(each).dimension, perRootSecond), own.dimension));
  return found
    ? { poly: scalePoly(value.poly, divide(one, unit(found).factor)), unit: found }
    : { poly: value.poly, unit: null };
}

function inHz({ value, unit: symbol }: Given): Poly {
  if (value.quantity) return value.poly;
  const taken: Unit = unit(symbol ?? 'Hz');
  return scalePoly(value.poly, taken.factor);
}

const perMs = rational(1, 1000);

export function drivesOf(evaluated: Evaluated): Drive[] {
  const fromNoise = noiseIn(evaluated).map((noise) => fromNoisePath(evaluated, noise));
  return [...drivesOfPaths(evaluated), ...fromNoise, ...gaussianDrives(evaluated)];
}

/** Without the noise of array code, which reaches no population that has a name. */
export const drivesOfPaths = (script: WithPaths): Drive[] =>
  script.paths.map((path) => onMembrane(fromPath(script, path), script.networks));

export type WithPaths = Pick<Evaluated, 'modules' | 'networks' | 'paths'>;

export const idOf = (file: string, target: string, source: string): string => `${file}#${target}/${source}`;

function fromPath(evaluated: WithPaths, path: Path): Drive {
  const { sources, rate, weight } = path;
  const diffuses = path.kind === 'noise' && !path.held;
  const given = weight && (diffuses ? ofNoise(weight) : physical(weight));
  const events = sources && rate && multiplyPolys(sources.value.poly, scalePoly(inHz(rate), perMs));
  const { mean, power, variance } = amountsOf(path, given?.poly ?? null, events);
  const steps = pathSteps(evaluated, path, given, events);
  return {
    id: idOf(path.span.file, path.target, path.source),
    backend: path.backend,
    file: path.span.file,
    target: path.target,
    source: path.source,
    kind: path.kind,
    flows: flowsIn(path),
    partial: path.partial === true,
    span: path.span,
    stages: [],
    weightSpan: path.weight?.span ?? null,
    standalone: false,
    dead: path.dead,
    sources: sources?.value.poly ?? null,
    rateHz: rate && inHz(rate),
    // What stands with xi is no size of an event.
    weight: diffuses ? null : (given?.poly ?? null),
    factors: weight && given ? factorsInto(evaluated, weight, given.poly, given.unit) : [],
    spans: { sources: sources?.span ?? null, rate: rate?.span ?? null },
    unit: given?.unit ?? null,
    mean,
    power,
    variance: variance && path.unevenness ? scalePoly(variance, path.unevenness) : variance,
    membraneMv: null,
    kernel: path.kernel,
    shared: path.shared,
    receptors: path.receptor === null ? [] : [path.receptor],
    keys: [],
    steps,
    assumed: path.assumed,
    made: [
      ...(rate ? [{ part: 'rate' as const, value: rate.value }] : []),
      ...(weight ? [{ part: 'weight' as const, value: weight.value }] : []),
      ...(sources ? [{ part: 'sources' as const, value: sources.value }] : []),
    ],
  };
}

/** The way of a weight into the unit that it is compared in. */
function factorsInto(script: WithPaths, { value, unit: taken }: Given, weight: Poly, into: string | null): Factor[] {
  const [from, to] = [value.poly.terms[0], weight.terms[0]];
  const factor = from && to && from.key === to.key ? divide(to.coefficient, from.coefficient) : one;
  const text = value.quantity || taken === null || into === null ? null : `${taken} → ${into}`;
  return factorsOf(value, weight, textIn(script), isOne(factor) ? null : { factor, text });
}

/** `xi` is no current that holds its value: only what it adds up to has a size. */
const flowsIn = ({ kind, held }: Path): boolean => isSteady(kind) || held !== undefined;
const isSteady = (kind: Path['kind']): boolean => kind === 'dc' || kind === 'ac' || kind === 'step-current';

function amountsOf(path: Path, weight: Poly | null, events: Poly | null): Pick<Drive, 'mean' | 'power' | 'variance'> {
  // Currents of several generators add up; so do the variances of those that are drawn apart.
  const together = (poly: Poly): Poly => (path.sources ? multiplyPolys(path.sources.value.poly, poly) : poly);
  if (path.held) {
    const variance = together(heldVariance(path.held));
    return { mean: weight && together(weight), power: variance, variance };
  }
  const none = constant(rational(0));
  if (!weight) return { mean: null, power: null, variance: null };
  if (isSteady(path.kind)) return { mean: together(weight), power: none, variance: none };
  if (path.kind === 'noise') {
    // What stands with xi is per square root of a second.
    const variance = scalePoly(squared(weight), perMs);
    return { mean: none, power: variance, variance };
  }
  const power = events && multiplyPolys(events, squared(weight));
  const variance = power && path.dispersion ? multiplyPolys(power, path.dispersion.poly) : power;
  return { mean: events && multiplyPolys(events, weight), power, variance };
}

/** The integral of a current that is drawn anew every `dt` varies by `sd²·dt` in each unit of time. */
function heldVariance({ sd, everyMs }: HeldNoise): Poly {
  const every = everyMs.value.quantity ? scalePoly(everyMs.value.poly, rational(1000)) : everyMs.value.poly;
  return multiplyPolys(squared(physical(sd).poly), every);
}

function pathSteps(
  evaluated: WithPaths,
  path: Path,
  given: { poly: Poly; unit: DriveUnit | null } | null,
  events: Poly | null,
): Step[] {
  const text = textIn(evaluated);
  const steps: Step[] = [];
  const derived = (value: Num): void => void steps.push(...stepsOf(value, text));
  if (path.weight && given) {
    derived(path.weight.value);
    const converted = asRatio(path.weight.value.poly, given.poly);
    const shown = inUnit(given.poly, given.unit);
    const taken = path.weight.value.quantity ? '' : path.weight.unit === null ? '' : ` taken in ${path.weight.unit}`;
    steps.push({
      text: path.held
        ? `the mean current${taken}`
        : flowsIn(path)
          ? `the current${taken}`
          : path.kind === 'noise'
            ? 'what stands with the noise, per square root of a second'
            : `weight per event${taken}${converted}`,
      value: shown,
      span: path.weight.span,
    });
  }
  if (path.held) {
    const { sd, everyMs } = path.held;
    derived(sd.value);
    const spread = physical(sd);
    steps.push({ text: 'standard deviation', value: inUnit(spread.poly, spread.unit), span: sd.span });
    steps.push({ text: 'drawn anew every', value: `${formatPoly(everyMs.value.poly)} ms`, span: everyMs.span });
    steps.push({
      text: 'variance of its integral per ms: sd² × dt, of each',
      value: formatPoly(heldVariance(path.held)),
    });
  }
  if (path.kind === 'noise' && !path.held && given)
    steps.push({
      text: 'variance per ms: squared, / 1000',
      value: inUnit(scalePoly(squared(given.poly), perMs), given.unit && `${given.unit}²/ms`),
    });
  if (path.sources && !(flowsIn(path) && isOneOf(path.sources.value.poly))) {
    derived(path.sources.value);
    steps.push({ text: 'sources per neuron', value: formatPoly(path.sources.value.poly), span: path.sources.span });
  }
  if (path.rate) {
    derived(path.rate.value);
    steps.push({ text: 'rate of each', value: `${formatPoly(inHz(path.rate))} Hz`, span: path.rate.span });
  }
  if (events) steps.push({ text: 'events per ms: sources × rate / 1000', value: formatPoly(events) });
  if (path.unevenness && events)
    steps.push({ text: 'mean of the squared weights / squared mean', value: formatPoly(constant(path.unevenness)) });
  if (path.dispersion) {
    derived(path.dispersion);
    steps.push({ text: 'variance of their number / mean', value: formatPoly(path.dispersion.poly) });
  }
  return steps;
}

const isOneOf = (poly: Poly): boolean => {
  const exact = asConstant(poly);
  return exact !== null && isOne(exact);
};

const inUnit = (poly: Poly, of: string | null): string => `${formatPoly(poly)}${of === null ? '' : ` ${of}`}`;

/** `, ×1000` where the API's unit is not the one compared in. */
function asRatio(from: Poly, to: Poly): string {
  const [a, b] = [from.terms[0], to.terms[0]];
  if (!a || !b || a.key !== b.key) return '';
  const factor = divide(b.coefficient, a.coefficient);
  return factor.n === factor.d ? '' : `, × ${formatPoly(constant(factor))}`;
}

function fromNoisePath(evaluated: Evaluated, noise: Noise): Drive {
  const { drawn, sources, perStep, dt } = noise;
  const perMsOfStep = divide(one, dt.ms);
  const eventsPerStep = multiplyPolys(sources, perStep);
  const eventsPerMs = scalePoly(eventsPerStep, perMsOfStep);
  const rateHz = scalePoly(perStep, multiply(perMsOfStep, rational(1000)));
  const mean = multiplyPolys(eventsPerMs, noise.weight);
  const power = multiplyPolys(eventsPerMs, squared(noise.weight));
  const left = noise.distribution === 'Bernoulli' ? subtractPolys(onePoly, perStep) : onePoly;
  const target = drawn.within === '' ? 'the script' : drawn.within;
  const text = textIn(evaluated);
  const steps: Step[] = [
    ...stepsOf(drawn.value, text),
    {
      text: `events per step: ${noise.distribution === 'Bernoulli' ? `${formatPoly(sources)} × Bernoulli(${formatPoly(perStep)})` : `Poisson(${formatPoly(perStep)})`}`,
      value: `mean ${formatPoly(eventsPerStep)}`,
      span: drawn.span,
    },
    { text: 'weight per event', value: formatPoly(noise.weight), span: drawn.span },
    {
      text: 'time step',
      value: `${number(dt.ms)} ms${dt.span ? '' : ' (assumed)'}`,
      ...(dt.span ? { span: dt.span } : {}),
    },
    { text: 'events per ms: events per step / dt', value: formatPoly(eventsPerMs) },
  ];
  return {
    id: idOf(drawn.span.file, target, drawn.name),
    backend: noise.backend,
    file: drawn.span.file,
    target,
    source: drawn.name,
    kind: noise.distribution === 'Bernoulli' ? 'bernoulli' : 'poisson',
    flows: false,
    partial: false,
    span: drawn.span,
    stages: noise.stages.map((each) => each.span),
    weightSpan: drawn.span,
    standalone: drawn.standalone,
    dead: drawn.dead,
    sources,
    rateHz,
    weight: noise.weight,
    factors: factorsOf(drawn.value, noise.weight, text),
    spans: { sources: noise.stages[0]?.span ?? null, rate: noise.stages[0]?.span ?? null },
    unit: null,
    mean,
    power,
    variance: multiplyPolys(power, left),
    membraneMv: null,
    kernel: { shape: 'unknown', tau: null },
    shared: noise.shared,
    receptors: [],
    keys: [],
    steps,
    assumed: dt.span ? [] : [{ what: 'dt', value: '1 ms', why: 'no `dt` in the file' }],
    made: [
      { part: 'weight', value: drawn.value },
      ...noise.stages.slice(0, 1).map((each) => ({ part: 'rate' as const, value: each.value })),
    ],
  };
}

const number = (value: Rational): string => formatPoly(constant(value));

export const squared = (poly: Poly): Poly => powerOfPoly(poly, 2) ?? multiplyPolys(poly, poly);
export const asNumberOr = (poly: Poly | null): number | null => {
  const exact = poly && asConstant(poly);
  return exact ? toNumber(exact) : null;
};

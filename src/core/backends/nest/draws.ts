// NEST's random parameters: distributions, stretched, moved and drawn again where they fall outside.
import { binary } from '../../evaluate/arithmetic';
import { argument, argumentSpan, type Call } from '../../evaluate/library';
import { constantOf, literal, toNumber } from '../../evaluate/numbers';
import { type Run } from '../../evaluate/run';
import { nothing, text, thing, type Thing, unknown, type Value } from '../../evaluate/value';
import { type BinaryOperator } from '../../python/syntax';
import { type Span } from '../../text';
import { rational, toNumber as toFloat } from '../../units/rational';

const parameterType = 'nest.Parameter';

export function distribution(given: Call, name: string): Value {
  const names: Readonly<Record<string, readonly string[]>> = {
    redraw: ['parameter', 'min', 'max'],
    normal: ['mean', 'std'],
    lognormal: ['mean', 'std'],
    uniform: ['min', 'max'],
    uniform_int: ['max'],
    exponential: ['beta'],
  };
  const parameters = names[name];
  if (!parameters) return unknown(`nest.${name}`);
  if (name === 'redraw') return redrawn(given);
  const made = thing(parameterType, given.span, new Map<string, Value>([['distribution', text(name)]]));
  if (name !== 'lognormal') made.fields.set('carries unit', nothing);
  parameters.forEach((each, i) => {
    const value = argument(given, each, i);
    if (!value) return;
    made.fields.set(each, value);
    made.places.set(each, argumentSpan(given, each, i));
  });
  return made;
}

/** `nest.math.redraw(x, min, max)`: what falls outside is drawn again. */
function redrawn(given: Call): Value {
  const of = argument(given, 'parameter', 0);
  if (of?.kind !== 'thing') return unknown('nest.redraw');
  const made = { ...thing(of.type, given.span, new Map(of.fields)), places: of.places };
  made.fields.set('redrawn', literal(rational(1)));
  for (const [i, key] of ['min', 'max'].entries()) {
    const value = argument(given, key, i + 1);
    if (value) made.fields.set(key, value);
  }
  return made;
}

/** What depends on where two nodes are: `kernel` is its expression, in terms of the distance `d` and of `dx`, `dy`, `dz`. */
const kernel = (expression: string, span: Span): Thing =>
  thing(parameterType, span, new Map<string, Value>([['kernel', text(expression)]]));

const kernelOf = (value: Value | undefined): string | null => {
  const own = value?.kind === 'thing' && value.type === parameterType ? value.fields.get('kernel') : undefined;
  if (own?.kind === 'text') return own.value;
  const exact = constantOf(value);
  return exact && `${toFloat(exact)}`;
};

/** `nest.spatial.distance`, `nest.spatial.distance.x`. */
export function distanceAt(path: string): Thing | null {
  const [whole, axis] = /^nest\.spatial\.distance(?:\.([xyz]))?$/.exec(path) ?? [];
  return whole === undefined ? null : kernel(axis === undefined ? 'd' : `abs(d${axis})`, nowhere);
}

const nowhere: Span = { file: '', start: 0, end: 0 };

/** `nest.spatial_distributions.gaussian(nest.spatial.distance, std=0.2)`; NEST 3.10, `nestkernel/parameter.h`. */
export function profile(given: Call, name: string): Value {
  const of = (key: string, position: number, otherwise: number): string | null =>
    argument(given, key, position) ? kernelOf(argument(given, key, position)) : `${otherwise}`;
  const x = kernelOf(argument(given, 'x', 0));
  const made = (parts: readonly (string | null)[], write: () => string): Value =>
    parts.includes(null) ? unknown(`nest.spatial_distributions.${name}`) : kernel(write(), given.span);
  switch (name) {
    case 'exponential': {
      const beta = of('beta', 1, 1);
      return made([x, beta], () => `exp(-(${x})/(${beta}))`);
    }
    case 'gaussian': {
      const [mean, std] = [of('mean', 1, 0), of('std', 2, 1)];
      return made([x, mean, std], () => `exp(-((${x}) - (${mean}))**2/(2*(${std})**2))`);
    }
    case 'gaussian2D': {
      const y = kernelOf(argument(given, 'y', 1));
      const [meanX, meanY, stdX, stdY, rho] = [
        of('mean_x', 2, 0),
        of('mean_y', 3, 0),
        of('std_x', 4, 1),
        of('std_y', 5, 1),
        of('rho', 6, 0),
      ];
      const [a, b] = [`((${x}) - (${meanX}))`, `((${y}) - (${meanY}))`];
      return made(
        [x, y, meanX, meanY, stdX, stdY, rho],
        () =>
          `exp(-(${a}**2/(${stdX})**2 + ${b}**2/(${stdY})**2 - 2*(${rho})*${a}*${b}/((${stdX})*(${stdY})))/(2*(1 - (${rho})**2)))`,
      );
    }
    default:
      return unknown(`nest.spatial_distributions.${name}`);
  }
}

/** `0.3 * kernel`, `1 - 0.8 * distance`; null where neither side depends on places. */
export function combinedKernels(left: Value, right: Value, operator: string, span: Span): Thing | null {
  const [a, b] = [kernelOf(left), kernelOf(right)];
  const isKernel = [left, right].some((each) => each.kind === 'thing' && each.fields.has('kernel'));
  return isKernel && a !== null && b !== null && /^(?:[-+*/]|\*\*)$/.test(operator)
    ? kernel(`((${a}) ${operator} (${b}))`, span)
    : null;
}

/** `2.0 + 0.5 * nest.random.normal()`: a draw that is stretched or moved; null where it is no plain one. */
export function stretched(run: Run, of: Thing, other: Value, operator: string, span: Span): Value | null {
  const name = of.fields.get('distribution');
  const by = toNumber(run, other);
  if (of.type !== parameterType || name?.kind !== 'text' || !by || by.draw) return null;
  const keys: Readonly<Record<string, readonly [readonly string[], readonly string[], readonly number[]]>> = {
    uniform: [
      ['min', 'max'],
      ['min', 'max'],
      [0, 1],
    ],
    normal: [['mean', 'std'], ['mean'], [0, 1]],
    exponential: [['beta'], [], [1]],
    uniform_int: [[], ['low', 'max'], []],
  };
  const [scaled, moved, standard] = keys[name.value] ?? [[], [], []];
  const touched = operator === '*' || operator === '/' ? scaled : operator === '+' || operator === '-' ? moved : [];
  if (touched.length === 0) return null;
  const made = { ...thing(of.type, span, new Map(of.fields)), places: of.places };
  for (const key of touched) {
    const own = of.fields.get(key) ?? literal(rational(standard[scaled.indexOf(key)] ?? 0));
    made.fields.set(key, binary(run, operator as BinaryOperator, own, by, span));
  }
  return made;
}

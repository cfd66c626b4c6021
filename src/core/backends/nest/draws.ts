// NEST's random parameters: distributions, stretched, moved and drawn again where they fall outside.
import { binary } from '../../evaluate/arithmetic';
import { argument, argumentSpan, type Call } from '../../evaluate/library';
import { literal, toNumber } from '../../evaluate/numbers';
import { type Run } from '../../evaluate/run';
import { nothing, text, thing, type Thing, unknown, type Value } from '../../evaluate/value';
import { type BinaryOperator } from '../../python/syntax';
import { type Span } from '../../text';
import { rational } from '../../units/rational';

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

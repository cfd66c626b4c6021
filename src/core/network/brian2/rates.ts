// How often the sources of Brian 2's PoissonGroup fire: one rate for all, one for each, or one that is calculated in every step.
import { Lookup } from '../../brian/lookup';
import { modelOf } from '../../brian/model';
import { sizeOf } from '../../brian/parts';
import { type AllSettings } from '../../brian/settings';
import { parseExpression } from '../../equations/expression';
import { type Equation, type Expression } from '../../equations/tree';
import { type Thing, type Value } from '../../evaluate/value';
import { namedStarts, namesBefore, namesOf } from './equations';
import { drawnParameters, startsFrom } from './starts';
import { arrayNumbers } from '../arrayNumbers';
import { type EquationModel, type Numbers, type Quantity } from '../network';
import { quantity } from '../read';

export interface Firing {
  readonly rateHz: Quantity;
  /** Where one number does not tell all: the sources as neurons that fire by chance. */
  readonly sources?: EquationModel;
}

/** @param from the first of the sources, `size` of the group */
export function firingOf(group: Thing, from: number, settings: AllSettings): Firing {
  const made = group.fields.get('rates');
  const last = settings.lastOf(group, 'rates')?.value ?? made;
  const known = last?.kind === 'text' ? valueOfName(last.value, group) : last;
  const sets = ratesSet(settings, group);
  const changes = settings.changesOf(group);
  const rateHz = known ? quantity(known, 'Hz') : inWords(last);
  if (rateHz.value !== null && changes.length === 0 && sets.every(({ whole }) => whole)) return { rateHz };
  const size = sizeOf(group);
  const each = rateHz.each ?? (known?.kind === 'num' && size !== null ? eachHz(known, size) : null);
  const sources = modelOfSources(group, settings);
  const shown = each && rateHz.value === null && changes.length === 0 ? listed(each) : rateHz;
  return {
    rateHz: changes.length === 0 ? shown : { ...inWords(undefined), text: 'a rate that the script changes' },
    ...(sources ? { sources: { ...sources, first: from, groupSize: size } } : {}),
  };
}

const at = { start: 0, end: 0 };
const expressionOf = (text: string): Expression | null => parseExpression(text).value;

const ratesSet = (settings: AllSettings, group: Thing): ReturnType<AllSettings['allOf']> =>
  settings.allOf(group).filter(({ name }) => name === 'rates');

function valueOfName(text: string, group: Thing): Value | null {
  return /^\s*[A-Za-z_]\w*\s*$/.test(text) ? new Lookup(modelOf(group)).valueOf(text.trim()) : null;
}

const inWords = (value: Value | undefined): Quantity => ({
  value: null,
  unit: 'Hz',
  text: value?.kind === 'text' ? value.value : 'a rate not known',
  sure: 'api',
});

function eachHz(value: Extract<Value, { kind: 'num' }>, size: number): Float64Array | null {
  return value.shape?.length === 1 ? arrayNumbers(value, size) : null;
}

function listed(each: Numbers): Quantity {
  let [least, most] = [Infinity, 0];
  for (const one of each) [least, most] = [Math.min(least, one), Math.max(most, one)];
  return { value: null, unit: 'Hz', text: `${each.length} rates, ${least} to ${most} Hz`, sure: 'api', each };
}

/** `rand() < rates*dt` is what PoissonGroup's threshold is (Brian 2.5.1, input/poissongroup.py). */
function modelOfSources(group: Thing, all: AllSettings): EquationModel | null {
  const made = group.fields.get('rates');
  const text = made?.kind === 'text' ? expressionOf(made.value) : null;
  const equation: Equation = {
    ...{ kind: text ? 'subexpression' : 'parameter', name: 'rates', namePlace: at, expression: text },
    ...{ unit: 'Hz', unitPlace: at, flags: [], ...at },
  };
  const takes = (name: string): boolean => name === 'rates' && !text;
  const first = { of: group, name: 'rates', whole: true };
  const starts = [
    ...namesBefore(group, all),
    ...startsFrom(group, [...(made ? [{ ...first, value: made }] : []), ...ratesSet(all, group)], takes),
  ];
  const changes = all.changesOf(group).map(({ atS, settings }) => ({
    atS,
    starts: [...namedStarts(settings.renamedOf(group)), ...startsFrom(group, ratesSet(settings, group), takes)],
  }));
  const set = [...starts, ...changes.flatMap((each) => each.starts)];
  if (set.some(({ expression, each }) => !expression && !each)) return null;
  const threshold = expressionOf('rand() < rates*dt');
  const used = [text, ...set.map(({ expression }) => expression)];
  return {
    ...{ threshold, reset: [], refractory: null, refractoryS: null, method: 'euler', starts },
    equations: [equation, ...drawnParameters(set, [equation])],
    ...namesOf(group, used, all),
    ...(changes.length > 0 ? { changes } : {}),
  };
}

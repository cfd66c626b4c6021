// What a Brian 2 script sets its groups to before the run: expressions, numbers and draws, for all neurons or for a part of them.
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { rangeOf } from '../brian/parts';
import { type AllSettings } from '../brian/settings';
import { parseExpression } from '../equations/expression';
import { type Expression } from '../equations/tree';
import { toNumber } from '../units/rational';
import { drawnOf } from './draws';
import { type Drawn, type Start, type TimeTable } from './network';

const nowhere = { start: 0, end: 0 };
const numberNode = (value: number): Expression => ({ kind: 'number', text: String(value), ...nowhere });
const callNode = (name: string): Expression => ({ kind: 'call', name, args: [], ...nowhere });
const joined = (operator: '+' | '*', left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  ...{ operator, left, right },
  ...nowhere,
});

/** In the order of the script: a later one overwrites an earlier one. */
export function startsOf(group: Thing, settings: AllSettings): readonly Start[] {
  return settings.all(group).map(({ name, value, of, whole }): Start => {
    const range = rangeOf(of) ?? { start: 0, stop: null };
    const place = { variable: name, from: range.start, to: of === group ? null : range.stop };
    const each = numbersOf(value);
    if (!whole && of === group && !each) return { ...place, expression: null };
    if (each) return { ...place, expression: null, each };
    return { ...place, expression: expressionOf(value) };
  });
}

/** Known numbers, in SI. */
export function numbersOf(value: Value | undefined): number[] | null {
  if (value?.kind !== 'sequence' || value.count) return null;
  const numbers = value.items.map((item) => {
    const exact = constantOf(item);
    return exact ? toNumber(exact) : item.kind === 'flag' ? Number(item.value) : null;
  });
  return numbers.length > 1 && numbers.every((item) => item !== null) ? numbers : null;
}

function expressionOf(value: Value): Expression | null {
  if (value.kind === 'text') return parseExpression(value.value).value;
  if (value.kind === 'flag') return { kind: 'flag', value: value.value, ...nowhere };
  if (value.kind === 'sequence' && value.items.length === 1 && value.items[0]) return expressionOf(value.items[0]);
  const exact = constantOf(value);
  if (exact) return numberNode(toNumber(exact));
  const drawn = drawnOf(value, null);
  return drawn && expressionOfDraw(drawn);
}

function expressionOfDraw(drawn: Drawn): Expression | null {
  if (drawn.kind === 'uniform')
    return joined('+', numberNode(drawn.low), joined('*', numberNode(drawn.high - drawn.low), callNode('rand')));
  if (drawn.kind === 'normal' && drawn.low === undefined && drawn.high === undefined)
    return joined('+', numberNode(drawn.mean), joined('*', numberNode(drawn.sd), callNode('randn')));
  return null;
}

/** A TimedArray whose values are all known. */
export function timeTableOf(value: Value | null): TimeTable | null {
  if (value?.kind !== 'thing' || value.type !== 'brian2.TimedArray') return null;
  const dt = constantOf(value.fields.get('dt'));
  const values = value.fields.get('values');
  if (!dt || values?.kind !== 'sequence' || values.count) return null;
  const dtS = toNumber(dt);
  const flat = numbersOf(values);
  if (flat) return { dtS, values: flat, columns: 1 };
  const rows = values.items.map(numbersOf);
  const columns = rows[0]?.length ?? 0;
  return rows.length > 0 && columns > 0 && rows.every((row) => row?.length === columns)
    ? { dtS, values: rows.flatMap((row) => row ?? []), columns }
    : null;
}

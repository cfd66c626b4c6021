// Brian 2's TimedArray as a table over time: values that are known, or how each of them is drawn.
import { numberOf, polyOfValue } from '../../brian/algebra';
import { constantOf } from '../../evaluate/numbers';
import { type Num, type Value } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { arrayNumbers } from '../arrayNumbers';
import { drawnParameters } from './starts';
import { type Start, type TimeTable } from '../network';
import { recipeOf } from '../recipe';

/** Null for what is no TimedArray, and for one whose values only the running script knows. */
export function tableOf(value: Value): TimeTable | null {
  if (value.kind !== 'thing' || value.type !== 'brian2.TimedArray') return null;
  const dtS = numberOf(polyOfValue(value.fields.get('dt')));
  const rows = value.fields.get('values');
  if (dtS === null || !rows) return null;
  if (rows.kind === 'num') {
    const values = arrayNumbers(rows);
    return values ? { dtS, values, columns: 1 } : drawnTable(rows, dtS);
  }
  if (rows.kind !== 'sequence' || rows.count) return null;
  const numbers = rows.items.map((each) => (each.kind === 'sequence' ? each.items : [each]));
  const values = numbers.flat().map((each) => numberOf(polyOfValue(each)));
  const columns = numbers[0]?.length ?? 1;
  if (values.includes(null) || numbers.some((each) => each.length !== columns)) return null;
  return { dtS, values: values as number[], columns };
}

const at = { start: 0, end: 0 };
/** More values than these are not drawn. */
const mostValues = 4e6;

function drawnTable(rows: Num, dtS: number): TimeTable | null {
  const sizes = (rows.shape ?? []).map((each) => constantOf(each ?? undefined));
  const [many, across] = sizes.map((each) => each && toNumber(each));
  const [columns, recipe] = [across === undefined ? 1 : across, recipeOf(rows)];
  if (!many || !columns || sizes.length > 2 || many * columns > mostValues || !recipe || recipe.draws.length === 0)
    return null;
  const starts: Start[] = [
    ...recipe.draws.map(({ name, by }): Start => ({
      ...{ variable: name, from: 0, to: null },
      expression: { kind: 'call', name: by, args: [], ...at },
    })),
    { variable: 'value', from: 0, to: null, expression: recipe.expression },
  ];
  const model = {
    ...{ equations: drawnParameters(starts, []), starts, constants: {}, method: null },
    ...{ threshold: null, reset: [], refractory: null, refractoryS: null },
  };
  return { dtS, values: [], columns, drawn: { count: many * columns, model } };
}

// Tells the run which quantity Brian takes where: it raises for another dimension, and for a bare number that is not 0.
import { type Expectation } from '../backend';
import { claimOf } from '../evaluate/claim';
import { isZeroNumber } from '../evaluate/numbers';
import { surelyBare, surelyQuantity } from '../evaluate/quantity';
import { type Run } from '../evaluate/run';
import { type Num, type Value } from '../evaluate/value';
import { type Dimension, isDimensionless } from '../units/dimension';
import { formatUnit } from '../units/format';
import { parseUnit } from '../units/parse';
import { one } from '../units/rational';
import { makeUnit, pure, type Unit } from '../units/unit';
import { type Span } from '../text';

export interface QuantityExpectation extends Pick<Expectation, 'callee' | 'parameter' | 'note'> {
  readonly unit: string | Dimension;
}

export const source = { title: 'Brian 2 documentation', version: '2.10' };

export function expectQuantity(run: Run, value: Value | undefined, span: Span, expectation: QuantityExpectation): void {
  if (value?.kind === 'sequence') {
    for (const each of value.items.slice(0, 4)) expectQuantity(run, each, span, expectation);
    return;
  }
  if (value?.kind === 'table') {
    for (const [key, each] of value.entries) expectQuantity(run, each, value.valuePlaces.get(key) ?? span, expectation);
    return;
  }
  if (value?.kind !== 'num' || value.special || isZeroNumber(value)) return;
  const given = claimed(value);
  const expected = siUnit(expectation.unit);
  if (!given || !expected) return;
  const { callee, parameter, note } = expectation;
  const symbol = isDimensionless(expected.dimension) ? 'a pure number' : `a quantity in ${formatUnit(expected)}`;
  const text = `Brian 2 takes \`${parameter}\` of \`${callee}\` as ${symbol}${note === undefined ? '' : `, ${note}`} (${source.title}, ${source.version})`;
  run.expect(given, expected, parameter, callee, { kind: 'api', text, span: null, unit: expected }, span);
}

function claimed(value: Num): Num | null {
  if (value.quantity) return value.claim && surelyQuantity(value) ? value : null;
  if (!surelyBare(value)) return null;
  const text = 'a bare number carries no unit';
  return { ...value, claim: claimOf(pure, { kind: 'api', text, span: null, unit: pure }) };
}

function siUnit(unit: string | Dimension): Unit | null {
  const dimension = typeof unit === 'string' ? parseUnit(unit)?.dimension : unit;
  return dimension ? makeUnit(one, dimension) : null;
}

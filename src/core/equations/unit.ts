// The unit behind an equation's colon: `volt`, `siemens/metre**2`, `1`; names are looked up by whoever asks.
import { parseDecimal, toNumber } from '../units/rational';
import { divideUnits, makeUnit, multiplyUnits, pure, raiseUnit, type Unit } from '../units/unit';
import { numberIn } from './dimensions';
import { parseExpression } from './expression';
import { type Expression } from './tree';

/** Plain numbers of a kind of their own. */
const plain: ReadonlySet<string> = new Set(['1', 'boolean', 'integer']);

export function unitIn(text: string, unitNamed: (name: string) => Unit | null): Unit | null {
  if (plain.has(text.trim())) return pure;
  const { value } = parseExpression(text);
  return value && unitOf(value, unitNamed);
}

function unitOf(expression: Expression, unitNamed: (name: string) => Unit | null): Unit | null {
  switch (expression.kind) {
    case 'name':
      return unitNamed(expression.name);
    case 'number': {
      const exact = parseDecimal(expression.text);
      return exact && makeUnit(exact, pure.dimension);
    }
    case 'binary': {
      const left = unitOf(expression.left, unitNamed);
      if (!left) return null;
      if (expression.operator === '**') {
        const exponent = numberIn(expression.right, { numberOf: () => null });
        return exponent === null ? null : raiseUnit(left, exponent);
      }
      const right = unitOf(expression.right, unitNamed);
      if (!right) return null;
      if (expression.operator === '*') return multiplyUnits(left, right);
      if (expression.operator === '/' && toNumber(right.factor) !== 0) return divideUnits(left, right);
      return null;
    }
    default:
      return null;
  }
}

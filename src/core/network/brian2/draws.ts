// How a text of Brian 2 draws a value for each neuron or synapse: uniform, normal, or normal and held within bounds.
import { makeAtom, type Poly } from '../../evaluate/poly';
import { type Thing } from '../../evaluate/value';
import { polyOf, splitBy } from '../../brian/algebra';
import { modelOf } from '../../brian/model';
import { lookupOf } from '../../brian/neuron';
import { inUnit } from '../../brian/quantities';
import { parseExpression } from '../../equations/expression';
import { type Expression } from '../../equations/tree';
import { type Drawn } from '../network';

type Valued = (poly: Poly | null) => Poly | null;

/** `Vr + rand()*(Vt - Vr)`, `clip(w + sd*randn(), 0*nS, 10*w)`; null for any other text. The numbers are in the unit `symbol`. */
export function drawnIn(group: Thing, text: string, value: Valued, symbol = 'mV'): Drawn | null {
  const expression = parseExpression(text).value;
  return expression && (clipped(group, expression, value, symbol) ?? plain(group, expression, value, symbol));
}

function plain(group: Thing, expression: Expression, value: Valued, symbol: string): Drawn | null {
  const poly = polyOf(expression, lookupOf(modelOf(group)));
  for (const name of ['rand', 'randn'] as const) {
    const split = poly && splitBy(poly, makeAtom(`${name}()`, name));
    if (!split || split.withIt.terms.length === 0) continue;
    const [from, by] = [inUnit(value(split.without), symbol).value, inUnit(value(split.withIt), symbol).value];
    if (from === null || by === null) return null;
    if (name === 'randn') return { kind: 'normal', mean: from, sd: Math.abs(by) };
    return { kind: 'uniform', low: Math.min(from, from + by), high: Math.max(from, from + by) };
  }
  return null;
}

function clipped(group: Thing, expression: Expression, value: Valued, symbol: string): Drawn | null {
  if (expression.kind !== 'call' || expression.name !== 'clip') return null;
  const [of, ...ends] = expression.args;
  const drawn = of ? plain(group, of, value, symbol) : null;
  const [low, high] = ends.map((each) => boundIn(group, each, value, symbol));
  if (!drawn || low === undefined || low === null || high === undefined || high === null) return null;
  if (drawn.kind === 'uniform') return low <= drawn.low && drawn.high <= high ? drawn : null;
  if (drawn.kind !== 'normal') return null;
  const held = { held: true, ...(low === -Infinity ? {} : { low }), ...(high === Infinity ? {} : { high }) };
  return { ...drawn, ...held };
}

function boundIn(group: Thing, expression: Expression, value: Valued, symbol: string): number | null {
  const infinite = /^\s*(-?)inf$/.exec(nameOf(expression));
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return inUnit(value(polyOf(expression, lookupOf(modelOf(group)))), symbol).value;
}

const nameOf = (expression: Expression): string =>
  expression.kind === 'name'
    ? expression.name
    : expression.kind === 'unary' && expression.operator === '-'
      ? `-${nameOf(expression.operand)}`
      : '';

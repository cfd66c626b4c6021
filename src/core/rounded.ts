// Numbers made whole in a file, with the expression that makes them: for rules on steps, bins and kernels.
import { type Facts, type Rounding } from './evaluate/facts';
import { constantOf } from './evaluate/numbers';
import { calleeName, walkWithParents } from './formulas';
import { type Expr, type Stmt } from './python/syntax';
import { type Rational, toNumber } from './units/rational';

export interface Rounded {
  readonly rounding: Rounding;
  /** The call or the `//`. */
  readonly expr: Expr;
  /** What is made whole. */
  readonly inner: Expr;
  readonly parent: Expr | null;
  readonly exact: Rational;
  readonly value: number;
}

export function roundedIn(facts: Facts, file: string, body: readonly Stmt[]): Rounded[] {
  const found: Rounded[] = [];
  if (facts.roundings.size === 0) return found;
  walkWithParents(body, (expr, parent) => {
    if (expr.kind !== 'call' && !(expr.kind === 'binary' && expr.operator === '//')) return;
    const rounding = facts.roundings.get(`${file}:${expr.start}:${expr.end}`);
    const exact = rounding && constantOf(rounding.value);
    const inner = expr.kind === 'call' ? expr.args[0]?.value : expr;
    if (rounding && exact && inner) found.push({ rounding, expr, inner, parent, exact, value: toNumber(exact) });
  });
  return found;
}

/** `max(1, int(x))`: what it is at least. */
export function leastOf({ expr, parent }: Rounded): { readonly call: Expr; readonly least: number } | null {
  if (parent?.kind !== 'call' || !/^(?:max|maximum)$/.test(calleeName(parent) ?? '')) return null;
  const other = parent.args.map(({ value }) => value).find((each) => each !== expr);
  return parent.args.length === 2 && other?.kind === 'number' ? { call: parent, least: Number(other.text) } : null;
}

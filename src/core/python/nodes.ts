// The small pieces that every reader of expressions is made of.
import { identifier } from './strings';
import { type TreeReader } from './reader';
import { type NameExpr, type StarExpr, type Expr } from './syntax';

/** What stands where the grammar promised an expression and gave none. */
export function badAt(start: number, end: number): Expr {
  return { kind: 'bad', start, end };
}

/** The named children of the current node as expressions. */
export function childExpressions(reader: TreeReader): Expr[] {
  const found: Expr[] = [];
  if (!reader.enterNamed()) return found;
  do found.push(reader.expression());
  while (reader.nextNamed());
  reader.leave();
  return found;
}

/** The tuple that stands without parentheses from its first to its last item. */
export function tupleOf(items: Expr[]): Expr {
  return { kind: 'tuple', start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0, items };
}

/** Parentheses leave no trace: the inner expression keeps its own, narrower range. */
export function readInner(reader: TreeReader): Expr {
  return reader.childExpression() ?? badAt(reader.start, reader.end);
}

export function readName(reader: TreeReader): NameExpr {
  const { start, end } = reader;
  return { kind: 'name', start, end, id: identifier(reader.slice(start, end)) };
}

/** The grammar may read `*a.b()` as a call of `*a.b`: the star belongs around all of it. `whole` has lost the star when this is called. */
export function starAround(whole: Expr, starred: StarExpr): Expr {
  whole.start = starred.value.start;
  return { kind: 'star', start: starred.start, end: whole.end, star: starred.star, value: whole };
}

// Comprehensions of all four kinds.
import { badAt, childExpressions, readInner, tupleOf } from './nodes';
import { type TreeReader } from './reader';
import { type ComprehensionClause, type ComprehensionExpr, type Expr } from './syntax';

export function comprehensionReader(result: ComprehensionExpr['result']): (reader: TreeReader) => Expr {
  return (reader) => {
    const { start, end } = reader;
    let key: Expr | null = null;
    let element: Expr = badAt(start, end);
    const clauses: ComprehensionClause[] = [];
    reader.enterNamed();
    do {
      if (reader.type === 'for_in_clause') clauses.push(readClause(reader));
      else if (reader.type === 'if_clause') clauses.at(-1)?.conditions.push(readInner(reader));
      else if (reader.type === 'pair') [key = null, element = element] = childExpressions(reader);
      else element = reader.expression();
    } while (reader.nextNamed());
    reader.leave();
    return { kind: 'comprehension', start, end, result, key, element, clauses };
  };
}

export function readClause(reader: TreeReader): ComprehensionClause {
  const bad = badAt(reader.start, reader.end);
  const [target = bad, ...iterables] = childExpressions(reader);
  // Python 2 allowed `for x in 1, 2` here.
  return { target, iterable: iterables.length > 1 ? tupleOf(iterables) : (iterables[0] ?? bad), conditions: [] };
}

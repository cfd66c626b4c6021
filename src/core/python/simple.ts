// Simple statements of the tree-sitter tree into our own, one reader per node type.
import { readImport, readImportFrom } from './imports';
import { badAt, childExpressions, tupleOf } from './nodes';
import { identifier } from './strings';
import { type ReaderTables, type TreeReader } from './reader';
import { type BinaryOperator, type Expr, type AssignStmt, type MentionStmt, type NameExpr, type Stmt } from './syntax';

type StatementReader = ReaderTables['statements'][string];

/** The range of a simple statement stops at its last token. */
function readExpressionStatement(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  reader.enterNamed();
  const { type } = reader;
  if (type === 'assignment') readAssignment(reader, into);
  else if (type === 'augmented_assignment') readAugmented(reader, into);
  else {
    const firstEnd = reader.end;
    const items = [reader.expression()];
    while (reader.nextNamed()) items.push(reader.expression());
    const [first] = items;
    const isTuple = items.length > 1 || firstEnd !== end;
    if (first) into.push({ kind: 'expression', start, end, value: isTuple ? { ...tupleOf(items), end } : first });
  }
  reader.leave();
}

function readAssignment(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const statement: AssignStmt = { kind: 'assign', start, end, targets: [], annotation: null, value: null };
  readAssigned(reader, statement);
  into.push(statement);
}

/** `a = b = v` nests to the right. */
function readAssigned(reader: TreeReader, statement: AssignStmt): void {
  let depth = 1;
  reader.enterNamed();
  statement.targets.push(reader.expression());
  while (reader.nextNamed()) {
    const { type } = reader;
    if (type === 'type') statement.annotation = reader.expression();
    else if (type === 'assignment' && reader.enterNamed()) {
      depth++;
      statement.targets.push(reader.expression());
    } else statement.value = reader.expression();
  }
  for (; depth > 0; depth--) reader.leave();
}

function readAugmented(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  reader.enter();
  const target = reader.expression();
  reader.next();
  const operator = reader.type.slice(1, -1) as BinaryOperator;
  reader.next();
  const value = reader.expression();
  reader.leave();
  into.push({ kind: 'augmented', start, end, operator, target, value });
}

function readReturn(reader: TreeReader, into: Stmt[]): void {
  into.push({ kind: 'return', start: reader.start, end: reader.end, value: reader.childExpression() });
}

function readDelete(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  reader.enterNamed();
  const targets = reader.type === 'expression_list' ? childExpressions(reader) : [reader.expression()];
  reader.leave();
  into.push({ kind: 'delete', start, end, targets });
}

function mentionReader(kind: MentionStmt['kind']): StatementReader {
  return (reader, into) => {
    const { start, end } = reader;
    const values: Expr[] = [];
    if (reader.enterNamed()) {
      do {
        const { type } = reader;
        if (type === 'expression_list') values.push(...childExpressions(reader));
        else if (type === 'chevron') values.push(reader.childExpression() ?? badAt(start, end));
        else values.push(reader.expression());
      } while (reader.nextNamed());
      reader.leave();
    }
    into.push({ kind, start, end, values });
  };
}

function jumpReader(kind: 'pass' | 'break' | 'continue'): StatementReader {
  return (reader, into) => void into.push({ kind, start: reader.start, end: reader.end });
}

function scopeReader(kind: 'global' | 'nonlocal'): StatementReader {
  return (reader, into) => {
    const { start, end } = reader;
    const names: string[] = [];
    if (reader.enterNamed()) {
      do names.push(identifier(reader.own));
      while (reader.nextNamed());
      reader.leave();
    }
    into.push({ kind, start, end, names });
  };
}

function readTypeAlias(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const [left, value = badAt(start, end)] = childExpressions(reader);
  // `type X[T] = …`: the parameters are left out.
  const name = left?.kind === 'index' && left.object.start === left.start ? left.object : left;
  if (name?.kind === 'name') into.push({ kind: 'typeAlias', start, end, name, value });
  else if (left)
    into.push({ kind: 'assign', start, end, targets: [ofType(reader, left, left.start)], annotation: null, value });
}

/** `type(x).y = z` assigns, but the grammar takes `(x).y` for an alias's name: puts the name `type` back where it belongs. */
function ofType(reader: TreeReader, expr: Expr, opening: number): Expr {
  const { start } = reader;
  const type: NameExpr = { kind: 'name', start, end: start + 'type'.length, id: 'type' };
  if (expr.start === opening) {
    switch (expr.kind) {
      case 'attribute':
      case 'index':
        return { ...expr, start, object: ofType(reader, expr.object, opening) };
      case 'call':
        return { ...expr, start, callee: ofType(reader, expr.callee, opening) };
      case 'list':
        return { kind: 'index', start, end: expr.end, object: type, indexes: expr.items };
    }
  }
  const isTuple = expr.kind === 'tuple' && expr.start === opening;
  const values = isTuple ? expr.items : [expr];
  const args = values.map((value) => ({ start: value.start, end: value.end, name: null, star: '' as const, value }));
  const end = isTuple ? expr.end : expr.end + reader.slice(expr.end, reader.end).indexOf(')') + 1;
  return { kind: 'call', start, end, callee: type, args };
}

export const simpleReaders: ReaderTables['statements'] = {
  expression_statement: readExpressionStatement,
  return_statement: readReturn,
  delete_statement: readDelete,
  assert_statement: mentionReader('assert'),
  raise_statement: mentionReader('raise'),
  print_statement: mentionReader('print'),
  exec_statement: mentionReader('exec'),
  pass_statement: jumpReader('pass'),
  break_statement: jumpReader('break'),
  continue_statement: jumpReader('continue'),
  global_statement: scopeReader('global'),
  nonlocal_statement: scopeReader('nonlocal'),
  import_statement: readImport,
  import_from_statement: readImportFrom,
  future_import_statement: readImportFrom,
  type_alias_statement: readTypeAlias,
};

// Expressions of the tree-sitter tree into our own, one reader per node type.
import { parameterList } from './parameters';
import { detached, identifier, readAdjacentStrings, readString } from './strings';
import { type TreeReader } from './reader';
import {
  type Argument,
  type BinaryExpr,
  type BinaryOperator,
  type CompareOperator,
  type ComprehensionClause,
  type ComprehensionExpr,
  type DictExpr,
  type Expr,
  type NameExpr,
  type Parameter,
  type SequenceExpr,
  type SliceExpr,
  type StarExpr,
} from './syntax';

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

export function readName(reader: TreeReader): NameExpr {
  const { start, end } = reader;
  return { kind: 'name', start, end, id: identifier(reader.slice(start, end)) };
}

function readNumber(reader: TreeReader): Expr {
  const { start, end } = reader;
  return { kind: 'number', start, end, text: detached(reader.slice(start, end)) };
}

function constantReader(value: true | false | null | '...'): (reader: TreeReader) => Expr {
  return (reader) => ({ kind: 'constant', start: reader.start, end: reader.end, value });
}

function sequenceReader(kind: SequenceExpr['kind']): (reader: TreeReader) => Expr {
  return (reader) => ({ kind, start: reader.start, end: reader.end, items: childExpressions(reader) });
}

/** Parentheses leave no trace: the inner expression keeps its own, narrower range. */
function readInner(reader: TreeReader): Expr {
  return reader.childExpression() ?? badAt(reader.start, reader.end);
}

/** `(a)` as a target: the grammar calls it a tuple as it does `(a,)`. */
function readTuplePattern(reader: TreeReader): Expr {
  const { start, end } = reader;
  const items: Expr[] = [];
  let hasComma = false;
  reader.enter();
  do {
    if (reader.type === ' ,') hasComma = true;
    else if (!reader.type.startsWith(' ')) items.push(reader.expression());
  } while (reader.next());
  reader.leave();
  const [only] = items;
  return only && !hasComma ? only : { kind: 'tuple', start, end, items };
}

/** The grammar may read `*a.b()` as a call of `*a.b`: the star belongs around all of it. `whole` has lost the star when this is called. */
function starAround(whole: Expr, starred: StarExpr): Expr {
  whole.start = starred.value.start;
  return { kind: 'star', start: starred.start, end: whole.end, star: starred.star, value: whole };
}

function readDict(reader: TreeReader): Expr {
  const dict: DictExpr = { kind: 'dict', start: reader.start, end: reader.end, entries: [] };
  if (!reader.enterNamed()) return dict;
  do {
    if (reader.type === 'pair') {
      const [key, value] = childExpressions(reader);
      if (key && value) dict.entries.push({ key, value });
    } else dict.entries.push({ key: null, value: readInner(reader) });
  } while (reader.nextNamed());
  reader.leave();
  return dict;
}

function readAttribute(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enterNamed();
  const object = reader.expression();
  reader.nextNamed();
  const nameStart = reader.start;
  reader.leave();
  const name = identifier(reader.slice(nameStart, end));
  if (object.kind !== 'star') return { kind: 'attribute', start, end, object, name, nameStart };
  return starAround({ kind: 'attribute', start, end, object: object.value, name, nameStart }, object);
}

function readIndex(reader: TreeReader): Expr {
  const { start, end } = reader;
  const [object = badAt(start, end), ...indexes] = childExpressions(reader);
  if (object.kind !== 'star') return { kind: 'index', start, end, object, indexes };
  return starAround({ kind: 'index', start, end, object: object.value, indexes }, object);
}

function readSlice(reader: TreeReader): Expr {
  const slice: SliceExpr = {
    kind: 'slice',
    start: reader.start,
    end: reader.end,
    lower: null,
    upper: null,
    step: null,
  };
  const parts = ['lower', 'upper', 'step'] as const;
  let part = 0;
  reader.enter();
  do {
    if (reader.type === ' :') part++;
    else slice[parts[part] ?? 'step'] = reader.expression();
  } while (reader.next());
  reader.leave();
  return slice;
}

/** The arguments of a call or the bases of a class; the cursor is on the list. */
export function readArguments(reader: TreeReader): Argument[] {
  const args: Argument[] = [];
  if (!reader.enterNamed()) return args;
  do {
    const { type, start, end } = reader;
    if (type === 'keyword_argument') {
      reader.enterNamed();
      const name = identifier(reader.own);
      reader.nextNamed();
      args.push({ start, end, name, star: '', value: reader.expression() });
      reader.leave();
    } else {
      const value = reader.expression();
      if (value.kind === 'star') args.push({ start, end, name: null, star: value.star, value: value.value });
      else args.push({ start, end, name: null, star: '', value });
    }
  } while (reader.nextNamed());
  reader.leave();
  return args;
}

function readCall(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enterNamed();
  const callee = reader.expression();
  let args: Argument[] = [];
  if (reader.nextNamed()) {
    if (reader.type === 'argument_list') args = readArguments(reader);
    else args = [{ start: reader.start, end: reader.end, name: null, star: '', value: reader.expression() }];
  }
  reader.leave();
  if (callee.kind !== 'star') return { kind: 'call', start, end, callee, args };
  return starAround({ kind: 'call', start, end, callee: callee.value, args }, callee);
}

function readUnary(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enter();
  const operator = reader.type.slice(1) as '-' | '+' | '~' | 'not';
  reader.nextNamed();
  const operand = reader.expression();
  reader.leave();
  return { kind: 'unary', start, end, operator, operand };
}

/** Left operand, operator token and right operand of the current node. */
function readOperation(reader: TreeReader): { left: Expr; operator: string; right: Expr } {
  reader.enter();
  const left = reader.expression();
  reader.next();
  const operator = reader.type.slice(1);
  reader.next();
  const right = reader.expression();
  reader.leave();
  return { left, operator, right };
}

function readBinary(reader: TreeReader): Expr {
  const { start, end } = reader;
  const { left, operator: written, right } = readOperation(reader);
  const operator = written as BinaryOperator;
  if (left.kind === 'star') return starAround(binary(operator, left.value, right, start, end), left);
  return operator === '&' ? bindAnd(left, right, start, end) : binary(operator, left, right, start, end);
}

function binary(operator: BinaryOperator, left: Expr, right: Expr, start: number, end: number): BinaryExpr {
  return { kind: 'binary', start, end, operator, left, right };
}

/** To Python `a & b ^ c` is `(a & b) ^ c`, the grammar has it the other way round. An operand in parentheses starts or ends short of the whole. */
function bindAnd(left: Expr, right: Expr, start: number, end: number): Expr {
  if (right.kind === 'binary' && right.operator === '^' && right.end === end) {
    const first = bindAnd(left, right.left, start, right.left.end);
    return binary('^', first, right.right, start, end);
  }
  if (left.kind === 'binary' && left.operator === '^' && left.start === start)
    return binary('^', left.left, bindAnd(left.right, right, left.right.start, end), start, end);
  return binary('&', left, right, start, end);
}

function readBoolean(reader: TreeReader): Expr {
  const { start, end } = reader;
  const { left, operator: written, right } = readOperation(reader);
  const operator = written as 'and' | 'or';
  if (left.kind !== 'star') return { kind: 'boolean', start, end, operator, left, right };
  return starAround({ kind: 'boolean', start, end, operator, left: left.value, right }, left);
}

function readCompare(reader: TreeReader): Expr {
  const { start, end } = reader;
  const operands: Expr[] = [];
  const operators: CompareOperator[] = [];
  reader.enter();
  do {
    if (!reader.type.startsWith(' ')) operands.push(reader.expression());
    else operators.push(reader.type === ' <>' ? '!=' : (reader.type.slice(1) as CompareOperator));
  } while (reader.next());
  reader.leave();
  return { kind: 'compare', start, end, operands, operators };
}

function readConditional(reader: TreeReader): Expr {
  const { start, end } = reader;
  const bad = badAt(start, end);
  const [body = bad, test = bad, orElse = bad] = childExpressions(reader);
  return { kind: 'conditional', start, end, test, body, orElse };
}

function readLambda(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enterNamed();
  let params: Parameter[] = [];
  if (reader.type === 'lambda_parameters') {
    params = parameterList(reader);
    reader.nextNamed();
  }
  const body = reader.expression();
  reader.leave();
  return { kind: 'lambda', start, end, params, body };
}

function comprehensionReader(result: ComprehensionExpr['result']): (reader: TreeReader) => Expr {
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

function readClause(reader: TreeReader): ComprehensionClause {
  const bad = badAt(reader.start, reader.end);
  const [target = bad, ...iterables] = childExpressions(reader);
  // Python 2 allowed `for x in 1, 2` here.
  return { target, iterable: iterables.length > 1 ? tupleOf(iterables) : (iterables[0] ?? bad), conditions: [] };
}

/** The tuple that stands without parentheses from its first to its last item. */
export function tupleOf(items: Expr[]): Expr {
  return { kind: 'tuple', start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0, items };
}

function readYield(reader: TreeReader): Expr {
  const { start, end } = reader;
  let from = false;
  let value: Expr | null = null;
  reader.enter();
  do {
    if (reader.type === ' from') from = true;
    else if (!reader.type.startsWith(' ')) value = reader.expression();
  } while (reader.next());
  reader.leave();
  return { kind: 'yield', start, end, from, value };
}

function starReader(star: '*' | '**'): (reader: TreeReader) => Expr {
  return (reader) => ({ kind: 'star', start: reader.start, end: reader.end, star, value: readInner(reader) });
}

/** In `with a if b else c as d` the grammar hangs `as d` on `c`: the target is left with the reader for the item it belongs to. */
function readAliased(reader: TreeReader): Expr {
  const [value, target] = readAlias(reader);
  reader.alias = target;
  return value;
}

/** `value as target`; the cursor is on the two. */
export function readAlias(reader: TreeReader): [value: Expr, target: Expr | null] {
  reader.enterNamed();
  const value = reader.expression();
  const target = reader.nextNamed() ? reader.childExpression() : null;
  reader.leave();
  return [value, target];
}

function readWalrus(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enterNamed();
  const target = readName(reader);
  reader.nextNamed();
  const value = reader.expression();
  reader.leave();
  return { kind: 'walrus', start, end, target, value };
}

/** `a | b` written as a type. */
function readUnionType(reader: TreeReader): Expr {
  const { start, end } = reader;
  const bad = badAt(start, end);
  const [left = bad, right = bad] = childExpressions(reader);
  return { kind: 'binary', start, end, operator: '|', left, right };
}

/** `List[int, str]` written as a type: a name and its parameters. */
function readGenericType(reader: TreeReader): Expr {
  const { start, end } = reader;
  let object = badAt(start, end);
  let indexes: Expr[] = [];
  reader.enterNamed();
  do {
    if (reader.type === 'type_parameter') indexes = childExpressions(reader);
    else object = reader.expression();
  } while (reader.nextNamed());
  reader.leave();
  return { kind: 'index', start, end, object, indexes };
}

export const expressionReaders: Readonly<Record<string, (reader: TreeReader) => Expr>> = {
  identifier: readName,
  integer: readNumber,
  float: readNumber,
  string: readString,
  concatenated_string: readAdjacentStrings,
  true: constantReader(true),
  false: constantReader(false),
  none: constantReader(null),
  ellipsis: constantReader('...'),
  tuple: sequenceReader('tuple'),
  tuple_pattern: readTuplePattern,
  expression_list: sequenceReader('tuple'),
  pattern_list: sequenceReader('tuple'),
  list: sequenceReader('list'),
  list_pattern: sequenceReader('list'),
  set: sequenceReader('set'),
  dictionary: readDict,
  parenthesized_expression: readInner,
  attribute: readAttribute,
  subscript: readIndex,
  slice: readSlice,
  call: readCall,
  unary_operator: readUnary,
  not_operator: readUnary,
  binary_operator: readBinary,
  boolean_operator: readBoolean,
  comparison_operator: readCompare,
  conditional_expression: readConditional,
  lambda: readLambda,
  list_comprehension: comprehensionReader('list'),
  set_comprehension: comprehensionReader('set'),
  dictionary_comprehension: comprehensionReader('dict'),
  generator_expression: comprehensionReader('generator'),
  yield: readYield,
  await: (reader) => ({ kind: 'await', start: reader.start, end: reader.end, value: readInner(reader) }),
  list_splat: starReader('*'),
  list_splat_pattern: starReader('*'),
  dictionary_splat: starReader('**'),
  dictionary_splat_pattern: starReader('**'),
  named_expression: readWalrus,
  type: readInner,
  splat_type: starReader('*'),
  union_type: readUnionType,
  generic_type: readGenericType,
  constrained_type: readInner,
  member_type: readAttribute,
  as_pattern: readAliased,
};

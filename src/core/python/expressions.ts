// Expressions of the tree-sitter tree into our own, one reader per node type.
import { parameterList } from './parameters';
import { detached, readAdjacentStrings, readString } from './strings';
import { type TreeReader } from './reader';
import {
  type Argument,
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
  return { kind: 'name', start, end, id: detached(reader.slice(start, end)) };
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
  return { kind: 'attribute', start, end, object, name: detached(reader.slice(nameStart, end)), nameStart };
}

function readIndex(reader: TreeReader): Expr {
  const { start, end } = reader;
  const [object, ...indexes] = childExpressions(reader);
  return { kind: 'index', start, end, object: object ?? badAt(start, end), indexes };
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
      const name = detached(reader.own);
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
  return { kind: 'call', start, end, callee, args };
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
  const { left, operator, right } = readOperation(reader);
  return { kind: 'binary', start, end, operator: operator as BinaryOperator, left, right };
}

function readBoolean(reader: TreeReader): Expr {
  const { start, end } = reader;
  const { left, operator, right } = readOperation(reader);
  return { kind: 'boolean', start, end, operator: operator as 'and' | 'or', left, right };
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
  tuple_pattern: sequenceReader('tuple'),
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
  as_pattern: readInner,
};

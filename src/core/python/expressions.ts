// Expressions of the tree-sitter tree into our own, one reader per node type.
import { readCall } from './calls';
import { comprehensionReader } from './comprehensions';
import { badAt, childExpressions, readInner, readName, starAround } from './nodes';
import { readBinary, readBoolean, readCompare, readConditional, readUnary } from './operators';
import { parameterList } from './parameters';
import { detached, identifier, readAdjacentStrings, readString } from './strings';
import { type TreeReader } from './reader';
import { type SequenceExpr, type DictExpr, type SliceExpr, type Parameter, type Expr } from './syntax';

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

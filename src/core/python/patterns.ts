// The patterns of `match`: kept as expressions, with the names that they bind. `p as x` reads as `x := p`.
import { badAt, readName, tupleOf } from './nodes';
import { identifier } from './strings';
import { type TreeReader } from './reader';
import { type Argument, type Expr, type NameExpr } from './syntax';

/** The pattern of the current node; `captures` grows by what it binds. */
export function readPattern(reader: TreeReader, captures: NameExpr[]): Expr {
  const { start, end, type } = reader;
  const bad = badAt(start, end);
  switch (type) {
    case 'case_pattern':
      return childPatterns(reader, captures)[0] ?? bad;
    case 'as_pattern': {
      const [value = bad, target] = childPatterns(reader, captures);
      return target?.kind === 'name' ? { kind: 'walrus', start, end, target, value } : value;
    }
    case 'dotted_name':
      return readDottedPattern(reader, captures);
    case 'list_pattern':
      return { kind: 'list', start, end, items: childPatterns(reader, captures) };
    case 'tuple_pattern':
      return readGroup(reader, captures);
    case 'union_pattern':
      return childPatterns(reader, captures).reduce(joinAlternatives);
    case 'identifier': {
      const name = readName(reader);
      captures.push(name);
      return name;
    }
    case 'class_pattern':
      return readClassPattern(reader, captures);
    case 'splat_pattern':
      return readSplat(reader, captures);
    case 'dict_pattern':
      return readDictPattern(reader, captures);
    case 'complex_pattern':
      return bad;
    default:
      return reader.expression();
  }
}

/** `(p)` is `p`, `(p,)` a tuple. */
function readGroup(reader: TreeReader, captures: NameExpr[]): Expr {
  const { start, end, own } = reader;
  const items = childPatterns(reader, captures);
  const [only] = items;
  return only && items.length === 1 && !/,\s*\)$/.test(own) ? only : { kind: 'tuple', start, end, items };
}

function joinAlternatives(left: Expr, right: Expr): Expr {
  return { kind: 'binary', start: left.start, end: right.end, operator: '|', left, right };
}

function childPatterns(reader: TreeReader, captures: NameExpr[]): Expr[] {
  if (!reader.enter()) return [];
  const found = remainingPatterns(reader, captures);
  reader.leave();
  return found;
}

/** From the current node to its last sibling; `_` and the sign of `-1` are bare tokens. */
function remainingPatterns(reader: TreeReader, captures: NameExpr[]): Expr[] {
  const found: Expr[] = [];
  let signStart = -1;
  do {
    const { start, end } = reader;
    if (reader.type === ' -') signStart = start;
    else if (reader.type === ' _') found.push({ kind: 'name', start, end, id: '_' });
    else if (!reader.type.startsWith(' ')) {
      const operand = readPattern(reader, captures);
      found.push(signStart < 0 ? operand : { kind: 'unary', start: signStart, end, operator: '-', operand });
      signStart = -1;
    }
  } while (reader.next());
  return found;
}

/** A lone name binds, unless it is `_`; a dotted one is a value to compare with. */
function readDottedPattern(reader: TreeReader, captures: NameExpr[]): Expr {
  const dotted = readDotted(reader);
  if (dotted.kind === 'name' && dotted.id !== '_') captures.push(dotted);
  return dotted;
}

function readDotted(reader: TreeReader): Expr {
  const { start, end } = reader;
  let whole: Expr | null = null;
  reader.enterNamed();
  do {
    const name = readName(reader);
    whole = whole
      ? { kind: 'attribute', start, end: name.end, object: whole, name: name.id, nameStart: name.start }
      : name;
  } while (reader.nextNamed());
  reader.leave();
  return whole ?? badAt(start, end);
}

function readClassPattern(reader: TreeReader, captures: NameExpr[]): Expr {
  const { start, end } = reader;
  const args: Argument[] = [];
  reader.enterNamed();
  const callee = readDotted(reader);
  while (reader.nextNamed()) {
    const each = { start: reader.start, end: reader.end, star: '' as const };
    const keyword = readKeyword(reader, captures);
    if (keyword) args.push({ ...each, ...keyword });
    else args.push({ ...each, name: null, value: childPatterns(reader, captures)[0] ?? badAt(each.start, each.end) });
  }
  reader.leave();
  return { kind: 'call', start, end, callee, args };
}

/** `name=pattern` inside a class pattern's case pattern, or null where it is an ordinary one. */
function readKeyword(reader: TreeReader, captures: NameExpr[]): { name: string; value: Expr } | null {
  if (!reader.enterNamed()) return null;
  if (reader.type !== 'keyword_pattern') {
    reader.leave();
    return null;
  }
  const bad = badAt(reader.start, reader.end);
  reader.enterNamed();
  const name = identifier(reader.own);
  const value = reader.next() ? remainingPatterns(reader, captures)[0] : undefined;
  reader.leave();
  reader.leave();
  return { name, value: value ?? bad };
}

function readSplat(reader: TreeReader, captures: NameExpr[]): Expr {
  const { start, end } = reader;
  const star = reader.own.startsWith('**') ? '**' : '*';
  const [value] = childPatterns(reader, captures);
  return { kind: 'star', start, end, star, value: value ?? badAt(start, end) };
}

function readDictPattern(reader: TreeReader, captures: NameExpr[]): Expr {
  const { start, end } = reader;
  const entries: { key: Expr | null; value: Expr }[] = [];
  let key: Expr | null = null;
  for (const part of childPatterns(reader, captures)) {
    if (part.kind === 'star') entries.push({ key: null, value: part.value });
    else if (key === null) key = part;
    else {
      entries.push({ key, value: part });
      key = null;
    }
  }
  return { kind: 'dict', start, end, entries };
}

/** Several patterns separated by commas are one tuple. */
export function joinPatterns(patterns: Expr[], start: number, end: number): Expr {
  const [first] = patterns;
  if (!first) return badAt(start, end);
  return patterns.length > 1 ? tupleOf(patterns) : first;
}

// What an expression is worth: one function per kind of expression.
import { chanceOf, notDrawn } from './chance';
import { type Expr, type FunctionStmt, type LambdaExpr, type StringExpr } from '../python/syntax';
import { isZero, toText } from '../units/rational';
import { attributeOf, extended } from './attributes';
import { binary, negateNumber } from './arithmetic';
import { aboveClaim, bindTarget, trailingClaim, weigh } from './bind';
import { builtinNames } from './builtins';
import { formatWith, specBehind } from './formatting';
import { callValue } from './calls';
import { compareValues, complement } from './compare';
import { indexValue, makeSlice } from './indexing';
import { joinValues } from './join';
import { numberLiteral, placed } from './literals';
import { constantOf, isCondition, keySymbol, namedClaim, symbolNumber, toNumber } from './numbers';
import { external } from './library';
import { type Run } from './run';
import { literalText, somewhereIn } from './texts';
import { lookUp, type Scope } from './scope';
import { assumedOf } from './settled';
import { comprehension } from './comprehensions';
import { asAtom, asConstant } from './poly';
import {
  flag,
  type Func,
  keyText,
  nothing,
  type Sequence,
  sequence,
  type Table,
  table,
  text,
  unknown,
  type Value,
} from './value';

export function evaluate(run: Run, scope: Scope, expr: Expr): Value {
  const value = valueOf(run, scope, expr);
  const taken = value.kind === 'unknown' && value.symbol ? (assumedOf(run.settled, value.symbol.name) ?? value) : value;
  if (run.options.watch) run.watch(scope.module, expr, taken);
  return taken;
}

function valueOf(run: Run, scope: Scope, expr: Expr): Value {
  if (!run.step()) {
    run.cut('the step budget is spent; what follows is not evaluated');
    return unknown('the step budget is spent');
  }
  switch (expr.kind) {
    case 'number':
      return placed(numberLiteral(expr.text), run.span(scope, expr));
    case 'string':
      return stringLiteral(run, scope, expr);
    case 'constant':
      return expr.value === null ? nothing : expr.value === '...' ? unknown('an ellipsis') : flag(expr.value);
    case 'name':
      return nameValue(run, scope, expr.id, expr);
    case 'tuple':
    case 'list':
    case 'set':
      return born(run, sequence(expr.kind, spread(run, scope, expr.items)));
    case 'dict':
      return dictionary(run, scope, expr.entries);
    case 'attribute':
      return attributeOf(run, evaluate(run, scope, expr.object), expr.name, run.span(scope, expr));
    case 'index': {
      const object = evaluate(run, scope, expr.object);
      const indexes = expr.indexes.map((each) => evaluate(run, scope, each));
      const column = columnName(expr.indexes);
      return (
        (column === null ? null : columnOf(run, object, column)) ??
        indexValue(run, object, indexes, run.span(scope, expr))
      );
    }
    case 'slice':
      return makeSlice(
        [expr.lower, expr.upper, expr.step].map((part) => (part ? evaluate(run, scope, part) : nothing)),
      );
    case 'call':
      return callValue(run, scope, expr);
    case 'unary':
      return unary(run, scope, expr);
    case 'binary': {
      const left = evaluate(run, scope, expr.left);
      return binary(run, expr.operator, left, evaluate(run, scope, expr.right), run.span(scope, expr));
    }
    case 'boolean':
      return either(run, scope, expr);
    case 'compare': {
      const operands = expr.operands.map((each) => evaluate(run, scope, each));
      return compareValues(run, operands, expr.operators, run.span(scope, expr));
    }
    case 'conditional': {
      const truth = truthOf(evaluate(run, scope, expr.test));
      if (truth !== null) return evaluate(run, scope, truth ? expr.body : expr.orElse);
      const condition = sourceOf(run, scope, expr.test);
      return joinValues(run, [
        { value: evaluate(run, scope, expr.body), condition },
        { value: evaluate(run, scope, expr.orElse), condition: `not ${condition}` },
      ]);
    }
    case 'lambda':
      return makeFunction(run, scope, expr, '<lambda>');
    case 'comprehension':
      return comprehension(run, scope, expr);
    case 'await':
      return evaluate(run, scope, expr.value);
    case 'yield':
      return expr.value ? evaluate(run, scope, expr.value) : nothing;
    case 'star':
      return evaluate(run, scope, expr.value);
    case 'walrus': {
      const value = evaluate(run, scope, expr.value);
      bindTarget(run, scope, expr.target, value, null);
      return value;
    }
    case 'bad':
      return unknown('a syntax error');
  }
}

/** `glif3[pid, G.VSC]`: a column by a constant's name says what it holds, whatever the constant's number is. */
function columnName(indexes: readonly Expr[]): string | null {
  for (const each of [...indexes].reverse()) {
    const name = each.kind === 'attribute' ? each.name : each.kind === 'name' ? each.id : '';
    if (/^[A-Z][A-Z0-9_]*$/.test(name) && name.length > 1) return name;
  }
  return null;
}

function columnOf(run: Run, object: Value, column: string): Value | null {
  if (object.kind === 'unknown') return extended(object, column);
  const read = object.kind === 'num' && asAtom(object.poly)?.id.startsWith('key:') === true;
  return read ? symbolNumber(run, keySymbol(column), null) : null;
}

export const sourceOf = (run: Run, scope: Scope, expr: Expr): string => {
  const source = run.moduleOf(scope).module.text.slice(expr.start, expr.end).replace(/\s+/g, ' ');
  return source.length > 60 ? `${source.slice(0, 57)}…` : source;
};

function stringLiteral(run: Run, scope: Scope, expr: StringExpr): Value {
  if (!expr.parts) return literalText(expr.value, run.span(scope, expr));
  const source = run.moduleOf(scope).module.text;
  const parts = expr.parts.map((part) => {
    if (typeof part === 'string') return part;
    const spec = specBehind(source, part.end);
    const value = evaluate(run, scope, part);
    return spec === null ? null : formatWith(value, spec);
  });
  return parts.includes(null)
    ? unknown('a text put together at run time')
    : somewhereIn(parts.join(''), run.span(scope, expr));
}

/** What `str()` would give, where that is known. */
export function textOf(value: Value): string | null {
  if (value.kind === 'text') return value.value;
  const exact = constantOf(value);
  if (exact) return value.kind === 'num' && exact.d === 1n ? String(exact.n) : toText(exact);
  if (value.kind === 'flag') return value.value ? 'True' : 'False';
  return value.kind === 'nothing' ? 'None' : null;
}

function nameValue(run: Run, scope: Scope, id: string, at: { start: number; end: number }): Value {
  const value = lookUp(scope, id) ?? run.shadowedName(scope, id);
  if (value) return value;
  if (id === '__name__') return text(run.stack.length === 0 && scope.module === run.entry ? '__main__' : scope.module);
  if (id === '__file__') return text(scope.module);
  if (builtinNames.has(id)) return external(`builtins.${id}`);
  const symbol = { id: `free:${scope.module}:${id}`, text: id, name: id };
  return unknown(`\`${id}\` is defined nowhere that was read (${at.start})`, symbol);
}

function born(run: Run, list: Sequence): Sequence {
  if (run.multiplicity.length > 0) run.births.set(list, run.multiplicity.length);
  return list;
}

/** Elements in order, with `*known` spread out. */
function spread(run: Run, scope: Scope, items: readonly Expr[]): Value[] {
  return items.flatMap((item, i) => {
    if (item.kind !== 'star') return [withTrailing(run, scope, item, evaluate(run, scope, item), items[i + 1] ?? null)];
    const value = evaluate(run, scope, item.value);
    return value.kind === 'sequence' && !value.count ? value.items : [unknown('what a star spreads')];
  });
}

/** A comment behind an element that has its line to itself speaks of that element. */
function withTrailing(run: Run, scope: Scope, expr: Expr, value: Value, next: Expr | null): Value {
  if (value.kind !== 'num' || !value.literal) return value;
  const lines = run.moduleOf(scope).lines;
  if (next && lines.lineAt(next.start) === lines.lineAt(expr.end)) return value;
  const line = lines.lineAt(expr.start);
  if (
    lines
      .lineText(line)
      .slice(0, expr.start - lines.lineStart(line))
      .trim() !== ''
  )
    return value;
  const claim = trailingClaim(run, scope, expr, value);
  return claim ? { ...value, claim, literal: false } : value;
}

function dictionary(run: Run, scope: Scope, entries: readonly { key: Expr | null; value: Expr }[]): Table {
  const result = table();
  entries.forEach(({ key, value: expr }, i) => {
    const value = evaluate(run, scope, expr);
    if (!key) {
      run.lose(value);
      if (value.kind !== 'table') result.open = true;
      else
        for (const [name, each] of value.entries) {
          result.entries.set(name, each);
          const place = value.valuePlaces.get(name);
          if (place) result.valuePlaces.set(name, place);
        }
      return;
    }
    const name = keyOfValue(evaluate(run, scope, key));
    if (name === null) {
      result.open = true;
      return;
    }
    const next = entries[i + 1];
    const lines = run.moduleOf(scope).lines;
    const alone = lines.lineAt(expr.end) !== (next ? lines.lineAt((next.key ?? next.value).start) : -1);
    const bound = bindKey(run, scope, key, name, value, expr, alone);
    result.entries.set(name, bound);
    result.places.set(name, run.span(scope, key));
    result.valuePlaces.set(name, run.span(scope, expr));
  });
  return result;
}

function bindKey(run: Run, scope: Scope, key: Expr, name: string, value: Value, expr: Expr, alone: boolean): Value {
  if (value.kind !== 'num') return value;
  const said =
    (alone ? trailingClaim(run, scope, expr, value) : null) ?? aboveClaim(run, scope, { ...key, end: expr.end }, name);
  const span = run.span(scope, key);
  // A bare number under a key is unitless so far, as it is under a name.
  const bound: Value =
    value.claim && !value.literal
      ? weigh(run, name, value, said ? [said] : [], span)
      : { ...value, claim: said ?? namedClaim(run, name, span), literal: false };
  run.bound(name, 'key', span, bound);
  return bound;
}

export const keyOfValue = (value: Value): string | null => keyText(value, toText, (each) => constantOf(each));

function unary(run: Run, scope: Scope, expr: Extract<Expr, { kind: 'unary' }>): Value {
  const operand = evaluate(run, scope, expr.operand);
  if (expr.operator === 'not') {
    const truth = truthOf(operand);
    return truth === null ? (notDrawn(operand) ?? unknown('a condition not known')) : flag(!truth);
  }
  if (operand.kind === 'choice') {
    return joinValues(
      run,
      operand.options.map((each) => ({ ...each, value: negated(run, scope, expr, each.value) })),
    );
  }
  return negated(run, scope, expr, operand);
}

function negated(run: Run, scope: Scope, expr: Extract<Expr, { kind: 'unary' }>, operand: Value): Value {
  if (operand.kind === 'sequence' && operand.flavour === 'array')
    return { ...operand, items: operand.items.map((each) => negated(run, scope, expr, each)) };
  const value = toNumber(run, operand);
  if (!value) return unknown(operand.kind === 'unknown' ? operand.reason : 'not a number');
  if (expr.operator === '+') return value;
  if (expr.operator === '-') return negateNumber(value, run.span(scope, expr));
  return isCondition(value) ? complement(value) : unknown('a bitwise complement');
}

function either(run: Run, scope: Scope, expr: Extract<Expr, { kind: 'boolean' }>): Value {
  const left = evaluate(run, scope, expr.left);
  const truth = truthOf(left);
  if (truth === null) {
    const right = evaluate(run, scope, expr.right);
    // `x = x or default`: either may be it; a condition stays a condition.
    // A draw and something else: the draw's chance is what is known of it.
    const drawn = [left, right].find((each) => chanceOf(each));
    if (drawn && expr.operator === 'and' && right.kind !== 'flag') return drawn;
    if (left.kind === 'flag' || right.kind === 'flag' || left.kind === 'unknown')
      return right.kind === 'flag' || expr.operator === 'and'
        ? unknown('a condition not known')
        : left.kind === 'unknown' && !left.symbol
          ? right
          : left;
    return joinValues(run, [
      { value: left, condition: '' },
      { value: right, condition: '' },
    ]);
  }
  if (expr.operator === 'and') return truth ? evaluate(run, scope, expr.right) : left;
  return truth ? left : evaluate(run, scope, expr.right);
}

/** Null where it is not known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'flag':
      return value.value;
    case 'nothing':
      return false;
    case 'text':
      return value.value !== '';
    case 'num': {
      const exact = value.draw ? null : asConstant(value.poly);
      return value.special ? true : value.shape && value.shape.length > 0 ? null : exact && !isZero(exact);
    }
    case 'sequence':
      return value.flavour === 'array' || value.count ? null : value.items.length > 0;
    case 'table':
      return value.open ? null : value.entries.size > 0;
    case 'function':
    case 'class':
    case 'module':
      return true;
    case 'choice': {
      const truths = value.options.map((each) => truthOf(each.value));
      return truths.every((each) => each === truths[0]) ? (truths[0] ?? null) : null;
    }
    default:
      return null;
  }
}

export function makeFunction(
  run: Run,
  scope: Scope,
  node: FunctionStmt | LambdaExpr,
  name: string,
  owner: Func['owner'] = null,
  around: Scope = scope,
): Func {
  const decorators =
    node.kind === 'function'
      ? node.decorators.map((each) => sourceOf(run, scope, each.kind === 'call' ? each.callee : each))
      : [];
  const defaults = new Map<string, Value>();
  for (const param of node.params)
    if (param.defaultValue) defaults.set(param.name, evaluate(run, around, param.defaultValue));
  return { kind: 'function', name, node, scope, owner, decorators, defaults, bound: [], keywords: new Map() };
}

// Binding a value to a name: what comments, annotations and the name itself say of its unit is weighed against what was computed.
import { type AssignStmt, type Expr, type Node } from '../python/syntax';
import { hintFromComment, speaksOfShare } from '../units/hints';
import { parseUnit } from '../units/parse';
import { absolute, divide, isOne, isZero, multiply, powerOfTen, type Rational } from '../units/rational';
import { makeUnit, pure, sameKind, type Unit } from '../units/unit';
import { type Span } from '../text';
import { type Claim, claimOf, type Evidence, fits, resolve, sureness, unify, unitOf } from './claim';
import { claimFromName, namedClaim, constantOf, fitsAnyUnit, toNumber } from './numbers';
import { type Run } from './run';
import { type Scope } from './scope';
import { assumedOf } from './settled';
import { bindElement, placeOfValue } from './elementWrites';
import { setField } from './attributes';
import { evaluate } from './expressions';
import { spanKey } from './facts';
import { itemsOfNamedTuple, type Num, type SymbolName, text, unknown, type Value } from './value';

/** Binds `value` to a target expression; `statement` is the one whose comment may speak of it. */
export function bindTarget(run: Run, scope: Scope, target: Expr, value: Value, statement: AssignStmt | null): void {
  switch (target.kind) {
    case 'name':
      return bindName(run, scope, target.id, run.span(scope, target), value, statement);
    case 'tuple':
    case 'list':
      return unpack(run, scope, target.items, value, statement);
    case 'star':
      return bindTarget(run, scope, target.value, value, statement);
    case 'attribute':
      return bindAttribute(run, scope, target, value, statement);
    case 'index':
      return bindElement(run, scope, target, value, statement);
    default:
      return;
  }
}

function bindName(run: Run, scope: Scope, name: string, span: Span, value: Value, statement: AssignStmt | null): void {
  const said = sayings(run, scope, name, span, value, statement);
  const settled = run.settling?.valueOf(name, scope.module, value) ?? value;
  const bound = weigh(run, name, settled, said, span);
  const home = scope.elsewhere.get(name) ?? scope;
  run.journal.write(home.names, name, bound);
  // A population goes by the first name it gets.
  if (bound.kind === 'thing' && !bound.fields.has('variable')) bound.fields.set('variable', text(name));
  run.bound(name, 'variable', span, bound);
}

function bindAttribute(
  run: Run,
  scope: Scope,
  target: Extract<Expr, { kind: 'attribute' }>,
  value: Value,
  statement: AssignStmt | null,
): void {
  const object = evaluate(run, scope, target.object);
  const span = { file: scope.module, start: target.nameStart, end: target.nameStart + target.name.length };
  const bound = weigh(run, target.name, value, sayings(run, scope, target.name, span, value, statement), span);
  run.bound(target.name, 'attribute', span, bound);
  if (bound.kind === 'thing' && !bound.fields.has('variable')) bound.fields.set('variable', text(target.name));
  if (object.kind === 'instance') setField(run, object, target.name, bound);
  else if (object.kind === 'thing') {
    const taken = run.libraries
      .ofThing(object)
      ?.assign?.(
        run,
        object,
        { kind: 'text', value: target.name },
        bound,
        placeOfValue(run, scope, target, statement),
        scope,
      );
    if (!taken) run.journal.write(object.fields, target.name, bound);
  } else if (object.kind === 'class') run.journal.write(object.members, target.name, bound);
  else if (object.kind === 'table') run.journal.write(object.entries, target.name, bound);
  else if (object.kind === 'module')
    run.libraries
      .of(object.path)
      ?.set?.(run, `${object.path}.${target.name}`, bound, placeOfValue(run, scope, target, statement));
}

function unpack(run: Run, scope: Scope, targets: readonly Expr[], value: Value, statement: AssignStmt | null): void {
  const items =
    value.kind === 'sequence' && !value.count
      ? value.items
      : value.kind === 'instance'
        ? itemsOfNamedTuple(value)
        : null;
  const said = statement && listedClaims(run, scope, statement, targets.length);
  const star = targets.findIndex((each) => each.kind === 'star');
  targets.forEach((target, i) => {
    if (items && star === -1 && items.length === targets.length) {
      const item = items[i] ?? unknown('');
      const claim = said?.[i];
      return claim
        ? bindTarget(run, scope, target, weigh(run, '', item, [claim], run.span(scope, target)), null)
        : bindTarget(run, scope, target, item, said ? null : statement);
    }
    if (items && star !== -1 && i < star && items[i]) return bindTarget(run, scope, target, items[i], null);
    if (items && star !== -1 && i > star)
      return bindTarget(run, scope, target, items[items.length - (targets.length - i)] ?? unknown(''), null);
    if (items && i === star) {
      const rest = items.slice(star, items.length - (targets.length - 1 - star));
      return bindTarget(run, scope, target, { kind: 'sequence', flavour: 'list', items: rest, count: null }, null);
    }
    const one = value.kind === 'sequence' && value.items.length === 1 ? value.items[0] : undefined;
    const name = target.kind === 'name' ? target.id : null;
    bindTarget(
      run,
      scope,
      target,
      one ??
        (value.kind === 'num'
          ? value
          : unknown('part of what is unpacked', name === null ? null : placeSymbol(run.span(scope, target), name))),
      null,
    );
  });
}

/** `V, tau = -70.0, 20.0  # mV, ms`: a unit for each; null where the comment lists none. */
function listedClaims(run: Run, scope: Scope, statement: AssignStmt, count: number): readonly (Claim | null)[] | null {
  const loaded = run.moduleOf(scope);
  const comment = loaded.trailing.get(loaded.lines.lineAt(statement.end));
  const parts = comment?.text.replace(/^#+\s*/, '').split(',') ?? [];
  if (!comment || parts.length < 2) return null;
  const units = parts.map((part) => parseUnit(part));
  if (units.some((each) => each === null)) return null;
  const at = { file: scope.module, start: comment.start, end: comment.end };
  return Array.from({ length: count }, (_, i) => {
    const unit = parts.length === count ? (units[i] ?? null) : null;
    return unit && claimOf(unit, evidence('comment', unit, at));
  });
}

export const placeSymbol = (span: Span, name: string): SymbolName => ({
  id: `name:${spanKey(span)}`,
  text: name,
  name,
});

/** Everything said of a name where it is bound, the surest first. */
function sayings(
  run: Run,
  scope: Scope,
  name: string,
  span: Span,
  value: Value,
  statement: AssignStmt | null,
): Claim[] {
  const said = statement ? statementClaim(run, scope, statement, name, value) : null;
  // A quantity carries its unit itself: its name is no second opinion on the prefix.
  const named = value.kind === 'num' && value.quantity ? null : claimFromName(run, name, span);
  const all = [said, named].filter((each) => each !== null).sort((a, b) => b.sure - a.sure);
  if (all.length > 0 || !statement || value.kind !== 'num' || !value.literal) return all;
  const share = shareClaim(run, scope, statement);
  return share ? [share] : [];
}

/** `g = 5.0  # ratio of inhibition to excitation`: a plain number, as far as words go. */
function shareClaim(run: Run, scope: Scope, statement: AssignStmt): Claim | null {
  const loaded = run.moduleOf(scope);
  const comment = loaded.trailing.get(loaded.lines.lineAt(statement.end));
  if (!comment || comment.start < statement.end || !speaksOfShare(comment.text)) return null;
  const span = { file: scope.module, start: comment.start, end: comment.end };
  return claimOf(pure, { kind: 'role', text: 'the comment speaks of a ratio or a number', span, unit: pure });
}

/** The claim of the comment that ends the statement, or of a unit in the comment line right above it. */
export function statementClaim(run: Run, scope: Scope, statement: Node, name: string, value: Value): Claim | null {
  return trailingClaim(run, scope, statement, value) ?? aboveClaim(run, scope, statement, name);
}

/** A comment above may head a whole block: it counts where what follows stands alone under it, or where it names it. */
export function aboveClaim(run: Run, scope: Scope, node: Node, name: string): Claim | null {
  const { lines, ownLine } = run.moduleOf(scope);
  const line = lines.lineAt(node.start);
  const above = ownLine.get(line - 1);
  if (!above || !/[[(]|unit/i.test(above.text)) return null;
  if (
    lines
      .lineText(line)
      .slice(0, node.start - lines.lineStart(line))
      .trim() !== ''
  )
    return null;
  const hint = hintFromComment(above.text);
  if (!hint || hint.kind === 'unknown' || hint.amount) return null;
  const alone = /^\s*(?:#|[)\]}]|$)/.test(lines.lineText(lines.lineAt(node.end) + 1));
  if (hint.kind !== 'declared' && !alone && !mentions(above.text, name)) return null;
  const at = { file: scope.module, start: above.start + hint.start, end: above.start + hint.end };
  return claimOf(hint.unit, evidence(hint.kind, hint.unit, at));
}

const mentions = (comment: string, name: string): boolean =>
  /^\w+$/.test(name) && new RegExp(`(?<!\\w)${name}(?!\\w)`, 'i').test(comment);

const evidence = (kind: 'declared' | 'comment', unit: Unit, span: Span): Evidence => ({
  kind,
  text: kind === 'declared' ? `declared as ${unit.symbol ?? '?'}` : `the comment says ${unit.symbol ?? '?'}`,
  span,
  unit,
});

/** The claim of the comment at the end of a node's last line. */
export function trailingClaim(run: Run, scope: Scope, node: Node, value: Value): Claim | null {
  const loaded = run.moduleOf(scope);
  const comment = loaded.trailing.get(loaded.lines.lineAt(node.end));
  if (!comment || comment.start < node.end) return null;
  // What stands in between is spoken of instead.
  if (!/^[\s,;)\]}]*$/.test(loaded.module.text.slice(node.end, comment.start))) return null;
  const hint = hintFromComment(comment.text);
  if (!hint) return null;
  const at = { file: scope.module, start: comment.start + hint.start, end: comment.start + hint.end };
  if (hint.kind === 'unknown') {
    run.facts.unknownAnnotations.set(spanKey(at), { text: hint.text, span: at });
    return null;
  }
  const unit = hint.amount ? unitOfAmount(hint.unit, hint.amount, value) : hint.unit;
  return unit && claimOf(unit, evidence(hint.kind, unit, at));
}

/** `tau = 0.02  # 20 ms`: the comment's number against the value's tells the unit of the value. */
function unitOfAmount(unit: Unit, said: Rational, value: Value): Unit | null {
  const exact = constantOf(value);
  if (!exact || isZero(exact) || isZero(said)) return null;
  const ratio = absolute(divide(said, exact));
  if (isOne(ratio)) return unit;
  const exponent = powerOfTen(ratio);
  return exponent !== null && exponent % 3 === 0 ? makeUnit(multiply(unit.factor, ratio), unit.dimension) : null;
}

const maxNesting = 4;

/** Puts what was said and what was computed together; a contradiction is noted, and both witnesses are kept. */
export function weigh(run: Run, name: string, value: Value, said: readonly Claim[], span: Span, depth = 0): Value {
  if (value.kind === 'unknown') return weighUnknown(run, name, value, said, span);
  if (value.kind === 'sequence' && value.items.length <= 64 && !(value.flavour === 'tuple' && said.length > 0)) {
    // A list can hold itself.
    const inside = (each: Value): Value =>
      each.kind === 'num' || (each.kind === 'sequence' && depth < maxNesting)
        ? weigh(run, name, each, said, span, depth + 1)
        : each;
    if (
      said.length === 0 &&
      !value.items.some((each) => each.kind === 'sequence' || (each.kind === 'num' && each.literal))
    )
      return value;
    const copy = { ...value, items: value.items.map(inside) };
    const born = run.births.get(value);
    if (born !== undefined) run.births.set(copy, born);
    return copy;
  }
  if (value.kind !== 'num') return value;
  const [first, second] = said;
  if (first && second) disagreement(run, name, first, second, span);
  const computed = value.claim;
  if (!first) {
    if (computed || !value.literal) return value.literal ? { ...value, literal: false } : value;
    // A bare number under a name: unitless so far, and whatever it turns out to be, it is that everywhere.
    return { ...value, claim: namedClaim(run, name, span), literal: false };
  }
  return { ...value, claim: computed ? agreed(run, name, value, computed, first, span) : first, literal: false };
}

function weighUnknown(
  run: Run,
  name: string,
  value: Extract<Value, { kind: 'unknown' }>,
  said: readonly Claim[],
  span: Span,
): Value {
  const assumed = assumedOf(run.settled, name) ?? (value.symbol && assumedOf(run.settled, value.symbol.name));
  if (assumed) return weigh(run, name, assumed, said, span);
  const symbol = value.symbol ?? (name === '' ? null : placeSymbol(span, name));
  const [first] = said;
  if (!first || !symbol) return symbol ? unknown(value.reason, symbol) : value;
  const number = toNumber(run, unknown(value.reason, symbol));
  return number
    ? { ...number, claim: number.claim ? agreed(run, name, number, number.claim, first, span) : first }
    : value;
}

/** A comment and a name that say different things of one number. */
function disagreement(run: Run, name: string, first: Claim, second: Claim, span: Span): void {
  const [a, b] = [unitOf(first), unitOf(second)];
  const witness = first.evidence[0];
  if (!a || !b || !witness || fits(second, a)) return;
  run.contradict({ name, said: witness, saidUnit: a, computed: second, span });
}

function agreed(run: Run, name: string, value: Num, computed: Claim, said: Claim, span: Span): Claim {
  const saidUnit = unitOf(said);
  const witness = said.evidence[0];
  if (!saidUnit || !witness) return computed;
  const settled = resolve(computed);
  if (settled.term.unknowns.length > 0) {
    unify(computed, said, witness);
    return said;
  }
  if (value.quantity) {
    // It carries its unit itself; a comment may name any prefix of it.
    if (!sameKind(settled.term.unit, saidUnit) && !fitsAnyUnit(value))
      run.contradict({ name, said: witness, saidUnit, computed: settled, span });
    return computed;
  }
  if (fits(settled, saidUnit) || fitsAnyUnit(value))
    return { ...said, evidence: [...said.evidence, ...settled.evidence].slice(0, 4) };
  if (settled.loose && !sameKind(settled.term.unit, saidUnit)) return said;
  const contradicts = settled.sure >= sureness.name || !sameKind(settled.term.unit, saidUnit);
  if (contradicts && settled.sure > sureness.inferred)
    run.contradict({ name, said: witness, saidUnit, computed: settled, span });
  const surer = said.sure >= settled.sure ? said : settled;
  return { ...surer, evidence: [...said.evidence, ...settled.evidence].slice(0, 4) };
}

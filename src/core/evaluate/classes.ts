// Classes of the workspace: their bodies, dataclasses, enums and named tuples, and what calling them makes.
import { type AssignStmt, type ClassStmt, type Expr, type Stmt } from '../python/syntax';
import { rational } from '../units/rational';
import { claimFromName, literal, toNumber } from './numbers';
import { findMember } from './attributes';
import { evaluate, sourceOf } from './expressions';
import { type Span } from '../text';
import { type ArgumentPlaces, callFunction, expectArgument, unitsOfDocstring } from './functions';
import { type Run } from './run';
import { makeScope, type Scope } from './scope';
import { execute } from './statements';
import { statementClaim, weigh } from './bind';
import { type Claim, claimOf } from './claim';
import { fieldFromSettings } from './environmentValues';
import { type Class, type Field, type Instance, text, thing, unknown, type Value } from './value';

export function defineClass(run: Run, scope: Scope, node: ClassStmt): Class {
  const bases = node.bases.filter((each) => each.name === null).map((each) => evaluate(run, scope, each.value));
  const inner = makeScope(scope.module, scope);
  const fields: Field[] = [];
  const decorators = node.decorators.map((each) => sourceOf(run, scope, each.kind === 'call' ? each.callee : each));
  const paths = bases.flatMap((each) => (each.kind === 'external' ? [each.path] : []));
  const inherited = bases.flatMap((each) => (each.kind === 'class' ? [each] : []));
  const flavour = flavourOf(decorators, paths, inherited);
  const type: Class = { kind: 'class', name: node.name, node, scope, bases, members: inner.names, flavour, fields };
  for (const base of inherited) if (flavour === 'dataclass' || flavour === 'namedtuple') fields.push(...base.fields);
  // Methods see the module, not the class body: they are made in the scope around it.
  for (const stmt of node.body) {
    if (stmt.kind === 'function' || stmt.kind === 'class')
      execute(run, inner, [stmt], { returns: [], yields: [], methodsOf: type });
    else if (flavour === 'enum') enumMember(run, inner, stmt, type);
    else execute(run, inner, [stmt], { returns: [], yields: [] });
    if (stmt.kind === 'assign' && stmt.annotation) field(run, inner, stmt, type);
  }
  return type;
}

function flavourOf(
  decorators: readonly string[],
  paths: readonly string[],
  inherited: readonly Class[],
): Class['flavour'] {
  if (
    decorators.some((each) => /(?:^|\.)(?:dataclass|attrs?|define|frozen|s|struct)$/.test(each)) ||
    paths.some((each) => /(?:BaseModel|BaseSettings|struct\.PyTreeNode)$/.test(each))
  )
    return 'dataclass';
  if (paths.some((each) => /(?:^|\.)(?:Enum|IntEnum|StrEnum|Flag|IntFlag)$/.test(each))) return 'enum';
  if (paths.some((each) => /NamedTuple$/.test(each))) return 'namedtuple';
  return inherited.find((each) => each.flavour !== 'plain')?.flavour ?? 'plain';
}

function enumMember(run: Run, scope: Scope, stmt: Stmt, type: Class): void {
  if (stmt.kind !== 'assign' || !stmt.value)
    return (execute(run, scope, [stmt], { returns: [], yields: [] }), undefined);
  for (const target of stmt.targets) {
    if (target.kind !== 'name') continue;
    let value = evaluate(run, scope, stmt.value);
    if (value.kind === 'thing' && value.type === 'enum.auto')
      value = literal(rational([...scope.names.values()].filter((each) => each.kind === 'thing').length + 1));
    const member = thing(
      'enum.member',
      run.span(scope, target),
      new Map<string, Value>([
        ['name', text(target.id)],
        ['value', value],
        ['class', text(type.name)],
      ]),
    );
    const isPlain = type.bases.some(
      (each) => each.kind === 'external' && /(?:^|\.)(?:IntEnum|StrEnum|IntFlag|int|float|str)$/.test(each.path),
    );
    if (isPlain) member.fields.set('plain', value);
    scope.names.set(target.id, member);
  }
}

/** What the class's docstring says of a field. */
function documented(run: Run, scope: Scope, type: Class, target: Extract<Expr, { kind: 'name' }>): Claim | null {
  const hint = unitsOfDocstring(type.node).get(target.id);
  if (!hint) return null;
  const span = run.span(scope, target);
  return claimOf(hint.unit, {
    kind: 'documentation',
    text: `the docstring says ${hint.unit.symbol ?? '?'}`,
    span,
    unit: hint.unit,
  });
}

function field(run: Run, scope: Scope, stmt: AssignStmt, type: Class): void {
  const { fields } = type;
  const [target] = stmt.targets;
  if (target?.kind !== 'name' || !stmt.annotation || /ClassVar/.test(sourceOf(run, scope, stmt.annotation))) return;
  const value = stmt.value ? scope.names.get(target.id) : undefined;
  if (!stmt.value) {
    const said = [
      statementClaim(run, scope, stmt, target.id, unknown('')),
      documented(run, scope, type, target),
      claimFromName(run, target.id, run.span(scope, target)),
    ].filter((each) => each !== null);
    const span = run.span(scope, target);
    const symbol = { id: `field:${scope.module}:${target.id}:${span.start}`, text: target.id, name: target.id };
    const bound = weigh(run, target.id, unknown('a field without default', symbol), said, span);
    run.bound(target.id, 'attribute', span, bound);
    replace(fields, { name: target.id, value: bound, expr: null });
    return;
  }
  const given = value?.kind === 'thing' && value.type === 'dataclasses.field' ? value.fields.get('default') : value;
  // What stands in a call is not bound under the name by itself.
  const spelled =
    given !== value && given?.kind === 'num' ? claimFromName(run, target.id, run.span(scope, target)) : null;
  const said = [documented(run, scope, type, target), spelled].filter((each) => each !== null);
  const bound = given && said.length > 0 ? weigh(run, target.id, given, said, run.span(scope, target)) : given;
  if (bound && bound !== given) run.bound(target.id, 'attribute', run.span(scope, target), bound);
  replace(fields, { name: target.id, value: bound ?? null, expr: stmt.value });
}

function replace(fields: Field[], next: Field): void {
  const at = fields.findIndex((each) => each.name === next.name);
  if (at === -1) fields.push(next);
  else fields[at] = next;
}

export function instantiate(
  run: Run,
  type: Class,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  places: ArgumentPlaces | null = null,
): Value {
  if (type.flavour === 'enum') {
    const [wanted] = args;
    const found = [...type.members.values()].find(
      (each) => each.kind === 'thing' && wanted && sameConstant(run, each.fields.get('value'), wanted),
    );
    return found ?? unknown(`a member of ${type.name}`);
  }
  const instance: Instance = { kind: 'instance', type, fields: new Map() };
  if (!run.instances.has(type.node)) run.instances.set(type.node, instance);
  const init = findMember(type, '__init__');
  if (init?.kind === 'function') {
    callFunction(run, { ...init, bound: [instance] }, args, keywords, places);
    return instance;
  }
  if (type.flavour !== 'plain') {
    type.fields.forEach((each, i) => {
      const given = keywords.get(each.name) ?? args[i];
      const set = given ? null : fieldFromSettings(run, type, each);
      const value = given ?? set ?? each.value ?? unknown(`the field \`${each.name}\``);
      const place = (keywords.has(each.name) ? places?.keywordSpans.get(each.name) : places?.argSpans[i]) ?? null;
      instance.fields.set(each.name, given ? asField(run, given, each, type.name, place) : value);
    });
    const after = findMember(type, '__post_init__');
    if (after?.kind === 'function') callFunction(run, { ...after, bound: [instance] }, [], new Map());
  }
  return instance;
}

/** A bare number takes the unit that its field is said to be in; a number in another unit is noted where it was given. */
export function asField(
  run: Run,
  given: Value,
  field: { readonly name: string; readonly value: Value | null },
  owner: string,
  place: Span | null,
): Value {
  const claim = field.value?.kind === 'num' ? field.value.claim : null;
  if (given.kind !== 'num' || !claim) return given;
  if (place) expectArgument(run, given, claim, field.name, owner, place);
  return given.claim ? given : { ...given, claim, literal: false };
}

function sameConstant(run: Run, a: Value | undefined, b: Value): boolean {
  const [x, y] = [toNumber(run, a), toNumber(run, b)];
  if (a?.kind === 'text' && b.kind === 'text') return a.value === b.value;
  return x !== null && y !== null && JSON.stringify(x.poly, bigints) === JSON.stringify(y.poly, bigints);
}

const bigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

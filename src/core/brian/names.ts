// Which names an equation's text uses, and what they stand for where the run begins: Brian looks them up in that call's frame.
import { type Run } from '../evaluate/run';
import { lookUp, type Scope } from '../evaluate/scope';
import { sequence, table, type Table, type Thing, type Value, yes } from '../evaluate/value';
import { keyOf } from '../evaluate/poly';
import { type Stmt } from '../python/syntax';
import { type Span } from '../text';
import { textArguments } from './signatures';

/** All texts that a thing was made with, those inside lists, dictionaries and `Equations` included. */
export function textsOf(value: Value | undefined, depth = 0): string[] {
  if (!value || depth > 12) return [];
  switch (value.kind) {
    case 'text':
      return [value.value];
    case 'sequence':
      return value.items.flatMap((each) => textsOf(each, depth + 1));
    case 'table':
      return [...value.entries.values()].flatMap((each) => textsOf(each, depth + 1));
    case 'thing':
      return value.type === 'brian2.Equations'
        ? [...value.fields.values()].flatMap((each) => textsOf(each, depth + 1))
        : [];
    default:
      return [];
  }
}

const maxNames = 2000;

export function identifiersIn(texts: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const text of texts)
    for (const [name] of text.replace(/#[^\n]*/g, '').matchAll(/[A-Za-z_]\w*/g))
      if (names.size < maxNames) names.add(name);
  return names;
}

/** What the names stand for in a frame. The table is open where the frame may hold names that were not read. */
export function namesInForce(
  run: Run,
  scope: Scope | null,
  names: ReadonlySet<string>,
  explicit: Value | undefined,
): Table {
  const found = table();
  if (!scope || run.dead.length > 0 || run.standalone) found.open = true;
  // `run(…, namespace=…)` takes the place of the frame.
  if (explicit && explicit.kind !== 'nothing') {
    if (explicit.kind !== 'table') found.open = true;
    else {
      found.open ||= explicit.open;
      for (const name of names) {
        const value = explicit.entries.get(name);
        if (value) found.entries.set(name, value);
      }
    }
    return found;
  }
  if (!scope) return found;
  for (const name of names) {
    const value = lookUp(scope, name);
    if (value) found.entries.set(name, value);
    // What may have been meant by a name that nobody defined.
    else for (const [near, one] of namesLike(scope, name)) if (!found.entries.has(near)) found.entries.set(near, one);
  }
  for (let at: Scope | null = scope; at; at = at.parent)
    if (bringsUnknown(run, run.moduleOf(at).module.body)) found.open = true;
  return found;
}

function* namesLike(scope: Scope, name: string): Generator<[string, Value]> {
  for (let at: Scope | null = scope; at; at = at.parent)
    for (const [near, value] of at.names)
      if (near[0] === name[0] && Math.abs(near.length - name.length) <= 1 && value.kind === 'num') yield [near, value];
}

/** Names that nobody sees: a star import of what is not known, `exec`, names written through a dictionary. */
function bringsUnknown(run: Run, body: readonly Stmt[]): boolean {
  const known = unknownBringers.get(body);
  if (known !== undefined) return known;
  const result = body.some((each) => isBringer(run, each));
  unknownBringers.set(body, result);
  return result;
}
const unknownBringers = new WeakMap<readonly Stmt[], boolean>();

const closedModules =
  /^(?:brian2|pylab|numpy|math|matplotlib|scipy|os|sys|time|random|brian2tools|numba|itertools|functools|typing)(?:\.|$)/;

function isBringer(run: Run, stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'importFrom':
      return (
        stmt.names.some((each) => each.path === '*') &&
        !(stmt.level === 0 && closedModules.test(stmt.module)) &&
        run.options.findModule(stmt.module, stmt.level, run.entry) === null
      );
    case 'exec':
    case 'bad':
      return true;
    case 'expression':
      return (
        /^(?:exec|run_path|execfile)$/.test(calledName(stmt.value)) ||
        /^(?:update|setdefault)$/.test(calledName(stmt.value))
      );
    case 'if':
      return [...stmt.body, ...stmt.orElse].some((each) => isBringer(run, each));
    case 'try':
      return [...stmt.body, ...stmt.orElse, ...stmt.finalBody].some((each) => isBringer(run, each));
    case 'with':
    case 'for':
    case 'while':
      return stmt.body.some((each) => isBringer(run, each));
    default:
      return false;
  }
}

const calledName = (value: Extract<Stmt, { kind: 'expression' }>['value']): string =>
  value.kind !== 'call'
    ? ''
    : value.callee.kind === 'name'
      ? value.callee.id
      : value.callee.kind === 'attribute'
        ? value.callee.name
        : '';

/** At the run's call every group that takes part gets its names; what they stand for in a later run is a fact of its own. */
export function nameGroups(
  run: Run,
  scope: Scope | null,
  explicit: Value | undefined,
  parts: ReadonlySet<Value> | null,
  span: Span,
): void {
  // Facts are added on the way.
  for (const each of [...run.facts.calls]) {
    const made = each.backend === 'brian2' && each.what !== 'names' ? each.args.get('made') : undefined;
    if (made?.kind !== 'thing' || (parts && !parts.has(made))) continue;
    const known = made.fields.get('names');
    if (known) {
      const changed = known.kind === 'table' ? changedNames(run, scope, explicit, known) : null;
      if (changed)
        run.called(
          'brian2',
          'names',
          new Map<string, Value>([
            ['of', made],
            ['names', changed],
          ]),
          span,
        );
      continue;
    }
    if (run.provoking > 0) made.fields.set('provoked', yes);
    made.fields.set('names', namesInForce(run, scope, identifiersIn(textsOfThing(made)), explicit));
  }
}

/** The numbers that have changed since the names were looked up first; null where none has. */
function changedNames(run: Run, scope: Scope | null, explicit: Value | undefined, known: Table): Table | null {
  const now = namesInForce(run, scope, new Set(known.entries.keys()), explicit);
  const changed = table();
  for (const [name, value] of now.entries) {
    const before = known.entries.get(name);
    if (value.kind !== 'num' || before?.kind !== 'num' || value === before) continue;
    if (keyOf(value.poly) !== keyOf(before.poly)) changed.entries.set(name, value);
  }
  return changed.entries.size > 0 ? changed : null;
}

export const textsOfThing = (of: Thing): string[] => [
  ...textArguments.flatMap((name) => textsOf(of.fields.get(name))),
  ...textsOf(of.fields.get('more texts')),
];

/** Code that is given to a group after it was made. */
export function addText(of: Thing, value: Value | undefined): void {
  if (value?.kind !== 'text') return;
  const known = of.fields.get('more texts');
  of.fields.set('more texts', sequence('list', [...(known?.kind === 'sequence' ? known.items : []), value]));
}

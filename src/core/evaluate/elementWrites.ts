// Writing to elements: `w[i][j] = …`, `params['V_th'][i] = …`; arrays are numbers here, and what names them names another one afterwards.
import { type AssignStmt, type Expr } from '../python/syntax';
import { type Span } from '../text';
import { assignIndex, coversAll, writtenArray } from './assignment';
import { statementClaim, weigh } from './bind';
import { evaluate, keyOfValue } from './expressions';
import { asElements, writeElements } from './nested';
import { type Run } from './run';
import { type Scope } from './scope';
import { joinedName } from './turns';
import { text, type Value } from './value';

export function bindElement(
  run: Run,
  scope: Scope,
  target: Extract<Expr, { kind: 'index' }>,
  value: Value,
  statement: AssignStmt | null,
): void {
  const keys = target.indexes.map((each) => evaluate(run, scope, each));
  const span = run.span(scope, target);
  if (target.object.kind === 'attribute' && target.object.object.kind !== 'call') {
    const holder = evaluate(run, scope, target.object.object);
    const library = holder.kind === 'thing' ? run.libraries.ofThing(holder) : null;
    if (holder.kind === 'thing' && library?.assignElement?.(run, holder, target.object.name, value, span, keys, scope))
      return;
  }
  const object = evaluate(run, scope, target.object);
  if (value.kind === 'thing' && !value.fields.has('variable') && object.kind === 'table') {
    const name = nameByKeys(run, scope, target);
    if (name !== null) value.fields.set('variable', text(name));
  }
  const said = statement && statementClaim(run, scope, statement, '', value);
  const bound = said ? weigh(run, lastText(keys), value, [said], span) : value;
  if (object.kind !== 'num')
    return assignIndex(run, object, keys, bound, span, placeOfValue(run, scope, target, statement));
  if (writtenApart(run, scope, target, keys, bound)) return;
  // Numbers are never changed in place: the array that the target names becomes another one.
  const changed = writtenArray(run, object, keys, bound, span);
  if (!changed) return;
  if (target.object.kind === 'name' || target.object.kind === 'attribute') rebind(run, scope, target.object, changed);
  else if (target.object.kind === 'index') rewriteEntry(run, scope, target.object, changed);
}

/** `params['V_th'][i] = …`: the dictionary holds the array as it is now. */
function rewriteEntry(run: Run, scope: Scope, holder: Extract<Expr, { kind: 'index' }>, changed: Value): void {
  const object = evaluate(run, scope, holder.object);
  const [key] = holder.indexes.map((each) => evaluate(run, scope, each));
  const name = key && keyOfValue(key);
  if (object.kind !== 'table' || name === null || name === undefined || !object.entries.has(name)) return;
  run.journal.write(object.entries, name, changed);
}

/** `pops['L23']['E'] = …`: what is kept under texts goes by them. */
function nameByKeys(run: Run, scope: Scope, target: Extract<Expr, { kind: 'index' }>): string | null {
  const keys = target.indexes.map((each) => evaluate(run, scope, each));
  for (let at = target.object; at.kind === 'index'; at = at.object)
    keys.unshift(...at.indexes.map((each) => evaluate(run, scope, each)));
  const texts = keys.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  return texts.length === keys.length && texts.every((each) => /^\S{1,40}$/.test(each)) ? joinedName(texts) : null;
}

/** `w = np.zeros((8, 8)); w[i][j] = …`: from the first element written, a small array is the list of its elements. */
function writtenApart(
  run: Run,
  scope: Scope,
  target: Extract<Expr, { kind: 'index' }>,
  keys: readonly Value[],
  value: Value,
): boolean {
  const all = [...keys];
  let holder: Expr = target.object;
  for (; holder.kind === 'index'; holder = holder.object)
    all.unshift(...holder.indexes.map((each) => evaluate(run, scope, each)));
  if (coversAll(all) || (holder.kind !== 'name' && holder.kind !== 'attribute')) return false;
  const whole = evaluate(run, scope, holder);
  const list = whole.kind === 'num' ? asElements(whole) : null;
  if (!list || !writeElements(run, list, all, value)) return false;
  rebind(run, scope, holder, list);
  return true;
}

/** Where the value stands that is assigned, so that what is wrong with it is said there. */
export const placeOfValue = (run: Run, scope: Scope, target: Expr, statement: AssignStmt | null): Span =>
  run.span(scope, statement?.value ?? target);

/** The same name for an array of which a part was written: no new binding to report. */
function rebind(run: Run, scope: Scope, target: Extract<Expr, { kind: 'name' | 'attribute' }>, value: Value): void {
  run.inPlace.add(value);
  if (target.kind === 'name') {
    const home = scope.elsewhere.get(target.id) ?? scope;
    run.journal.write(home.names, target.id, value);
    return;
  }
  const object = evaluate(run, scope, target.object);
  if (object.kind === 'instance' || object.kind === 'thing') run.journal.write(object.fields, target.name, value);
}

const lastText = (keys: readonly Value[]): string => {
  const last = keys[keys.length - 1];
  return last?.kind === 'text' ? last.value : '';
};

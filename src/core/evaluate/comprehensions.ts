// Lists, sets and dictionaries that are written as one expression over loops.
import { type ComprehensionExpr } from '../python/syntax';
import { bindTarget } from './bind';
import { evaluate, keyOfValue, truthOf } from './expressions';
import { unknownCount } from './lists';
import { elementsOf, mostListed } from './loops';
import { type Run } from './run';
import { makeScope, type Scope } from './scope';
import { type Num, num, sequence, table, type Value } from './value';

export function comprehension(run: Run, scope: Scope, expr: ComprehensionExpr): Value {
  const inner = makeScope(scope.module, scope);
  const results: Value[] = [];
  const dict = table();
  let counted: Num | null = null;
  const most = run.settling?.turns ?? 256;
  const visit = (clause: number): void => {
    const here = expr.clauses[clause];
    if (!here) {
      const element = evaluate(run, inner, expr.element);
      if (expr.key) {
        const key = keyOfValue(evaluate(run, inner, expr.key));
        if (key === null) {
          dict.open = true;
          dict.others.set('each', element);
        } else dict.entries.set(key, element);
      }
      results.push(element);
      return;
    }
    const source = evaluate(run, inner, here.iterable);
    const { elements, count, representative } = elementsOf(
      run,
      source,
      run.span(scope, here.iterable),
      mostListed(expr.element),
    );
    if (count) counted = counted ? num(counted.poly, {}) : count;
    else if (representative) counted ??= unknownCount(run);
    // What the element makes is made as often: `[Cell(i) for i in range(n)]`.
    if (representative) run.multiplicity.push(count);
    for (const element of elements) {
      bindTarget(run, inner, here.target, element, null);
      const truths = here.conditions.map((each) => truthOf(evaluate(run, inner, each)));
      if (truths.includes(false)) continue;
      visit(clause + 1);
      if (run.exhausted || results.length > most) break;
    }
    if (representative) run.multiplicity.pop();
  };
  visit(0);
  if (expr.result === 'dict') return dict;
  const flavour = expr.result === 'set' ? 'set' : 'list';
  if (results.length === 0 && counted === null) return sequence(flavour, []);
  // Of too many only one is kept, for all of them.
  if (results.length > most) return sequence(flavour, results.slice(0, 1), unknownCount(run));
  return sequence(flavour, results, results.length === 1 ? counted : null);
}

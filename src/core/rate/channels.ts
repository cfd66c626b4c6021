// The order in which code puts a data file's arrays together as inputs: the order in which a function reads them by their names.
import { type Module, type Stmt } from '../python/syntax';
import { walkExpressions, walkStatements } from '../python/walk';

/** The names in the order of the function that reads most of them; null where none reads two. */
export function orderIn(modules: readonly Module[], names: readonly string[]): readonly string[] | null {
  let best: readonly string[] = [];
  // A list of names may only be gone through to check that they are there: it counts where nothing is read one by one.
  for (const listed of [false, true]) {
    for (const { body } of modules)
      for (const found of functionsIn(body).map((each) => readsIn(each, new Set(names), listed)))
        if (found.length > best.length) best = found;
    if (best.length >= 2) return best;
  }
  return null;
}

function functionsIn(body: readonly Stmt[]): readonly (readonly Stmt[])[] {
  const found: (readonly Stmt[])[] = [body.filter(({ kind }) => kind !== 'function' && kind !== 'class')];
  walkStatements(body, (stmt) => {
    if (stmt.kind === 'function') found.push(stmt.body);
    return true;
  });
  return found;
}

/** `data['input_go']`, `f["input_go"][:]`, `data.input_go`, `data.get('input_go')`. */
function readsIn(body: readonly Stmt[], names: ReadonlySet<string>, listed: boolean): string[] {
  const found = new Map<string, number>();
  const add = (name: string, at: number): void => {
    if (names.has(name)) found.set(name, Math.min(at, found.get(name) ?? Infinity));
  };
  walkExpressions(body, (expr) => {
    if (expr.kind === 'index') {
      const [index] = expr.indexes;
      if (index?.kind === 'string') add(index.value, expr.start);
    } else if (expr.kind === 'attribute') add(expr.name, expr.start);
    else if (expr.kind === 'call' && expr.callee.kind === 'attribute' && expr.callee.name === 'get') {
      const [first] = expr.args;
      if (first?.value.kind === 'string') add(first.value.value, expr.start);
    } else if (listed && (expr.kind === 'list' || expr.kind === 'tuple')) {
      // A list of names that is gone through: `for key in ['input_go', …]`.
      const texts = expr.items.flatMap((item) => (item.kind === 'string' ? [item] : []));
      if (texts.length === expr.items.length) for (const item of texts) add(item.value, item.start);
    }
    return true;
  });
  return [...found].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

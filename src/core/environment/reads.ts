// Which settings of the environment a module's code reads, and what it takes them for: `os.environ`, `os.getenv`, and classes of settings with a prefix.
import { type CallExpr, type ClassStmt, type Expr, type Module, type Stmt } from '../python/syntax';
import { lastOf, pathOf } from '../python/frames';
import { childrenOf, walkExpression, walkStatements } from '../python/walk';
import { type SettingFact, type SettingKind } from './facts';
import { kindOfType, literalText } from './literals';
import { settingsClass } from './settingsClass';

const settingName = /^[A-Z][A-Z0-9_]*$/;

export function settingsReadIn(file: string, module: Module): SettingFact[] {
  const found = new Map<string, SettingFact>();
  const add = (fact: SettingFact): void => {
    const known = found.get(fact.name);
    // Of two readings the one that says more counts.
    if (!known || (known.kind === 'text' && fact.kind !== 'text')) found.set(fact.name, fact);
  };
  const classes = new Map<string, ClassStmt>();
  walkStatements(module.body, (statement) => {
    if (statement.kind === 'class') {
      classes.set(statement.name, statement);
      for (const each of settingsClass(file, statement, classes)) add(each);
    }
    for (const each of topExpressions(statement))
      walk(each, null, (expr, parents) => {
        const read = readOf(expr);
        if (!read || !settingName.test(read.name)) return;
        const { name, standard } = read;
        const kind = read.kind ?? kindBy(parents);
        add({
          ...{ name, kind, source: 'the code of this workspace' },
          span: { file, start: expr.start, end: expr.end },
          ...(standard === null ? {} : { standard }),
        });
      });
    return true;
  });
  return [...found.values()];
}

const topExpressions = (statement: Stmt): Expr[] => {
  const found: Expr[] = [];
  switch (statement.kind) {
    case 'expression':
      found.push(statement.value);
      break;
    case 'assign':
    case 'augmented':
      if (statement.value) found.push(statement.value);
      break;
    case 'return':
      if (statement.value) found.push(statement.value);
      break;
    case 'if':
    case 'while':
      found.push(statement.test);
      break;
    case 'for':
      found.push(statement.iterable);
      break;
    case 'function':
      for (const each of statement.params) if (each.defaultValue) found.push(each.defaultValue);
      break;
    case 'with':
      found.push(...statement.items.map(({ value }) => value));
      break;
  }
  return found;
};

/** Outer expressions first, each with those around it, the nearest last. */
function walk(
  expr: Expr,
  parents: readonly Expr[] | null,
  visit: (expr: Expr, parents: readonly Expr[]) => void,
): void {
  const around = parents ?? [];
  visit(expr, around);
  if (around.length > 40) return;
  for (const each of childrenOf(expr)) walk(each, [...around, expr], visit);
}

interface Read {
  readonly name: string;
  readonly standard: string | null;
  readonly kind: SettingKind | null;
}

function readOf(expr: Expr): Read | null {
  if (expr.kind === 'index') {
    const [key] = expr.indexes;
    return isEnviron(expr.object) && key?.kind === 'string' && !key.parts
      ? { name: key.value, standard: null, kind: null }
      : null;
  }
  if (expr.kind === 'compare') {
    const [key, where] = expr.operands;
    const isIn = expr.operators.length === 1 && /in$/.test(expr.operators[0] ?? '');
    return isIn && key?.kind === 'string' && where && isEnviron(where)
      ? { name: key.value, standard: null, kind: null }
      : null;
  }
  if (expr.kind !== 'call') return null;
  const [key, standard] = expr.args;
  if (key?.value.kind !== 'string' || key.value.parts) return null;
  const name = key.value.value;
  const callee = pathOf(expr.callee) ?? '';
  if (/(?:^|\.)getenv$/.test(callee) || isMethodOfEnviron(expr))
    return { name, standard: standard ? literalText(standard.value) : null, kind: null };
  // python-decouple: `config("RATE", default=0.1, cast=float)`.
  const cast = expr.args.find((each) => each.name === 'cast')?.value;
  if (callee !== 'config' || !settingName.test(name)) return null;
  const given = expr.args.find((each) => each.name === 'default')?.value;
  return {
    name,
    standard: given ? literalText(given) : null,
    kind: cast ? kindOfType(lastOf(cast) ?? '') : 'text',
  };
}

const isEnviron = (expr: Expr): boolean => /^(?:os\.)?environ$/.test(pathOf(expr) ?? '');

const isMethodOfEnviron = ({ callee }: CallExpr): boolean =>
  callee.kind === 'attribute' && /^(?:get|pop|setdefault)$/.test(callee.name) && isEnviron(callee.object);

/** What the code does with the text: `float(…)`, `int(…)`, a comparison with "true". */
function kindBy(parents: readonly Expr[]): SettingKind {
  for (const parent of [...parents].reverse().slice(0, 4)) {
    if (parent.kind === 'call' && parent.callee.kind === 'name') {
      const kind = kindOfType(parent.callee.id);
      if (kind !== 'text') return kind;
    }
    if (parent.kind === 'compare') {
      let isTruth = false;
      for (const each of parent.operands)
        walkExpression(each, (inner) => {
          isTruth ||= inner.kind === 'string' && /^(?:true|yes|on)$/i.test(inner.value);
          return true;
        });
      return isTruth ? 'boolean' : 'text';
    }
  }
  return 'text';
}

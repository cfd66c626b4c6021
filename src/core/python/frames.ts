// A function or module as a run of statements: what a name was last assigned, what is done to what, without evaluating anything.
import { type CallExpr, type Expr, type FunctionStmt, type Module, type Stmt } from './syntax';
import { bodiesOf, expressionsOf, walkExpression, walkStatements } from './walk';

/** A function's statements in the order of the text, those in its branches and loops too, those of inner functions and classes not. */
export interface Frame {
  readonly node: FunctionStmt | null;
  readonly statements: readonly Stmt[];
}

export function framesOf(module: Module): Frame[] {
  const frames: Frame[] = [{ node: null, statements: flattened(module.body) }];
  walkStatements(module.body, (statement) => {
    if (statement.kind === 'function') frames.push({ node: statement, statements: flattened(statement.body) });
    return true;
  });
  return frames;
}

function flattened(body: readonly Stmt[]): Stmt[] {
  return body.flatMap((statement) =>
    statement.kind === 'function' || statement.kind === 'class'
      ? []
      : [statement, ...bodiesOf(statement).flatMap(flattened)],
  );
}

/** Every expression in the frame, outer ones first, with the statement that it stands in. */
export function walkFrame(frame: Frame, visit: (expr: Expr, statement: Stmt) => boolean | undefined): void {
  for (const statement of frame.statements)
    for (const expr of expressionsOf(statement)) walkExpression(expr, (each) => visit(each, statement));
}

/** `x`, `self.W_rec`, `p.tau`; null for what is no plain name. */
export function pathOf(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.id;
  if (expr.kind !== 'attribute') return null;
  const object = pathOf(expr.object);
  return object === null ? null : `${object}.${expr.name}`;
}

/** The last part of a name, whatever it is an attribute of. */
export const lastOf = (expr: Expr): string | null =>
  expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : null;

/** The name a call goes by: `mean` for `np.mean(x)` and `x.mean()`. */
export const calledName = (expr: Expr): string | null => (expr.kind === 'call' ? lastOf(expr.callee) : null);

const libraries =
  /^(?:np|numpy|torch|tf|tensorflow|jnp|jax|math|F|nn|functional|scipy|stats|cp|K|ops|linalg|random|plt|pd)$/;

/** What a function or method is applied to: `x` of `np.std(x)`, `x.std(0)` and `torch.nn.functional.softplus(x)`. */
export function operandOf(call: CallExpr): Expr | null {
  const { callee } = call;
  if (callee.kind === 'attribute') {
    const root = pathOf(callee.object)?.split('.')[0];
    if (root === undefined || !libraries.test(root)) return callee.object;
  }
  const [first] = call.args;
  return first && first.star === '' && (first.name === null || /^(?:a|x|input|input_tensor|tensor)$/.test(first.name))
    ? first.value
    : null;
}

/** An argument by name, or by its position behind the operand. */
export function argumentOf(call: CallExpr, names: readonly string[], position: number): Expr | null {
  const named = call.args.find((each) => each.name !== null && names.includes(each.name));
  if (named) return named.value;
  const { callee } = call;
  const root = callee.kind === 'attribute' ? pathOf(callee.object)?.split('.')[0] : undefined;
  const isMethod = callee.kind === 'attribute' && (root === undefined || !libraries.test(root));
  const at = call.args[isMethod ? position : position + 1];
  return at && at.name === null && at.star === '' ? at.value : null;
}

/** What was last assigned to a name before a place; null where it was changed in between or never assigned. */
export function assignedBefore(frame: Frame, path: string, before: number): Expr | null {
  let found: Expr | null = null;
  for (const statement of frame.statements) {
    if (statement.start >= before) break;
    if (statement.kind === 'assign' && statement.value) {
      const { value } = statement;
      if (value.end > before) break;
      for (const target of statement.targets) {
        if (pathOf(target) === path) found = value;
        else if (target.kind === 'tuple' || target.kind === 'list') {
          if (target.items.some((each) => pathOf(each) === path)) found = null;
        } else if (target.kind === 'index' && pathOf(target.object) === path) found = null;
      }
    } else if (statement.kind === 'augmented') {
      const target = statement.target.kind === 'index' ? statement.target.object : statement.target;
      if (pathOf(target) === path) found = null;
    } else if (statement.kind === 'for' && pathOf(statement.target) === path) found = null;
  }
  return found;
}

/** The expression itself, or what the name it is was last assigned. */
export function traced(frame: Frame, expr: Expr, depth = 3): Expr {
  const path = pathOf(expr);
  const value = path === null || depth === 0 ? null : assignedBefore(frame, path, expr.start);
  return value ? traced(frame, value, depth - 1) : expr;
}

export function contains(expr: Expr, test: (each: Expr) => boolean): boolean {
  let found = false;
  walkExpression(expr, (each) => {
    if (!found && test(each)) found = true;
    return !found;
  });
  return found;
}

export const mentions = (expr: Expr, path: string): boolean => contains(expr, (each) => pathOf(each) === path);

export const numberText = (expr: Expr): number | null => {
  if (expr.kind === 'number') {
    const value = Number(expr.text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : null;
  }
  if (expr.kind === 'unary' && expr.operator === '-') {
    const value = numberText(expr.operand);
    return value === null ? null : -value;
  }
  return null;
};

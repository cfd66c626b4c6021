// Rates made of an activation, a scale and a baseline, `softplus(x) * scale + baseline`, and the names that carry them.
import { calledName, contains, operandOf, pathOf, traced, type Frame } from './frames';
import { type Expr, type Stmt } from './syntax';

export const activations = /^(?:softplus|relu|relu_|tanh|sigmoid|elu|gelu|silu|leaky_relu|exp)$/;

export interface ScaledRate {
  readonly activation: string;
  readonly scale: Expr;
  readonly baseline: Expr | null;
  /** The product or sum as a whole. */
  readonly at: Expr;
}

const activationIn = (frame: Frame, expr: Expr): string | null => {
  const value = traced(frame, expr);
  const name = value.kind === 'call' ? (calledName(value) ?? '') : '';
  return value.kind === 'call' && activations.test(name) && operandOf(value) ? name : null;
};

/** The expression taken apart, where it is one of these; a number it is only added to is no scale. */
export function scaledRate(frame: Frame, expr: Expr): ScaledRate | null {
  if (expr.kind !== 'binary') return null;
  if (expr.operator === '*') {
    const left = activationIn(frame, expr.left);
    if (left !== null) return { activation: left, scale: expr.right, baseline: null, at: expr };
    const right = activationIn(frame, expr.right);
    return right === null ? null : { activation: right, scale: expr.left, baseline: null, at: expr };
  }
  if (expr.operator !== '+') return null;
  for (const [one, other] of [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ] as const) {
    const scaled = scaledRate(frame, one);
    if (scaled && !scaled.baseline) return { ...scaled, baseline: other, at: expr };
  }
  return null;
}

const handing = /^(?:clamp|clamp_|clip|relu|maximum|max|detach|minimum|to|contiguous)$/;

/** Which names hold such a rate once the statements have run, the ones that were only clipped since among them. */
export function carriersIn(frame: Frame, statements: readonly Stmt[]): Map<string, ScaledRate> {
  const carriers = new Map<string, ScaledRate>();
  for (const statement of statements) {
    if (statement.kind !== 'assign' || !statement.value) continue;
    const { value } = statement;
    const scaled = scaledRate(frame, value) ?? handedOn(value, carriers);
    for (const target of statement.targets) {
      const path = pathOf(target);
      if (path === null) continue;
      if (scaled) carriers.set(path, scaled);
      else carriers.delete(path);
    }
  }
  return carriers;
}

function handedOn(value: Expr, carriers: ReadonlyMap<string, ScaledRate>): ScaledRate | null {
  const path = pathOf(value);
  if (path !== null) return carriers.get(path) ?? null;
  const operand = value.kind === 'call' && handing.test(calledName(value) ?? '') ? operandOf(value) : null;
  return operand ? (carriers.get(pathOf(operand) ?? '') ?? null) : null;
}

/** A scale that depends on the input is a gain of its own kind. */
export const isPlainScale = (frame: Frame, scale: Expr): boolean =>
  !contains(traced(frame, scale), (each) => each.kind === 'call' && activations.test(calledName(each) ?? ''));

// Takes a traced step apart: a sum of parts, each times what the code multiplies it by.
import { full, map, scalar, ShapeError, type Tensor, type Trace, zip } from '../tensor/tensor';

/** What multiplies each part, as a number or one for each unit; `constant` is what is added beside them. */
export interface Sum {
  readonly parts: Map<Trace, Tensor>;
  /** Those of the parts that are the sum itself, or a piece of it, a step before. */
  readonly past: Set<Trace>;
  constant: Tensor | null;
  /** Lower bounds that were passed through on the way. */
  bounded: boolean;
}

const passes = /^(?:same|clone|to|contiguous|squeeze|unsqueeze|reshape|view|expand|flatten|transpose_)$/;

/** The place in the code that made it. */
export const keyOf = ({ op, span, part = '' }: Trace): string =>
  span ? `${op} ${span.file} ${span.start} ${span.end} ${part}` : '';

export class Expander {
  private readonly varying = new Map<Trace, boolean>();

  /** @param isState true of constants that stand for a state, such as the one a run starts from */
  constructor(private readonly isState: (trace: Trace) => boolean = () => false) {}

  /** Whether it depends on the input, on chance or on a state: all else are coefficients. */
  varies(of: Trace): boolean {
    const known = this.varying.get(of);
    if (known !== undefined) return known;
    // Traces have no circles, but they can be long: an explicit stack.
    const stack: Trace[] = [of];
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as Trace;
      if (this.varying.has(top)) {
        stack.pop();
        continue;
      }
      const open = top.inputs.filter((each) => !this.varying.has(each));
      if (open.length > 0) stack.push(...open);
      else {
        const own = top.op === 'input' || top.op === 'noise' || this.isState(top);
        this.varying.set(top, own || top.inputs.some((each) => this.varying.get(each) === true));
        stack.pop();
      }
    }
    return this.varying.get(of) ?? false;
  }

  /** `stops` are parts that are not taken apart; neither are products of matrices and functions. */
  expand(of: Trace, stops: ReadonlySet<Trace>): Sum {
    const sum: Sum = { parts: new Map(), past: new Set(), constant: null, bounded: false };
    this.add(sum, of, scalar(1), stops, []);
    return sum;
  }

  private add(sum: Sum, of: Trace, by: Tensor, stops: ReadonlySet<Trace>, way: readonly string[]): void {
    const key = keyOf(of);
    if (key !== '' && way.includes(key)) sum.past.add(of);
    else if (way.length < 200 && !stops.has(of)) {
      const deeper = [...way, key];
      if (!this.varies(of)) {
        const value = times(by, of.value);
        sum.constant = value && sum.constant ? plus(sum.constant, value) : (value ?? sum.constant);
        return;
      }
      const [a, b] = of.inputs;
      switch (of.op) {
        case 'add':
        case 'sub':
          if (a) this.add(sum, a, by, stops, deeper);
          if (b) this.add(sum, b, of.op === 'sub' ? map(by, (x) => -x) : by, stops, deeper);
          return;
        case 'mul':
        case 'div': {
          const [varying, other] = a && b ? (this.varies(a) ? [a, b] : [b, a]) : [a, undefined];
          if (!varying || (other && this.varies(other)) || (of.op === 'div' && varying === b)) break;
          const factor = other ? (of.op === 'div' ? map(other.value, (x) => 1 / x) : other.value) : scalar(1);
          const next = times(by, factor);
          if (!next) break;
          this.add(sum, varying, next, stops, deeper);
          return;
        }
        case 'clamp':
        case 'clip':
        case 'maximum':
        case 'relu':
          // A bound on something that a function has given already: it is passed through.
          if (a && a.op !== 'matmul' && this.holdsFunction(a)) {
            sum.bounded = true;
            this.add(sum, a, by, stops, deeper);
            return;
          }
          break;
        default:
          if (a && passes.test(of.op) && a.value.data.length === of.value.data.length) {
            this.add(sum, a, by, stops, deeper);
            return;
          }
      }
    }
    const old = sum.parts.get(of);
    sum.parts.set(of, old ? plus(old, by) : by);
  }

  private holdsFunction(of: Trace): boolean {
    if (isFunction(of.op)) return true;
    return (
      /^(?:add|sub|mul|div|same|clone)$/.test(of.op) &&
      of.inputs.some((each) => this.varies(each) && this.holdsFunction(each))
    );
  }
}

/** Functions that a unit can send its state through. */
export const isFunction = (op: string): boolean =>
  /^(?:softplus|relu|relu6|tanh|sigmoid|expit|elu|leaky_relu|silu|gelu|hardtanh|softsign|logaddexp|threshold|square|exp)$/.test(
    op,
  );

function times(a: Tensor, b: Tensor): Tensor | null {
  return attempt(() => zip(a, b, (x, y) => x * y));
}

function plus(a: Tensor, b: Tensor): Tensor {
  return attempt(() => zip(a, b, (x, y) => x + y)) ?? full([], NaN);
}

function attempt(make: () => Tensor): Tensor | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}

// The numbers in the text that a drive is proportional to, with the power at which each stands in it.
import { constantOf } from '../evaluate/numbers';
import { type Num, writtenMark } from '../evaluate/value';
import { spanKey } from '../evaluate/facts';
import { type Rational } from '../units/rational';
import { type Span } from '../text';

export interface Leaf {
  readonly span: Span;
  readonly value: Rational;
  /** 1 for a factor, −1 for a divisor. */
  readonly power: number;
}

/** Origins that hand a number on as it is, or as a multiple of it: a comparison with a uniform draw gives its limit. */
const proportional = new Set(['<', '<=', 'int', 'Poisson', 'Bernoulli']);

export function leavesOf(value: Num): Leaf[] {
  const found = new Map<string, Leaf>();
  const visit = (each: Num, power: number, depth: number): void => {
    const { origin } = each;
    if (!origin || depth > 40 || found.size > 40) return;
    const [first, second] = origin.inputs;
    if (origin.what === writtenMark) {
      const exact = constantOf(each);
      if (exact && exact.n !== 0n && origin.span.file !== '')
        found.set(spanKey(origin.span), { span: origin.span, value: exact, power });
    } else if (origin.what === '*') for (const input of origin.inputs) visit(input, power, depth + 1);
    else if (origin.what === '/' && first && second) {
      visit(first, power, depth + 1);
      visit(second, -power, depth + 1);
    } else if (
      origin.what.startsWith('element ') ||
      proportional.has(origin.what) ||
      (origin.what === '-' && origin.inputs.length === 1)
    )
      for (const input of origin.inputs) visit(input, power, depth + 1);
  };
  visit(value, 1, 0);
  return [...found.values()];
}

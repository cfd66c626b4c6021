// From a place in an equation's text to a finding in the script; the same mistake of a text that several groups share is said once.
import { placeInText } from '../evaluate/texts';
import { type Finding, type Related, type Severity } from '../finding';
import { type RuleContext } from '../rule';
import { type Expression, type Place } from '../equations/tree';
import { type Dimension, dimension, isDimensionless, sameDimension } from '../units/dimension';
import { unitInWords } from '../units/format';
import { one } from '../units/rational';
import { makeUnit } from '../units/unit';
import { type Span } from '../text';
import { type Code } from './code';

export const placeOf = (context: RuleContext, code: Pick<Code, 'text' | 'span'>, at: Place): Span =>
  placeInText(code.text, at.start, at.end, context.textOf) ?? code.span;

/** What is written there, on one line. */
export function written(code: Pick<Code, 'text'>, { start, end }: Expression | Place): string {
  const text = code.text.value.slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > 50 ? `${text.slice(0, 47)}…` : text;
}

const rate = dimension({ s: -1 });

/** Of an equation a rate is a rate of change more often than a frequency. */
export const dimensionInWords = (of: Dimension): string =>
  isDimensionless(of) ? 'a pure number' : sameDimension(of, rate) ? '1/s' : unitInWords(makeUnit(one, of));

/** `in volts (V)`, or `a pure number`. */
export const isIn = (of: Dimension): string =>
  isDimensionless(of) ? 'is a pure number' : `is in ${dimensionInWords(of)}`;

export class Findings {
  private readonly found = new Map<string, Finding>();

  constructor(
    private readonly context: RuleContext,
    private readonly rule: string,
  ) {}

  add(severity: Severity, span: Span, message: string, related: readonly Related[] = []): void {
    if (span.file !== this.context.file) return;
    const key = `${span.start}:${span.end}:${message}`;
    if (!this.found.has(key)) this.found.set(key, { rule: this.rule, severity, message, span, related, fixes: [] });
  }

  all(): Iterable<Finding> {
    return this.found.values();
  }
}

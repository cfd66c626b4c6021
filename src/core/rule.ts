// What a rule is: one file in `rules/` with its check and, in the same place, its documentation.
import { type Facts } from './evaluate/facts';
import { type LoadedModule } from './evaluate/run';
import { type Finding, type Severity } from './finding';
import { type Suppression } from './suppressions';
import { type Span } from './text';

export interface RuleContext {
  readonly file: string;
  readonly loaded: LoadedModule;
  readonly facts: Facts;
  readonly suppressions: readonly Suppression[];
  /** What the other rules found, for the rules that speak of the rules. */
  readonly raised: readonly Finding[];
  textOf(span: Span): string;
}

export interface Rule {
  /** The id states the bad pattern, so that `ignore[unit-mismatch]` reads well. */
  readonly id: string;
  /** How it is at its worst; weaker evidence makes it milder. */
  readonly severity: Severity;
  /** One line, as it stands in a list of rules. */
  readonly summary: string;
  /** Markdown: what it does, why it matters, example, use instead. */
  readonly documentation: string;
  /** True for a rule that is asked after all others, and sees what they found. */
  readonly last?: boolean;
  check(context: RuleContext): Iterable<Finding>;
}

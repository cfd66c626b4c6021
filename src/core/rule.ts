// What a rule is: one file in `rules/` with its check and, in the same place, its documentation.
import { type Finding, type Severity } from './finding';

export interface Rule<Context = never> {
  /** The id states the bad pattern, so that `ignore[unit-mismatch]` reads well. */
  readonly id: string;
  readonly severity: Severity;
  /** One line, as it stands in a list of rules. */
  readonly summary: string;
  /** Markdown: what it does, why it matters, example, use instead. */
  readonly documentation: string;
  check(context: Context): Iterable<Finding>;
}

// What a rule says: a finding with its range, its reasons and the edits that would mend it.
import { type Span } from './text';

export type Severity = 'error' | 'warning' | 'information';

export interface Related {
  readonly message: string;
  readonly span: Span;
}

/** One step of a derivation: what was read or computed, what it came to, and where it stands. */
export interface Step {
  readonly text: string;
  readonly value: string;
  readonly span?: Span;
}

export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** A `safe` fix changes no number that the model computes; an `unsafe` one is only ever applied where the user sees it. */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
  /** True for the one to take where somebody said what is right. */
  readonly preferred?: boolean;
}

export interface Finding {
  /** The rule's id, for example `unit-mismatch`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly derivation?: readonly Step[];
  readonly fixes: readonly Fix[];
}

// The one door of the core: documents in, what is known and what is wrong with them out.
import { type Finding } from './finding';
import { type Network } from './network/network';
import { type Span } from './text';

export interface SourceDocument {
  readonly file: string;
  readonly text: string;
}

export interface LintOptions {
  /** Documents that are read for what others import from them, but not reported on. */
  readonly context?: readonly SourceDocument[];
}

export interface EvidenceReport {
  readonly kind: 'declared' | 'api' | 'documentation' | 'comment' | 'name' | 'role' | 'inferred' | 'assumed';
  readonly text: string;
  readonly span?: Span;
}

/** What one name is worth where it is bound. */
export interface NameReport {
  readonly name: string;
  readonly span: Span;
  readonly unit: string | null;
  readonly value: string | null;
  readonly evidence: readonly EvidenceReport[];
}

export interface DocumentReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly names: readonly NameReport[];
  readonly networks: readonly Network[];
  /** Part of the file's names whose unit is known, 0 to 1. */
  readonly coverage: number;
  /** Set where the document could not be read; the rest is then empty. */
  readonly error?: string;
}

export interface Linter {
  /** Reports on every document given. The linter keeps what it parsed, so that the next call with a changed text is quick. */
  lint(documents: readonly SourceDocument[], options?: LintOptions): readonly DocumentReport[];
}

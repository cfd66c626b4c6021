// What a check found, in the shape that every output format is written from.
import type { Severity } from '../core/finding';
import type { PlacedFinding, RulePage } from '../protocol/analysis';
import type { Excerpt } from './excerpt';
import type { PlaceJson, Places } from './places';

export interface ShownFinding extends PlaceJson {
  readonly rule: string;
  /** The rule's id in words. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (PlaceJson & { readonly message: string })[];
  readonly derivation?: readonly (Partial<PlaceJson> & { readonly text: string; readonly value: string })[];
  readonly fixes: readonly ShownFix[];
}

export interface ShownFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly (PlaceJson & { readonly newText: string })[];
}

export interface CheckedFile {
  readonly file: string;
  readonly error?: string;
}

export interface Summary {
  readonly files: number;
  readonly filesWithFindings: number;
  readonly filesNotRead: number;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
}

export interface CheckResult {
  readonly findings: readonly ShownFinding[];
  readonly files: readonly CheckedFile[];
  readonly summary: Summary;
  readonly rules: readonly RulePage[];
  /** The source line that each finding begins in, and what of it is meant. */
  readonly excerpts: ReadonlyMap<ShownFinding, Excerpt>;
  readonly folder: string;
  readonly version: string;
}

const inWords = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

export function showFinding(finding: PlacedFinding, places: Places): ShownFinding {
  const { rule, severity, message, span, related, derivation, fixes } = finding;
  return {
    rule,
    name: inWords(rule),
    severity,
    message,
    ...places.of(span),
    related: related.map((each) => ({ message: each.message, ...places.of(each.span) })),
    ...(derivation && {
      derivation: derivation.map(({ text, value, span: at }) => ({ text, value, ...(at && places.of(at)) })),
    }),
    fixes: fixes.map(({ title, safety, edits }) => ({
      title,
      safety,
      edits: edits.map((edit) => ({ ...places.of(edit.span), newText: places.newText(edit.span, edit.newText) })),
    })),
  };
}

export function summarise(findings: readonly ShownFinding[], files: readonly CheckedFile[]): Summary {
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return {
    files: files.length,
    filesWithFindings: new Set(findings.map(({ file }) => file)).size,
    filesNotRead: files.filter(({ error }) => error !== undefined).length,
    findings: findings.length,
    errors: count('error'),
    warnings: count('warning'),
    information: count('information'),
  };
}

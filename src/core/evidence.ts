// How evidence is turned into words, related places and severity: the same for every rule that weighs two witnesses.
import { type Claim, type Evidence, sureness } from './evaluate/claim';
import { type Related, type Severity } from './finding';

/** Declared facts that contradict each other are an error; strong evidence is a warning; the rest is information. */
export function severityOf(first: number, second: number): Severity {
  const weaker = Math.min(first, second);
  if (weaker >= sureness.api) return 'error';
  return weaker >= sureness.name ? 'warning' : 'information';
}

export const witnessOf = (claim: Claim): Evidence | null =>
  claim.evidence.find((each) => each.span !== null) ?? claim.evidence[0] ?? null;

export function relatedTo(...evidence: readonly (Evidence | null)[]): Related[] {
  return evidence.flatMap((each) => (each?.span ? [{ message: each.text, span: each.span }] : []));
}

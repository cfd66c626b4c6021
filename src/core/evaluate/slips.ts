// Keys that a simulator's call does not take and that hardly differ from one that it takes: noted for the rules.
import { slipOf } from '../nearest';
import { type Span } from '../text';
import { spanKey } from './facts';
import { type Run } from './run';

export function noteSlips(
  run: Run,
  callee: string,
  keys: Iterable<string>,
  known: readonly string[],
  place: (key: string) => Span,
): void {
  if (run.impossible || run.trying > 0) return;
  const given = [...keys];
  for (const key of given) {
    if (known.includes(key)) continue;
    const meant = slipOf(key, known);
    // What is there under its own name too is not meant by the other.
    if (meant === null || given.includes(meant)) continue;
    const span = place(key);
    run.facts.slips.set(spanKey(span), { callee, key, meant, span });
  }
}

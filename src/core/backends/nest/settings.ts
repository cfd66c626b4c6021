// That parameters of nodes were set, and when: a script may do so between two of its runs.
import { type Run } from '../../evaluate/run';
import { sequence, text, type Thing, type Value } from '../../evaluate/value';
import { type Span } from '../../text';

export function noteSet(run: Run, of: Thing, keys: readonly string[], span: Span): void {
  const names = sequence(
    'list',
    keys.map((key) => text(key)),
  );
  run.called(
    'nest',
    'parameters',
    new Map<string, Value>([
      ['of', of],
      ['keys', names],
    ]),
    span,
  );
}

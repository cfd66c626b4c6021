// Calls that stand on two ways of one branch, of which only one is taken: the same connection made on either is one connection.
import { type ApiCall, spanKey } from '../evaluate/facts';
import { type Value } from '../evaluate/value';
import { textField } from './read';

/** Without what another way of a branch does as well. */
export function withoutAlternatives(calls: readonly ApiCall[]): readonly ApiCall[] {
  if (!calls.some((each) => each.ways)) return calls;
  const seen = new Map<string, ApiCall[]>();
  return calls.filter((call) => {
    if (!call.ways || call.what !== 'connect') return true;
    const key = [call.backend, spanKey(call.span), nameOf(call.args.get('pre')), nameOf(call.args.get('post'))].join(
      '|',
    );
    const before = seen.get(key) ?? [];
    const again = before.some((each) => exclude(each, call));
    seen.set(key, [...before, call]);
    return !again;
  });
}

const exclude = (a: ApiCall, b: ApiCall): boolean =>
  [...(a.ways ?? [])].some(([branch, way]) => b.ways?.get(branch) !== undefined && b.ways.get(branch) !== way);

/** What an end of a connection is called, whichever of several things it is. */
function nameOf(value: Value | undefined): string {
  if (value?.kind === 'choice') return nameOf(value.options[0]?.value);
  if (value?.kind === 'sequence') return nameOf(value.items[0]);
  if (value?.kind !== 'thing') return value?.kind ?? '';
  return textField(value, 'label') ?? textField(value, 'turn') ?? textField(value, 'variable') ?? value.type;
}

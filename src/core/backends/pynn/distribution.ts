// PyNN's RandomDistribution: a name, and parameters by name or in its order.
import { textOf } from '../../evaluate/expressions';
import { argument, type Call } from '../../evaluate/library';
import { nothing, text, thing, type Thing, type Value } from '../../evaluate/value';

export function distribution(given: Call): Thing {
  const made = thing('pynn.RandomDistribution', given.span, new Map<string, Value>([['carries unit', nothing]]));
  const name = given.args[0] && textOf(given.args[0]);
  if (name === 'lognormal') made.fields.delete('carries unit');
  if (name !== null && name !== undefined) made.fields.set('distribution', text(name));
  const names: Readonly<Record<string, readonly string[]>> = {
    normal: ['mu', 'sigma'],
    normal_clipped: ['mu', 'sigma', 'low', 'high'],
    normal_clipped_to_boundary: ['mu', 'sigma', 'low', 'high'],
    uniform: ['low', 'high'],
    exponential: ['beta'],
  };
  const positional = argument(given, 'parameters', 1);
  const list = positional?.kind === 'sequence' ? positional.items : [];
  (names[name ?? ''] ?? []).forEach((key, i) => {
    const value = given.keywords.get(key) ?? list[i];
    if (!value) return;
    made.fields.set(key, value);
    made.places.set(key, given.keywordSpans.get(key) ?? given.argSpans[1] ?? given.span);
  });
  return made;
}

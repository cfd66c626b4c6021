// What the turn of a loop is about, in a word: the name that it walks over, or the one that stands at its index in a list of names.
import { wholeOf } from './nested';
import { type Run } from './run';
import { type Scope } from './scope';
import { type Sequence, type Value } from './value';

/** The loops around the code at hand that are run turn by turn. */
export interface Turn {
  readonly element: Value;
  readonly length: number;
  readonly scope: Scope;
}

const longestName = 40;

/** `L23E`, put together of all loops around; null where nothing names the turn. */
export function turnLabel(run: Run): string | null {
  const labels = run.turns.flatMap((each) => labelOf(run, each) ?? []);
  return labels.length > 0 ? joinedName(labels) : null;
}

/** `pops['L23']['E']` is the population L23E, `cells['layer4']['pyramidal']` is layer4_pyramidal. */
export const joinedName = (parts: readonly string[]): string =>
  parts.join(parts.some((each) => each.length > 3) ? '_' : '');

function labelOf(run: Run, { element, length, scope }: Turn): string | null {
  if (element.kind === 'text') return isName(element) ? element.value : null;
  if (element.kind === 'sequence') {
    const [first] = element.items.flatMap((each) => (each.kind === 'text' && isName(each) ? [each.value] : []));
    if (first !== undefined) return first;
  }
  const index = element.kind === 'sequence' ? wholeOf(element.items[0]) : wholeOf(element);
  if (index === null || index < 0 || length < 2) return null;
  return namesOfLength(run, scope, length)?.[index] ?? null;
}

const isName = (value: Value): boolean =>
  value.kind === 'text' && value.value !== '' && value.value.length <= longestName && !/[\n/]/.test(value.value);

/** The one list of as many different names as the loop has turns; one that is called so before another. */
function namesOfLength(run: Run, scope: Scope, length: number): readonly string[] | null {
  const found: { readonly key: string; readonly names: readonly string[] }[] = [];
  const add = (key: string, value: Value, depth: number): void => {
    if (value.kind === 'sequence') {
      const names = textsIn(value);
      if (names?.length === length && new Set(names).size === length) found.push({ key, names });
    } else if (depth < 2 && value.kind === 'table')
      for (const [name, each] of value.entries) add(name, each, depth + 1);
    else if (depth < 2 && value.kind === 'instance')
      for (const [name, each] of value.fields) add(name, each, depth + 1);
  };
  for (let at: Scope | null = scope; at && found.length === 0; at = at.parent)
    for (const [name, value] of at.names) add(name, value, 0);
  const self = run.frames[run.frames.length - 1]?.self;
  if (self && found.length === 0) add('', self, 0);
  const named = found.filter(({ key }) => /pop|name|label|layer|area|type|group/i.test(key));
  const lists = new Map((named.length > 0 ? named : found).map(({ names }) => [names.join('\n'), names]));
  const [only] = lists.values();
  return lists.size === 1 ? (only ?? null) : null;
}

function textsIn({ items, count }: Sequence): string[] | null {
  if (count) return null;
  const names = items.flatMap((each) => (each.kind === 'text' && isName(each) ? [each.value] : []));
  return names.length === items.length ? names : null;
}

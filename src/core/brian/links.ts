// Brian 2's linked variables: whose variable another group's name stands for.
import { type Thing } from '../evaluate/value';
import { modelOf, wholeOf } from './model';
import { textOf } from './parts';
import { type SetValue } from './settings';

export interface LinkedVariable {
  readonly variable: string;
  readonly source: Thing;
  readonly name: string;
  readonly linked: Thing;
}

/** @param groups among which the source is found */
export function linksIn(sets: readonly SetValue[], groups: readonly Thing[]): LinkedVariable[] {
  return sets.flatMap(({ name: variable, value, whole }): LinkedVariable[] => {
    if (value.kind !== 'thing' || value.type !== 'brian2.Linked' || !whole) return [];
    const found = sourceOf(value, groups);
    return found ? [{ variable, ...found, linked: value }] : [];
  });
}

/**
 * Whether one group's step comes before another's: Brian 2.5 sorts what stands in one slot by its name (core/network.py), and a group that
 * is given none is `neurongroup`, `neurongroup_1` … in the order in which they are made.
 */
export function stepsBefore(one: Thing, other: Thing, groups: readonly Thing[]): boolean {
  const nameOf = (of: Thing): string => {
    const place = groups.indexOf(of);
    return `${textOf(of, 'name') ?? (place > 0 ? `neurongroup_${place}` : 'neurongroup')}_stateupdater`;
  };
  return nameOf(one) < nameOf(other);
}

function sourceOf(linked: Thing, groups: readonly Thing[]): { readonly source: Thing; readonly name: string } | null {
  const of = linked.fields.get('of');
  const given = textOf(linked, 'name');
  if (of?.kind === 'thing' && wholeOf(of) === of && given !== null) return { source: of, name: given };
  // `H.y` is known by where `H` was made.
  const state = textOf(linked, 'state') ?? '';
  for (const group of groups) {
    const begin = `brian2:${group.span?.file ?? ''}:${group.span?.start ?? ''}:`;
    if (state.startsWith(begin) && modelOf(group).variables.has(state.slice(begin.length)))
      return { source: group, name: state.slice(begin.length) };
  }
  return null;
}

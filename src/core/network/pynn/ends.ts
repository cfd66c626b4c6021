// What a Projection of PyNN joins: populations, views of some of their cells, assemblies of several.
import { constantOf } from '../../evaluate/numbers';
import { sequence, thing, type Thing, type Value } from '../../evaluate/value';
import { wholeNumber } from '../read';

export interface PynnEnd {
  /** The population as it was made. */
  readonly made: Thing;
  readonly from: number;
  /** Null for its end. */
  readonly to: number | null;
}

const views = new WeakMap<Thing, PynnEnd>();

/** `cells[:100]`, `cells[3]`: some cells of a population; the population itself where the index is not understood. */
export function viewOf(of: Thing, index: Value | undefined): Thing {
  const around = views.get(of) ?? { made: of, from: 0, to: null };
  const size = wholeNumber(around.made.fields.get('size'));
  const length = (around.to ?? size) === null ? null : (around.to ?? size ?? 0) - around.from;
  const place = (value: Value | undefined): number | null | undefined => {
    if (!value || value.kind === 'nothing') return undefined;
    const exact = constantOf(value);
    const at = exact && exact.d === 1n ? Number(exact.n) : null;
    return at === null || (at < 0 && length === null) ? null : at < 0 ? at + (length ?? 0) : at;
  };
  const make = (from: number, to: number | null): Thing => {
    const view = thing(of.type, of.span, of.fields);
    views.set(view, { made: around.made, from: around.from + from, to: to === null ? around.to : around.from + to });
    return view;
  };
  if (index?.kind === 'num') {
    const at = place(index);
    return at === null || at === undefined ? of : make(at, at + 1);
  }
  if (index?.kind !== 'thing' || index.type !== 'slice' || of.fields.has('parts')) return of;
  const [lower, upper, step] = ['lower', 'upper', 'step'].map((key) => place(index.fields.get(key)));
  if (lower === null || upper === null || (step !== undefined && step !== 1)) return of;
  return make(lower ?? 0, upper ?? null);
}

/** The first `count` cells of a population or view. */
export const firstOf = (of: Thing, count: Value): Thing =>
  viewOf(of, thing('slice', of.span, new Map<string, Value>([['upper', count]])));

/** `exc + inh`, `Assembly(exc, inh)`. */
export function assemblyOf(parts: readonly Thing[], like: Thing): Thing {
  const made = thing(like.type, like.span, new Map(like.fields));
  const all = parts.flatMap((each) => {
    const own = each.fields.get('parts');
    return own?.kind === 'sequence' ? own.items : [each];
  });
  made.fields.set('parts', sequence('list', all));
  made.fields.delete('variable');
  made.fields.delete('label');
  return made;
}

export function pynnEnds(value: Value | undefined): readonly PynnEnd[] {
  if (value?.kind === 'choice')
    return value.options.map((each) => pynnEnds(each.value)).find((each) => each.length > 0) ?? [];
  if (value?.kind === 'sequence') return value.items.flatMap(pynnEnds);
  if (value?.kind !== 'thing') return [];
  const parts = value.fields.get('parts');
  if (parts?.kind === 'sequence') return parts.items.flatMap(pynnEnds);
  return [views.get(value) ?? { made: value, from: 0, to: null }];
}

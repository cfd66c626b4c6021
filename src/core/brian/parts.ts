// The populations of a script: groups, cut where connections treat their neurons apart (`P[:3200]`, `i < 3200`).
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { isInteger, toNumber } from '../units/rational';
import { type Bounds, connectingOf } from './synapses';
import { blocksOfRows } from '../network/recipe';
import { endsOf, wholeOf } from './model';

export interface Part {
  readonly group: Thing;
  readonly name: string;
  readonly start: number;
  /** Null where the size is not known. */
  readonly stop: number | null;
}

export class Parts {
  private readonly byGroup = new Map<Thing, Part[]>();

  constructor(groups: readonly Thing[], calls: readonly ApiCall[]) {
    const cuts = new Map(groups.map((each) => [each, new Set<number>()]));
    const subgroups = new Map<string, Thing>();
    const cut = (of: Thing, bounds: Bounds): void => {
      const group = wholeOf(of);
      const found = cuts.get(group);
      const own = rangeOf(of);
      if (!found || !own) return;
      for (const at of [own.start, own.stop, shifted(bounds.from, own.start), shifted(bounds.to, own.start)])
        if (at !== null && at > 0) found.add(at);
    };
    const seen = (of: Thing | null, bounds: Bounds): void => {
      if (!of) return;
      cut(of, bounds);
      const range = of.type === 'brian2.Subgroup' ? rangeOf(of) : null;
      if (range && of.fields.has('variable')) subgroups.set(keyOf(wholeOf(of), range.start, range.stop, groups), of);
    };
    for (const call of calls) {
      const synapses = call.args.get('synapses');
      const made = call.args.get('made');
      if (call.what === 'connect' && synapses?.kind === 'thing') {
        const { source, target } = endsOf(synapses);
        const { sources, targets } = connectingOf(call, synapses);
        seen(source, sources);
        seen(target, targets);
      }
      // A matrix of weights that is put together from blocks for some of the sources each.
      const set = call.what === 'set' ? call.args.get('of') : undefined;
      const value = call.args.get('value');
      const source = set?.kind === 'thing' && set.type === 'brian2.Synapses' ? endsOf(set).source : null;
      for (const { from } of (source && value && blocksOfRows(value)) ?? [])
        if (source) cut(source, { from, to: null });
      const target = made?.kind === 'thing' && call.what === 'poisson input' ? made.fields.get('target') : undefined;
      if (target?.kind === 'thing') seen(target, { from: null, to: null });
    }
    const taken = new Map<string, number>();
    for (const group of groups)
      this.byGroup.set(group, cutUp(group, cuts.get(group) ?? new Set(), subgroups, groups, taken));
  }

  of(group: Thing): readonly Part[] {
    return this.byGroup.get(group) ?? [];
  }

  all(): Part[] {
    return [...this.byGroup.values()].flat();
  }

  /** The parts that a group or subgroup reaches over, within bounds on its own indices; null where that is not known. */
  within(of: Thing, bounds: Bounds): readonly Part[] | null {
    const parts = this.byGroup.get(wholeOf(of));
    if (!parts) return null;
    const range = rangeOf(of);
    if (!range) return null;
    const start = range.start + (bounds.from ?? 0);
    const end = bounds.to === null ? range.stop : Math.min(range.start + bounds.to, range.stop ?? Infinity);
    return parts.filter(
      (each) =>
        each.start >= start &&
        (end === null || (each.stop !== null && each.stop <= end) || (each.stop === null && bounds.to === null)),
    );
  }
}

const shifted = (at: number | null, by: number): number | null => (at === null ? null : at + by);
const keyOf = (group: Thing, start: number, stop: number | null, groups: readonly Thing[]): string =>
  `${groups.indexOf(group)}:${start}:${stop ?? 'end'}`;

export const sizeOf = (of: Thing): number | null => wholeNumber(wholeOf(of).fields.get('N'));

function wholeNumber(value: Value | undefined): number | null {
  const exact = constantOf(value);
  return exact && isInteger(exact) ? Number(exact.n) : exact ? Math.trunc(toNumber(exact)) : null;
}

/** Where a group or a subgroup of one lies in the whole; null where that is not known. */
export function rangeOf(of: Thing): { start: number; stop: number | null } | null {
  if (of.type !== 'brian2.Subgroup') return { start: 0, stop: sizeOf(of) };
  if (of.fields.has('where')) return null;
  const source = of.fields.get('source');
  const around = source?.kind === 'thing' ? rangeOf(source) : null;
  if (!around) return null;
  const step = of.fields.get('step');
  if (step && step.kind !== 'nothing' && wholeNumber(step) !== 1) return null;
  const index = of.fields.get('index');
  const length = around.stop === null ? null : around.stop - around.start;
  const at = (value: Value | undefined, fallback: number | null): number | null | undefined => {
    if (!value || value.kind === 'nothing') return fallback;
    const number = wholeNumber(value);
    if (number === null) return undefined;
    if (number >= 0) return length === null ? number : Math.min(number, length);
    return length === null ? undefined : length + number;
  };
  if (index) {
    const single = at(index, null);
    return single === undefined || single === null
      ? null
      : { start: around.start + single, stop: around.start + single + 1 };
  }
  const [start, stop] = [at(of.fields.get('start'), 0), at(of.fields.get('stop'), length)];
  if (start === undefined || stop === undefined || start === null) return null;
  return { start: around.start + start, stop: stop === null ? null : around.start + stop };
}

function cutUp(
  group: Thing,
  cuts: ReadonlySet<number>,
  subgroups: ReadonlyMap<string, Thing>,
  groups: readonly Thing[],
  taken: Map<string, number>,
): Part[] {
  const size = sizeOf(group);
  const variable = textOf(group, 'variable') ?? 'neurons';
  const unique = (name: string): string => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  };
  const whole = [{ group, name: unique(variable), start: 0, stop: size }];
  const at = size === null ? [] : [...cuts].filter((each) => each < size).sort((a, b) => a - b);
  if (size === null || at.length === 0 || at.length > 7) return whole;
  taken.delete(variable);
  const edges = [0, ...at, size];
  return edges.slice(0, -1).map((start, i) => {
    const stop = edges[i + 1] ?? size;
    const named = subgroups.get(keyOf(group, start, stop, groups));
    const slice = `${variable}[${start === 0 ? '' : start}:${stop === size ? '' : stop}]`;
    return { group, name: unique((named && textOf(named, 'variable')) ?? slice), start, stop: stop ?? size };
  });
}

export function textOf(of: Thing, key: string): string | null {
  const value = of.fields.get(key);
  return value?.kind === 'text' ? value.value : null;
}

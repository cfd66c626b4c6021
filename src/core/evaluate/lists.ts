// Lists that grow: how many elements there are when a loop is run once for many, and when a branch may or may not append.
import { addPolys, constant, makeAtom, symbol } from './poly';
import { type Run } from './run';
import { type ListState } from './scope';
import { type Num, num, type Sequence, type Value } from './value';
import { sameValue } from './join';
import { joinedItems } from './nested';
import { one, rational } from '../units/rational';

const maxItems = 256;

/** As many as there are: some number that has no other name. */
export const unknownCount = (run: Run): Num => num(symbol(makeAtom(`count:${run.nextDraw()}`, 'n')));

/** In a loop that is run once for many, what is appended stands for as many. */
export function append(run: Run, list: Sequence, value: Value): void {
  run.journal.keep(list);
  const born = run.births.get(list) ?? 0;
  const many = run.multiplicity.length > born;
  const full = list.items.length >= Math.max(maxItems, 16 * (run.settling?.turns ?? 0));
  if (many || list.count || full) {
    const added = many ? run.times(born) : num(constant(one));
    const before = list.count ?? num(constant(rational(list.items.length)));
    list.count = added && !before.special ? num(addPolys(before.poly, added.poly)) : unknownCount(run);
  }
  if (!full) list.items = [...list.items, value];
}

/** What a list is after a branch of which it is not known whether it was taken. */
export function joinLists(run: Run, list: Sequence, ways: readonly (ListState | undefined)[]): void {
  const states = ways.map((each) => each ?? { items: list.items, count: list.count });
  const [first, ...rest] = states;
  if (!first) return;
  run.journal.keep(list);
  const longest = states.reduce((a, b) => (b.items.length > a.items.length ? b : a));
  const alike = rest.every((each) => sameState(each, first));
  const sameLength = states.every((each) => each.items.length === longest.items.length);
  list.items = alike
    ? first.items
    : sameLength
      ? joinedItems(
          run,
          states.map((each) => each.items),
        )
      : longest.items;
  const sameCount = sameLength && rest.every((each) => each.count === first.count);
  list.count = alike || sameCount ? first.count : unknownCount(run);
}

const sameState = (a: ListState, b: ListState): boolean =>
  a.count === b.count &&
  a.items.length === b.items.length &&
  a.items.every((each, i) => {
    const other = b.items[i];
    return other !== undefined && sameValue(each, other);
  });

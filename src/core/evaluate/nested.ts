// Arrays whose elements are all known: laid over one another as NumPy does it, added up along an axis, written to in part.
import { isInteger } from '../units/rational';
import { joinValues } from './join';
import { constantOf, literal } from './numbers';
import { type Run } from './run';
import { asConstant } from './poly';
import { nothing, type Num, type Sequence, sequence, type Thing, type Value } from './value';

/** An array of more elements than this is kept as one number with a shape. */
const mostElements = 512;

const isSlice = (value: Value): value is Thing => value.kind === 'thing' && value.type === 'slice';

/** How many axes a nested list has, as far as its first elements tell. */
export function depthOf(value: Value): number {
  if (value.kind !== 'sequence') return 0;
  const [first] = value.items;
  return 1 + (first ? depthOf(first) : 0);
}

/** Both operands element by element; the one with fewer axes is laid over the last axes of the other. Null where the lengths don't fit. */
export function laidOver(left: Value, right: Value, combine: (a: Value, b: Value) => Value): Sequence | null {
  const [l, r] = [left.kind === 'sequence' ? left : null, right.kind === 'sequence' ? right : null];
  const [deepLeft, deepRight] = [depthOf(left), depthOf(right)];
  if (l && r && deepLeft === deepRight) {
    const [lone, other] = [single(l), single(r)];
    if (l.items.length !== r.items.length && !lone && !other) return null;
    const length = Math.max(l.items.length, r.items.length);
    const items = Array.from({ length }, (_, i) =>
      combine(lone ?? l.items[i] ?? nothing, other ?? r.items[i] ?? nothing),
    );
    return sequence('array', items, l.count ?? r.count);
  }
  if (l && deepLeft > deepRight)
    return sequence(
      'array',
      l.items.map((each) => combine(each, right)),
      l.count,
    );
  return (
    r &&
    sequence(
      'array',
      r.items.map((each) => combine(left, each)),
      r.count,
    )
  );
}

const single = ({ items, count }: Sequence): Value | null => (items.length === 1 && !count ? (items[0] ?? null) : null);

/** The elements along one axis, put together by `fold`: of an axis further in, row by row. */
export function alongAxis(list: Sequence, axis: number, fold: (items: readonly Value[]) => Value): Value {
  const depth = depthOf(list);
  const at = axis < 0 ? depth + axis : axis;
  if (at > 0)
    return sequence(
      'array',
      list.items.map((each) => (each.kind === 'sequence' ? alongAxis(each, at - 1, fold) : each)),
      list.count,
    );
  const [first] = list.items;
  if (first?.kind !== 'sequence') return fold(list.items);
  return sequence(
    'array',
    first.items.map((_, i) =>
      fold(list.items.map((row) => (row.kind === 'sequence' ? (row.items[i] ?? nothing) : row))),
    ),
    first.count,
  );
}

/** All elements in one list. */
export function flattened(list: Sequence): Value[] {
  return list.items.flatMap((each) => (each.kind === 'sequence' ? flattened(each) : [each]));
}

/** True where every element is there: none stands for many. */
export const isComplete = (list: Sequence): boolean =>
  !list.count && list.items.every((each) => each.kind !== 'sequence' || isComplete(each));

/** `np.zeros((8, 8))` as the lists it is, so that its elements can be written one by one; null where it is not small and of known size. */
export function asElements(value: Num): Sequence | null {
  const sizes = value.shape?.map((each) => wholeOf(each ?? undefined)) ?? [];
  if (sizes.length === 0 || sizes.length > 3 || value.draw || value.special || !asConstant(value.poly)) return null;
  let total = 1;
  for (const size of sizes) {
    if (size === null || size < 1) return null;
    total *= size;
  }
  if (total > mostElements) return null;
  const element: Num = { ...value, shape: null };
  const build = (axis: number): Value =>
    axis === sizes.length
      ? element
      : sequence(
          'array',
          Array.from({ length: sizes[axis] ?? 0 }, () => build(axis + 1)),
        );
  const built = build(0);
  return built.kind === 'sequence' ? built : null;
}

export function wholeOf(value: Value | undefined): number | null {
  const exact = constantOf(value);
  return exact && isInteger(exact) ? Number(exact.n) : null;
}

/** Which elements an index picks; null where that is not known. */
export function positionsOf(key: Value, length: number): number[] | null {
  if (isSlice(key)) {
    const [lower, upper, step] = ['lower', 'upper', 'step'].map((name) => {
      const value = key.fields.get(name) ?? nothing;
      return value.kind === 'nothing' ? undefined : wholeOf(value);
    });
    if (lower === null || upper === null || step === null || step === 0) return null;
    const by = step ?? 1;
    const clamp = (at: number): number => Math.min(Math.max(at < 0 ? at + length : at, by < 0 ? -1 : 0), length);
    const from = lower === undefined ? (by < 0 ? length - 1 : 0) : clamp(lower);
    const to = upper === undefined ? (by < 0 ? -1 : length) : clamp(upper);
    const positions: number[] = [];
    for (let at = Math.min(from, length - 1); by > 0 ? at < to && from < length : at > to; at += by) positions.push(at);
    return positions;
  }
  if (key.kind === 'sequence' && !key.count) {
    const picked = key.items.map((each) => positionsOf(each, length)?.[0] ?? null);
    return picked.every((each) => each !== null) ? picked : null;
  }
  const at = wholeOf(key);
  if (at === null) return null;
  const position = at < 0 ? at + length : at;
  return position >= 0 && position < length ? [position] : null;
}

/** True where the index picks one element and takes its axis away. */
const picksOne = (key: Value): boolean => !isSlice(key) && key.kind !== 'sequence';

/** Writes to the elements that the indexes pick; false where it is not known which those are. */
export function writeElements(run: Run, list: Sequence, keys: readonly Value[], value: Value): boolean {
  const [key, ...rest] = keys;
  if (!key || list.count) return false;
  const positions = positionsOf(key, list.items.length);
  if (!positions) return false;
  const inner = positions.map((at) => list.items[at]);
  if (rest.length > 0 && !inner.every((each) => each?.kind === 'sequence')) return false;
  const spread =
    !picksOne(key) && value.kind === 'sequence' && depthOf(value) >= keys.length - rest.filter(picksOne).length;
  const part = (i: number): Value =>
    spread && value.kind === 'sequence' && value.items.length === positions.length ? (value.items[i] ?? value) : value;
  if (rest.length > 0)
    return inner.every((each, i) => each?.kind === 'sequence' && writeElements(run, each, rest, part(i)));
  run.journal.keep(list);
  const items = [...list.items];
  positions.forEach((at, i) => {
    const row = items[at];
    items[at] = row?.kind === 'sequence' && part(i).kind !== 'sequence' ? filled(row, part(i)) : part(i);
  });
  list.items = items;
  return true;
}

/** `w[0] = 1` of a matrix writes a whole row. */
const filled = (row: Sequence, value: Value): Sequence =>
  sequence(
    row.flavour,
    row.items.map((each) => (each.kind === 'sequence' ? filled(each, value) : value)),
    row.count,
  );

/** What two ways through the code made of one list, element by element. */
export function joinedItems(run: Run, ways: readonly (readonly Value[])[]): Value[] {
  const [first = []] = ways;
  return first.map((_, i) =>
    joinValues(
      run,
      ways.map((items) => ({ value: items[i] ?? nothing, condition: '' })),
    ),
  );
}

/** Numbers from one to another in steps, where all of them are exact and few. */
export function steppedNumbers(ends: readonly Num[], most: number): Value[] | null {
  const exact = ends.map(constantOf);
  const [a, b, c] = exact;
  if (!a || exact.some((each) => each === null || !isInteger(each))) return null;
  const [from, to, by] = b ? [Number(a.n), Number(b.n), c ? Number(c.n) : 1] : [0, Number(a.n), 1];
  const length = by === 0 ? Infinity : Math.max(0, Math.ceil((to - from) / by));
  if (length > most) return null;
  return Array.from({ length }, (_, i) => literal({ n: BigInt(from + i * by), d: 1n }));
}

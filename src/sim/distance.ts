// Connection rules that go by distance: where the neurons are, how far two of them are apart, and who is connected.
import { type DistanceRule, type Places } from '../core/network/network';
import { Unsuited } from './error';
import { compilePair, type PairValue } from './pairValue';
import { stream } from './random';
import { type Pairing, requireMemory, type Rows, rowsOf, targetArray } from './rows';
import { type Words } from './words';

/** More pairs than this take longer to go through than anybody waits. */
const mostPairs = 200e6;

/** Draws the places that the script leaves to chance: the same for every projection of a population. */
export function withPlaces(rule: DistanceRule, pre: number, post: number, seed: number): DistanceRule {
  return { ...rule, pre: placed(rule.pre, pre, seed), post: placed(rule.post, post, seed) };
}

function placed(places: Places, size: number, seed: number): Places {
  if ('axes' in places) return places;
  const { drawn, name, from = 0 } = places;
  const random = stream(seed, `places of ${name}`);
  const all = Array.from({ length: from + size }, () =>
    drawn.map(({ low, high }) => low + (high - low) * random.uniform()),
  );
  return {
    name,
    axes: drawn.map((_, axis) => Float64Array.from({ length: size }, (__, k) => all[from + k]?.[axis] ?? 0)),
  };
}

const axesOf = (places: Places): readonly ArrayLike<number>[] => ('axes' in places ? places.axes : []);

/** How far the target is from the source along an axis; with a period the shorter way round. */
function displacementOf({ pre, post, periods }: DistanceRule): (axis: number, i: number, j: number) => number {
  const [from, to] = [axesOf(pre), axesOf(post)];
  return (axis, i, j) => {
    const along = (to[axis]?.[j] ?? 0) - (from[axis]?.[i] ?? 0);
    const period = periods[axis] ?? 0;
    return period > 0 ? along - period * Math.round(along / period) : along;
  };
}

/** `d`, `dx`, `dy` and `dz` of a pair. */
export function spaceOf(rule: DistanceRule): (name: string) => PairValue | null {
  const along = displacementOf(rule);
  const dimensions = Math.max(axesOf(rule.pre).length, axesOf(rule.post).length);
  return (name) => {
    const axis = ['dx', 'dy', 'dz'].indexOf(name);
    if (axis >= 0) return (i, j) => along(axis, i, j);
    if (name !== 'd') return null;
    return (i, j) => {
      let square = 0;
      for (let k = 0; k < dimensions; k++) square += along(k, i, j) ** 2;
      return Math.sqrt(square);
    };
  };
}

export function connectByDistance(pairing: Pairing, rule: DistanceRule): Rows {
  const { pre, post } = pairing;
  if (pre * post > mostPairs)
    throw new Unsuited(`${Math.round((pre * post) / 1e6)} million pairs would have to be tried`);
  const words = pairing.words();
  const names = { constants: {}, preFirst: 0, postFirst: 0, preSize: pre, postSize: post };
  const scope = { names, text: rule.text, words, space: spaceOf(rule) };
  const within = rule.mask === null ? null : compilePair(rule.mask, scope);
  const chance = rule.probability === null ? null : compilePair(rule.probability, scope);
  const excludesSelf = pairing.same && !pairing.autapses;
  const weigh = (i: number, j: number): number => {
    if ((excludesSelf && i === j) || (within !== null && within(i, j, 0) === 0)) return 0;
    return chance === null ? 1 : Math.min(1, Math.max(0, chance(i, j, 0)));
  };
  return rule.degree === undefined ? bernoulli(pre, post, weigh, words) : byDegree(pairing, rule.degree, weigh, words);
}

type Weigh = (i: number, j: number) => number;

function bernoulli(pre: number, post: number, weigh: Weigh, words: Words): Rows {
  const offsets = new Uint32Array(pre + 1);
  let targets = targetArray(1024, post);
  let count = 0;
  for (let i = 0; i < pre; i++) {
    for (let j = 0; j < post; j++) {
      const p = weigh(i, j);
      if (p <= 0 || (p < 1 && words.uniform() >= p)) continue;
      if (count === targets.length) {
        requireMemory(2 * count);
        const larger = targetArray(2 * count, post);
        larger.set(targets);
        targets = larger;
      }
      targets[count++] = j;
    }
    offsets[i + 1] = count;
  }
  return { kind: 'rows', offsets, targets: targets.slice(0, count) };
}

/** So many for each target, or for each source, drawn by their weights. */
function byDegree(
  { pre, post, multapses }: Pairing,
  { of, count }: NonNullable<DistanceRule['degree']>,
  weigh: Weigh,
  words: Words,
): Rows {
  const [ones, others] = of === 'target' ? [post, pre] : [pre, post];
  requireMemory(ones * count);
  const [sources, targets] = [new Uint32Array(ones * count), targetArray(ones * count, post)];
  let made = 0;
  const up = new Float64Array(others);
  for (let one = 0; one < ones; one++) {
    let sum = 0;
    for (let other = 0; other < others; other++) {
      sum += of === 'target' ? weigh(other, one) : weigh(one, other);
      up[other] = sum;
    }
    if (sum <= 0) continue;
    const taken = new Set<number>();
    for (let k = 0, tries = 0; k < count && tries < 100 * count + 100; tries++) {
      const other = firstAbove(up, words.uniform() * sum);
      if (!multapses && taken.has(other)) continue;
      taken.add(other);
      sources[made] = of === 'target' ? other : one;
      targets[made++] = of === 'target' ? one : other;
      k++;
    }
  }
  return rowsOf(sources.slice(0, made), targets.slice(0, made), pre);
}

function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Where neurons are in space, and connection rules that go by how far two of them are apart.
import { parseExpression } from '../equations/expression';
import { type ConnectionRule, type DistanceRule, type Places } from './network';

/** Coordinates on a grid, of which the last axis runs fastest. */
export function gridPlaces(
  shape: readonly number[],
  first: readonly number[],
  spacing: readonly number[],
  name: string,
): Places {
  const size = shape.reduce((product, each) => product * each, 1);
  const axes = shape.map((_, axis) => {
    const inner = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
    return Float64Array.from(
      { length: size },
      (__, k) => (first[axis] ?? 0) + (spacing[axis] ?? 1) * (Math.floor(k / inner) % (shape[axis] ?? 1)),
    );
  });
  return { name, axes };
}

/** Of the neurons from `from` on, before `to`. */
export function partOfPlaces(places: Places, from: number, to: number): Places {
  if ('axes' in places) return { ...places, axes: places.axes.map((axis) => axis.slice(from, to)) };
  return { ...places, from: (places.from ?? 0) + from };
}

/** What it needs to say of a distance `d` and of the displacements `dx`, `dy`, `dz` to the target; null where it is not understood. */
export function distanceRule(
  texts: { readonly probability: string | null; readonly mask: string | null },
  rest: Pick<DistanceRule, 'pre' | 'post' | 'periods'> & { readonly degree?: DistanceRule['degree'] },
): ConnectionRule | null {
  const [probability, mask] = [texts.probability, texts.mask].map((text) => {
    const parsed = text === null ? null : parseExpression(text);
    return parsed === null ? null : (parsed.value ?? undefined);
  });
  if (probability === undefined || mask === undefined) return null;
  const text = [texts.probability && `chance ${texts.probability}`, texts.mask && `where ${texts.mask}`];
  return { kind: 'by-distance', probability, mask, ...rest, text: text.filter((each) => each !== null).join(' ') };
}

// Small pictures of lines and points as SVG: sharp at any size, in the style file's colours, with words for those who can't see them.

const space = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

export function svg(tag: string, attributes: Attributes, ...children: readonly (Node | string)[]): SVGElement {
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** @param description what a screen reader says of it */
export const drawing = (width: number, height: number, description: string, ...children: readonly Node[]): SVGElement =>
  svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': description, class: 'drawing' },
    ...children,
  );

const round = (value: number): string => value.toFixed(1);

/** A line through the points; where a value is none it breaks. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  let path = '';
  let isPen = false;
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      isPen = false;
      continue;
    }
    path += `${isPen ? 'L' : 'M'}${round(x)} ${round(y)}`;
    isPen = true;
  }
  return path;
}

export interface Span {
  readonly min: number;
  readonly max: number;
}

/** Of the finite values; never empty. */
export function spanOf(...rows: readonly ArrayLike<number>[]): Span {
  let [min, max] = [Infinity, -Infinity];
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const value = row[i] as number;
      if (value < min && value > -Infinity) min = value;
      if (value > max && value < Infinity) max = value;
    }
  }
  if (min > max) return { min: 0, max: 1 };
  return min === max ? { min: min - 0.5, max: max + 0.5 } : { min, max };
}

/** From a value to a place between two others. */
export const place =
  ({ min, max }: Span, from: number, to: number) =>
  (value: number): number =>
    from + ((value - min) / (max - min)) * (to - from);

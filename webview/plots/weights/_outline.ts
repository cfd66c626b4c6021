// Histograms as outlines, so that several can be told apart over each other. No DOM.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Over the bins and down to the floor at both ends. @param floor what an empty bin stands at: a logarithmic axis has no zero */
export function outline(
  bins: readonly (readonly [from: number, to: number])[],
  heights: ArrayLike<number>,
  floor = 0,
): Point[] {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return [];
  const points: Point[] = [{ x: first[0], y: floor }];
  bins.forEach(([from, to], bin) => {
    const y = Math.max(floor, heights[bin] as number);
    points.push({ x: from, y }, { x: to, y });
  });
  points.push({ x: last[1], y: floor });
  return points;
}

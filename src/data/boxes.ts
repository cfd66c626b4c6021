// Cuts a dataset into boxes of a bearable size that follow its chunks, so that each chunk is decoded once.
import { type Layout } from './dataset';

export interface Box {
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/** Boxes of about `limit` elements at most (a chunk larger than that stays whole), together the whole shape. */
export function* boxes(shape: readonly number[], layout: Layout, limit: number): Generator<Box> {
  if (shape.includes(0)) return;
  const size = boxSize(shape, layout, limit);
  const start = shape.map(() => 0);
  for (;;) {
    yield {
      start: [...start],
      count: start.map((at, axis) => Math.min(size[axis] as number, (shape[axis] as number) - at)),
    };
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      start[axis] = (start[axis] as number) + (size[axis] as number);
      if ((start[axis] as number) < (shape[axis] as number)) break;
      start[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** A chunk, or one element, grown along the fastest axes first. */
function boxSize(shape: readonly number[], layout: Layout, limit: number): number[] {
  const size = shape.map((length, axis) => Math.min(length, layout.chunk?.[axis] ?? 1));
  let volume = size.reduce((product, length) => product * length, 1);
  const axes = shape.map((_, axis) => axis);
  if (layout.fastest === 'last') axes.reverse();
  for (const axis of axes) {
    const unit = size[axis] as number;
    const length = shape[axis] as number;
    const grown = Math.min(length, unit * Math.max(1, Math.floor(limit / volume)));
    size[axis] = grown;
    volume = (volume / unit) * grown;
    if (grown < length) break;
  }
  return size;
}

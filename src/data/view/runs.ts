// Which stretches of a long axis are read where reading all of it would take too long: all, or evenly spread ones.

export interface Run {
  readonly from: number;
  readonly count: number;
}

/** Stretches of the axis between `from` and `to`, together at most `most` elements; one stretch where all of it fits. */
export function runsOf(from: number, to: number, most: number, stretches: number): Run[] {
  const length = Math.max(0, to - from);
  if (length <= most) return length === 0 ? [] : [{ from, count: length }];
  const number = Math.max(1, Math.min(stretches, most));
  const count = Math.max(1, Math.floor(most / number));
  return Array.from({ length: number }, (_, k) => ({
    from: from + Math.floor(((k + 0.5) * length) / number),
    count,
  })).map((run) => ({ ...run, from: Math.min(run.from, to - count) }));
}

export const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { count }) => sum + count, 0);

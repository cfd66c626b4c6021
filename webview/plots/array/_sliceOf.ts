// Which two axes of a dataset are rows and columns, and the index on all others: at first, and as it was kept. No DOM.

export interface Slice {
  readonly rowAxis: number;
  readonly columnAxis: number;
  readonly at: readonly number[];
}

/** The last two axes that are longer than one. */
export function firstSlice(shape: readonly number[]): Slice {
  const long = shape.flatMap((length, axis) => (length > 1 ? [axis] : []));
  const columnAxis = long.at(-1) ?? shape.length - 1;
  const rowAxis = long.at(-2) ?? (columnAxis === 0 ? 1 : 0);
  return { rowAxis, columnAxis, at: shape.map(() => 0) };
}

/** What was kept over a reload, if it is a slice of this dataset. */
export function keptSlice(value: unknown, shape: readonly number[]): Slice | null {
  const { rowAxis, columnAxis, at } = (value ?? {}) as Partial<Slice>;
  const isAxis = (axis: unknown): axis is number => Number.isInteger(axis) && shape[axis as number] !== undefined;
  if (!isAxis(rowAxis) || !isAxis(columnAxis) || rowAxis === columnAxis || at?.length !== shape.length) return null;
  const isWithin = at.every((index, axis) => Number.isInteger(index) && index >= 0 && index < (shape[axis] ?? 0));
  return isWithin ? { rowAxis, columnAxis, at } : null;
}

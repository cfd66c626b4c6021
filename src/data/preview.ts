// The first numbers or texts of a dataset, few enough to be read, in the shape they have there.
import { type Dataset, elementCount } from './dataset';
import { DataError } from './error';

export interface Preview {
  /** The numbers are those from index 0 on along each axis. */
  readonly shape: readonly number[];
  /** Row by row; null stands for what is no finite number. */
  readonly values: readonly (number | string | null)[];
}

/** What is asked for as a slice is shown whole up to here. */
const mostNumbers = 10_000;
const rows = 10;
const columns = 10;
const mostTexts = 20;

/**
 * Null where there is nothing to be shown, or where it can't be read.
 * @param whole whether all of it is wanted, as far as that can be printed
 */
export function previewOf(dataset: Dataset, whole: boolean): Preview | null {
  const texts = firstTexts(dataset, mostTexts);
  if (texts.length > 0) return { shape: [texts.length], values: texts };
  try {
    if (dataset.unread !== null) return null;
    const shape = previewShape(dataset.shape, whole ? mostNumbers : rows * columns);
    if (shape.includes(0)) return null;
    const numbers = dataset.read(
      shape.map(() => 0),
      shape,
    );
    return { shape, values: Array.from(numbers, (value) => (Number.isFinite(value) ? value : null)) };
  } catch (error) {
    if (error instanceof DataError) return null;
    throw error;
  }
}

/** All of it where that is little, else ten rows and columns of the last two axes and the first of all others. */
function previewShape(shape: readonly number[], most: number): number[] {
  if (elementCount(shape) <= most) return [...shape];
  return shape.map((length, axis) => {
    const fromEnd = shape.length - axis;
    return Math.min(length, fromEnd === 1 ? columns : fromEnd === 2 ? rows : 1);
  });
}

/** None where it holds none, or where they can't be read. */
export function firstTexts(dataset: Dataset, most: number): readonly string[] {
  try {
    return dataset.readTexts?.(0, Math.min(most, elementCount(dataset.shape))) ?? [];
  } catch (error) {
    if (error instanceof DataError) return [];
    throw error;
  }
}

// What is particular to MATLAB 7.3 files: axes in reverse order, classes in attributes, text as numbers.
import { type Dataset as H5Dataset } from 'h5wasm';

export const matlabNotes = 'MATLAB stores arrays with their axes reversed: shapes are given as the file holds them';

/** Longer texts are data, not labels. */
const longestText = 200;

/** Classes that say no more than the type of the numbers does. */
const plain = /^(double|single|u?int(8|16|32|64))$/;

/** The class where it tells more than the type: char, logical, cell, struct, an object's. */
export function matlabClass(dataset: H5Dataset): string | undefined {
  if (!('MATLAB_class' in dataset.attrs)) return undefined;
  const value: unknown = dataset.get_attribute('MATLAB_class', true);
  return typeof value === 'string' && !plain.test(value) ? value : undefined;
}

/** MATLAB writes the size of an empty array where its numbers would stand. */
export function isEmptyInMatlab(dataset: H5Dataset): boolean {
  return 'MATLAB_empty' in dataset.attrs && Number(dataset.get_attribute('MATLAB_empty', true)) === 1;
}

/** A row of characters as text; undefined for tables of characters and for long texts. */
export function matlabText(
  shape: readonly number[],
  read: (start: readonly number[], count: readonly number[]) => Float64Array,
): string | undefined {
  const length = Math.max(...shape, 0);
  const elements = shape.reduce((product, each) => product * each, 1);
  if (length > longestText || elements !== length) return undefined;
  return String.fromCharCode(
    ...read(
      shape.map(() => 0),
      shape,
    ),
  );
}

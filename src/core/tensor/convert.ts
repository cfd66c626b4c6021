// Numbers and lists as arrays, shapes out of what a call was given, and arrays as numbers where one is wanted.
import { scalar, stack, tensor, type Tensor } from './tensor';
import { isItems, isTensor, numberOf, type Value } from './values';

/** Null where it is no number, no array and no list of them. */
export function toTensor(value: Value | undefined): Tensor | null {
  if (isTensor(value)) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return scalar(Number(value));
  if (!isItems(value)) return null;
  if (value.items.length === 0) return tensor([0], new Float64Array());
  if (value.items.every((each) => typeof each === 'number' || typeof each === 'boolean'))
    return tensor([value.items.length], Float64Array.from(value.items, Number));
  const parts = value.items.map((each) => toTensor(each));
  return parts.every((part) => part !== null) ? stack(parts, 0) : null;
}

/** `(3, 4)`, `[3, 4]`, or the numbers one after the other; null where one of them is not known. */
export function toShape(values: readonly (Value | undefined)[]): number[] | null {
  const [first] = values;
  const given =
    values.length === 1 && isItems(first)
      ? first.items
      : values.length === 1 && isTensor(first) && first.shape.length === 1
        ? [...first.data]
        : values;
  const lengths = given.map((each) => numberOf(each));
  return lengths.every((length) => length !== null && Number.isInteger(length)) ? (lengths as number[]) : null;
}

/** The axes that a call names: a number, several, or none. */
export function toAxes(value: Value | undefined): readonly number[] | null {
  if (value === undefined || value === null) return null;
  return toShape([value]);
}

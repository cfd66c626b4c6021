// Quantised tensors: whole numbers that stand for real ones by a scale and a zero point, one pair for the tensor or one for each channel.
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { isKind, isList, type Pickled, type Tensor } from './values';

/** As PyTorch stores it beside the tensor: `(scheme, scale, zero point)` or `(scheme, scales, zero points, axis)`. */
export interface Quantiser {
  readonly scales: number | Tensor;
  readonly zeroPoints: number | Tensor;
  /** The axis of the channels; null where there is one scale for all. */
  readonly axis: number | null;
}

/** Null where the scheme is none of the known ones. */
export function quantiserOf(parameters: Pickled | undefined, axes: number): Quantiser | null {
  if (!isList(parameters)) return null;
  const [scheme, scales, zeroPoints, axis] = parameters.items;
  if (!isKind(scheme, 'global')) return null;
  const name = scheme.name.replace(/^.*\./, '');
  if (name === 'per_tensor_affine' || name === 'per_tensor_symmetric') {
    if (typeof scales !== 'number' || typeof zeroPoints !== 'number') return null;
    return { scales, zeroPoints, axis: null };
  }
  if (!name.startsWith('per_channel_')) return null;
  if (!isKind(scales, 'tensor') || !isKind(zeroPoints, 'tensor')) return null;
  if (typeof axis !== 'number' || !Number.isInteger(axis) || axis < 0 || axis >= axes) return null;
  return { scales, zeroPoints, axis };
}

/**
 * The stored whole numbers as what they stand for.
 * @param open how the tensors of scales and zero points are read
 */
export function dequantised(stored: Dataset, quantiser: Quantiser, open: (tensor: Tensor) => Dataset): Dataset {
  const { scales, zeroPoints, axis } = quantiser;
  const channels = axis === null ? 1 : (stored.shape[axis] as number);
  const scale = numbersOf(scales, channels, open);
  const zero = numbersOf(zeroPoints, channels, open);
  const read: Dataset['read'] = (start, count) => {
    const numbers = stored.read(start, count);
    // How many elements lie behind one another before the channel changes.
    const run = axis === null ? numbers.length : elementCount(count.slice(axis + 1));
    const first = axis === null ? 0 : (start[axis] as number);
    const wide = axis === null ? 1 : (count[axis] as number);
    for (let i = 0; i < numbers.length; i++) {
      const channel = first + (Math.floor(i / run) % wide);
      // As PyTorch's dequantize() rounds it: one scale is in single precision, several are in double.
      const factor = axis === null ? Math.fround(scale[channel] as number) : (scale[channel] as number);
      numbers[i] = Math.fround(((numbers[i] as number) - (zero[channel] as number)) * factor);
    }
    return numbers;
  };
  const how =
    axis === null ? `scale ${scale[0]}, zero point ${zero[0]}` : `a scale for each of ${channels} along axis ${axis}`;
  const { readNarrow: _whole, ...rest } = stored;
  return { ...rest, dtype: `q${stored.dtype}`, note: `quantised: as the numbers they stand for (${how})`, read };
}

function numbersOf(
  value: number | Tensor,
  channels: number,
  open: (tensor: Tensor) => Dataset,
): readonly number[] | Float64Array {
  if (typeof value === 'number') return [value];
  const dataset = open(value);
  if (dataset.unread !== null || dataset.shape.length !== 1 || dataset.shape[0] !== channels)
    throw new DataError('the scales of the quantised tensor don’t fit its shape: damaged');
  return dataset.read([0], [channels]);
}

// Reads the bytes of a box of elements: straight from the file where they lie in a row, through the library where they are packed in chunks.
import { boxes } from '../boxes';
import { type ByteSource } from '../bytes';
import { elementCount } from '../dataset';
import { DataError } from '../error';
import { type Hdf5File } from './file';
import { type Storage } from './storage';

export interface Stored {
  readonly path: string;
  readonly shape: readonly number[];
  readonly chunk: readonly number[] | null;
  readonly bytesPerElement: number;
  readonly storage: Storage;
}

/** The library's memory never shrinks again, so that it is asked for pieces of this size. */
const bytesAtATime = 2 ** 23;
const largestChunk = 2 ** 26;
/** Beyond this a box is no slice any more. */
const mostBytes = 2 ** 31 - 1;
/** Bytes that are read to be skipped: fewer than a read of its own costs. */
const cheapSpan = 2 ** 16;
const largestSpan = 2 ** 23;

export interface Elements {
  readonly bytes: Uint8Array;
  /** Whether they are as in the file: the library turns them to little-endian. */
  readonly asStored: boolean;
}

export function readElements(
  file: Hdf5File,
  stored: Stored,
  start: readonly number[],
  count: readonly number[],
): Elements {
  const bytes = elementCount(count) * stored.bytesPerElement;
  if (bytes > mostBytes)
    throw new DataError(`${elementCount(count)} elements are too many to be read at once: slice them`);
  if (bytes === 0) return { bytes: new Uint8Array(), asStored: true };
  return stored.storage.kind === 'contiguous'
    ? { bytes: readRow(file.source, stored, stored.storage.offset, start, count), asStored: true }
    : { bytes: readThroughLibrary(file, stored, start, count), asStored: false };
}

function readThroughLibrary(
  file: Hdf5File,
  { path, chunk, bytesPerElement }: Stored,
  start: readonly number[],
  count: readonly number[],
): Uint8Array {
  const result = new Uint8Array(elementCount(count) * bytesPerElement);
  // A chunk that is read in parts is unpacked for each of them.
  const whole = chunk === null ? 0 : Math.min(elementCount(chunk) * bytesPerElement, largestChunk);
  const limit = Math.max(1, Math.floor(Math.max(bytesAtATime, whole) / bytesPerElement));
  if (elementCount(count) <= limit) {
    file.withElements(path, start, count, bytesPerElement, (bytes) => result.set(bytes));
    return result;
  }
  for (const piece of boxes(
    count,
    { chunk: chunk && chunk.map((length) => Math.min(length, limit)), fastest: 'last' },
    limit,
  )) {
    const from = piece.start.map((at, axis) => at + (start[axis] as number));
    file.withElements(path, from, piece.count, bytesPerElement, (bytes) =>
      place(bytes, piece, count, bytesPerElement, result),
    );
  }
  return result;
}

/** Puts a box of bytes where it belongs in a greater one. */
function place(
  bytes: Uint8Array,
  piece: { readonly start: readonly number[]; readonly count: readonly number[] },
  count: readonly number[],
  width: number,
  result: Uint8Array,
): void {
  const { run, steps } = runsOf(count, piece.count);
  let from = 0;
  for (const first of offsets(count, piece.start, piece.count, steps)) {
    result.set(bytes.subarray(from, from + run * width), first * width);
    from += run * width;
  }
}

/** How many elements of a box lie side by side in a greater one, and how many axes are stepped through to find them all. */
function runsOf(shape: readonly number[], count: readonly number[]): { run: number; steps: number } {
  let steps = shape.length;
  while (steps > 0 && count[steps - 1] === shape[steps - 1]) steps--;
  steps = Math.max(0, steps - 1);
  return { run: elementCount(count.slice(steps)), steps };
}

/** Where each run begins, in elements. */
function* offsets(
  shape: readonly number[],
  start: readonly number[],
  count: readonly number[],
  steps: number,
): Generator<number> {
  const at = [...start];
  for (;;) {
    yield at.reduce((offset, index, axis) => offset * (shape[axis] as number) + index, 0);
    let axis = steps - 1;
    for (; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (start[axis] as number) + (count[axis] as number)) break;
      at[axis] = start[axis] as number;
    }
    if (axis < 0) return;
  }
}

function readRow(
  source: ByteSource,
  { shape, bytesPerElement: width }: Stored,
  origin: number,
  start: readonly number[],
  count: readonly number[],
): Uint8Array {
  const { run, steps } = runsOf(shape, count);
  const wanted = elementCount(count) * width;
  if (run * width === wanted) {
    const [first = 0] = offsets(shape, start, count, steps);
    return exactly(source, origin + first * width, wanted);
  }
  const result = new Uint8Array(wanted);
  let filled = 0;
  // Runs near one another are read together with what lies between them.
  let pending: number[] = [];
  const flush = (): void => {
    const [first, last] = [pending[0], pending.at(-1)];
    if (first === undefined || last === undefined) return;
    const span = exactly(source, origin + first * width, (last - first + run) * width);
    for (const each of pending) {
      const at = (each - first) * width;
      result.set(span.subarray(at, at + run * width), filled);
      filled += run * width;
    }
    pending = [];
  };
  for (const first of offsets(shape, start, count, steps)) {
    const gap = pending.length === 0 ? 0 : first - (pending.at(-1) as number) - run;
    const span = pending.length === 0 ? 0 : first - (pending[0] as number) + run;
    if (gap * width > cheapSpan || span * width > largestSpan) flush();
    pending.push(first);
  }
  flush();
  return result;
}

function exactly(source: ByteSource, offset: number, length: number): Uint8Array {
  const bytes = source.read(offset, length);
  if (bytes.length < length) throw new DataError('its numbers lie beyond the end of the file: it is truncated');
  return bytes;
}

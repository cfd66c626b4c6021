// Where the arrays of a run lie: in the kernels' memory, which a run borrows, or in arrays of their own where there are no kernels.
import { firstFreeByte, type Kernel, type Kernels } from './kernels/kernels';
import { type KernelMemory, type Reals } from './model';

/** Kernels work on whole vectors of neurons. */
const neuronsPerVector = 4;
const alignment = 16;

export type Precision = 'double' | 'single';
export type PlacedArray = Reals | Int32Array | Uint32Array | Uint16Array | Uint8Array;

export class Workspace implements KernelMemory {
  private top = firstFreeByte;

  private constructor(
    readonly precision: Precision,
    /** Null where the plain path has to do. */
    readonly kernels: Kernels | null,
    private readonly buffer: ArrayBuffer | null,
  ) {}

  /** @param bytes at least as many as all arrays take, see `bytesFor` */
  static open(kernels: Kernels | null, bytes: number, precision: Precision): Workspace {
    const buffer = kernels?.borrow(firstFreeByte + bytes) ?? null;
    // Without a kernel there is nothing to be won from less precision.
    return buffer === null ? new Workspace('double', null, null) : new Workspace(precision, kernels, buffer);
  }

  close(): void {
    this.kernels?.giveBack();
  }

  /** Zeros for events to be added to, in the precision of the kernels. */
  reals(length: number): Reals {
    if (this.precision === 'double' || this.buffer === null) return this.doubles(length);
    return new Float32Array(this.buffer, this.take(padded(length) * 4), length).fill(0);
  }

  doubles(length: number): Float64Array {
    if (this.buffer === null) return new Float64Array(length);
    return new Float64Array(this.buffer, this.take(padded(length) * 8), length).fill(0);
  }

  /** Not cleared. */
  counts(length: number): Uint32Array {
    return this.buffer === null
      ? new Uint32Array(length)
      : new Uint32Array(this.buffer, this.take(padded(length) * 4), length);
  }

  /** The state of a group, moved to where the kernel finds it; `padding` fills the last vector. */
  state(values: Reals, padding = 0): Reals {
    const moved = this.reals(padded(values.length)).fill(padding);
    moved.set(values);
    return moved.subarray(0, values.length);
  }

  counters(values: Int32Array): Int32Array {
    if (this.buffer === null) return values;
    const moved = new Int32Array(this.buffer, this.take(padded(values.length) * 4), values.length);
    moved.set(values);
    return moved;
  }

  /** Where an array stands in the kernels' memory; it is copied there unless it lies there. */
  place(values: PlacedArray): number {
    if (this.buffer === null) throw new Error('there is no memory of kernels');
    if (values.buffer === this.buffer) return values.byteOffset;
    const at = this.take(values.byteLength);
    new Uint8Array(this.buffer, at, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return at;
  }

  call(name: string): Kernel {
    if (this.kernels === null) throw new Error('there are no kernels');
    return this.kernels.get(name);
  }

  /** Where the table of a coefficient stands: a number for each of `rows` neurons, or one for all. */
  placeTable(values: Reals | Int32Array, rows: number): number {
    if (values.buffer === this.buffer) return values.byteOffset;
    const table = this.reals(padded(rows));
    for (let i = 0; i < rows; i++) table[i] = values[values.length === 1 ? 0 : i] as number;
    return table.byteOffset;
  }

  private take(bytes: number): number {
    const at = this.top;
    this.top = at + Math.ceil(bytes / alignment) * alignment;
    if (this.buffer === null || this.top > this.buffer.byteLength) throw new Error('the run needs more memory');
    return at;
  }
}

/** The next whole number of vectors. */
export const padded = (length: number): number => Math.ceil(length / neuronsPerVector) * neuronsPerVector;

// An HDF5 file behind the library: every question that is asked of it, and null where the file is too damaged to answer.
import { Attribute, File as LibraryFile, type Filter, type Metadata } from 'h5wasm';
import { type ByteSource } from '../bytes';
import { elementCount } from '../dataset';
import { DataError } from '../error';
import { checkLibrary, orNull } from './guard';
import { loadLibrary, mount } from './mount';
import { type Message, readMessages, readSuperblock, type Superblock } from './objectHeader';

type Module = Awaited<ReturnType<typeof loadLibrary>>;

export type ObjectKind = 'group' | 'dataset' | 'type' | 'broken link' | 'external link' | 'unknown';

/** H5G_obj_t of the HDF5 library; links are told as such only where they lead nowhere. */
const kinds: readonly ObjectKind[] = ['group', 'dataset', 'type', 'broken link', 'external link'];

export const damaged = 'the HDF5 file is truncated or damaged';

/** Larger attributes are data of their own; nothing that is asked here needs them. */
const largestAttributeBytes = 2 ** 16;
const mostAttributes = 100;

/** A length and a pointer of four bytes each: `hvl_t` in WebAssembly. */
const pointerPairBytes = 8;

export type AttributeValue = string | number | readonly string[] | readonly number[];

export class Hdf5File {
  private constructor(
    readonly source: ByteSource,
    private readonly module: Module,
    private readonly file: LibraryFile,
    readonly superblock: Superblock,
    private readonly unmount: () => void,
  ) {}

  static async open(source: ByteSource): Promise<Hdf5File> {
    checkLibrary();
    const module = await loadLibrary();
    const { path, unmount } = mount(module, source);
    const file = orNull(() => new LibraryFile(path, 'r'));
    if (file === null || file.file_id < 0n) {
      unmount();
      throw new DataError(damaged);
    }
    return new Hdf5File(source, module, file, readSuperblock(source), unmount);
  }

  close(): void {
    orNull(() => this.file.close());
    this.unmount();
  }

  /** The names in a group; null where it can't be read. */
  names(group: string): string[] | null {
    return orNull(() => this.module.get_names(this.file.file_id, group, false));
  }

  kind(path: string): ObjectKind {
    return kinds[orNull(() => this.module.get_type(this.file.file_id, path)) ?? -1] ?? 'unknown';
  }

  /** Where a link leads by its own words; null for what is no soft link. */
  linkTarget(path: string): string | null {
    return orNull(() => this.module.get_symbolic_link(this.file.file_id, path));
  }

  externalFile(path: string): string | null {
    return orNull(() => this.module.get_external_link(this.file.file_id, path).filename);
  }

  /** Where the object's header stands: two paths with one address are one object. */
  address(path: string): number | null {
    const reference = orNull(() => this.module.create_object_reference(this.file.file_id, path));
    // The library gives an array of numbers where its types promise bytes.
    return reference === null ? null : Array.from(reference).reduceRight((sum, byte) => sum * 256 + byte, 0);
  }

  messages(path: string): readonly Message[] | null {
    const address = this.address(path);
    if (address === null) return null;
    return orNull(() => readMessages(this.source, this.superblock, address));
  }

  messagesAt(address: number): readonly Message[] | null {
    return orNull(() => readMessages(this.source, this.superblock, address));
  }

  metadata(path: string): Metadata | null {
    return orNull(() => this.module.get_dataset_metadata(this.file.file_id, path));
  }

  filters(path: string): Filter[] | null {
    return orNull(() => this.module.get_dataset_filters(this.file.file_id, path));
  }

  /** Texts and numbers; what is neither, or large, is left out. */
  attributes(path: string): ReadonlyMap<string, AttributeValue> {
    const names = orNull(() => this.module.get_attribute_names(this.file.file_id, path)) ?? [];
    const found = new Map<string, AttributeValue>();
    for (const name of names.slice(0, mostAttributes)) {
      const value = orNull(() => this.attribute(path, name));
      if (value !== null) found.set(name, value);
    }
    return found;
  }

  private attribute(path: string, name: string): AttributeValue | null {
    const { type, size, total_size: total, shape } = this.module.get_attribute_metadata(this.file.file_id, path, name);
    const { H5T_INTEGER, H5T_FLOAT, H5T_STRING, H5T_ENUM } = this.module.H5T_class_t;
    const plain = [H5T_INTEGER, H5T_FLOAT, H5T_STRING, H5T_ENUM].some(({ value }) => value === type);
    if (!plain || shape === null || total === 0 || size * total > largestAttributeBytes) return null;
    const value: unknown = new Attribute(this.file.file_id, path, name).json_value;
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (typeof only === 'boolean') return Number(only);
    if (typeof only === 'string' || typeof only === 'number') return only;
    return Array.isArray(only) ? (only.flat(Infinity) as string[] | number[]) : null;
  }

  /** The path of the object that a reference of the file leads to. */
  referenced(reference: Uint8Array): string | null {
    if (reference.every((byte) => byte === 0)) return null;
    return orNull(() => this.module.get_referenced_name(this.file.file_id, reference, true)) || null;
  }

  /** Asked by the attribute's name alone: its value is a row of references. */
  hasScales(path: string): boolean {
    return (orNull(() => this.module.get_attribute_names(this.file.file_id, path)) ?? []).includes('DIMENSION_LIST');
  }

  dimensionScales(path: string, axis: number): readonly string[] {
    return orNull(() => this.module.get_attached_scales(this.file.file_id, path, axis)) ?? [];
  }

  /** The elements of a box as the library gives them; `use` is called while they are in its memory. */
  withElements<Result>(
    path: string,
    start: readonly number[],
    count: readonly number[],
    bytesPerElement: number,
    use: (bytes: Uint8Array) => Result,
  ): Result {
    checkLibrary();
    const { module } = this;
    const bytes = elementCount(count) * bytesPerElement;
    const pointer = module._malloc(bytes);
    if (pointer === 0) throw new DataError(`not enough memory for ${bytes} bytes of ${path}`);
    try {
      const [counts, starts, strides] =
        count.length === 0 ? [null, null, null] : [count.map(BigInt), start.map(BigInt), count.map(() => 1n)];
      // The library's lowest call: the only one that says whether reading failed.
      const read = () => module.get_dataset_data(this.file.file_id, path, counts, starts, strides, BigInt(pointer));
      const status = orNull(read);
      if (status === null || status < 0) throw new DataError('its numbers are truncated or damaged');
      return use(module.HEAPU8.subarray(pointer, pointer + bytes));
    } finally {
      module._free(pointer);
    }
  }

  /** The texts that the library put into its memory: each element holds a pointer at `offset`. */
  longTexts(
    path: string,
    start: readonly number[],
    count: readonly number[],
    elementBytes: number,
    offset: number,
  ): string[] {
    return this.withElements(path, start, count, elementBytes, (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const texts = Array.from({ length: bytes.length / elementBytes }, (_, i) => {
        const pointer = view.getUint32(i * elementBytes + offset, true);
        return pointer === 0 ? '' : this.module.UTF8ToString(pointer);
      });
      this.reclaim(path, bytes.byteOffset, count);
      return texts;
    });
  }

  /** The bytes of each row, where every element is a row of its own length. */
  rows(path: string, start: readonly number[], count: readonly number[], bytesPerNumber: number): Uint8Array[] {
    return this.withElements(path, start, count, pointerPairBytes, (bytes) => {
      const pairs = new Uint32Array(bytes.slice().buffer);
      const memory = this.module.HEAPU8;
      const rows = Array.from({ length: pairs.length / 2 }, (_, i) => {
        const at = pairs[2 * i + 1] as number;
        return memory.slice(at, at + (pairs[2 * i] as number) * bytesPerNumber);
      });
      this.reclaim(path, bytes.byteOffset, count);
      return rows;
    });
  }

  private reclaim(path: string, pointer: number, count: readonly number[]): void {
    const { module } = this;
    orNull(() =>
      count.length === 0
        ? module.reclaim_vlen_memory(this.file.file_id, path, '', BigInt(pointer))
        : module.reclaim_vlen_memory_count(this.file.file_id, path, '', BigInt(pointer), count.map(BigInt)),
    );
  }
}

// Where a reader's bytes come from: a file, a buffer, whatever the caller has. Slices are read as they are needed, never the whole.

export interface ByteSource {
  readonly size: number;
  /** The bytes from `offset` on, fewer than `length` at the end. */
  read(offset: number, length: number): Uint8Array;
}

export function memoryBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The first bytes as text, one character per byte. */
export function asciiAt(source: ByteSource, offset: number, length: number): string {
  return String.fromCharCode(...source.read(offset, length));
}

// Reads the pieces of a pickle one after the other: numbers, lines, and stretches that stay where they are.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { partOf, readExactly } from '../part';

const bufferLength = 2 ** 16;
const truncated = (): DataError => new DataError('the pickle is truncated');

export class Cursor {
  private buffer = new Uint8Array(0);
  private bufferAt = 0;

  constructor(
    readonly source: ByteSource,
    public at = 0,
  ) {}

  byte(): number {
    const place = this.at - this.bufferAt;
    if (place >= 0 && place < this.buffer.length) {
      this.at++;
      return this.buffer[place] as number;
    }
    this.bufferAt = this.at;
    this.buffer = new Uint8Array(this.source.read(this.at, bufferLength));
    if (this.buffer.length === 0) throw truncated();
    this.at++;
    return this.buffer[0] as number;
  }

  bytes(length: number): Uint8Array {
    const place = this.at - this.bufferAt;
    this.need(length);
    this.at += length;
    if (place >= 0 && place + length <= this.buffer.length) return this.buffer.slice(place, place + length);
    return readExactly(this.source, this.at - length, length).slice();
  }

  /** The next bytes as a source of their own, passed over and not read. */
  stretch(length: number): ByteSource {
    this.need(length);
    this.at += length;
    return partOf(this.source, this.at - length, length);
  }

  whole(length: number): number {
    let value = 0;
    for (let i = 0, factor = 1; i < length; i++, factor *= 256) value += this.byte() * factor;
    return value;
  }

  double(): number {
    const bytes = this.bytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, false);
  }

  /** Up to the next end of a line, one character per byte. */
  line(): string {
    const parts: string[] = [];
    for (;;) {
      // One byte makes sure that the buffer is where we are.
      const first = this.byte();
      if (first === 10) return parts.join('');
      const from = this.at - 1 - this.bufferAt;
      const end = this.buffer.indexOf(10, from);
      const to = end < 0 ? this.buffer.length : end;
      parts.push(latin1.decode(this.buffer.subarray(from, to)));
      this.at = this.bufferAt + to + (end < 0 ? 0 : 1);
      if (end >= 0) return parts.join('');
      if (parts.length > mostLineParts) throw new DataError('the pickle has a line that is too long');
    }
  }

  private need(length: number): void {
    if (!(length >= 0) || this.at + length > this.source.size) throw truncated();
  }
}

// 'latin1' of a TextDecoder is windows-1252, which differs from one byte per character.
const latin1 = { decode: (bytes: Uint8Array): string => bytesText(bytes) };
const mostLineParts = 1024;

export function bytesText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

// Reads little-endian fields one behind the other; nothing beyond the end, so that a length that lies is found out at once.
import { DataError } from '../error';

export class Cursor {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    public at = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** A whole number of 1 to 8 bytes; above 2⁵³ it loses its last digits. */
  number(width: number): number {
    this.need(width);
    let value = 0;
    for (let i = width - 1; i >= 0; i--) value = value * 256 + this.view.getUint8(this.at + i);
    this.at += width;
    return value;
  }

  signed(width: number): number {
    const value = this.number(width);
    return value >= 2 ** (8 * width - 1) ? value - 2 ** (8 * width) : value;
  }

  skip(width: number): void {
    this.need(width);
    this.at += width;
  }

  take(length: number): Uint8Array {
    this.need(length);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Up to a zero byte, which is passed over. */
  zeroTerminated(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new DataError('a name has no end');
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  private need(width: number): void {
    if (!(width >= 0 && width <= this.left)) throw new DataError('a field lies beyond the end');
  }
}

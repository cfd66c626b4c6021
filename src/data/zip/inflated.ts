// Deflated bytes as a byte source: read in any order, in memory that does not grow with their number.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { partOf, viewAt } from '../part';
import { adlerOf, checked } from './checksum';
import { type Checkpoint, Inflater } from './inflate';

/** Deflate never shrinks more than this (RFC 1951: 258 bytes in two bits, and their block's head). */
const largestRatio = 1032;
/** Numbers of a real file seldom shrink so much; what claims it and is this large is a bomb, or would be read for minutes. */
const bombRatio = 200;
const bombBytes = 2 ** 32;

const mostCheckpoints = 64;
const firstDistance = 2 ** 20;

/** @param size of what comes out, as the file claims it; what comes out beyond it is never made */
export function inflated(source: ByteSource, size: number): ByteSource {
  if (size > largestRatio * source.size + 64) {
    throw new DataError(`${source.size} compressed bytes claim to hold ${size}, more than deflate can`);
  }
  if (size > bombBytes && size > bombRatio * source.size) {
    throw new DataError(`${source.size} compressed bytes expand to ${size}, as those of a zip bomb do: not expanded`);
  }
  const checkpoints: Checkpoint[] = [];
  let apart = firstDistance;
  let inflater = new Inflater(source);
  let piece: Uint8Array = new Uint8Array(0);
  let pieceAt = 0;

  const seek = (offset: number): void => {
    if (offset >= pieceAt) return;
    const from = checkpoints.findLast((each) => each.outputAt <= offset);
    inflater = new Inflater(source, from);
    pieceAt = from?.outputAt ?? 0;
    piece = new Uint8Array(0);
  };

  const advance = (): boolean => {
    pieceAt += piece.length;
    if (pieceAt >= (checkpoints.at(-1)?.outputAt ?? 0) + apart) {
      checkpoints.push(inflater.checkpoint());
      if (checkpoints.length > mostCheckpoints) {
        checkpoints.splice(0, checkpoints.length, ...checkpoints.filter((_, i) => i % 2 === 1));
        apart *= 2;
      }
    }
    const next = inflater.next();
    piece = next ?? new Uint8Array(0);
    return next !== null;
  };

  const read = (offset: number, length: number): Uint8Array => {
    const result = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    seek(offset);
    for (let filled = 0; filled < result.length;) {
      const from = offset + filled - pieceAt;
      if (from >= piece.length) {
        if (!advance()) throw new DataError('the compressed data are truncated');
        continue;
      }
      const part = piece.subarray(from, from + result.length - filled);
      result.set(part, filled);
      filled += part.length;
    }
    return result;
  };
  return { size, read };
}

/**
 * A zlib stream (RFC 1950): two bytes before the deflated ones and a checksum behind them.
 * @param isWhole whether `size` is all of it, so that the checksum tells
 */
export function unzlibbed(source: ByteSource, size: number, isWhole: boolean): ByteSource {
  const [method = 0, flags = 0] = source.read(0, 2);
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) {
    throw new DataError('the compressed data are damaged');
  }
  const plain = inflated(partOf(source, 2, source.size - 2), size);
  if (!isWhole || source.size < 6) return plain;
  return checked(plain, adlerOf(viewAt(source, source.size - 4, 4).getUint32(0, false)));
}

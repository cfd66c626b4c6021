// Inflates a deflate stream (RFC 1951) piece by piece: its memory does not grow with what comes out, and it can go on from places it has been at.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';

/** How far back a match may reach. */
const reach = 2 ** 15;
const longestMatch = 258;
/** More bytes than a symbol with all its parts has. */
const longestSymbol = 16;
/** What is handed out at a time. */
const pieceLength = 2 ** 18;
const inputLength = 2 ** 16;

interface Codes {
  /** By the next `bits` bits of the stream: the symbol above 4 bits of length; 0 where no code begins so. */
  readonly table: Int32Array;
  readonly bits: number;
}

/** Everything from which inflating goes on. */
export interface Checkpoint {
  /** How much came out before it. */
  readonly outputAt: number;
  readonly inputAt: number;
  readonly hold: number;
  readonly held: number;
  readonly block: Block;
  readonly history: Uint8Array;
}

type Block =
  | { readonly kind: 'none'; readonly last: boolean }
  | { readonly kind: 'stored'; readonly last: boolean; readonly left: number }
  | { readonly kind: 'coded'; readonly last: boolean; readonly lengths: Codes; readonly distances: Codes };

const damaged = (): DataError => new DataError('the compressed data are damaged');

export class Inflater {
  private readonly window = new Uint8Array(reach + pieceLength);
  /** Where in the window the history begins to be known, and where the next byte goes. */
  private begin = reach;
  private at = reach;
  private input = new Uint8Array(0);
  private inputPlace = 0;
  private nextInput = 0;
  private hold = 0;
  private held = 0;
  private block: Block = { kind: 'none', last: false };
  outputAt = 0;

  constructor(
    private readonly source: ByteSource,
    from?: Checkpoint,
  ) {
    if (from === undefined) return;
    const { history } = from;
    this.window.set(history, reach - history.length);
    this.begin = reach - history.length;
    this.nextInput = from.inputAt;
    this.hold = from.hold;
    this.held = from.held;
    this.block = from.block;
    this.outputAt = from.outputAt;
  }

  /** Only between two pieces. */
  checkpoint(): Checkpoint {
    const { outputAt, hold, held, block } = this;
    const inputAt = this.nextInput - (this.input.length - this.inputPlace);
    return {
      outputAt,
      inputAt,
      hold,
      held,
      block,
      history: this.window.slice(Math.max(this.begin, this.at - reach), this.at),
    };
  }

  /** The next bytes, valid until the next call; null at the end of the stream. */
  next(): Uint8Array | null {
    this.keepHistory();
    const from = this.at;
    const full = this.window.length - longestMatch;
    while (this.at < full) {
      if (this.block.kind === 'none') {
        if (this.block.last) break;
        this.block = this.readBlock();
      } else if (this.block.kind === 'stored') this.copyStored(this.block);
      else this.decodeSymbols(this.block, full);
    }
    this.outputAt += this.at - from;
    return this.at === from && this.block.kind === 'none' && this.block.last
      ? null
      : this.window.subarray(from, this.at);
  }

  private keepHistory(): void {
    const start = Math.max(this.begin, this.at - reach);
    const kept = this.at - start;
    this.window.copyWithin(reach - kept, start, this.at);
    this.begin = reach - kept;
    this.at = reach;
  }

  private byte(): number {
    if (this.inputPlace === this.input.length) {
      this.input = new Uint8Array(this.source.read(this.nextInput, inputLength));
      if (this.input.length === 0) throw new DataError('the compressed data are truncated');
      this.nextInput += this.input.length;
      this.inputPlace = 0;
    }
    return this.input[this.inputPlace++] as number;
  }

  private bits(count: number): number {
    while (this.held < count) {
      this.hold |= this.byte() << this.held;
      this.held += 8;
    }
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.held -= count;
    return value;
  }

  private readBlock(): Block {
    const last = this.bits(1) === 1;
    switch (this.bits(2)) {
      case 0: {
        this.hold >>>= this.held & 7;
        this.held -= this.held & 7;
        const left = this.bits(16);
        if (this.bits(16) !== (left ^ 0xffff)) throw damaged();
        return left === 0 ? { kind: 'none', last } : { kind: 'stored', last, left };
      }
      case 1:
        return { kind: 'coded', last, ...fixedCodes() };
      case 2:
        return { kind: 'coded', last, ...this.readCodes() };
      default:
        throw damaged();
    }
  }

  private copyStored({ last, left }: { last: boolean; left: number }): void {
    let copied = Math.min(left, this.window.length - longestMatch - this.at);
    const rest = left - copied;
    for (; copied > 0 && this.held >= 8; copied--) this.window[this.at++] = this.bits(8);
    while (copied > 0) {
      this.window[this.at++] = this.byte();
      const run = Math.min(--copied, this.input.length - this.inputPlace);
      this.window.set(this.input.subarray(this.inputPlace, this.inputPlace + run), this.at);
      this.at += run;
      this.inputPlace += run;
      copied -= run;
    }
    this.block = rest === 0 ? { kind: 'none', last } : { kind: 'stored', last, left: rest };
  }

  private symbol({ table, bits }: Codes): number {
    // At the end of the stream fewer bits may be there than the longest code has.
    let entry = table[this.hold & ((1 << bits) - 1)] as number;
    while ((entry & 15) > this.held || entry === 0) {
      if (this.held >= bits) throw damaged();
      this.hold |= this.byte() << this.held;
      this.held += 8;
      entry = table[this.hold & ((1 << bits) - 1)] as number;
    }
    this.hold >>>= entry & 15;
    this.held -= entry & 15;
    return entry >> 4;
  }

  private decodeSymbols(block: Block & { kind: 'coded' }, full: number): void {
    const { last, lengths, distances } = block;
    const { window } = this;
    this.decodeQuickly(block, full);
    // One more with care: the input may end in the middle of it.
    if (this.block !== block || this.at >= full) return;
    const symbol = this.symbol(lengths);
    if (symbol < 256) window[this.at++] = symbol;
    else if (symbol === 256) this.block = { kind: 'none', last };
    else {
      const long = lengthBases[symbol - 257];
      if (long === undefined) throw damaged();
      const length = long + this.bits(lengthExtra[symbol - 257] as number);
      const place = this.symbol(distances);
      const base = distanceBases[place];
      if (base === undefined) throw damaged();
      this.at = repeat(window, this.begin, this.at, base + this.bits(distanceExtra[place] as number), length);
    }
  }

  /** The same while the input at hand is long enough for any symbol, without asking at every byte whether it is. */
  private decodeQuickly(block: Block & { kind: 'coded' }, full: number): void {
    const { window, input } = this;
    const { table: lengthTable, bits: lengthBits } = block.lengths;
    const { table: distanceTable, bits: distanceBits } = block.distances;
    const lengthMask = (1 << lengthBits) - 1;
    const distanceMask = (1 << distanceBits) - 1;
    const safe = input.length - longestSymbol;
    let { at, hold, held, inputPlace: place } = this;
    while (at < full && place < safe) {
      while (held < 16) {
        hold |= (input[place++] as number) << held;
        held += 8;
      }
      const entry = lengthTable[hold & lengthMask] as number;
      if (entry === 0) throw damaged();
      hold >>>= entry & 15;
      held -= entry & 15;
      const symbol = entry >> 4;
      if (symbol < 256) {
        window[at++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.block = { kind: 'none', last: block.last };
        break;
      }
      while (held < 20) {
        hold |= (input[place++] as number) << held;
        held += 8;
      }
      const extra = lengthExtra[symbol - 257];
      if (extra === undefined) throw damaged();
      const length = (lengthBases[symbol - 257] as number) + (hold & ((1 << extra) - 1));
      hold >>>= extra;
      held -= extra;
      const far = distanceTable[hold & distanceMask] as number;
      if (far === 0) throw damaged();
      hold >>>= far & 15;
      held -= far & 15;
      const more = distanceExtra[far >> 4];
      if (more === undefined) throw damaged();
      while (held < more) {
        hold |= (input[place++] as number) << held;
        held += 8;
      }
      const distance = (distanceBases[far >> 4] as number) + (hold & ((1 << more) - 1));
      hold >>>= more;
      held -= more;
      at = repeat(window, this.begin, at, distance, length);
    }
    this.at = at;
    this.hold = hold;
    this.held = held;
    this.inputPlace = place;
  }

  private readCodes(): { lengths: Codes; distances: Codes } {
    const literals = this.bits(5) + 257;
    const places = this.bits(5) + 1;
    const count = this.bits(4) + 4;
    const short = new Uint8Array(19);
    for (let i = 0; i < count; i++) short[codeOrder[i] as number] = this.bits(3);
    const codes = makeCodes(short);
    const all = new Uint8Array(literals + places);
    for (let i = 0; i < all.length;) {
      const symbol = this.symbol(codes);
      if (symbol < 16) {
        all[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw damaged();
      const value = symbol === 16 ? (all[i - 1] as number) : 0;
      const times = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7);
      if (i + times > all.length) throw damaged();
      all.fill(value, i, i + times);
      i += times;
    }
    if (all[256] === 0) throw damaged();
    return { lengths: makeCodes(all.subarray(0, literals)), distances: makeCodes(all.subarray(literals)) };
  }
}

/** Writes what stood `distance` before once more, and returns where it ends. */
function repeat(window: Uint8Array, begin: number, at: number, distance: number, length: number): number {
  let from = at - distance;
  if (from < begin) throw damaged();
  const end = at + length;
  if (distance === 1) window.fill(window[from] as number, at, end);
  else if (distance >= length && length > 24) window.copyWithin(at, from, from + length);
  else for (let to = at; to < end;) window[to++] = window[from++] as number;
  return end;
}

const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBases = basesOf(lengthExtra, 3).with(28, 258);
const distanceExtra = [0, 0, 0, 0, ...Array.from({ length: 26 }, (_, i) => (i >> 1) + 1)];
const distanceBases = basesOf(distanceExtra, 1);

function basesOf(extra: readonly number[], first: number): number[] {
  let base = first;
  return extra.map((bits) => {
    const here = base;
    base += 1 << bits;
    return here;
  });
}

let fixed: { lengths: Codes; distances: Codes } | undefined;

function fixedCodes(): { lengths: Codes; distances: Codes } {
  fixed ??= {
    lengths: makeCodes(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    distances: makeCodes(new Uint8Array(30).fill(5)),
  };
  return fixed;
}

/** Codes of one length are consecutive numbers in the order of their symbols; in the stream their bits stand reversed. */
function makeCodes(lengths: Uint8Array): Codes {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(17);
  let room = 1;
  for (let length = 1; length <= 15; length++) {
    room = room * 2 - (counts[length] as number);
    if (room < 0) throw damaged();
    next[length + 1] = ((next[length] as number) + (counts[length] as number)) << 1;
  }
  const table = new Int32Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = next[length] as number;
    next[length] = code + 1;
    let reversed = 0;
    for (let i = 0; i < length; i++) reversed |= ((code >> i) & 1) << (length - 1 - i);
    for (let i = reversed; i < table.length; i += 1 << length) table[i] = (symbol << 4) | length;
  });
  return { table, bits };
}

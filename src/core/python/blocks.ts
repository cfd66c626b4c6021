// Reads blocks unit by unit: what stood in the last version is taken over, the rest is parsed in batches, and what breaks is taken apart.
import { readCompound } from './compound';
import { type LogicalLine } from './lines';
import { type PieceParser } from './pieces';
import { keepsLines } from './layout';
import { readBroken } from './repair';
import { type Stmt } from './syntax';
import { groupUnits, type LineRange, shiftUnit, type Unit } from './units';

/** A longer unit is read as header and bodies, so that an edit in one of its statements costs that statement. In UTF-16 units. */
const longUnit = 1_200;
/** How much is given to the grammar at once: large enough to forget the cost of a call, small enough to find an error in. */
const batchLength = 8_000;

/** Python itself allows a hundred levels of indentation. */
const deepestBlock = 120;

/** What the last version left, and which part of the text it still holds for. */
export interface Kept {
  readonly units: ReadonlyMap<number, Unit>;
  /** Up to here both texts are the same. */
  readonly prefixEnd: number;
  /** From here on the new text is the old one, `delta` further on. */
  readonly suffixStart: number;
  readonly delta: number;
}

export interface Block {
  readonly statements: Stmt[];
  readonly units: readonly Unit[];
}

export class BlockReader {
  private depth = 0;

  constructor(
    readonly pieces: PieceParser,
    readonly lines: readonly LogicalLine[],
    private readonly kept: Kept | null,
  ) {}

  readBlock(block: LineRange): Block {
    if (this.depth >= deepestBlock) return this.giveUp(block);
    this.depth++;
    const units: Unit[] = [];
    let batch: LineRange[] = [];
    let length = 0;
    const flush = (): void => {
      this.readBatch(batch, units);
      batch = [];
      length = 0;
    };
    for (const range of groupUnits(this.lines, block)) {
      const { start, end, indent } = this.extent(range);
      const same = this.reuse(start, end, indent);
      if (same) {
        flush();
        units.push(same);
      } else if (this.mustSplit(range)) {
        flush();
        units.push(this.takeApart(range));
      } else {
        batch.push(range);
        length += end - start;
        if (length > batchLength) flush();
      }
    }
    flush();
    this.depth--;
    return { statements: units.flatMap((unit) => unit.statements), units };
  }

  private giveUp(block: LineRange): Block {
    const extent = this.extent(block);
    const { start, end } = extent;
    const unit: Unit = { ...extent, statements: [{ kind: 'bad', start, end }], errors: [{ start, end }], units: [] };
    return { statements: unit.statements, units: [unit] };
  }

  line(at: number): LogicalLine {
    const line = this.lines[at];
    if (!line) throw new RangeError(`no logical line ${at}`);
    return line;
  }

  extent(range: LineRange): { start: number; end: number; indent: number } {
    const { start, indent } = this.line(range.from);
    return { start, end: this.line(range.to - 1).end, indent };
  }

  private reuse(start: number, end: number, indent: number): Unit | null {
    const { kept } = this;
    if (!kept) return null;
    const delta = end <= kept.prefixEnd ? 0 : start >= kept.suffixStart ? kept.delta : null;
    if (delta === null) return null;
    const unit = kept.units.get(start - delta);
    if (unit?.end !== end - delta || unit.indent !== indent) return null;
    if (delta !== 0) shiftUnit(unit, delta);
    return unit;
  }

  private mustSplit(range: LineRange): boolean {
    const { start, end } = this.extent(range);
    if (range.to - range.from > 1 && end - start > longUnit) return true;
    for (let at = range.from; at < range.to; at++) {
      const line = this.line(at);
      if (line.isBroken || line.isMagic || line.isMixed) return true;
    }
    return false;
  }

  /** Units that follow one another, in one parse if they are sound; else halved until the broken one stands alone. */
  private readBatch(batch: readonly LineRange[], into: Unit[]): void {
    const first = batch[0];
    const last = batch.at(-1);
    if (!first || !last) return;
    const { statements } = this.pieces.parse(this.extent(first).start, this.extent(last).end);
    const units = statements && this.distribute(statements, batch);
    if (units) into.push(...units);
    else if (batch.length === 1) into.push(this.takeApart(first));
    else {
      const middle = batch.length >> 1;
      this.readBatch(batch.slice(0, middle), into);
      this.readBatch(batch.slice(middle), into);
    }
  }

  /** Null where the grammar cut the text otherwise: say, took an `else` for its own that is indented differently. */
  private distribute(statements: readonly Stmt[], batch: readonly LineRange[]): Unit[] | null {
    const units: Unit[] = [];
    let next = 0;
    for (const [index, range] of batch.entries()) {
      const { start, end, indent } = this.extent(range);
      const following = batch[index + 1];
      const limit = following ? this.line(following.from).start : Infinity;
      const from = next;
      while ((statements[next]?.start ?? Infinity) < limit) next++;
      const own = statements.slice(from, next);
      if (!keepsLines(own, this.lines, range)) return null;
      units.push({ start, end, indent, statements: own, errors: [], units: [] });
    }
    return units;
  }

  private takeApart(range: LineRange): Unit {
    return readCompound(this, range) ?? readBroken(this, range);
  }
}

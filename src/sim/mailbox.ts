// How two halves of a run hear of each other's spikes: memory that both see, with a turn for each and two blocks of spikes to write by turns.

/** Spikes of a block that there is room for. */
export const mostPerBlock = 2 ** 18;

/** Words: whose turn has come, the one after which all stops, and the numbers of spikes by half and block. */
const words = { turns: 0, stop: 2, counts: 4, length: 8 };
const areaWords = 2 * mostPerBlock;
const sides = 2;

export const mailboxBytes = 4 * (words.length + sides * 2 * areaWords);

/** Ids of the whole network and the step that each fired in, in the order of steps and then of ids. */
export interface Heard {
  readonly ids: Uint32Array;
  readonly steps: Uint32Array;
  readonly count: number;
}

/** A block must not be written before the other half has taken the last but one; that holds where each takes one after writing one. */
export class Mailbox {
  private readonly words: Int32Array;

  /** @param side 0 or 1 */
  constructor(
    private readonly buffer: SharedArrayBuffer,
    private readonly side: number,
  ) {
    this.words = new Int32Array(buffer, 0, words.length);
  }

  /** Says that no block after this one will be run. */
  stopAfter(block: number): void {
    Atomics.store(this.words, words.stop, block + 1);
  }

  /** Whether this block is the last one; known when the other half's block has arrived. */
  isLast(block: number): boolean {
    return Atomics.load(this.words, words.stop) === block + 1;
  }

  write(block: number, ids: Uint32Array, steps: Uint32Array, count: number): void {
    const area = this.area(this.side, block);
    area.ids.set(ids.subarray(0, count));
    area.steps.set(steps.subarray(0, count));
    this.words[words.counts + 2 * this.side + (block & 1)] = count;
    Atomics.store(this.words, words.turns + this.side, block + 1);
    Atomics.notify(this.words, words.turns + this.side);
  }

  /** Whether the other half has written this block. */
  hasArrived(block: number): boolean {
    return Atomics.load(this.words, words.turns + 1 - this.side) > block;
  }

  /** Waits for the other half to write this block, so long at the most; whether it has. */
  wait(block: number, ms: number): boolean {
    // What comes at once is not worth going to sleep for.
    for (let k = 0; k < spins; k++) if (this.hasArrived(block)) return true;
    const place = words.turns + 1 - this.side;
    const turn = Atomics.load(this.words, place);
    if (turn > block) return true;
    Atomics.wait(this.words, place, turn, ms);
    return this.hasArrived(block);
  }

  read(block: number): Heard {
    return this.area(1 - this.side, block);
  }

  private area(side: number, block: number): Heard {
    const at = 4 * (words.length + (2 * side + (block & 1)) * areaWords);
    return {
      ids: new Uint32Array(this.buffer, at, mostPerBlock),
      steps: new Uint32Array(this.buffer, at + 4 * mostPerBlock, mostPerBlock),
      count: this.words[words.counts + 2 * side + (block & 1)] as number,
    };
  }
}

const spins = 500;

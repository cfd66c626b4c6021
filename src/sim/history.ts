// Who fired in the last steps: what a delay of more than one step looks back at, and what wakes neurons from their refractory time.
import { type Workspace } from './workspace';

/** Words of a history's record, which kernels read and write as well, see assembly/program.ts. */
const recordLength = 7;
const endPlace = 6;

export class History {
  /** All that is kept; a step's neurons stand at `startOf(step)`. */
  readonly list: Uint32Array;
  /** Where its list, starts and counts are, and where the next step's neurons go. */
  readonly record: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly counts: Uint32Array;
  /** Steps are kept by the power of two that holds them all. */
  private readonly mask: number;

  /**
   * @param steps how many steps are kept
   * @param intervalSteps the least number of steps between two spikes of a neuron
   */
  constructor(
    private readonly size: number,
    steps: number,
    intervalSteps: number,
    workspace: Workspace,
  ) {
    this.list = workspace.counts(historyLength(size, steps, intervalSteps));
    const places = placesOf(steps);
    this.mask = places - 1;
    this.starts = workspace.counts(places).fill(0);
    this.counts = workspace.counts(places).fill(0);
    const { list, starts, counts, mask } = this;
    this.record = workspace.counts(recordLength);
    this.record.set([list.byteOffset, size, list.length, mask, starts.byteOffset, counts.byteOffset, 0]);
  }

  /** Where the neurons of the next step are to be written: there is room for all. */
  next(): number {
    if (this.end + this.size > this.list.length) this.record[endPlace] = 0;
    return this.end;
  }

  /** Keeps the first `count` that were written to where `next` said. */
  keep(step: number, count: number): void {
    const place = step & this.mask;
    this.starts[place] = this.end;
    this.counts[place] = count;
    this.record[endPlace] = this.end + count;
  }

  startOf(step: number): number {
    return this.starts[step & this.mask] as number;
  }

  /** None before the first step, as nothing was kept there yet. */
  countOf(step: number): number {
    return this.counts[step & this.mask] as number;
  }

  private get end(): number {
    return this.record[endPlace] as number;
  }
}

const placesOf = (steps: number): number => 2 ** Math.ceil(Math.log2(steps));

/** What a history takes of the kernels' memory at the most, with `steps` for its list and `kept` for where they stand there. */
export const historyBytes = (size: number, steps: number, kept = steps): number =>
  Uint32Array.BYTES_PER_ELEMENT * (historyLength(size, steps, 1) + 4 * (kept + 1) + 64);

/** No neuron fires more often in so many steps; and one step's neurons stand in one piece. */
export const historyLength = (size: number, steps: number, intervalSteps: number): number =>
  size * (Math.ceil(steps / intervalSteps) + 2);

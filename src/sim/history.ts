// Who fired in the last steps: what a delay of more than one step looks back at, and what wakes neurons from their refractory time.
import { type Workspace } from './workspace';

export class History {
  /** All that is kept; a step's neurons stand at `startOf(step)`. */
  readonly list: Uint32Array;
  private readonly starts: Int32Array;
  private readonly counts: Int32Array;
  /** Steps are kept by the power of two that holds them all. */
  private readonly mask: number;
  private end = 0;

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
    const places = 2 ** Math.ceil(Math.log2(steps));
    this.mask = places - 1;
    this.starts = new Int32Array(places);
    this.counts = new Int32Array(places);
  }

  /** Where the neurons of the next step are to be written: there is room for all. */
  next(): number {
    if (this.end + this.size > this.list.length) this.end = 0;
    return this.end;
  }

  /** Keeps the first `count` that were written to where `next` said. */
  keep(step: number, count: number): void {
    const place = step & this.mask;
    this.starts[place] = this.end;
    this.counts[place] = count;
    this.end += count;
  }

  startOf(step: number): number {
    return this.starts[step & this.mask] as number;
  }

  /** None before the first step, as nothing was kept there yet. */
  countOf(step: number): number {
    return this.counts[step & this.mask] as number;
  }
}

/** No neuron fires more often in so many steps; and one step's neurons stand in one piece. */
export const historyLength = (size: number, steps: number, intervalSteps: number): number =>
  size * (Math.ceil(steps / intervalSteps) + 2);

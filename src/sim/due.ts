// When spikes come to their synapses, where a connection has one delay or each of its synapses its own.
import { type History } from './history';

/** `end` is behind the last synapse of this neuron that the spike reaches in this step. */
export type Visit = (neuron: number, start: number, end: number, sent: number) => void;

interface Lists {
  readonly offsets: Uint32Array;
  /** In steps, ascending within each list; where they are left out all have the one delay. */
  readonly delays?: Uint16Array | undefined;
}

/** Has to be asked once for every step, in order. */
export class Due {
  /** Of each step to come: neuron, first synapse, end and what was noted, one after the other. */
  private readonly buckets: number[][] = [];

  /**
   * @param delaySteps the longest delay
   * @param times how many times the delay passes
   * @param note what is kept of a spike from when it was fired until it comes
   */
  constructor(
    private readonly fired: History,
    private readonly lists: Lists,
    private readonly delaySteps: number,
    private readonly times = 1,
    private readonly note: (neuron: number, step: number) => number = () => 0,
  ) {
    if (lists.delays !== undefined) this.buckets = Array.from({ length: delaySteps * times + 1 }, () => []);
  }

  each(step: number, visit: Visit): void {
    const { fired, lists, buckets } = this;
    if (lists.delays === undefined) {
      const sent = step - this.delaySteps * this.times;
      const first = fired.startOf(sent);
      for (let k = first; k < first + fired.countOf(sent); k++) {
        const neuron = fired.list[k] as number;
        const [start, end] = [lists.offsets[neuron] as number, lists.offsets[neuron + 1] as number];
        visit(neuron, start, end, this.note(neuron, sent));
      }
      return;
    }
    this.sort(step - 1, lists.delays);
    const bucket = buckets[step % buckets.length] as number[];
    for (let k = 0; k < bucket.length; k += 4)
      visit(bucket[k] as number, bucket[k + 1] as number, bucket[k + 2] as number, bucket[k + 3] as number);
    bucket.length = 0;
  }

  /** Puts the synapses of those that fired in a step where they come due, those of one delay together. */
  private sort(sent: number, delays: Uint16Array): void {
    const { fired, lists, buckets, times } = this;
    const first = fired.startOf(sent);
    for (let k = first; k < first + fired.countOf(sent); k++) {
      const neuron = fired.list[k] as number;
      const noted = this.note(neuron, sent);
      const last = lists.offsets[neuron + 1] as number;
      for (let start = lists.offsets[neuron] as number; start < last;) {
        const delay = delays[start] as number;
        let end = start + 1;
        while (end < last && delays[end] === delay) end++;
        (buckets[(sent + delay * times) % buckets.length] as number[]).push(neuron, start, end, noted);
        start = end;
      }
    }
  }
}

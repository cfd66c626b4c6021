// A sample of a recording's neurons, evenly from each population as far as there is room, and how strongly they go together. No DOM.
import { type Population } from '../../../src/protocol/probe';
import { type CorrelationMatrix } from '../../../src/stats/correlation';

export interface Sample {
  /** Row by neuron id; -1 where it is not in the sample. */
  readonly rowOf: Int32Array;
  /** Neuron id by row. */
  readonly ids: Uint32Array;
  /** Rows of each population, in the order given. */
  readonly bands: readonly {
    readonly name: string;
    readonly population: number;
    readonly from: number;
    readonly size: number;
  }[];
}

/** In proportion to their sizes, but two of each where it has as many and there is room. */
export function sampleOf(populations: readonly Population[], atMost: number): Sample {
  const all = populations.reduce((sum, { size }) => sum + size, 0);
  const part = Math.min(1, atMost / Math.max(all, 1));
  const ids: number[] = [];
  const bands: Sample['bands'][number][] = [];
  populations.forEach(({ name, first, size }, population) => {
    // What comes has its two as well.
    const later = populations.slice(population + 1).reduce((sum, each) => sum + Math.min(2, each.size), 0);
    const left = Math.max(Math.min(2, atMost - ids.length), atMost - ids.length - later);
    const own = Math.min(size, left, Math.max(2, Math.round(size * part)));
    if (own === 0) return;
    bands.push({ name, population, from: ids.length, size: own });
    for (let at = 0; at < own; at++) ids.push(first + Math.floor((at * size) / own));
  });
  const rowOf = new Int32Array(populations.reduce((most, { first, size }) => Math.max(most, first + size), 0)).fill(-1);
  ids.forEach((id, row) => (rowOf[id] = row));
  return { rowOf, ids: Uint32Array.from(ids), bands };
}

/** The few strongest pairs would leave the others without colour: they share the last one. */
const colouredPart = 0.995;

/** As strong as all but the few strongest pairs are at most. */
export function strengthOf({ size, values }: Pick<CorrelationMatrix, 'size' | 'values'>): number {
  const strengths = new Float64Array((size * (size - 1)) / 2);
  let count = 0;
  for (let a = 0; a < size; a++)
    for (let b = 0; b < a; b++) {
      const r = Math.abs(values[a * size + b] as number);
      if (r === r) strengths[count++] = r;
    }
  const known = strengths.subarray(0, count).sort();
  return known[Math.min(count - 1, Math.floor(count * colouredPart))] ?? 0;
}

// Makes spikes to be drawn: some thousand neurons that fire irregularly and a little in step, sorted by time, on a grid of 0.1 ms.
import { type Population } from '../../src/protocol/probe';

export interface Spiking {
  readonly times: Float64Array;
  readonly ids: Uint32Array;
  readonly populations: readonly Population[];
  readonly ms: number;
}

const neurons = 12_500;
const rateHz = 8;
const stepMs = 0.1;

/** As long as so many neurons take for so many spikes. */
export function spikesOf(count: number, populationCount: number): Spiking {
  const ms = (count / (neurons * rateHz)) * 1000;
  const times = new Float64Array(count);
  const ids = new Uint32Array(count);
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let at = 0; at < count; at++) {
    const even = (at + random()) / count;
    // The crowd ebbs and flows twenty times a second.
    const timeMs = even * ms + (ms > 100 ? ((50 * Math.sin((even * ms * 2 * Math.PI) / 50)) / (2 * Math.PI)) * 0.8 : 0);
    times[at] = Math.min(ms, Math.max(0, Math.round(timeMs / stepMs) * stepMs));
    ids[at] = Math.floor(random() * neurons);
  }
  times.sort();
  const size = neurons / populationCount;
  const populations = Array.from({ length: populationCount }, (_, at) => {
    const first = Math.round(at * size);
    return { name: `P${at}`, first, size: Math.round((at + 1) * size) - first };
  });
  return { times, ids, populations, ms };
}

// Makes small recordings for the tests of panels.
import { type Recording } from '../../../src/protocol/probe';

export function recording(
  spikes: readonly (readonly [timeMs: number, id: number])[],
  sizes: readonly (readonly [name: string, size: number])[],
  ms = 100,
): Recording {
  let first = 0;
  const populations = sizes.map(([name, size]) => {
    const population = { name, first, size };
    first += size;
    return population;
  });
  return {
    ms,
    dtMs: 0.1,
    seed: 1,
    populations,
    times: Float64Array.from(spikes, ([timeMs]) => timeMs),
    ids: Uint32Array.from(spikes, ([, id]) => id),
    traces: [],
    reached: [],
    timing: { buildMs: 1, runMs: 2, steps: ms * 10, events: 0 },
    notes: [],
  };
}

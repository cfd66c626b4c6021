// What spikes leave behind in a neuron and what then fades exponentially: the adaptation of generalised and of point-process neurons.
import { type ParameterReader } from './parameters';

/** One of a neuron's traces: each spike adds `jump`. */
export interface Trace {
  readonly timeMs: number;
  readonly jump: number;
}

export class Traces {
  private readonly values: readonly Float64Array[];
  private readonly kept: readonly number[];

  constructor(
    size: number,
    private readonly all: readonly Trace[],
    dtMs: number,
  ) {
    this.values = all.map(() => new Float64Array(size));
    this.kept = all.map(({ timeMs }) => Math.exp(-dtMs / timeMs));
  }

  sum(neuron: number): number {
    let sum = 0;
    for (const each of this.values) sum += each[neuron] as number;
    return sum;
  }

  fade(neuron: number): void {
    for (let k = 0; k < this.values.length; k++) {
      const each = this.values[k] as Float64Array;
      each[neuron] = (each[neuron] as number) * (this.kept[k] as number);
    }
  }

  spike(neuron: number): void {
    for (let k = 0; k < this.values.length; k++) {
      const each = this.values[k] as Float64Array;
      each[neuron] = (each[neuron] as number) + (this.all[k] as Trace).jump;
    }
  }
}

/** NEST gives time constants and jumps as lists of one length, or as plain numbers where there is one trace. */
export function readTraces(given: ParameterReader, timeKey: string, jumpKey: string, unit: string): readonly Trace[] {
  const single = (key: string, of: string): number | null =>
    given.find({ keys: [key], unit: of }) === null ? null : given.single({ keys: [key], unit: of }, 0);
  const times = given.list(timeKey, 'ms', 'positive') ?? [single(timeKey, 'ms')];
  const jumps = given.list(jumpKey, unit) ?? times.map(() => single(jumpKey, unit));
  return times.flatMap((timeMs, k) => (timeMs === null ? [] : [{ timeMs, jump: jumps[k] ?? 0 }]));
}

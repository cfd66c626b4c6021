// The steps of a group: by its model, or by the kernel that makes the same ones; who fired is kept in the group's history.
import { type Arrivals } from './arrivals';
import { type History } from './history';
import { type KernelCall, type Neurons, type Reals } from './model';
import { type Order } from './orders';
import { type Workspace } from './workspace';

export interface Steps {
  /** Makes one step; returns how many fired. */
  advance(step: number): number;
  /** To be called when the currents that flow into the neurons have changed. */
  currentsChanged(): void;
  /** The variable of a neuron; the state itself may hold sleepers. */
  valueOf(variable: number, neuron: number): number;
}

export function modelSteps(neurons: Neurons, size: number, arrivals: Arrivals, history: History): Steps {
  const fired = new Uint32Array(size);
  return {
    advance(step) {
      const count = neurons.step(arrivals.at(step) as readonly Float64Array[], fired);
      const start = history.next();
      for (let k = 0; k < count; k++) history.list[start + k] = fired[k] as number;
      history.keep(step, count);
      return count;
    },
    currentsChanged: () => undefined,
    valueOf: (variable, neuron) => neurons.valueOf(variable, neuron),
  };
}

/** Flags of a kernel's block, see assembly/lanes.ts. */
const [isMixed, hasDrifts] = [1, 2];

/** The kernels of a step, as the orders count them, see assembly/program.ts: each in double precision, then in single. */
const stepKernels = ['currentDelta', 'currentExp', 'currentAlpha', 'conductanceExp', 'conductanceAlpha'];

/** Where a neuron's potential is found during a run. */
export interface Sampled {
  readonly at: number;
  readonly bytes: number;
  /** Where the step that ends its sleep is found, and its potential until then; 0 where it never sleeps. */
  readonly wakesAt: number;
  readonly reset: number;
}

/** In a group of one kind the refractory neurons sleep at minus infinity and are woken from here. */
export class KernelSteps implements Steps {
  private readonly kernel: (...values: number[]) => number;
  private readonly block: Uint32Array;
  private readonly list: number;
  private readonly potentials: Reals;
  private readonly drifts: Reals;
  private readonly reset: number;
  private readonly pause: number;
  private readonly sleeps: boolean;
  private readonly wakesAt: Int32Array;
  private step = 0;

  constructor(
    private readonly neurons: Neurons,
    private readonly call: KernelCall,
    size: number,
    private readonly dtMs: number,
    private readonly arrivals: Arrivals,
    private readonly history: History,
    workspace: Workspace,
  ) {
    const [potentials, , , resets, , drifts] = call.arrays as readonly Reals[];
    this.potentials = potentials as Reals;
    this.drifts = drifts as Reals;
    this.reset = resets?.[0] as number;
    this.pause = pauseOf(call);
    this.sleeps = !call.mixed && this.pause > 0;
    this.wakesAt = workspace.counters(new Int32Array(this.sleeps ? size : 0));
    this.list = workspace.place(history.list);
    const rows = call.mixed ? size : 1;
    const places = call.arrays.map((array) => workspace.placeTable(array, rows));
    const words = workspace.counts(2 + places.length);
    words.set([size, call.mixed ? isMixed : 0, ...places]);
    this.block = words;
    this.kernel = workspace.call(`${call.kernel}${workspace.precision === 'single' ? 32 : 64}`);
    this.currentsChanged();
  }

  advance(step: number): number {
    const { history, list, block, dtMs, arrivals } = this;
    this.step = step;
    if (this.sleeps) this.wake(step);
    const start = history.next();
    const [first, second] = arrivals.at(step);
    const from = list + 4 * start;
    const count = this.kernel(block.byteOffset, dtMs, from, first?.byteOffset ?? 0, second?.byteOffset ?? 0);
    history.keep(step, count);
    if (this.sleeps) {
      const wakesAt = step + this.pause + 1;
      for (let k = start; k < start + count; k++) this.wakesAt[history.list[k] as number] = wakesAt;
    }
    return count;
  }

  /** A group whose neurons all drift alike spares the kernel to read each one's drift. */
  currentsChanged(): void {
    const { drifts, block } = this;
    const alike = drifts.every((drift) => drift === drifts[0]);
    block[1] = ((block[1] as number) & isMixed) | (alike ? 0 : hasDrifts);
  }

  valueOf(variable: number, neuron: number): number {
    const asleep = this.sleeps && (this.wakesAt[neuron] as number) > this.step;
    return asleep ? this.valueWith(this.reset, variable, neuron) : this.neurons.valueOf(variable, neuron);
  }

  /** The variable of a neuron if its state's potential were this. */
  valueWith(potential: number, variable: number, neuron: number): number {
    const held = this.potentials[neuron] as number;
    this.potentials[neuron] = potential;
    const value = this.neurons.valueOf(variable, neuron);
    this.potentials[neuron] = held;
    return value;
  }

  /** The order that makes its steps; `first` is the id of the first neuron. */
  orderOf(first: number): Order {
    const { call, arrivals, history, dtMs, reset, sleeps, wakesAt, block } = this;
    const isSingle = this.potentials.BYTES_PER_ELEMENT === Float32Array.BYTES_PER_ELEMENT;
    const kernel = 2 * stepKernels.indexOf(call.kernel) + (isSingle ? 1 : 0);
    const ports = [0, 1].flatMap((port) =>
      arrivals.receivers === undefined && port < arrivals.rings.length ? arrivals.slotWords(port) : [0, 0, 0],
    );
    const pause = sleeps ? this.pause : 0;
    const words = [kernel, block.byteOffset, history.record.byteOffset, pause, wakesAt.byteOffset, first, ...ports];
    return { task: 'group', numbers: [dtMs, reset], words };
  }

  sampled(neuron: number): Sampled {
    const { potentials, wakesAt, sleeps, reset } = this;
    const bytes = potentials.BYTES_PER_ELEMENT;
    const wakes = sleeps ? wakesAt.byteOffset + Int32Array.BYTES_PER_ELEMENT * neuron : 0;
    return { at: potentials.byteOffset + bytes * neuron, bytes, wakesAt: wakes, reset };
  }

  /** To be called when orders have made the steps up to this one. */
  hasCome(step: number): void {
    this.step = step;
  }

  private wake(step: number): void {
    const { history, potentials, reset } = this;
    const slept = step - this.pause - 1;
    const count = history.countOf(slept);
    if (count === 0) return;
    const start = history.startOf(slept);
    for (let k = start; k < start + count; k++) potentials[history.list[k] as number] = reset;
  }
}

/** The least number of steps that a neuron rests after a spike. */
export function pauseOf({ arrays }: KernelCall): number {
  const pauses = arrays[4] as Reals;
  let least = pauses[0] ?? 0;
  for (const pause of pauses) least = Math.min(least, pause);
  return least;
}

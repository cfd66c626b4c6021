// A run by orders: the kernels make many steps in one call, where every part of the network can be written as an order.
import { type Kernel } from './kernels/kernels';
import { type Member } from './members';
import { blockSteps, type Order, orderBytes, writeOrder } from './orders';
import { type Probes } from './probes';
import { type SpikeList } from './spikes';
import { KernelSteps } from './steps';
import { type Workspace } from './workspace';

interface Written {
  readonly order: Order;
  /** Where its events are counted. */
  readonly arrived: number;
}

/** Spikes are taken out at least this many at a time where there are more. */
const leastSpikes = 16_384;

export const spikesBytes = (neurons: number): number => 8 * Math.max(leastSpikes, neurons) + 128;

export class Program {
  private readonly at: number;
  private readonly count: number;
  private readonly ids: Uint32Array;
  private readonly steps: Uint32Array;
  /** Words of the list of spikes: where ids and steps are, how many there are and how many have room. */
  private readonly list: Uint32Array;
  private readonly kernel: Kernel;

  private constructor(
    private readonly written: readonly Written[],
    private readonly members: readonly KernelSteps[],
    private readonly take: (stepsDone: number) => void,
    private readonly room: number,
    workspace: Workspace,
    buffer: ArrayBufferLike,
  ) {
    const orders = workspace.doubles((written.length * orderBytes) / Float64Array.BYTES_PER_ELEMENT);
    this.at = orders.byteOffset;
    this.count = written.length;
    written.forEach(({ order, arrived }, k) => writeOrder(order, arrived, buffer, this.at + k * orderBytes));
    const length = Math.max(leastSpikes, room);
    this.ids = workspace.counts(length);
    this.steps = workspace.counts(length);
    this.list = workspace.counts(4);
    this.list.set([this.ids.byteOffset, this.steps.byteOffset, 0, length]);
    this.kernel = workspace.call('runOrders');
  }

  /** Null where something in the network takes more than orders. */
  static of(members: readonly Member[], probes: Probes, workspace: Workspace): Program | null {
    const [first] = members;
    if (workspace.kernels === null || first === undefined) return null;
    const sampling = probes.ordersIn(workspace);
    const written = members.flatMap((member) => ordersOf(member) ?? [null]);
    const known = written.filter((each) => each !== null);
    if (sampling === null || known.length < written.length) return null;
    const all = [...known, ...sampling.orders.map((order) => ({ order, arrived: 0 }))];
    const steps = members.map((each) => each.steps).filter((each) => each instanceof KernelSteps);
    const room = members.reduce((sum, { group }) => sum + group.size, 0);
    return new Program(all, steps, sampling.take, room, workspace, first.history.record.buffer);
  }

  /** Makes the steps from `begin` on, before `end`, and lists who fired. */
  run(begin: number, end: number, spikes: SpikeList, timeOf: (step: number) => number): void {
    const { at, count, list, ids, steps, room, kernel } = this;
    for (let block = begin; block < end; block += blockSteps) {
      const blockEnd = Math.min(end, block + blockSteps);
      for (const { order } of this.written) order.prepare?.(block, blockEnd);
      for (let step = block; step < blockEnd;) {
        step = kernel(at, count, block, step, blockEnd, list.byteOffset, room);
        spikes.addSteps(ids, steps, list[2] as number, timeOf);
        list[2] = 0;
      }
    }
    for (const each of this.members) each.hasCome(end - 1);
  }

  /** To be called when the last step is done. */
  finish(stepsDone: number): void {
    this.take(stepsDone);
  }
}

/** What a member does in a step, in its order; null where a part of it has no order. */
function ordersOf({ group, steps, first, sources, incoming, outgoing, arrivals, rates, currents }: Member) {
  if (!(steps instanceof KernelSteps) || rates.length > 0 || currents !== null || group.size === 0) return null;
  const paths = [...sources, ...incoming, ...outgoing];
  if (paths.some(({ order }) => order === null)) return null;
  const written = (of: Member['incoming']): Written[] =>
    of.flatMap(({ order, arrived }) => (order === null ? [] : [{ order, arrived: arrived.byteOffset }]));
  const received = [
    ...written([...sources, ...incoming]),
    ...arrivals.settling.map((order): Written => ({ order, arrived: 0 })),
  ];
  const stepping: Written = { order: steps.orderOf(first), arrived: 0 };
  // What adds up with the state arrives at the end of the step, behind it; what the step itself takes is there before.
  const inOrder = arrivals.receivers === undefined ? [...received, stepping] : [stepping, ...received];
  return [...inOrder, ...written(outgoing)];
}

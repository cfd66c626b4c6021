// A run by orders: the kernels make many steps in one call, where every part of the network can be written as an order.
import { type Kernel } from './kernels/kernels';
import { type Member, type Path, pathsOf } from './members';
import { blockSteps, type Order, orderBytes, writeOrder } from './orders';
import { type Probes } from './probes';
import { KernelSteps } from './steps';
import { type TrainAtWork } from './trains';
import { type Workspace } from './workspace';

interface Written {
  readonly order: Order;
  /** Where its events are counted. */
  readonly arrived: number;
}

/** Spikes are taken out at least this many at a time where there are more. */
const leastSpikes = 16_384;

export const spikesBytes = (neurons: number): number => 8 * Math.max(leastSpikes, neurons) + 128;

/** Takes the ids of the first `count` that are listed, with the step that each fired in. */
export type Give = (ids: Uint32Array, steps: Uint32Array, count: number) => void;

export class Program {
  private readonly at: number;
  private readonly ids: Uint32Array;
  private readonly steps: Uint32Array;
  /** Words of the list of spikes: where ids and steps are, how many there are and how many have room. */
  private readonly list: Uint32Array;
  private readonly kernel: Kernel;

  private constructor(
    private readonly written: readonly Written[],
    private readonly sentLater: readonly Written[],
    private readonly members: readonly KernelSteps[],
    private readonly trains: readonly TrainAtWork[],
    private readonly take: (stepsDone: number) => void,
    private readonly room: number,
    workspace: Workspace,
    buffer: ArrayBufferLike,
  ) {
    const all = [...written, ...sentLater];
    const orders = workspace.doubles((all.length * orderBytes) / Float64Array.BYTES_PER_ELEMENT);
    this.at = orders.byteOffset;
    all.forEach(({ order, arrived }, k) => writeOrder(order, arrived, buffer, this.at + k * orderBytes));
    const length = Math.max(leastSpikes, room);
    this.ids = workspace.counts(length);
    this.steps = workspace.counts(length);
    this.list = workspace.counts(4);
    this.list.set([this.ids.byteOffset, this.steps.byteOffset, 0, length]);
    this.kernel = workspace.call('runOrders');
  }

  /**
   * Null where something in the network takes more than orders.
   * @param sendsLater whether spikes that are sent ahead are sent by `sendAhead`, when those of the whole network are known
   */
  static of(
    members: readonly Member[],
    trains: readonly TrainAtWork[],
    probes: Probes,
    workspace: Workspace,
    sendsLater = false,
  ): Program | null {
    const [first] = members;
    if (workspace.kernels === null || first === undefined || !trains.every(({ goesAhead }) => goesAhead)) return null;
    const sampling = probes.ordersIn(workspace);
    const parts = members.map(ordersOf);
    const known = parts.filter((each) => each !== null);
    if (sampling === null || known.length < parts.length) return null;
    const inTurn = known.flatMap(({ stepping, sending }) => (sendsLater ? stepping : [...stepping, ...sending]));
    // Connections without a delay deliver when all groups have made the step.
    const inStep = [...inTurn, ...known.flatMap(({ finishing }) => finishing)];
    const written = [...inStep, ...sampling.orders.map((order): Written => ({ order, arrived: 0 }))];
    const later = sendsLater ? known.flatMap(({ sending }) => sending) : [];
    const steps = members.map((each) => each.steps).filter((each) => each instanceof KernelSteps);
    const room = members.reduce((sum, { group }) => sum + group.size, 0);
    return new Program(written, later, steps, trains, sampling.take, room, workspace, first.history.record.buffer);
  }

  /** Makes the steps from `begin` on, before `end`, and gives away who fired. */
  run(begin: number, end: number, give: Give): void {
    const { at, list, ids, steps, room, kernel } = this;
    for (let block = begin; block < end; block += blockSteps) {
      const blockEnd = Math.min(end, block + blockSteps);
      for (const { order } of this.written) order.prepare?.(block, blockEnd);
      for (const train of this.trains) for (let step = block; step < blockEnd; step++) train.advance(step);
      for (let step = block; step < blockEnd;) {
        step = kernel(at, this.written.length, block, step, blockEnd, list.byteOffset, room);
        give(ids, steps, list[2] as number);
        list[2] = 0;
      }
    }
    for (const each of this.members) each.hasCome(end - 1);
  }

  /** Sends ahead what fired in these steps, as is known by now. */
  sendAhead(begin: number, end: number): void {
    const { at, written, sentLater, kernel, list } = this;
    if (sentLater.length > 0)
      kernel(at + written.length * orderBytes, sentLater.length, begin, begin, end, list.byteOffset, 0);
  }

  /** To be called when the last step is done. */
  finish(stepsDone: number): void {
    this.take(stepsDone);
  }
}

/** What a member does in a step, in its order, and what it sends ahead behind it; null where a part of that has no order. */
function ordersOf(member: Member) {
  const { group, steps, first, sources, incoming, immediate, outgoing, arrivals, rates, currents } = member;
  if (!(steps instanceof KernelSteps) || rates.length > 0 || currents !== null) return null;
  if (pathsOf(member).some(({ order }) => order === null)) return null;
  // What is settled by the neurons themselves has no order.
  if (immediate.length > 0 && arrivals.receivers === undefined) return null;
  const written = (paths: readonly Path[]): Written[] =>
    paths.flatMap(({ order, arrived }) => (order === null ? [] : [{ order, arrived: arrived.byteOffset }]));
  const received = [
    ...written([...sources, ...incoming]),
    ...arrivals.settling.map((order): Written => ({ order, arrived: 0 })),
  ];
  const own: Written = { order: steps.orderOf(first + (group.part?.from ?? 0)), arrived: 0 };
  // What adds up with the state arrives at the end of the step, behind it; what the step itself takes is there before.
  const stepping = arrivals.receivers === undefined ? [...received, own] : [own, ...received];
  return { stepping, sending: written(outgoing), finishing: written(immediate) };
}

// Delivers the spikes of a group along one connection: adds its weights to what arrives at the target, by a kernel where there is one.
import { type Arrivals } from './arrivals';
import { type Rows } from './rows';
import { type History } from './history';
import { type Reals } from './model';
import { type Order, type Sending } from './orders';
import { type Connection } from './plan';
import { addToAll } from './sources';
import { type Workspace } from './workspace';

/** Delivers the spikes of one step of the source; returns the number of events. */
export type Deliver = (step: number) => number;

/** What a delivery reads and writes, and how. */
interface Ends {
  readonly connection: Connection;
  readonly synapses: Rows;
  readonly fired: History;
  readonly arrivals: Arrivals;
  /** Null where the plain path has to do. */
  readonly kernels: Workspace | null;
}

/** Whether spikes are sent ahead when they are fired; else they are delivered when they are due. */
export const isSentAhead = ({ synapses }: Connection): boolean =>
  synapses.kind === 'rows' && synapses.delays !== undefined;

/** Called with the step that a connection's spikes are fired in where they are sent ahead, else with the step that they are due in. */
export function deliveryOf(connection: Connection, fired: History, arrivals: Arrivals, workspace: Workspace): Sending {
  const { synapses, weight, delaySteps, port } = connection;
  if (synapses.kind === 'everyone') {
    const added = weight * arrivals.gain(port);
    const deliver: Deliver = (step) => {
      const count = fired.countOf(step - delaySteps);
      if (count === 0) return 0;
      const slot = arrivals.into(step, port);
      addToAll(slot, count * added);
      return count * slot.length;
    };
    const { length, BYTES_PER_ELEMENT: bytes } = arrivals.into(0, port);
    const words = [...arrivals.slotWords(port), bytes, fired.record.byteOffset, delaySteps, length];
    return { deliver, order: workspace.kernels === null ? null : { task: 'everyone', numbers: [added], words } };
  }
  const sample = isSentAhead(connection) ? arrivals.ring(port) : arrivals.into(0, port);
  const inKernels = workspace.kernels !== null && sample.buffer === fired.list.buffer;
  const ends = { connection, synapses, fired, arrivals, kernels: inKernels ? workspace : null };
  if (synapses.delays !== undefined) return delayed(ends, placesOf(synapses, synapses.delays, arrivals.stride));
  return inKernels ? due(ends, workspace) : { deliver: plainDue(ends), order: null };
}

/** The weight of all, and that of each where they have their own, as they are added to the state. */
function gained(weight: number, weights: Reals | undefined, gain: number): { all: number; each: Reals | undefined } {
  return { all: weight * gain, each: gain === 1 ? weights : weights?.map((own) => own * gain) };
}

function plainDue({ connection, synapses, fired, arrivals }: Ends): Deliver {
  const { delaySteps, port, weight } = connection;
  const { offsets, targets, weights } = synapses;
  const { all, each } = gained(weight, weights, arrivals.gain(port));
  return (step) => {
    const sent = step - delaySteps;
    const count = fired.countOf(sent);
    if (count === 0) return 0;
    const first = fired.startOf(sent);
    const slot = arrivals.into(step, port);
    let events = 0;
    for (let k = first; k < first + count; k++) {
      const source = fired.list[k] as number;
      const end = offsets[source + 1] as number;
      const start = offsets[source] as number;
      if (each === undefined) addRow(slot, targets, start, end, all);
      else addWeightedRow(slot, targets, each, start, end);
      events += end - start;
    }
    return events;
  };
}

function addRow(slot: Reals, targets: Rows['targets'], start: number, end: number, weight: number): void {
  for (let i = start; i < end; i++) {
    const target = targets[i] as number;
    slot[target] = (slot[target] as number) + weight;
  }
}

function addWeightedRow(slot: Reals, targets: Rows['targets'], weights: Reals, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const target = targets[i] as number;
    slot[target] = (slot[target] as number) + (weights[i] as number);
  }
}

const bitsOf = (array: { readonly BYTES_PER_ELEMENT: number }): number => 8 * array.BYTES_PER_ELEMENT;

/** In the precision of what they are added to: a kernel has no weights finer than that. */
const fitting = (weights: Reals, slots: Reals): Reals =>
  bitsOf(weights) > bitsOf(slots) ? Float32Array.from(weights) : weights;

/** The kernels that deliver what is due, as the orders count them, see assembly/program.ts. */
const dueKernels = [
  ...['16to64', '32to64', '16to32', '32to32'],
  ...['16by64to64', '32by64to64', '16by32to64', '32by32to64', '16by32to32', '32by32to32'],
];

function due({ connection, synapses, fired, arrivals }: Ends, workspace: Workspace): Sending {
  const { delaySteps, port, weight } = connection;
  const { offsets, targets, weights } = synapses;
  const { all, each } = gained(weight, weights, arrivals.gain(port));
  const list = workspace.place(fired.list);
  const rows = workspace.place(offsets);
  const to = workspace.place(targets);
  const real = arrivals.into(0, port);
  const fine = each === undefined ? undefined : fitting(each, real);
  const by = fine === undefined ? 0 : workspace.place(fine);
  const named = fine === undefined ? '' : `by${bitsOf(fine)}`;
  const name = `${bitsOf(targets)}${named}to${bitsOf(real)}`;
  const kernel = workspace.call(`deliver${name}`);
  const deliver: Deliver = (step) => {
    const sent = step - delaySteps;
    const count = fired.countOf(sent);
    if (count === 0) return 0;
    const from = list + 4 * fired.startOf(sent);
    const slot = arrivals.into(step, port).byteOffset;
    return fine === undefined ? kernel(from, count, rows, to, slot, all) : kernel(from, count, rows, to, by, slot);
  };
  const lists = [fired.record.byteOffset, delaySteps, rows, to, by];
  const words = [...arrivals.slotWords(port), dueKernels.indexOf(name), ...lists];
  return { deliver, order: { task: 'due', numbers: [all], words } };
}

/** Where each synapse adds to in the ring, as seen from slot 0. */
function placesOf({ targets }: Rows, delays: Uint16Array, stride: number): Uint32Array {
  const places = new Uint32Array(targets.length);
  for (let i = 0; i < places.length; i++) places[i] = (delays[i] as number) * stride + (targets[i] as number);
  return places;
}

function delayed({ connection, synapses, fired, arrivals, kernels }: Ends, places: Uint32Array): Sending {
  const { weight, port } = connection;
  const { offsets, weights } = synapses;
  const { slots, stride } = arrivals;
  const ring = arrivals.ring(port);
  const length = slots * stride;
  if (kernels !== null) return delayedKernel({ connection, synapses, fired, arrivals, kernels }, places, kernels);
  const deliver: Deliver = (step) => {
    const count = fired.countOf(step);
    const first = fired.startOf(step);
    const now = (step % slots) * stride;
    let events = 0;
    for (let k = first; k < first + count; k++) {
      const source = fired.list[k] as number;
      const end = offsets[source + 1] as number;
      const start = offsets[source] as number;
      for (let i = start; i < end; i++) {
        let place = now + (places[i] as number);
        if (place >= length) place -= length;
        ring[place] = (ring[place] as number) + (weights === undefined ? weight : (weights[i] as number));
      }
      events += end - start;
    }
    return events;
  };
  return { deliver, order: null };
}

/** The kernels that send ahead, as the orders count them. */
const aheadKernels = ['delayedTo64', 'delayedTo32', 'delayedBy64to64', 'delayedBy32to64', 'delayedBy32to32'];

function delayedKernel(
  { connection, synapses, fired, arrivals }: Ends,
  places: Uint32Array,
  workspace: Workspace,
): Sending {
  const { weight, port } = connection;
  const { slots, stride } = arrivals;
  const ring = arrivals.ring(port);
  const list = workspace.place(fired.list);
  const rows = workspace.place(synapses.offsets);
  const to = workspace.place(places);
  const fine = synapses.weights === undefined ? undefined : fitting(synapses.weights, ring);
  const by = fine === undefined ? 0 : workspace.place(fine);
  const bits = bitsOf(ring);
  const name = fine === undefined ? `delayedTo${bits}` : `delayedBy${bitsOf(fine)}to${bits}`;
  const kernel = workspace.call(name);
  const at = ring.byteOffset;
  const length = slots * stride;
  const deliver: Deliver = (step) => {
    const count = fired.countOf(step);
    if (count === 0) return 0;
    const from = list + 4 * fired.startOf(step);
    const now = (step % slots) * stride;
    return fine === undefined
      ? kernel(from, count, rows, to, at, now, length, weight)
      : kernel(from, count, rows, to, by, at, now, length);
  };
  const words = [at, slots, stride, aheadKernels.indexOf(name), fired.record.byteOffset, 0, rows, to, by];
  const order: Order = { task: 'ahead', numbers: [weight], words };
  return { deliver, order };
}

// Delivers the spikes of a group along one connection: adds its weights to the arrivals of the target, by a kernel where there is one.
import { type Arrivals } from './arrivals';
import { type Rows } from './connect';
import { type Reals } from './model';
import { type Connection } from './plan';
import { addToAll } from './sources';
import { type Workspace } from './workspace';

/** Adds the weights of the first `count` that fired; returns the number of events. */
export type Deliver = (step: number, count: number) => number;

/** @param fired the list that the source writes those that fired to */
export function deliveryOf(
  connection: Connection,
  arrivals: Arrivals,
  fired: Uint32Array,
  workspace: Workspace,
): Deliver {
  const { synapses, weight, delaySteps, port } = connection;
  if (synapses.kind === 'everyone') {
    return (step, count) => {
      const slot = arrivals.of(step + delaySteps, port);
      addToAll(slot, count * weight);
      return count * slot.length;
    };
  }
  const inKernels = workspace.kernels !== null && arrivals.rings[port]?.buffer === fired.buffer;
  if (synapses.delays !== undefined) {
    const places = placesOf(synapses, synapses.delays, arrivals.stride);
    if (inKernels) return delayedKernel(connection, synapses, places, arrivals, fired, workspace);
    return plainDelayed(connection, synapses, places, arrivals, fired);
  }
  return inKernels
    ? kernelDelivery(connection, synapses, arrivals, fired, workspace)
    : plainDelivery(connection, synapses, arrivals, fired);
}

/** Where each synapse adds to in the ring, as seen from slot 0. */
function placesOf({ targets }: Rows, delays: Uint16Array, stride: number): Uint32Array {
  const places = new Uint32Array(targets.length);
  for (let i = 0; i < places.length; i++) places[i] = (delays[i] as number) * stride + (targets[i] as number);
  return places;
}

function plainDelivery(
  { weight, delaySteps, port }: Connection,
  { offsets, targets, weights }: Rows,
  arrivals: Arrivals,
  fired: Uint32Array,
): Deliver {
  return (step, count) => {
    const slot = arrivals.of(step + delaySteps, port);
    let events = 0;
    for (let k = 0; k < count; k++) {
      const source = fired[k] as number;
      const end = offsets[source + 1] as number;
      const start = offsets[source] as number;
      if (weights === undefined) addRow(slot, targets, start, end, weight);
      else addWeightedRow(slot, targets, weights, start, end);
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

function plainDelayed(
  { weight, port }: Connection,
  { offsets, weights }: Rows,
  places: Uint32Array,
  { rings, slots, stride }: Arrivals,
  fired: Uint32Array,
): Deliver {
  const ring = rings[port] as Reals;
  const length = slots * stride;
  return (step, count) => {
    const now = (step % slots) * stride;
    let events = 0;
    for (let k = 0; k < count; k++) {
      const source = fired[k] as number;
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
}

const bitsOf = (array: { readonly BYTES_PER_ELEMENT: number }): number => 8 * array.BYTES_PER_ELEMENT;

/** In the precision of what they are added to: a kernel has no weights finer than that. */
const fitting = (weights: Reals, slots: Reals): Reals =>
  bitsOf(weights) > bitsOf(slots) ? Float32Array.from(weights) : weights;

function kernelDelivery(
  { weight, delaySteps, port }: Connection,
  { offsets, targets, weights }: Rows,
  arrivals: Arrivals,
  fired: Uint32Array,
  workspace: Workspace,
): Deliver {
  const list = workspace.place(fired);
  const rows = workspace.place(offsets);
  const to = workspace.place(targets);
  const ring = arrivals.rings[port] as Reals;
  const slotOf = (step: number): number => arrivals.of(step + delaySteps, port).byteOffset;
  if (weights === undefined) {
    const kernel = workspace.call(`deliver${bitsOf(targets)}to${bitsOf(ring)}`);
    return (step, count) => kernel(list, count, rows, to, slotOf(step), weight);
  }
  const fine = fitting(weights, ring);
  const by = workspace.place(fine);
  const kernel = workspace.call(`deliver${bitsOf(targets)}by${bitsOf(fine)}to${bitsOf(ring)}`);
  return (step, count) => kernel(list, count, rows, to, by, slotOf(step));
}

function delayedKernel(
  { weight, port }: Connection,
  { offsets, weights }: Rows,
  places: Uint32Array,
  { rings, slots, stride }: Arrivals,
  fired: Uint32Array,
  workspace: Workspace,
): Deliver {
  const list = workspace.place(fired);
  const rows = workspace.place(offsets);
  const to = workspace.place(places);
  const ring = rings[port] as Reals;
  const at = ring.byteOffset;
  const length = slots * stride;
  if (weights === undefined) {
    const kernel = workspace.call(`delayedTo${bitsOf(ring)}`);
    return (step, count) => kernel(list, count, rows, to, at, (step % slots) * stride, length, weight);
  }
  const fine = fitting(weights, ring);
  const by = workspace.place(fine);
  const kernel = workspace.call(`delayedBy${bitsOf(fine)}to${bitsOf(ring)}`);
  return (step, count) => kernel(list, count, rows, to, by, at, (step % slots) * stride, length);
}

// Runs many steps of a network in one call, by a list of orders that program.ts writes: each names a kernel and what it works on.
//
// An order takes 128 bytes: two numbers, then 28 words. The first word says what is done, the second where its events are counted.
import {
  conductanceAlpha32, conductanceAlpha64, conductanceExp32, conductanceExp64,
} from './conductance';
import { currentAlpha32, currentAlpha64 } from './current-alpha';
import { currentDelta32, currentDelta64 } from './current-delta';
import { currentExp32, currentExp64 } from './current-exp';
import {
  delayedBy32to32, delayedBy32to64, delayedBy64to64, delayedTo32, delayedTo64, deliver16by32to32, deliver16by32to64,
  deliver16by64to64, deliver16to32, deliver16to64, deliver32by32to32, deliver32by32to64, deliver32by64to64, deliver32to32,
  deliver32to64, merge32, merge64,
} from './deliver';
import { poissonTo32, poissonTo64, scatterTo32, scatterTo64 } from './poisson';
import { fillWords } from './random';

const orderBytes: usize = 128;
/** Words of a scattered source that are drawn at a time. */
const scatterLength: u32 = 1024;

@inline
function word(order: usize, place: usize): u32 {
  return load<u32>(order + 16 + (place << 2));
}

/** The slot of this step, of the port whose ring is named by three words from `place` on: where it begins, slots, bytes of each. */
@inline
function slotOf(order: usize, place: usize, step: u32): usize {
  const slots = word(order, place + 1);
  const base = <usize>word(order, place);
  return slots == 1 ? base : base + <usize>((step % slots) * word(order, place + 2));
}

@inline
function tally(order: usize, events: u32): void {
  if (events == 0) return;
  const at = <usize>word(order, 1);
  store<f64>(at, load<f64>(at) + <f64>events);
}

// A history: list, neurons, length, mask, starts, counts, end; see ../../history.ts.

@inline
function countAt(history: usize, step: u32): u32 {
  return load<u32>(<usize>load<u32>(history, 20) + (<usize>(step & load<u32>(history, 12)) << 2));
}

@inline
function listAt(history: usize, step: u32): usize {
  const start = load<u32>(<usize>load<u32>(history, 16) + (<usize>(step & load<u32>(history, 12)) << 2));
  return <usize>load<u32>(history) + (<usize>start << 2);
}

function stepKernel(kernel: u32, block: usize, dtMs: f64, fired: usize, first: usize, second: usize): u32 {
  switch (kernel) {
    case 0: return currentDelta64(block, dtMs, fired, first);
    case 1: return currentDelta32(block, dtMs, fired, first);
    case 2: return currentExp64(block, dtMs, fired);
    case 3: return currentExp32(block, dtMs, fired);
    case 4: return currentAlpha64(block, dtMs, fired, first, second);
    case 5: return currentAlpha32(block, dtMs, fired, first, second);
    case 6: return conductanceExp64(block, dtMs, fired);
    case 7: return conductanceExp32(block, dtMs, fired);
    case 8: return conductanceAlpha64(block, dtMs, fired, first, second);
    default: return conductanceAlpha32(block, dtMs, fired, first, second);
  }
}

/** One step of a group; who fired goes into its history and into the list of spikes. */
function stepGroup(order: usize, step: u32, spikes: usize): void {
  const kernel = word(order, 2);
  const isDouble = (kernel & 1) == 0;
  const block = <usize>word(order, 3);
  const history = <usize>word(order, 4);
  const pause = word(order, 5);
  const wakesAt = <usize>word(order, 6);
  const first = word(order, 7);
  if (pause > 0) {
    const potentials = <usize>load<u32>(block, 8);
    const reset = load<f64>(order, 8);
    const slept = step - pause - 1;
    const woken = countAt(history, slept);
    const list = listAt(history, slept);
    for (let k: u32 = 0; k < woken; k++) {
      const neuron = <usize>load<u32>(list + (<usize>k << 2));
      if (isDouble) store<f64>(potentials + (neuron << 3), reset);
      else store<f32>(potentials + (neuron << 2), <f32>reset);
    }
  }
  let end = load<u32>(history, 24);
  if (end + load<u32>(history, 4) > load<u32>(history, 8)) end = 0;
  const fired = <usize>load<u32>(history) + (<usize>end << 2);
  const one = word(order, 8) == 0 ? 0 : slotOf(order, 8, step);
  const other = word(order, 11) == 0 ? 0 : slotOf(order, 11, step);
  const count = stepKernel(kernel, block, load<f64>(order), fired, one, other);
  const place = <usize>(step & load<u32>(history, 12)) << 2;
  store<u32>(<usize>load<u32>(history, 16) + place, end);
  store<u32>(<usize>load<u32>(history, 20) + place, count);
  store<u32>(history, end + count, 24);
  if (count == 0) return;
  const listed = load<u32>(spikes, 8);
  const ids = <usize>load<u32>(spikes) + (<usize>listed << 2);
  const steps = <usize>load<u32>(spikes, 4) + (<usize>listed << 2);
  for (let k: u32 = 0; k < count; k++) {
    const at = <usize>k << 2;
    const neuron = load<u32>(fired + at);
    store<u32>(ids + at, first + neuron);
    store<u32>(steps + at, step);
    if (pause > 0) store<u32>(wakesAt + (<usize>neuron << 2), step + pause + 1);
  }
  store<u32>(spikes, listed + count, 8);
}

@inline
function isOn(order: usize, step: u32): bool {
  return step >= word(order, 6) && step < word(order, 7);
}

function addPoisson(order: usize, step: u32): void {
  if (!isOn(order, step)) return;
  const slot = slotOf(order, 2, step);
  const weight = load<f64>(order);
  const state = <usize>word(order, 8);
  const guide = <usize>word(order, 9);
  const cumulative = <usize>word(order, 10);
  const last = word(order, 11);
  const size = word(order, 12);
  tally(
    order,
    word(order, 5) == 8
      ? poissonTo64(state, guide, cumulative, last, size, slot, weight)
      : poissonTo32(state, guide, cumulative, last, size, slot, weight),
  );
}

function scatterEvents(order: usize, step: u32, begin: u32): void {
  if (!isOn(order, step)) return;
  const slot = slotOf(order, 2, step);
  const lanes = <usize>word(order, 8);
  const words = <usize>word(order, 9);
  const size = word(order, 10);
  const events = load<u32>(<usize>word(order, 11) + (<usize>(step - begin) << 2));
  for (let done: u32 = 0; done < events; done += scatterLength) {
    const count = min<u32>(scatterLength, events - done);
    fillWords(lanes, words, <usize>((count + 3) & ~3));
    if (word(order, 5) == 8) scatterTo64(words, count, size, slot, load<f64>(order));
    else scatterTo32(words, count, size, slot, load<f64>(order));
  }
  tally(order, events);
}

function addToAll(slot: usize, size: u32, added: f64, isDouble: bool): void {
  for (let i: usize = 0; i < <usize>size; i++) {
    if (isDouble) store<f64>(slot + (i << 3), load<f64>(slot + (i << 3)) + added);
    else store<f32>(slot + (i << 2), <f32>(<f64>load<f32>(slot + (i << 2)) + added));
  }
}

/** The same events for all neurons. */
function shareEvents(order: usize, step: u32, begin: u32): void {
  if (!isOn(order, step)) return;
  const events = load<u32>(<usize>word(order, 9) + (<usize>(step - begin) << 2));
  if (events == 0) return;
  const size = word(order, 8);
  addToAll(slotOf(order, 2, step), size, <f64>events * load<f64>(order), word(order, 5) == 8);
  tally(order, events * size);
}

function addGiven(order: usize, step: u32): void {
  const steps = <usize>word(order, 6);
  const neurons = <usize>word(order, 7);
  const length = word(order, 8);
  const cursor = <usize>word(order, 9);
  const slot = slotOf(order, 2, step);
  const weight = load<f64>(order);
  const first = load<u32>(cursor);
  let next = first;
  while (next < length && load<u32>(steps + (<usize>next << 2)) <= step) {
    const neuron = <usize>load<u32>(neurons + (<usize>next << 2));
    if (word(order, 5) == 8) store<f64>(slot + (neuron << 3), load<f64>(slot + (neuron << 3)) + weight);
    else store<f32>(slot + (neuron << 2), <f32>(<f64>load<f32>(slot + (neuron << 2)) + weight));
    next++;
  }
  store<u32>(cursor, next);
  tally(order, next - first);
}

function deliverToAll(order: usize, step: u32): void {
  const count = countAt(<usize>word(order, 6), step - word(order, 7));
  if (count == 0) return;
  const size = word(order, 8);
  addToAll(slotOf(order, 2, step), size, <f64>count * load<f64>(order), word(order, 5) == 8);
  tally(order, count * size);
}

function deliverDue(order: usize, step: u32): void {
  const history = <usize>word(order, 6);
  const sent = step - word(order, 7);
  const count = countAt(history, sent);
  if (count == 0) return;
  const list = listAt(history, sent);
  const slot = slotOf(order, 2, step);
  const rows = <usize>word(order, 8);
  const targets = <usize>word(order, 9);
  const weights = <usize>word(order, 10);
  const weight = load<f64>(order);
  let events: u32 = 0;
  switch (word(order, 5)) {
    case 0: events = deliver16to64(list, count, rows, targets, slot, weight); break;
    case 1: events = deliver32to64(list, count, rows, targets, slot, weight); break;
    case 2: events = deliver16to32(list, count, rows, targets, slot, weight); break;
    case 3: events = deliver32to32(list, count, rows, targets, slot, weight); break;
    case 4: events = deliver16by64to64(list, count, rows, targets, weights, slot); break;
    case 5: events = deliver32by64to64(list, count, rows, targets, weights, slot); break;
    case 6: events = deliver16by32to64(list, count, rows, targets, weights, slot); break;
    case 7: events = deliver32by32to64(list, count, rows, targets, weights, slot); break;
    case 8: events = deliver16by32to32(list, count, rows, targets, weights, slot); break;
    default: events = deliver32by32to32(list, count, rows, targets, weights, slot);
  }
  tally(order, events);
}

function sendAhead(order: usize, step: u32): void {
  const history = <usize>word(order, 6);
  const count = countAt(history, step);
  if (count == 0) return;
  const list = listAt(history, step);
  const ring = <usize>word(order, 2);
  const slots = word(order, 3);
  const stride = word(order, 4);
  const rows = <usize>word(order, 8);
  const places = <usize>word(order, 9);
  const weights = <usize>word(order, 10);
  const now = (step % slots) * stride;
  const length = slots * stride;
  let events: u32 = 0;
  switch (word(order, 5)) {
    case 0: events = delayedTo64(list, count, rows, places, ring, now, length, load<f64>(order)); break;
    case 1: events = delayedTo32(list, count, rows, places, ring, now, length, load<f64>(order)); break;
    case 2: events = delayedBy64to64(list, count, rows, places, weights, ring, now, length); break;
    case 3: events = delayedBy32to64(list, count, rows, places, weights, ring, now, length); break;
    default: events = delayedBy32to32(list, count, rows, places, weights, ring, now, length);
  }
  tally(order, events);
}

function settle(order: usize, step: u32): void {
  const slot = slotOf(order, 2, step);
  const into = <usize>word(order, 6);
  const size = <usize>word(order, 7);
  if (word(order, 5) == 8) merge64(slot, into, size, load<f64>(order));
  else merge32(slot, into, size, load<f64>(order));
}

/** Notes a neuron's potential after the step: its reset while it sleeps. */
function sample(order: usize, step: u32): void {
  const every = word(order, 6);
  if ((step + 1) % every != 0) return;
  const wakesAt = <usize>word(order, 8);
  const at = <usize>word(order, 7);
  let value = word(order, 5) == 8 ? load<f64>(at) : <f64>load<f32>(at);
  if (wakesAt != 0 && load<i32>(wakesAt) > <i32>step) value = load<f64>(order, 8);
  store<f64>(<usize>word(order, 9) + (<usize>((step + 1) / every) << 3), value);
}

/**
 * Does the orders once for each step from `from` on, before `end`; `begin` is the step that the numbers of events were drawn from.
 * Returns the step that it has come to: it stops early where the list of spikes (ids, steps, count, length) has no `room` for another one.
 */
export function runOrders(orders: usize, count: u32, begin: u32, from: u32, end: u32, spikes: usize, room: u32): u32 {
  for (let step = from; step < end; step++) {
    if (load<u32>(spikes, 8) + room > load<u32>(spikes, 12)) return step;
    for (let k: u32 = 0; k < count; k++) {
      const order = orders + <usize>k * orderBytes;
      switch (word(order, 0)) {
        case 0: stepGroup(order, step, spikes); break;
        case 1: addPoisson(order, step); break;
        case 2: scatterEvents(order, step, begin); break;
        case 3: shareEvents(order, step, begin); break;
        case 4: addGiven(order, step); break;
        case 5: deliverToAll(order, step); break;
        case 6: deliverDue(order, step); break;
        case 7: sendAhead(order, step); break;
        case 8: settle(order, step); break;
        default: sample(order, step);
      }
    }
  }
  return end;
}

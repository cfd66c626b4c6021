// Adds weights at the targets of the neurons that fired. `rows` are the ends of each source's synapses, one after the other.

@inline
function addRow<Target, Real>(targets: usize, start: usize, end: usize, slot: usize, weight: Real): void {
  let at = targets + start * sizeof<Target>();
  const stop = targets + end * sizeof<Target>();
  const whole = at + (((end - start) >> 2) << 2) * sizeof<Target>();
  // One after the other, as a target may stand there twice.
  while (at < whole) {
    const first = slot + <usize>load<Target>(at) * sizeof<Real>();
    store<Real>(first, load<Real>(first) + weight);
    const second = slot + <usize>load<Target>(at + sizeof<Target>()) * sizeof<Real>();
    store<Real>(second, load<Real>(second) + weight);
    const third = slot + <usize>load<Target>(at + 2 * sizeof<Target>()) * sizeof<Real>();
    store<Real>(third, load<Real>(third) + weight);
    const fourth = slot + <usize>load<Target>(at + 3 * sizeof<Target>()) * sizeof<Real>();
    store<Real>(fourth, load<Real>(fourth) + weight);
    at += 4 * sizeof<Target>();
  }
  while (at < stop) {
    const only = slot + <usize>load<Target>(at) * sizeof<Real>();
    store<Real>(only, load<Real>(only) + weight);
    at += sizeof<Target>();
  }
}

@inline
function addWeightedRow<Target, Weight, Real>(targets: usize, weights: usize, start: usize, end: usize, slot: usize): void {
  for (let i = start; i < end; i++) {
    const at = slot + <usize>load<Target>(targets + i * sizeof<Target>()) * sizeof<Real>();
    store<Real>(at, load<Real>(at) + <Real>load<Weight>(weights + i * sizeof<Weight>()));
  }
}

/** One weight for all synapses, one delay. Returns the number of events. */
@inline
function deliver<Target, Real>(fired: usize, count: u32, rows: usize, targets: usize, slot: usize, weight: f64): u32 {
  let events: usize = 0;
  for (let k: u32 = 0; k < count; k++) {
    const row = rows + (<usize>load<u32>(fired + (<usize>k << 2)) << 2);
    const start = <usize>load<u32>(row);
    const end = <usize>load<u32>(row, 4);
    addRow<Target, Real>(targets, start, end, slot, <Real>weight);
    events += end - start;
  }
  return <u32>events;
}

/** A weight for each synapse, one delay. */
@inline
function deliverWeighted<Target, Weight, Real>(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  let events: usize = 0;
  for (let k: u32 = 0; k < count; k++) {
    const row = rows + (<usize>load<u32>(fired + (<usize>k << 2)) << 2);
    const start = <usize>load<u32>(row);
    const end = <usize>load<u32>(row, 4);
    addWeightedRow<Target, Weight, Real>(targets, weights, start, end, slot);
    events += end - start;
  }
  return <u32>events;
}

/**
 * A delay for each synapse: `places` point into the ring of all slots as seen from slot 0; `now` is where this step's slot begins and
 * `length` where the ring ends, in neurons. Without `weights` all weigh `weight`.
 */
@inline
function deliverDelayed<Weight, Real>(
  fired: usize, count: u32, rows: usize, places: usize, weights: usize, ring: usize, now: u32, length: u32, weight: f64,
): u32 {
  let events: usize = 0;
  for (let k: u32 = 0; k < count; k++) {
    const row = rows + (<usize>load<u32>(fired + (<usize>k << 2)) << 2);
    const start = <usize>load<u32>(row);
    const end = <usize>load<u32>(row, 4);
    for (let i = start; i < end; i++) {
      const place = now + load<u32>(places + (i << 2));
      const at = ring + <usize>(place >= length ? place - length : place) * sizeof<Real>();
      const added: Real = sizeof<Weight>() == 1 ? <Real>weight : <Real>load<Weight>(weights + i * sizeof<Weight>());
      store<Real>(at, load<Real>(at) + added);
    }
    events += end - start;
  }
  return <u32>events;
}

// Names: the target's bits, then the weight's where each synapse has one, then the bits of what they are added to.

export function deliver16to64(fired: usize, count: u32, rows: usize, targets: usize, slot: usize, weight: f64): u32 {
  return deliver<u16, f64>(fired, count, rows, targets, slot, weight);
}
export function deliver32to64(fired: usize, count: u32, rows: usize, targets: usize, slot: usize, weight: f64): u32 {
  return deliver<u32, f64>(fired, count, rows, targets, slot, weight);
}
export function deliver16to32(fired: usize, count: u32, rows: usize, targets: usize, slot: usize, weight: f64): u32 {
  return deliver<u16, f32>(fired, count, rows, targets, slot, weight);
}
export function deliver32to32(fired: usize, count: u32, rows: usize, targets: usize, slot: usize, weight: f64): u32 {
  return deliver<u32, f32>(fired, count, rows, targets, slot, weight);
}

export function deliver16by64to64(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u16, f64, f64>(fired, count, rows, targets, weights, slot);
}
export function deliver32by64to64(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u32, f64, f64>(fired, count, rows, targets, weights, slot);
}
export function deliver16by32to64(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u16, f32, f64>(fired, count, rows, targets, weights, slot);
}
export function deliver32by32to64(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u32, f32, f64>(fired, count, rows, targets, weights, slot);
}
export function deliver16by32to32(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u16, f32, f32>(fired, count, rows, targets, weights, slot);
}
export function deliver32by32to32(fired: usize, count: u32, rows: usize, targets: usize, weights: usize, slot: usize): u32 {
  return deliverWeighted<u32, f32, f32>(fired, count, rows, targets, weights, slot);
}

export function delayedTo64(fired: usize, count: u32, rows: usize, places: usize, ring: usize, now: u32, length: u32, weight: f64): u32 {
  return deliverDelayed<u8, f64>(fired, count, rows, places, 0, ring, now, length, weight);
}
export function delayedTo32(fired: usize, count: u32, rows: usize, places: usize, ring: usize, now: u32, length: u32, weight: f64): u32 {
  return deliverDelayed<u8, f32>(fired, count, rows, places, 0, ring, now, length, weight);
}
export function delayedBy64to64(fired: usize, count: u32, rows: usize, places: usize, weights: usize, ring: usize, now: u32, length: u32): u32 {
  return deliverDelayed<f64, f64>(fired, count, rows, places, weights, ring, now, length, 0);
}
export function delayedBy32to64(fired: usize, count: u32, rows: usize, places: usize, weights: usize, ring: usize, now: u32, length: u32): u32 {
  return deliverDelayed<f32, f64>(fired, count, rows, places, weights, ring, now, length, 0);
}
export function delayedBy32to32(fired: usize, count: u32, rows: usize, places: usize, weights: usize, ring: usize, now: u32, length: u32): u32 {
  return deliverDelayed<f32, f32>(fired, count, rows, places, weights, ring, now, length, 0);
}

@inline
function merge<Real>(slot: usize, into: usize, size: usize, gain: f64): void {
  const factor = v128.splat<Real>(<Real>gain);
  const none = i32x4.splat(0);
  const end = size * sizeof<Real>();
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(into + at, v128.add<Real>(v128.load(into + at), v128.mul<Real>(v128.load(slot + at), factor)));
    v128.store(slot + at, none);
  }
}

/** Adds what has arrived in a slot, times the gain, and clears the slot. */
export function merge64(slot: usize, into: usize, size: usize, gain: f64): void {
  merge<f64>(slot, into, size, gain);
}
export function merge32(slot: usize, into: usize, size: usize, gain: f64): void {
  merge<f32>(slot, into, size, gain);
}

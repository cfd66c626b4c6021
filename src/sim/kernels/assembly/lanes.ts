// What all kernels share: lanes of a vector as neurons, the countdown of refractory steps, and the list of those that fired.
//
// A kernel works on whole vectors: every array of a group is padded to a multiple of four neurons, and the padding never fires
// because its potential is minus infinity. A group's arrays are named in a block of 32-bit places, which begins with: neurons, flags,
// potentials, counters, thresholds, resets, pauses, drifts. The table of a coefficient holds one number for all neurons or, where the
// group is mixed, one for each. In a mixed group counters hold the refractory neurons back; in any other one their potential is minus
// infinity, which no input lifts, and who calls the kernel wakes them when their time has come.

/** Flags of a block. */
export const isMixed: usize = 1;
export const hasDrifts: usize = 2;

/** Neurons per vector. */
@inline
export function width<T>(): usize {
  return 16 / sizeof<T>();
}

/** The `place`-th word of a block. */
@inline
export function word(block: usize, place: usize): usize {
  return <usize>load<u32>(block + (place << 2));
}

/** A coefficient in all lanes. */
@inline
export function all<T>(table: usize): v128 {
  return v128.splat<T>(load<T>(table));
}

/** Of the counters at `at`: all bits set in the lanes that still wait; these are counted down. */
@inline
export function countDown<T>(at: usize): v128 {
  if (sizeof<T>() == 8) {
    const counters = v128.load64_zero(at);
    const waits = i32x4.gt_s(counters, i32x4.splat(0));
    v128.store64_lane(at, i32x4.add(counters, waits), 0);
    return i64x2.extend_low_i32x4_s(waits);
  }
  const counters = v128.load(at);
  const waits = i32x4.gt_s(counters, i32x4.splat(0));
  v128.store(at, i32x4.add(counters, waits));
  return waits;
}

/** One bit for each lane. */
@inline
export function bitsOf<T>(mask: v128): u32 {
  return sizeof<T>() == 8 ? i64x2.bitmask(mask) : i32x4.bitmask(mask);
}

/** Lists the neurons of the set bits behind the `count` that are listed and puts them to sleep; returns the list's length. */
export function fire<T>(block: usize, bits: u32, neuron: usize, fired: usize, count: u32): u32 {
  const v = word(block, 2);
  const reset = load<T>(word(block, 5));
  const asleep: T = load<T>(word(block, 6)) > <T>0 ? <T>-Infinity : reset;
  while (bits != 0) {
    const index = neuron + <usize>ctz(bits);
    store<u32>(fired + (<usize>count << 2), <u32>index);
    store<T>(v + index * sizeof<T>(), asleep);
    count++;
    bits &= bits - 1;
  }
  return count;
}

/** The same for a mixed group: each gets its own reset and waits by its counter. */
export function fireMixed<T>(block: usize, bits: u32, neuron: usize, fired: usize, count: u32): u32 {
  const v = word(block, 2);
  const waiting = word(block, 3);
  const resets = word(block, 5);
  const pauses = word(block, 6);
  while (bits != 0) {
    const index = neuron + <usize>ctz(bits);
    store<u32>(fired + (<usize>count << 2), <u32>index);
    store<T>(v + index * sizeof<T>(), load<T>(resets + index * sizeof<T>()));
    store<i32>(waiting + (index << 2), <i32>load<T>(pauses + index * sizeof<T>()));
    count++;
    bits &= bits - 1;
  }
  return count;
}

// One step of LIF neurons with delta synapses, in the order of operations of models/lif-current-delta.ts.
import { all, bitsOf, countDown, fire, width, word } from './lanes';

@inline
function step<T>(block: usize, arrivals: usize, mixed: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 3);
  const waiting = word(block, 4);
  const thresholds = word(block, 5);
  const drift = word(block, 8);
  const decays = word(block, 9);
  const none = i32x4.splat(0);
  let threshold = all<T>(thresholds);
  let decay = all<T>(decays);
  let count: u32 = 0;
  for (let i: usize = 0; i < size; i += width<T>()) {
    const at = i * sizeof<T>();
    if (mixed) {
      threshold = v128.load(thresholds + at);
      decay = v128.load(decays + at);
    }
    const held = v128.load(v + at);
    const waits = countDown<T>(waiting + (i << 2));
    const moved = v128.add<T>(v128.mul<T>(held, decay), v128.load(drift + at));
    const potential = v128.bitselect(held, v128.add<T>(moved, v128.load(arrivals + at)), waits);
    v128.store(v + at, potential);
    v128.store(arrivals + at, none);
    const bits = bitsOf<T>(v128.ge<T>(potential, threshold));
    if (bits != 0) count = fire<T>(block, bits, i, count);
  }
  return count;
}

export function currentDelta64(block: usize, _dtMs: f64, arrivals: usize): u32 {
  if (word(block, 1) != 0) return step<f64>(block, arrivals, true);
  return step<f64>(block, arrivals, false);
}

export function currentDelta32(block: usize, _dtMs: f64, arrivals: usize): u32 {
  if (word(block, 1) != 0) return step<f32>(block, arrivals, true);
  return step<f32>(block, arrivals, false);
}

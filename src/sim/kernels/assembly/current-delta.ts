// One step of LIF neurons with delta synapses, in the order of operations of models/lif-current-delta.ts.
import { all, bitsOf, countDown, fire, fireMixed, hasDrifts, isMixed, width, word } from './lanes';

@inline
function step<T>(block: usize, _dtMs: f64, fired: usize, arrivals: usize, mixed: bool, drifts: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 2);
  const waiting = word(block, 3);
  const thresholds = word(block, 4);
  const drift = word(block, 7);
  const decays = word(block, 8);
  const none = i32x4.splat(0);
  let threshold = all<T>(thresholds);
  let drifting = all<T>(drift);
  let decay = all<T>(decays);
  let count: u32 = 0;
  for (let i: usize = 0; i < size; i += width<T>()) {
    const at = i * sizeof<T>();
    if (mixed) {
      threshold = v128.load(thresholds + at);
      decay = v128.load(decays + at);
    }
    if (drifts) drifting = v128.load(drift + at);
    const held = v128.load(v + at);
    const moved = v128.add<T>(v128.mul<T>(held, decay), drifting);
    const next = v128.add<T>(moved, v128.load(arrivals + at));
    v128.store(arrivals + at, none);
    if (mixed) {
      const waits = countDown<T>(waiting + (i << 2));
      v128.store(v + at, v128.bitselect(held, next, waits));
      const bits = bitsOf<T>(v128.andnot(v128.ge<T>(next, threshold), waits));
      if (bits != 0) count = fireMixed<T>(block, bits, i, fired, count);
    } else {
      v128.store(v + at, next);
      const bits = bitsOf<T>(v128.ge<T>(next, threshold));
      if (bits != 0) count = fire<T>(block, bits, i, fired, count);
    }
  }
  return count;
}

export function currentDelta64(block: usize, dtMs: f64, fired: usize, arrivals: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f64>(block, dtMs, fired, arrivals, true, true);
  if (flags & hasDrifts) return step<f64>(block, dtMs, fired, arrivals, false, true);
  return step<f64>(block, dtMs, fired, arrivals, false, false);
}

export function currentDelta32(block: usize, dtMs: f64, fired: usize, arrivals: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f32>(block, dtMs, fired, arrivals, true, true);
  if (flags & hasDrifts) return step<f32>(block, dtMs, fired, arrivals, false, true);
  return step<f32>(block, dtMs, fired, arrivals, false, false);
}

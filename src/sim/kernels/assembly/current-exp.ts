// One step of LIF neurons with exponential currents, in the order of operations of models/lif-current-exp.ts; events add to the currents.
import { all, bitsOf, countDown, fire, fireMixed, hasDrifts, isMixed, width, word } from './lanes';

@inline
function step<T>(block: usize, _dtMs: f64, fired: usize, mixed: bool, drifts: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 2);
  const waiting = word(block, 3);
  const thresholds = word(block, 4);
  const drift = word(block, 7);
  const currentEx = word(block, 8);
  const currentIn = word(block, 9);
  const decays = word(block, 10);
  const decaysEx = word(block, 11);
  const decaysIn = word(block, 12);
  const gainsEx = word(block, 13);
  const gainsIn = word(block, 14);
  let threshold = all<T>(thresholds);
  let drifting = all<T>(drift);
  let decay = all<T>(decays);
  let decayEx = all<T>(decaysEx);
  let decayIn = all<T>(decaysIn);
  let gainEx = all<T>(gainsEx);
  let gainIn = all<T>(gainsIn);
  let count: u32 = 0;
  let begin: usize = 0;
  if (!mixed) {
    // Two vectors at a time: one branch for both, as hardly anyone fires.
    const span = 2 * width<T>();
    const whole = size & ~(span - 1);
    for (; begin < whole; begin += span) {
      const at = begin * sizeof<T>();
      const ex0 = v128.load(currentEx + at);
      const ex1 = v128.load(currentEx + at, 16);
      const in0 = v128.load(currentIn + at);
      const in1 = v128.load(currentIn + at, 16);
      let next0 = v128.mul<T>(v128.load(v + at), decay);
      let next1 = v128.mul<T>(v128.load(v + at, 16), decay);
      next0 = v128.add<T>(next0, v128.mul<T>(ex0, gainEx));
      next1 = v128.add<T>(next1, v128.mul<T>(ex1, gainEx));
      v128.store(currentEx + at, v128.mul<T>(ex0, decayEx));
      v128.store(currentEx + at, v128.mul<T>(ex1, decayEx), 16);
      next0 = v128.add<T>(next0, v128.mul<T>(in0, gainIn));
      next1 = v128.add<T>(next1, v128.mul<T>(in1, gainIn));
      v128.store(currentIn + at, v128.mul<T>(in0, decayIn));
      v128.store(currentIn + at, v128.mul<T>(in1, decayIn), 16);
      next0 = v128.add<T>(next0, drifts ? v128.load(drift + at) : drifting);
      next1 = v128.add<T>(next1, drifts ? v128.load(drift + at, 16) : drifting);
      v128.store(v + at, next0);
      v128.store(v + at, next1, 16);
      const over0 = v128.ge<T>(next0, threshold);
      const over1 = v128.ge<T>(next1, threshold);
      if (v128.any_true(v128.or(over0, over1))) {
        count = fire<T>(block, bitsOf<T>(over0), begin, fired, count);
        count = fire<T>(block, bitsOf<T>(over1), begin + width<T>(), fired, count);
      }
    }
  }
  for (let i = begin; i < size; i += width<T>()) {
    const at = i * sizeof<T>();
    if (mixed) {
      threshold = v128.load(thresholds + at);
      decay = v128.load(decays + at);
      decayEx = v128.load(decaysEx + at);
      decayIn = v128.load(decaysIn + at);
      gainEx = v128.load(gainsEx + at);
      gainIn = v128.load(gainsIn + at);
    }
    if (drifts) drifting = v128.load(drift + at);
    const ex = v128.load(currentEx + at);
    const inh = v128.load(currentIn + at);
    const held = v128.load(v + at);
    let next = v128.mul<T>(held, decay);
    next = v128.add<T>(next, v128.mul<T>(ex, gainEx));
    next = v128.add<T>(next, v128.mul<T>(inh, gainIn));
    next = v128.add<T>(next, drifting);
    v128.store(currentEx + at, v128.mul<T>(ex, decayEx));
    v128.store(currentIn + at, v128.mul<T>(inh, decayIn));
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

export function currentExp64(block: usize, dtMs: f64, fired: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f64>(block, dtMs, fired, true, true);
  if (flags & hasDrifts) return step<f64>(block, dtMs, fired, false, true);
  return step<f64>(block, dtMs, fired, false, false);
}

export function currentExp32(block: usize, dtMs: f64, fired: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f32>(block, dtMs, fired, true, true);
  if (flags & hasDrifts) return step<f32>(block, dtMs, fired, false, true);
  return step<f32>(block, dtMs, fired, false, false);
}

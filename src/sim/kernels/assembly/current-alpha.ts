// One step of LIF neurons with alpha-shaped currents, in the order of operations of models/lif-current-alpha.ts. In a group of one kind
// events add to the slopes that feed the currents; in a mixed one they arrive apart, as each neuron has its own slope.
import { all, bitsOf, countDown, fire, fireMixed, hasDrifts, isMixed, width, word } from './lanes';

@inline
function step<T>(block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize, mixed: bool, drifts: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 2);
  const waiting = word(block, 3);
  const thresholds = word(block, 4);
  const drift = word(block, 7);
  const currentEx = word(block, 8);
  const currentIn = word(block, 9);
  const riseEx = word(block, 10);
  const riseIn = word(block, 11);
  const decays = word(block, 12);
  const decaysEx = word(block, 13);
  const decaysIn = word(block, 14);
  const gainsEx = word(block, 15);
  const gainsIn = word(block, 16);
  const rampsEx = word(block, 17);
  const rampsIn = word(block, 18);
  const slopesEx = word(block, 19);
  const slopesIn = word(block, 20);
  const dt = v128.splat<T>(<T>dtMs);
  const none = i32x4.splat(0);
  let threshold = all<T>(thresholds);
  let drifting = all<T>(drift);
  let decay = all<T>(decays);
  let decayEx = all<T>(decaysEx);
  let decayIn = all<T>(decaysIn);
  let gainEx = all<T>(gainsEx);
  let gainIn = all<T>(gainsIn);
  let rampEx = all<T>(rampsEx);
  let rampIn = all<T>(rampsIn);
  let slopeEx = all<T>(slopesEx);
  let slopeIn = all<T>(slopesIn);
  let count: u32 = 0;
  for (let i: usize = 0; i < size; i += width<T>()) {
    const at = i * sizeof<T>();
    if (mixed) {
      threshold = v128.load(thresholds + at);
      decay = v128.load(decays + at);
      decayEx = v128.load(decaysEx + at);
      decayIn = v128.load(decaysIn + at);
      gainEx = v128.load(gainsEx + at);
      gainIn = v128.load(gainsIn + at);
      rampEx = v128.load(rampsEx + at);
      rampIn = v128.load(rampsIn + at);
      slopeEx = v128.load(slopesEx + at);
      slopeIn = v128.load(slopesIn + at);
    }
    if (drifts) drifting = v128.load(drift + at);
    const ex = v128.load(currentEx + at);
    const inh = v128.load(currentIn + at);
    const risingEx = v128.load(riseEx + at);
    const risingIn = v128.load(riseIn + at);
    const held = v128.load(v + at);
    let next = v128.mul<T>(held, decay);
    next = v128.add<T>(next, v128.mul<T>(ex, gainEx));
    next = v128.add<T>(next, v128.mul<T>(risingEx, rampEx));
    next = v128.add<T>(next, v128.mul<T>(inh, gainIn));
    next = v128.add<T>(next, v128.mul<T>(risingIn, rampIn));
    next = v128.add<T>(next, drifting);
    v128.store(currentEx + at, v128.mul<T>(v128.add<T>(ex, v128.mul<T>(risingEx, dt)), decayEx));
    v128.store(currentIn + at, v128.mul<T>(v128.add<T>(inh, v128.mul<T>(risingIn, dt)), decayIn));
    let nextEx = v128.mul<T>(risingEx, decayEx);
    let nextIn = v128.mul<T>(risingIn, decayIn);
    if (mixed) {
      nextEx = v128.add<T>(nextEx, v128.mul<T>(v128.load(arrivalsEx + at), slopeEx));
      nextIn = v128.add<T>(nextIn, v128.mul<T>(v128.load(arrivalsIn + at), slopeIn));
      v128.store(arrivalsEx + at, none);
      v128.store(arrivalsIn + at, none);
    }
    v128.store(riseEx + at, nextEx);
    v128.store(riseIn + at, nextIn);
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

export function currentAlpha64(block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, true, true);
  if (flags & hasDrifts) return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, true);
  return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, false);
}

export function currentAlpha32(block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, true, true);
  if (flags & hasDrifts) return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, true);
  return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, false);
}

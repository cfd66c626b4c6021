// One step of LIF neurons with alpha-shaped currents, in the order of operations of models/lif-current-alpha.ts.
import { all, bitsOf, countDown, fire, width, word } from './lanes';

@inline
function step<T>(block: usize, dtMs: f64, arrivalsEx: usize, arrivalsIn: usize, mixed: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 3);
  const waiting = word(block, 4);
  const thresholds = word(block, 5);
  const drift = word(block, 8);
  const currentEx = word(block, 9);
  const currentIn = word(block, 10);
  const riseEx = word(block, 11);
  const riseIn = word(block, 12);
  const decays = word(block, 13);
  const decaysEx = word(block, 14);
  const decaysIn = word(block, 15);
  const gainsEx = word(block, 16);
  const gainsIn = word(block, 17);
  const rampsEx = word(block, 18);
  const rampsIn = word(block, 19);
  const slopesEx = word(block, 20);
  const slopesIn = word(block, 21);
  const dt = v128.splat<T>(<T>dtMs);
  const none = i32x4.splat(0);
  let threshold = all<T>(thresholds);
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
    const ex = v128.load(currentEx + at);
    const inh = v128.load(currentIn + at);
    const risingEx = v128.load(riseEx + at);
    const risingIn = v128.load(riseIn + at);
    const held = v128.load(v + at);
    const waits = countDown<T>(waiting + (i << 2));
    let next = v128.mul<T>(held, decay);
    next = v128.add<T>(next, v128.mul<T>(ex, gainEx));
    next = v128.add<T>(next, v128.mul<T>(risingEx, rampEx));
    next = v128.add<T>(next, v128.mul<T>(inh, gainIn));
    next = v128.add<T>(next, v128.mul<T>(risingIn, rampIn));
    next = v128.add<T>(next, v128.load(drift + at));
    const potential = v128.bitselect(held, next, waits);
    v128.store(v + at, potential);
    v128.store(currentEx + at, v128.mul<T>(v128.add<T>(ex, v128.mul<T>(risingEx, dt)), decayEx));
    v128.store(currentIn + at, v128.mul<T>(v128.add<T>(inh, v128.mul<T>(risingIn, dt)), decayIn));
    const arrivedEx = v128.mul<T>(v128.load(arrivalsEx + at), slopeEx);
    const arrivedIn = v128.mul<T>(v128.load(arrivalsIn + at), slopeIn);
    v128.store(riseEx + at, v128.add<T>(v128.mul<T>(risingEx, decayEx), arrivedEx));
    v128.store(riseIn + at, v128.add<T>(v128.mul<T>(risingIn, decayIn), arrivedIn));
    v128.store(arrivalsEx + at, none);
    v128.store(arrivalsIn + at, none);
    const bits = bitsOf<T>(v128.ge<T>(potential, threshold));
    if (bits != 0) count = fire<T>(block, bits, i, count);
  }
  return count;
}

export function currentAlpha64(block: usize, dtMs: f64, arrivalsEx: usize, arrivalsIn: usize): u32 {
  if (word(block, 1) != 0) return step<f64>(block, dtMs, arrivalsEx, arrivalsIn, true);
  return step<f64>(block, dtMs, arrivalsEx, arrivalsIn, false);
}

export function currentAlpha32(block: usize, dtMs: f64, arrivalsEx: usize, arrivalsIn: usize): u32 {
  if (word(block, 1) != 0) return step<f32>(block, dtMs, arrivalsEx, arrivalsIn, true);
  return step<f32>(block, dtMs, arrivalsEx, arrivalsIn, false);
}

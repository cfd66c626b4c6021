// One step of LIF neurons with exponential currents, in the order of operations of models/lif-current-exp.ts.
import { all, bitsOf, countDown, fire, width, word } from './lanes';

@inline
function step<T>(block: usize, arrivalsEx: usize, arrivalsIn: usize, mixed: bool): u32 {
  const size = word(block, 0);
  const v = word(block, 3);
  const waiting = word(block, 4);
  const thresholds = word(block, 5);
  const drift = word(block, 8);
  const currentEx = word(block, 9);
  const currentIn = word(block, 10);
  const decays = word(block, 11);
  const decaysEx = word(block, 12);
  const decaysIn = word(block, 13);
  const gainsEx = word(block, 14);
  const gainsIn = word(block, 15);
  const none = i32x4.splat(0);
  let threshold = all<T>(thresholds);
  let decay = all<T>(decays);
  let decayEx = all<T>(decaysEx);
  let decayIn = all<T>(decaysIn);
  let gainEx = all<T>(gainsEx);
  let gainIn = all<T>(gainsIn);
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
    }
    const ex = v128.load(currentEx + at);
    const inh = v128.load(currentIn + at);
    const held = v128.load(v + at);
    const waits = countDown<T>(waiting + (i << 2));
    let next = v128.mul<T>(held, decay);
    next = v128.add<T>(next, v128.mul<T>(ex, gainEx));
    next = v128.add<T>(next, v128.mul<T>(inh, gainIn));
    next = v128.add<T>(next, v128.load(drift + at));
    const potential = v128.bitselect(held, next, waits);
    v128.store(v + at, potential);
    v128.store(currentEx + at, v128.add<T>(v128.mul<T>(ex, decayEx), v128.load(arrivalsEx + at)));
    v128.store(currentIn + at, v128.add<T>(v128.mul<T>(inh, decayIn), v128.load(arrivalsIn + at)));
    v128.store(arrivalsEx + at, none);
    v128.store(arrivalsIn + at, none);
    const bits = bitsOf<T>(v128.ge<T>(potential, threshold));
    if (bits != 0) count = fire<T>(block, bits, i, count);
  }
  return count;
}

export function currentExp64(block: usize, _dtMs: f64, arrivalsEx: usize, arrivalsIn: usize): u32 {
  if (word(block, 1) != 0) return step<f64>(block, arrivalsEx, arrivalsIn, true);
  return step<f64>(block, arrivalsEx, arrivalsIn, false);
}

export function currentExp32(block: usize, _dtMs: f64, arrivalsEx: usize, arrivalsIn: usize): u32 {
  if (word(block, 1) != 0) return step<f32>(block, arrivalsEx, arrivalsIn, true);
  return step<f32>(block, arrivalsEx, arrivalsIn, false);
}

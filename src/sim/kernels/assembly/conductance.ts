// One step of a membrane under conductances, in the order of operations of ../../conductance.ts, and the two models that take it.
import { all, bitsOf, countDown, fire, fireMixed, hasDrifts, isMixed, width, word } from './lanes';

/** The host's own exponential: the plain path takes it too, and both have to give the same bits. */
@external('env', 'exp')
declare function exp(x: f64): f64;

const largestRungeKuttaStep: f64 = 0.5;

@inline
function lane<T>(vector: v128, index: u32): f64 {
  if (sizeof<T>() == 8) return index == 0 ? f64x2.extract_lane(vector, 0) : f64x2.extract_lane(vector, 1);
  if (index < 2) return <f64>(index == 0 ? f32x4.extract_lane(vector, 0) : f32x4.extract_lane(vector, 1));
  return <f64>(index == 2 ? f32x4.extract_lane(vector, 2) : f32x4.extract_lane(vector, 3));
}

/** The exponential step of one neuron whose conductances are too large for Runge-Kutta. */
function relax(dt: f64, v: f64, rate: f64, target: f64): f64 {
  return target / rate + (v - target / rate) * exp(-dt * rate);
}

/** Where the lanes of `stiff` are set, replaces the potentials at `at`; out of line, as it hardly ever happens. */
function relaxLanes<T>(at: usize, bits: u32, dt: f64, held: v128, rate: v128, target: v128): void {
  while (bits != 0) {
    const index = <u32>ctz(bits);
    store<T>(at + index * sizeof<T>(), <T>relax(dt, lane<T>(held, index), lane<T>(rate, index), lane<T>(target, index)));
    bits &= bits - 1;
  }
}

@inline
function sixth<T>(start: v128, middle: v128, end: v128): v128 {
  return v128.div<T>(v128.add<T>(v128.add<T>(start, v128.mul<T>(v128.splat<T>(<T>4), middle)), end), v128.splat<T>(<T>6));
}

/** `shape`: 0 for exponential, 1 for alpha conductances. */
@inline
function step<T>(
  block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize, mixed: bool, drifts: bool, shape: i32,
): u32 {
  const size = word(block, 0);
  const v = word(block, 2);
  const waiting = word(block, 3);
  const thresholds = word(block, 4);
  const drive = word(block, 7);
  const perCapacities = word(block, 8);
  const leaks = word(block, 9);
  const reversalsEx = word(block, 10);
  const reversalsIn = word(block, 11);
  const conductanceEx = word(block, 12);
  const conductanceIn = word(block, 13);
  const decaysEx = word(block, 14);
  const decaysIn = word(block, 15);
  const halvesEx = word(block, 16);
  const halvesIn = word(block, 17);
  const riseEx = shape == 1 ? word(block, 18) : 0;
  const riseIn = shape == 1 ? word(block, 19) : 0;
  const slopesEx = shape == 1 ? word(block, 20) : 0;
  const slopesIn = shape == 1 ? word(block, 21) : 0;
  const none = i32x4.splat(0);
  const dt = v128.splat<T>(<T>dtMs);
  const half = v128.splat<T>(<T>(dtMs / 2));
  const sixthOfDt = v128.splat<T>(<T>(dtMs / 6));
  const two = v128.splat<T>(<T>2);
  const asleep = v128.splat<T>(<T>-Infinity);
  const limit = v128.splat<T>(<T>largestRungeKuttaStep);
  let threshold = all<T>(thresholds);
  let driven = all<T>(drive);
  let perCapacity = all<T>(perCapacities);
  let leak = all<T>(leaks);
  let reversalEx = all<T>(reversalsEx);
  let reversalIn = all<T>(reversalsIn);
  let decayEx = all<T>(decaysEx);
  let decayIn = all<T>(decaysIn);
  let halfEx = all<T>(halvesEx);
  let halfIn = all<T>(halvesIn);
  let slopeEx = shape == 1 ? all<T>(slopesEx) : none;
  let slopeIn = shape == 1 ? all<T>(slopesIn) : none;
  let count: u32 = 0;
  for (let i: usize = 0; i < size; i += width<T>()) {
    const at = i * sizeof<T>();
    if (mixed) {
      threshold = v128.load(thresholds + at);
      perCapacity = v128.load(perCapacities + at);
      leak = v128.load(leaks + at);
      reversalEx = v128.load(reversalsEx + at);
      reversalIn = v128.load(reversalsIn + at);
      decayEx = v128.load(decaysEx + at);
      decayIn = v128.load(decaysIn + at);
      halfEx = v128.load(halvesEx + at);
      halfIn = v128.load(halvesIn + at);
      if (shape == 1) {
        slopeEx = v128.load(slopesEx + at);
        slopeIn = v128.load(slopesIn + at);
      }
    }
    const exStart = v128.load(conductanceEx + at);
    const inStart = v128.load(conductanceIn + at);
    if (drifts) driven = v128.load(drive + at);
    const held = v128.load(v + at);
    let exMiddle: v128;
    let inMiddle: v128;
    let exEnd: v128;
    let inEnd: v128;
    if (shape == 1) {
      const risingEx = v128.load(riseEx + at);
      const risingIn = v128.load(riseIn + at);
      exMiddle = v128.mul<T>(v128.add<T>(exStart, v128.mul<T>(risingEx, half)), halfEx);
      inMiddle = v128.mul<T>(v128.add<T>(inStart, v128.mul<T>(risingIn, half)), halfIn);
      exEnd = v128.mul<T>(v128.add<T>(exStart, v128.mul<T>(risingEx, dt)), decayEx);
      inEnd = v128.mul<T>(v128.add<T>(inStart, v128.mul<T>(risingIn, dt)), decayIn);
      v128.store(conductanceEx + at, exEnd);
      v128.store(conductanceIn + at, inEnd);
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
    } else {
      exMiddle = v128.mul<T>(exStart, halfEx);
      inMiddle = v128.mul<T>(inStart, halfIn);
      exEnd = v128.mul<T>(exStart, decayEx);
      inEnd = v128.mul<T>(inStart, decayIn);
      v128.store(conductanceEx + at, exEnd);
      v128.store(conductanceIn + at, inEnd);
    }
    const rateStart = v128.add<T>(leak, v128.mul<T>(v128.add<T>(exStart, inStart), perCapacity));
    const rateMiddle = v128.add<T>(leak, v128.mul<T>(v128.add<T>(exMiddle, inMiddle), perCapacity));
    const rateEnd = v128.add<T>(leak, v128.mul<T>(v128.add<T>(exEnd, inEnd), perCapacity));
    const pullStart = v128.add<T>(v128.mul<T>(exStart, reversalEx), v128.mul<T>(inStart, reversalIn));
    const pullMiddle = v128.add<T>(v128.mul<T>(exMiddle, reversalEx), v128.mul<T>(inMiddle, reversalIn));
    const pullEnd = v128.add<T>(v128.mul<T>(exEnd, reversalEx), v128.mul<T>(inEnd, reversalIn));
    const targetStart = v128.add<T>(driven, v128.mul<T>(pullStart, perCapacity));
    const targetMiddle = v128.add<T>(driven, v128.mul<T>(pullMiddle, perCapacity));
    const targetEnd = v128.add<T>(driven, v128.mul<T>(pullEnd, perCapacity));
    const k1 = v128.sub<T>(targetStart, v128.mul<T>(rateStart, held));
    const k2 = v128.sub<T>(targetMiddle, v128.mul<T>(rateMiddle, v128.add<T>(held, v128.mul<T>(half, k1))));
    const k3 = v128.sub<T>(targetMiddle, v128.mul<T>(rateMiddle, v128.add<T>(held, v128.mul<T>(half, k2))));
    const k4 = v128.sub<T>(targetEnd, v128.mul<T>(rateEnd, v128.add<T>(held, v128.mul<T>(dt, k3))));
    const slope = v128.add<T>(v128.add<T>(k1, v128.mul<T>(two, v128.add<T>(k2, k3))), k4);
    const next = v128.add<T>(held, v128.mul<T>(sixthOfDt, slope));
    const largest = v128.max<T>(v128.max<T>(rateStart, rateMiddle), rateEnd);
    const stiff = v128.gt<T>(v128.mul<T>(dt, largest), limit);
    if (mixed) {
      const waits = countDown<T>(waiting + (i << 2));
      v128.store(v + at, v128.bitselect(held, next, waits));
      let potential = next;
      const relaxing = bitsOf<T>(v128.andnot(stiff, waits));
      if (relaxing != 0) {
        const rate = sixth<T>(rateStart, rateMiddle, rateEnd);
        relaxLanes<T>(v + at, relaxing, dtMs, held, rate, sixth<T>(targetStart, targetMiddle, targetEnd));
        potential = v128.load(v + at);
      }
      const bits = bitsOf<T>(v128.andnot(v128.ge<T>(potential, threshold), waits));
      if (bits != 0) count = fireMixed<T>(block, bits, i, fired, count);
    } else {
      // The steps of Runge and Kutta have no minus infinity to stay at.
      const sleeps = v128.eq<T>(held, asleep);
      let potential = v128.bitselect(held, next, sleeps);
      v128.store(v + at, potential);
      const relaxing = bitsOf<T>(v128.andnot(stiff, sleeps));
      if (relaxing != 0) {
        const rate = sixth<T>(rateStart, rateMiddle, rateEnd);
        relaxLanes<T>(v + at, relaxing, dtMs, held, rate, sixth<T>(targetStart, targetMiddle, targetEnd));
        potential = v128.load(v + at);
      }
      const bits = bitsOf<T>(v128.ge<T>(potential, threshold));
      if (bits != 0) count = fire<T>(block, bits, i, fired, count);
    }
  }
  return count;
}

export function conductanceExp64(block: usize, dtMs: f64, fired: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f64>(block, dtMs, fired, 0, 0, true, true, 0);
  if (flags & hasDrifts) return step<f64>(block, dtMs, fired, 0, 0, false, true, 0);
  return step<f64>(block, dtMs, fired, 0, 0, false, false, 0);
}

export function conductanceExp32(block: usize, dtMs: f64, fired: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f32>(block, dtMs, fired, 0, 0, true, true, 0);
  if (flags & hasDrifts) return step<f32>(block, dtMs, fired, 0, 0, false, true, 0);
  return step<f32>(block, dtMs, fired, 0, 0, false, false, 0);
}

export function conductanceAlpha64(block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, true, true, 1);
  if (flags & hasDrifts) return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, true, 1);
  return step<f64>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, false, 1);
}

export function conductanceAlpha32(block: usize, dtMs: f64, fired: usize, arrivalsEx: usize, arrivalsIn: usize): u32 {
  const flags = word(block, 1);
  if (flags & isMixed) return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, true, true, 1);
  if (flags & hasDrifts) return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, true, 1);
  return step<f32>(block, dtMs, fired, arrivalsEx, arrivalsIn, false, false, 1);
}

// Poisson numbers of one mean from a table, and their events, draw for draw as poisson.ts and sources.ts.
import { draw } from './random';

/** A cell of the table at or above this holds more than one number: the word's other bits and a further word decide. */
const several: u32 = 128;

/** The next word of the single generator whose state stands behind the four lanes: xoshiro128**. */
function drawFine(state: usize): u32 {
  const at = state + 64;
  const b = load<u32>(at, 4);
  const times5 = b * 5;
  const result = rotl<u32>(times5, 7) * 9;
  const c = load<u32>(at, 8) ^ load<u32>(at);
  const d = load<u32>(at, 12) ^ b;
  store<u32>(at, load<u32>(at) ^ d);
  store<u32>(at, b ^ c, 4);
  store<u32>(at, c ^ (b << 9), 8);
  store<u32>(at, rotl<u32>(d, 11), 12);
  return result;
}

/** The first number, from `from` on, whose cumulative probability lies above the random number made of `coarse` and a further word. */
function resolve(state: usize, coarse: u32, from: u32, last: u32, cumulative: usize): u32 {
  const random = (<f64>coarse + <f64>drawFine(state) / 4294967296) / 4294967296;
  let number = from;
  while (number < last && random >= load<f64>(cumulative + (<usize>number << 3))) number++;
  return number;
}

/** The number that a cell says, or where it holds several, what the finer random number says. */
function settle(state: usize, coarse: i32, said: i32, last: u32, cumulative: usize): i32 {
  if (<u32>said < several) return said;
  return <i32>resolve(state, <u32>coarse, <u32>said - several, last, cumulative);
}

@inline
function addPoisson<Real>(state: usize, guide: usize, cumulative: usize, last: u32, size: u32, slot: usize, weight: f64): u32 {
  const added = v128.splat<Real>(<Real>weight);
  const marks = i32x4.splat(<i32>several);
  let sums = i32x4.splat(0);
  for (let i: u32 = 0; i < size; i += 4) {
    const words = draw(state);
    const cells = i32x4.shr_u(words, 20);
    let numbers = v128.load8_lane(guide + <usize>i32x4.extract_lane(cells, 0), i32x4.splat(0), 0);
    numbers = v128.load8_lane(guide + <usize>i32x4.extract_lane(cells, 1), numbers, 4);
    numbers = v128.load8_lane(guide + <usize>i32x4.extract_lane(cells, 2), numbers, 8);
    numbers = v128.load8_lane(guide + <usize>i32x4.extract_lane(cells, 3), numbers, 12);
    const open = v128.and(numbers, marks);
    if (v128.any_true(open)) {
      const coarse0 = i32x4.extract_lane(words, 0);
      const coarse1 = i32x4.extract_lane(words, 1);
      const coarse2 = i32x4.extract_lane(words, 2);
      const coarse3 = i32x4.extract_lane(words, 3);
      numbers = i32x4.replace_lane(numbers, 0, settle(state, coarse0, i32x4.extract_lane(numbers, 0), last, cumulative));
      numbers = i32x4.replace_lane(numbers, 1, settle(state, coarse1, i32x4.extract_lane(numbers, 1), last, cumulative));
      numbers = i32x4.replace_lane(numbers, 2, settle(state, coarse2, i32x4.extract_lane(numbers, 2), last, cumulative));
      numbers = i32x4.replace_lane(numbers, 3, settle(state, coarse3, i32x4.extract_lane(numbers, 3), last, cumulative));
    }
    if (i + 4 > size) numbers = v128.and(numbers, i32x4.gt_s(i32x4.splat(size - i), i32x4(0, 1, 2, 3)));
    sums = i32x4.add(sums, numbers);
    const at = slot + <usize>i * sizeof<Real>();
    if (sizeof<Real>() == 8) {
      v128.store(at, f64x2.add(v128.load(at), f64x2.mul(f64x2.convert_low_i32x4_s(numbers), added)));
      const high = i8x16.shuffle(numbers, numbers, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
      v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(f64x2.convert_low_i32x4_s(high), added)), 16);
    } else {
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.convert_i32x4_s(numbers), added)));
    }
  }
  return i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}

/** A number for each neuron, times the weight. Returns the number of events. */
export function poissonTo64(state: usize, guide: usize, cumulative: usize, last: u32, size: u32, slot: usize, weight: f64): u32 {
  return addPoisson<f64>(state, guide, cumulative, last, size, slot, weight);
}
export function poissonTo32(state: usize, guide: usize, cumulative: usize, last: u32, size: u32, slot: usize, weight: f64): u32 {
  return addPoisson<f32>(state, guide, cumulative, last, size, slot, weight);
}

@inline
function scatter<Real>(words: usize, count: u32, size: u32, slot: usize, weight: f64): void {
  for (let k: u32 = 0; k < count; k++) {
    const neuron = (<u64>load<u32>(words + (<usize>k << 2)) * <u64>size) >> 32;
    const at = slot + <usize>neuron * sizeof<Real>();
    store<Real>(at, load<Real>(at) + <Real>weight);
  }
}

/** Each word chooses a neuron that gets the weight. */
export function scatterTo64(words: usize, count: u32, size: u32, slot: usize, weight: f64): void {
  scatter<f64>(words, count, size, slot, weight);
}
export function scatterTo32(words: usize, count: u32, size: u32, slot: usize, weight: f64): void {
  scatter<f32>(words, count, size, slot, weight);
}

// Four lanes of xoshiro128** side by side, word for word as words.ts; a state is four vectors.

/** The next four words; the state at `state` is moved on. */
@inline
export function draw(state: usize): v128 {
  const a = v128.load(state);
  const b = v128.load(state, 16);
  const c = v128.xor(v128.load(state, 32), a);
  const d = v128.xor(v128.load(state, 48), b);
  const times5 = i32x4.add(i32x4.shl(b, 2), b);
  const turned = v128.or(i32x4.shl(times5, 7), i32x4.shr_u(times5, 25));
  v128.store(state, v128.xor(a, d));
  v128.store(state, v128.xor(b, c), 16);
  v128.store(state, v128.xor(c, i32x4.shl(b, 9)), 32);
  v128.store(state, v128.or(i32x4.shl(d, 11), i32x4.shr_u(d, 21)), 48);
  return i32x4.add(i32x4.shl(turned, 3), turned);
}

/** Fills `words`, a multiple of four, with random words. */
export function fillWords(state: usize, words: usize, count: usize): void {
  const end = words + (count << 2);
  for (let at = words; at < end; at += 16) v128.store(at, draw(state));
}

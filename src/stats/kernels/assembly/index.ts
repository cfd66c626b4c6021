// A matrix of 32-bit numbers times a vector, from the right and from the left, four entries at a time.
//
// Rows lie one after the other, each padded with zeros to a multiple of four, and so many rows of zeros that their number is one too.

/** y = A x. Four rows share what is loaded of x. */
export function multiply(a: usize, x: usize, y: usize, rows: usize, stride: usize): void {
  const row = stride << 2;
  for (let i: usize = 0; i < rows; i += 4) {
    const r0 = a + i * row;
    const r1 = r0 + row;
    const r2 = r1 + row;
    const r3 = r2 + row;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (let at: usize = 0; at < row; at += 16) {
      const v = v128.load(x + at);
      s0 = f32x4.add(s0, f32x4.mul(v128.load(r0 + at), v));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(r1 + at), v));
      s2 = f32x4.add(s2, f32x4.mul(v128.load(r2 + at), v));
      s3 = f32x4.add(s3, f32x4.mul(v128.load(r3 + at), v));
    }
    // The four sums of each become one, all four together.
    const p = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 1, 4, 5), v128.shuffle<f32>(s0, s1, 2, 3, 6, 7));
    const q = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 1, 4, 5), v128.shuffle<f32>(s2, s3, 2, 3, 6, 7));
    const sums = f32x4.add(v128.shuffle<f32>(p, q, 0, 2, 4, 6), v128.shuffle<f32>(p, q, 1, 3, 5, 7));
    v128.store(y + (i << 2), sums);
  }
}

/** y = Aᵀ x. Four rows are added to y at a time. */
export function multiplyTransposed(a: usize, x: usize, y: usize, rows: usize, stride: usize): void {
  const row = stride << 2;
  for (let at: usize = 0; at < row; at += 16) v128.store(y + at, f32x4.splat(0));
  for (let i: usize = 0; i < rows; i += 4) {
    const r0 = a + i * row;
    const r1 = r0 + row;
    const r2 = r1 + row;
    const r3 = r2 + row;
    const x0 = v128.load32_splat(x + (i << 2));
    const x1 = v128.load32_splat(x + (i << 2) + 4);
    const x2 = v128.load32_splat(x + (i << 2) + 8);
    const x3 = v128.load32_splat(x + (i << 2) + 12);
    for (let at: usize = 0; at < row; at += 16) {
      const near = f32x4.add(f32x4.mul(v128.load(r0 + at), x0), f32x4.mul(v128.load(r1 + at), x1));
      const far = f32x4.add(f32x4.mul(v128.load(r2 + at), x2), f32x4.mul(v128.load(r3 + at), x3));
      v128.store(y + at, f32x4.add(v128.load(y + at), f32x4.add(near, far)));
    }
  }
}

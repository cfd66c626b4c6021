// What an eigenvalue is here, and in which order several stand.

export interface Eigenvalue {
  readonly re: number;
  readonly im: number;
}

export const modulus = ({ re, im }: Eigenvalue): number => Math.hypot(re, im);

/** The largest modulus first; of a conjugate pair the one above the real axis. */
export function byModulus(a: Eigenvalue, b: Eigenvalue): number {
  return modulus(b) - modulus(a) || b.re - a.re || b.im - a.im;
}

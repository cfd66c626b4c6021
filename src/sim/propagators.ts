// Exact propagators of a leaky membrane over one step (Rotter and Diesmann 1999), written so that equal time constants are no special case.

/** ∫₀ʰ e^{-(h-t)/a} e^{-t/b} dt: what an exponential of time constant b leaves on a leak of time constant a. */
export function exponentialOnLeak(h: number, a: number, b: number): number {
  const x = h / a - h / b;
  // Symmetric in a and b; the branch with x ≤ 0 can't overflow.
  return x > 0 ? Math.exp(-h / b) * h * phi(-x) : Math.exp(-h / a) * h * phi(x);
}

/** ∫₀ʰ e^{-(h-t)/a} t e^{-t/b} dt: the same for the ramp t·e^{-t/b} of an alpha function. */
export function rampOnLeak(h: number, a: number, b: number): number {
  const x = h / a - h / b;
  // With s = t/h the integral is h² e^{-h/a} ∫₀¹ s e^{xs} ds; for x > 0 the growing factor is taken out.
  if (Math.abs(x) < 0.5) return h * h * Math.exp(-h / a) * rampSeries(x);
  if (x > 0) return (h * h * Math.exp(-h / b) * (x - 1 + Math.exp(-x))) / (x * x);
  return (h * h * Math.exp(-h / a) * (Math.exp(x) * (x - 1) + 1)) / (x * x);
}

/** ∫₀ʰ e^{-t/a} dt: what a constant leaves on a leak. */
export function constantOnLeak(h: number, a: number): number {
  return -a * Math.expm1(-h / a);
}

/** (eˣ - 1) / x. */
function phi(x: number): number {
  return x === 0 ? 1 : Math.expm1(x) / x;
}

/** ∫₀¹ s eˣˢ ds as Σ xᵏ / (k! (k + 2)): the closed form cancels near zero. */
function rampSeries(x: number): number {
  let term = 1;
  let sum = 0.5;
  for (let k = 1; k < 20; k++) {
    term *= x / k;
    sum += term / (k + 2);
  }
  return sum;
}

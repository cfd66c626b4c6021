// How often a leaky integrate-and-fire neuron fires at a given mean and spread of its input: the diffusion approximation, in closed form.

export interface Firing {
  readonly membraneTimeMs: number;
  readonly refractoryMs: number;
  readonly thresholdMv: number;
  readonly resetMv: number;
  /** Where the membrane would settle without a threshold. */
  readonly meanMv: number;
  /** Of white noise of the same charge: √2 times the spread of the free membrane. */
  readonly noiseMv: number;
  /** Correlation time of the input; 0 where events jump. */
  readonly synapticTimeMs: number;
  /** Of the free membrane. */
  readonly spreadMv: number;
}

/** √2·|ζ(1/2)|: Fourcaud and Brunel 2002, Neural Computation 14:2057, eq. 4.33: what filtered input adds to threshold and reset, in σ·√(τ_s/τ_m)/2. */
const shiftOfFilteredNoise = 2.065253;

/**
 * Null where the reset is not below the threshold: the neuron would never wait. Of the limits of quick and of slow noise the larger: each
 * leaves out what the other counts, and Brian 2's rates lie above both.
 */
export function rateOf(firing: Firing): number | null {
  const { membraneTimeMs: tau, thresholdMv, resetMv, meanMv } = firing;
  if (!(resetMv < thresholdMv) || !(tau > 0) || !Number.isFinite(meanMv)) return null;
  return Math.max(quickRate(firing), slowRate(firing));
}

/** The first-passage time of filtered noise, to first order in √(τ_s/τ_m). */
export function quickRate(firing: Firing): number {
  const { membraneTimeMs: tau, refractoryMs, thresholdMv, resetMv, meanMv, noiseMv, synapticTimeMs } = firing;
  const reach = Math.max(Math.abs(thresholdMv - meanMv), Math.abs(resetMv - meanMv));
  // Noise too small for its own digits to be told from the mean's is none.
  if (!(noiseMv > 1e-7 * reach)) return steadyRate(firing, meanMv);
  const shift = (shiftOfFilteredNoise / 2) * Math.sqrt(synapticTimeMs / tau);
  const [threshold, reset] = [(thresholdMv - meanMv) / noiseMv + shift, (resetMv - meanMv) / noiseMv + shift];
  const waiting = waitingTime(threshold, reset);
  return 1000 / (refractoryMs + tau * waiting.value * Math.exp(waiting.exponent));
}

/** Noise that hardly changes from one spike to the next: the mean over its levels of the rate at each (Moreno-Bote and Parga 2004). */
export function slowRate(firing: Firing): number {
  const { thresholdMv, meanMv, spreadMv, synapticTimeMs } = firing;
  if (synapticTimeMs === 0 || !(spreadMv > 0)) return 0;
  const lowest = Math.max(-8, (thresholdMv - meanMv) / spreadMv);
  if (lowest >= 8) return 0;
  // u² from threshold on: the rate rises there as 1/log.
  const at = (u: number): number => {
    const z = lowest + u * u;
    return 2 * u * Math.exp((-z * z) / 2) * steadyRate(firing, meanMv + spreadMv * z);
  };
  const end = Math.sqrt(8 - lowest);
  let sum = panel(at, 0, end / 64);
  for (let from = end / 64; from < end * 0.999; from *= 2) sum += panel(at, from, 2 * from);
  return sum / Math.sqrt(2 * Math.PI);
}

/** Without noise: the time from reset to threshold of an exponential approach. */
function steadyRate({ membraneTimeMs, refractoryMs, thresholdMv, resetMv }: Firing, meanMv: number): number {
  if (meanMv <= thresholdMv) return 0;
  return 1000 / (refractoryMs + membraneTimeMs * Math.log1p((thresholdMv - resetMv) / (meanMv - thresholdMv)));
}

/**
 * Mean time from reset to threshold in membrane time constants, as `value · e^exponent` (it overflows far below threshold):
 * √π ∫ e^{u²}(1 + erf u) du = ∫₀^∞ e^{−u²}(e^{2·threshold·u} − e^{2·reset·u})/u du (Brunel 2000, J Comput Neurosci 8:183, appendix).
 * The second form needs no error function and is smooth at 0.
 */
export function waitingTime(threshold: number, reset: number): { value: number; exponent: number } {
  // The first exponential peaks at u = threshold with e^{threshold²}: taken out where it is large.
  const peak = Math.max(0, threshold);
  const exponent = peak * peak;
  const at = (u: number): number => {
    const high = 2 * threshold * u - u * u - exponent;
    const ratio = 2 * (reset - threshold) * u;
    return (-Math.expm1(ratio) * Math.exp(high)) / u;
  };
  const end = peak + 7;
  let value = 0;
  // Panels that double from the finest scale up: far below 0 both exponentials decay over 1/|2y|, however different the two are.
  let from = Math.min(0.5, 1 / Math.max(1, Math.abs(threshold), Math.abs(reset)));
  value += panel(at, 0, from);
  while (from < 0.5) {
    const to = Math.min(0.5, 2 * from);
    value += panel(at, from, to);
    from = to;
  }
  // Of a high peak only what stands near it counts.
  for (let low = Math.max(from, peak - 7); low < end; low += 0.5) value += panel(at, low, Math.min(low + 0.5, end));
  return { value, exponent };
}

/** Gauss-Legendre: exact for polynomials of degree 31. */
function panel(f: (u: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  return half * nodes.reduce((sum, { x, weight }) => sum + weight * (f(middle + half * x) + f(middle - half * x)), 0);
}

/** The zeros of Legendre's polynomial by Newton's method, the positive half of them. */
const nodes = legendreNodes(16);

function legendreNodes(n: number): readonly { readonly x: number; readonly weight: number }[] {
  return Array.from({ length: n / 2 }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let turn = 0; turn < 8; turn++) {
      let [before, now] = [1, x];
      for (let k = 2; k <= n; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (n * (x * now - before)) / (x * x - 1);
      x -= now / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}

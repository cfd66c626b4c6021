// What one event does to a membrane at rest: peak and time of the postsynaptic potential, its area and its square's, in closed form.
import { type KernelShape } from '../network/paths';

/** How an event's current flows: in ms; `tauMs` of a jump is 0. */
export interface Course {
  readonly shape: Exclude<KernelShape, 'unknown'>;
  readonly tauMs: number;
  /** Of a biexponential: the time constant of the rise. */
  readonly riseMs: number;
}

/** What of an event's response enters mean and variance. */
export interface Moments {
  /** ∫ of the response: events per ms times this is the mean shift. */
  readonly areaMvMs: number;
  /** ∫ of its square: events per ms times this is the variance, by Campbell's theorem. */
  readonly powerMv2Ms: number;
  /** The correlation time of exponentially filtered noise that gives the membrane the same variance, to first order in τ_s/τ_m. */
  readonly correlationMs: number;
}

export interface Peak {
  readonly peakMv: number;
  readonly peakMs: number;
}

/**
 * @param slope what the event drives the membrane by at the peak of its current, in mV/ms: weight/C_m of a current, weight/τ_m of a current
 * that is given as a voltage; of a jump its height in mV.
 */
export function momentsOf({ shape, tauMs, riseMs }: Course, slope: number, tauM: number): Moments {
  const b = 1 / tauM;
  if (shape === 'delta') return { areaMvMs: slope * tauM, powerMv2Ms: (slope * slope * tauM) / 2, correlationMs: 0 };
  if (shape === 'exponential') {
    const a = 1 / tauMs;
    return {
      areaMvMs: slope * tauMs * tauM,
      powerMv2Ms: (slope * slope) / (2 * a * b * (a + b)),
      correlationMs: tauMs,
    };
  }
  const { slow, fast, scale } = twoFilters(shape, tauMs, riseMs);
  const [a, c] = [1 / slow, 1 / fast];
  const height = slope * scale;
  return {
    areaMvMs: height * slow * fast * tauM,
    // ∫ of the squared impulse response of 1/((s+a)(s+c)(s+b)), by Parseval.
    powerMv2Ms: (height * height * (a + b + c)) / (2 * a * b * c * (a + b) * (b + c) * (a + c)),
    correlationMs: (slow * slow + slow * fast + fast * fast) / (slow + fast),
  };
}

export function peakOf({ shape, tauMs, riseMs }: Course, slope: number, tauM: number): Peak {
  const b = 1 / tauM;
  if (shape === 'delta') return { peakMv: slope, peakMs: 0 };
  if (shape === 'exponential') {
    const peakMs = tauMs * logOver(tauM / tauMs);
    return { peakMv: slope * Math.exp(-peakMs / tauM) * peakMs * meanDecay((1 / tauMs - b) * peakMs), peakMs };
  }
  const { slow, fast, scale, currentPeakMs } = twoFilters(shape, tauMs, riseMs);
  const [a, c] = [1 / slow, 1 / fast];
  const current = (t: number): number =>
    slow === fast ? scale * t * Math.exp(-a * t) : (scale * (Math.exp(-a * t) - Math.exp(-c * t))) / (c - a);
  const response = (t: number): number =>
    slow === fast
      ? scale * Math.exp(-b * t) * t * t * firstMoment((a - b) * t)
      : (scale / (c - a)) * Math.exp(-b * t) * t * (meanDecay((a - b) * t) - meanDecay((c - b) * t));
  // It rises at least as long as the current does.
  const peakMs = crossing((t) => current(t) - b * response(t), currentPeakMs, currentPeakMs + 20 * (tauM + slow));
  return { peakMv: slope * response(peakMs), peakMs };
}

/** Two filters in series, scaled so that the current peaks at 1; where they are alike, the alpha function. */
function twoFilters(
  shape: Course['shape'],
  tauMs: number,
  riseMs: number,
): { slow: number; fast: number; scale: number; currentPeakMs: number } {
  if (shape === 'alpha' || Math.abs(riseMs / tauMs - 1) < 1e-4) {
    const tau = shape === 'alpha' ? tauMs : Math.sqrt(tauMs * riseMs);
    return { slow: tau, fast: tau, scale: Math.E / tau, currentPeakMs: tau };
  }
  const [slow, fast] = [Math.max(tauMs, riseMs), Math.min(tauMs, riseMs)];
  const [a, c] = [1 / slow, 1 / fast];
  const currentPeakMs = Math.log(slow / fast) / (c - a);
  const scale = (c - a) / (Math.exp(-a * currentPeakMs) - Math.exp(-c * currentPeakMs));
  return { slow, fast, scale, currentPeakMs };
}

/** ln r/(1 − 1/r), 1 at r = 1. */
const logOver = (r: number): number => (r === 1 ? 1 : (Math.log1p(r - 1) / (r - 1)) * r);

/** ∫₀¹ e^{−xs} ds. */
const meanDecay = (x: number): number => (x === 0 ? 1 : -Math.expm1(-x) / x);

/** ∫₀¹ s·e^{−xs} ds, by its series where the closed form cancels. */
function firstMoment(x: number): number {
  if (Math.abs(x) > 0.5) return (1 - (1 + x) * Math.exp(-x)) / (x * x);
  let [sum, term] = [0, 1];
  for (let k = 0; k < 18; k++) {
    sum += term / (k + 2);
    term *= -x / (k + 1);
  }
  return sum;
}

/** Where a function that starts above 0 and ends below it crosses. */
function crossing(f: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let turn = 0; turn < 60; turn++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// What one event does to a membrane at rest: the peak of its postsynaptic potential, and its area, by the model's dynamics.
import { type Dynamics, type Population, type Role } from './network';

/** The plain membrane that an event arrives at, in mV, ms, pF and nS. */
export interface Membrane {
  readonly dynamics: Dynamics;
  readonly leakMv: number;
  readonly thresholdMv: number;
  readonly membraneTimeMs: number;
  readonly capacityPf: number;
  readonly synapticTimeMs: { readonly excitatory: number; readonly inhibitory: number };
  /** Reversal potentials of conductance-based models. */
  readonly reversalMv: { readonly excitatory: number; readonly inhibitory: number };
}

export interface Event {
  /** Signed, from rest. */
  readonly peakMv: number;
  /** The integral of the potential: events per ms times this is the mean shift. */
  readonly areaMvMs: number;
}

/** Null where the dynamics or a number is not known. */
export function membraneOf(population: Population): Membrane | null {
  const role = (wanted: Role): number | null =>
    Object.values(population.params).find((each) => each.role === wanted && each.value !== null)?.value ?? null;
  const named = (...names: string[]): number =>
    names.map((each) => population.params[each]?.value ?? null).find((each) => each !== null) ?? 0;
  const [leakMv, thresholdMv, capacityPf] = [role('leak'), role('threshold'), role('capacity')];
  const conductance = role('leakConductance');
  const membraneTimeMs =
    role('membraneTime') ?? (capacityPf !== null && conductance !== null ? capacityPf / conductance : null);
  if (leakMv === null || thresholdMv === null || capacityPf === null || membraneTimeMs === null) return null;
  const dynamics = population.dynamics;
  const delta = dynamics === 'lif-current-delta';
  const excitatory = role('synapticTimeExcitatory') ?? (delta ? 1 : null);
  const inhibitory = role('synapticTimeInhibitory') ?? excitatory;
  if (!dynamics.startsWith('lif-') || excitatory === null || inhibitory === null) return null;
  if (!(capacityPf > 0 && membraneTimeMs > 0 && excitatory > 0 && inhibitory > 0)) return null;
  return {
    dynamics,
    leakMv,
    thresholdMv,
    membraneTimeMs,
    capacityPf,
    synapticTimeMs: { excitatory, inhibitory },
    reversalMv: { excitatory: named('E_ex', 'e_rev_E'), inhibitory: named('E_in', 'e_rev_I') },
  };
}

/**
 * One event of a weight in the unit of the dynamics: mV for delta synapses, pA for currents, nS for conductances.
 * A negative weight is inhibitory; `inhibitory` says so where the sign does not.
 */
export function eventOf(membrane: Membrane, weight: number, inhibitory = weight < 0): Event {
  const { dynamics, membraneTimeMs: tau, capacityPf: capacity, leakMv } = membrane;
  const synaptic = inhibitory ? membrane.synapticTimeMs.inhibitory : membrane.synapticTimeMs.excitatory;
  switch (dynamics) {
    case 'lif-current-delta':
      return { peakMv: weight, areaMvMs: weight * tau };
    case 'lif-current-exp':
      return {
        peakMv: (weight / capacity) * exponentialPeakMs(tau, synaptic),
        areaMvMs: (weight * synaptic * tau) / capacity,
      };
    case 'lif-current-alpha':
      return {
        peakMv: (weight / capacity) * alphaPeakMs(tau, synaptic),
        areaMvMs: (weight * Math.E * synaptic * tau) / capacity,
      };
    default: {
      const drivingMv = (inhibitory ? membrane.reversalMv.inhibitory : membrane.reversalMv.excitatory) - leakMv;
      return conductanceEvent(membrane, Math.abs(weight), synaptic, drivingMv);
    }
  }
}

/** Peak of the potential in mV for 1 pA and 1 pF: e^(−t/τ_m) − e^(−t/τ_s), times τ_m·τ_s/(τ_m − τ_s), where its slope is 0. */
function exponentialPeakMs(tau: number, synaptic: number): number {
  // Where the two meet, the difference becomes t·e^(−t/τ), which peaks at τ/e.
  if (Math.abs(tau - synaptic) < 1e-6 * tau) return tau / Math.E;
  const peakMs = Math.log(tau / synaptic) / (1 / synaptic - 1 / tau);
  return ((tau * synaptic) / (tau - synaptic)) * (Math.exp(-peakMs / tau) - Math.exp(-peakMs / synaptic));
}

/** The same for an alpha-shaped current that peaks at its weight, found where the potential is largest. */
function alphaPeakMs(tau: number, synaptic: number): number {
  const rate = 1 / synaptic - 1 / tau;
  const at = (t: number): number =>
    Math.abs(rate) * tau < 1e-6
      ? ((Math.E / synaptic) * Math.exp(-t / tau) * t * t) / 2
      : (Math.E / synaptic) *
        ((Math.exp(-t / tau) - Math.exp(-t / synaptic)) / rate ** 2 - (t * Math.exp(-t / synaptic)) / rate);
  // It has one peak: halve in thirds.
  let [low, high] = [0, 10 * (tau + synaptic)];
  for (let i = 0; i < 80; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(a) < at(b)) low = a;
    else high = b;
  }
  return at((low + high) / 2);
}

/** C·v′ = −g_L·v + g(t)·(E − v) by Heun's method, v from rest: the driving force shrinks as the membrane moves. */
function conductanceEvent(membrane: Membrane, peakNs: number, synaptic: number, drivingMv: number): Event {
  const { membraneTimeMs: tau, capacityPf: capacity, dynamics } = membrane;
  const stiffness = Math.max(1 / tau, 1 / synaptic, peakNs / capacity);
  const lengthMs = 6 * Math.max(tau, synaptic);
  const steps = Math.min(20_000, Math.max(400, Math.ceil(lengthMs * stiffness * 10)));
  const dtMs = lengthMs / steps;
  const conductance = (t: number): number =>
    dynamics === 'lif-cond-alpha'
      ? ((peakNs * Math.E * t) / synaptic) * Math.exp(-t / synaptic)
      : peakNs * Math.exp(-t / synaptic);
  const slope = (v: number, t: number): number => -v / tau + (conductance(t) / capacity) * (drivingMv - v);
  let [v, peakMv, areaMvMs] = [0, 0, 0];
  for (let i = 0; i < steps; i++) {
    const first = slope(v, i * dtMs);
    const second = slope(v + first * dtMs, (i + 1) * dtMs);
    const next = v + ((first + second) / 2) * dtMs;
    // Too stiff for these steps: the membrane is held at the reversal potential.
    const bounded = Math.abs(next) > Math.abs(drivingMv) ? drivingMv : next;
    areaMvMs += ((v + bounded) / 2) * dtMs;
    v = bounded;
    if (Math.abs(v) > Math.abs(peakMv)) peakMv = v;
  }
  return { peakMv, areaMvMs };
}

// One step of a membrane under conductances that are known exactly at its beginning, middle and end.
import { type MembraneParameters } from './model';

/**
 * Runge-Kutta's fourth order is used up to this fraction of the membrane's momentary time constant per step (it is stable up to 2.7);
 * beyond it, as where conductances are a thousandfold too large, the exponential step with the mean conductance never overshoots.
 */
const largestRungeKuttaStep = 0.5;

export class MembraneStep {
  private readonly perCapacity: number;
  private readonly leak: number;
  private readonly drive: number;
  private readonly reversalEx: number;
  private readonly reversalIn: number;

  constructor(
    parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    this.perCapacity = 1 / parameters.capacityPf;
    this.leak = 1 / parameters.membraneTimeMs;
    this.drive = this.leak * parameters.leakMv + parameters.constantCurrentPa * this.perCapacity;
    this.reversalEx = parameters.reversalExcitatoryMv;
    this.reversalIn = parameters.reversalInhibitoryMv;
  }

  /** dV/dt = target - rate · V, with rate and target given by the conductances in nS. */
  advance(
    membraneMv: number,
    exStart: number,
    exMiddle: number,
    exEnd: number,
    inStart: number,
    inMiddle: number,
    inEnd: number,
  ): number {
    const { dtMs, perCapacity, leak, drive, reversalEx, reversalIn } = this;
    const rateStart = leak + (exStart + inStart) * perCapacity;
    const rateMiddle = leak + (exMiddle + inMiddle) * perCapacity;
    const rateEnd = leak + (exEnd + inEnd) * perCapacity;
    const targetStart = drive + (exStart * reversalEx + inStart * reversalIn) * perCapacity;
    const targetMiddle = drive + (exMiddle * reversalEx + inMiddle * reversalIn) * perCapacity;
    const targetEnd = drive + (exEnd * reversalEx + inEnd * reversalIn) * perCapacity;
    if (dtMs * Math.max(rateStart, rateMiddle, rateEnd) > largestRungeKuttaStep) {
      const rate = (rateStart + 4 * rateMiddle + rateEnd) / 6;
      const target = (targetStart + 4 * targetMiddle + targetEnd) / 6;
      return target / rate + (membraneMv - target / rate) * Math.exp(-dtMs * rate);
    }
    const half = dtMs / 2;
    const k1 = targetStart - rateStart * membraneMv;
    const k2 = targetMiddle - rateMiddle * (membraneMv + half * k1);
    const k3 = targetMiddle - rateMiddle * (membraneMv + half * k2);
    const k4 = targetEnd - rateEnd * (membraneMv + dtMs * k3);
    return membraneMv + (dtMs / 6) * (k1 + 2 * (k2 + k3) + k4);
  }
}

// One step of a membrane under conductances that are known exactly at its beginning, middle and end.
import { type MembraneParameters } from './model';

/**
 * Runge-Kutta's fourth order is used up to this fraction of the membrane's momentary time constant per step (it is stable up to 2.7);
 * beyond it, as where conductances are a thousandfold too large, the exponential step with the mean conductance never overshoots.
 */
const largestRungeKuttaStep = 0.5;

export type MembraneStep = (
  membraneMv: number,
  exStart: number,
  exMiddle: number,
  exEnd: number,
  inStart: number,
  inMiddle: number,
  inEnd: number,
) => number;

export function membraneStep(parameters: MembraneParameters, dtMs: number): MembraneStep {
  const { capacityPf, leakMv, constantCurrentPa, membraneTimeMs } = parameters;
  const perCapacity = 1 / capacityPf;
  const leak = 1 / membraneTimeMs;
  const drive = leak * leakMv + constantCurrentPa * perCapacity;
  const reversalEx = parameters.reversalExcitatoryMv;
  const reversalIn = parameters.reversalInhibitoryMv;
  const half = dtMs / 2;
  // dV/dt = target - rate · V, with rate and target given by the conductances.
  return (v, exStart, exMiddle, exEnd, inStart, inMiddle, inEnd) => {
    const rateStart = leak + (exStart + inStart) * perCapacity;
    const rateMiddle = leak + (exMiddle + inMiddle) * perCapacity;
    const rateEnd = leak + (exEnd + inEnd) * perCapacity;
    const targetStart = drive + (exStart * reversalEx + inStart * reversalIn) * perCapacity;
    const targetMiddle = drive + (exMiddle * reversalEx + inMiddle * reversalIn) * perCapacity;
    const targetEnd = drive + (exEnd * reversalEx + inEnd * reversalIn) * perCapacity;
    if (dtMs * Math.max(rateStart, rateMiddle, rateEnd) > largestRungeKuttaStep) {
      const rate = (rateStart + 4 * rateMiddle + rateEnd) / 6;
      const target = (targetStart + 4 * targetMiddle + targetEnd) / 6;
      return target / rate + (v - target / rate) * Math.exp(-dtMs * rate);
    }
    const k1 = targetStart - rateStart * v;
    const k2 = targetMiddle - rateMiddle * (v + half * k1);
    const k3 = targetMiddle - rateMiddle * (v + half * k2);
    const k4 = targetEnd - rateEnd * (v + dtMs * k3);
    return v + (dtMs / 6) * (k1 + 2 * (k2 + k3) + k4);
  };
}

// One step of a membrane under conductances that are known exactly at its beginning, middle and end.
import { Coefficients } from './coefficients';
import { type MembraneParameters } from './lif';
import { type KernelMemory, type Reals, valueAt } from './model';

/**
 * Runge-Kutta's fourth order is used up to this fraction of the membrane's momentary time constant per step (it is stable up to 2.7);
 * beyond it, as where conductances are a thousandfold too large, the exponential step with the mean conductance never overshoots.
 */
const largestRungeKuttaStep = 0.5;

export class MembraneStep {
  private readonly stride: number;
  private readonly perCapacity: Float64Array;
  private readonly leak: Float64Array;
  private readonly reversalEx: Float64Array;
  private readonly reversalIn: Float64Array;
  private drive: Reals;

  constructor(
    private readonly size: number,
    private readonly parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { capacityPf, membraneTimeMs, reversalExcitatoryMv, reversalInhibitoryMv } = parameters;
    const all = [capacityPf, membraneTimeMs, reversalExcitatoryMv, reversalInhibitoryMv];
    const coefficients = new Coefficients(size, all);
    this.stride = coefficients.stride;
    this.perCapacity = coefficients.table((at) => 1 / at(capacityPf));
    this.leak = coefficients.table((at) => 1 / at(membraneTimeMs));
    this.reversalEx = coefficients.table((at) => at(reversalExcitatoryMv));
    this.reversalIn = coefficients.table((at) => at(reversalInhibitoryMv));
    this.drive = new Float64Array(size);
    this.inject(new Float64Array(size));
  }

  inject(currentPa: Float64Array): void {
    const { parameters, drive, stride } = this;
    for (let i = 0; i < this.size; i++) {
      const current = valueAt(parameters.constantCurrentPa, i) + (currentPa[i] as number);
      drive[i] =
        (this.leak[i * stride] as number) * valueAt(parameters.leakMv, i) +
        current * (this.perCapacity[i * stride] as number);
    }
  }

  /** What a kernel needs of the membrane, in its order. */
  accelerate(memory: KernelMemory): readonly Reals[] {
    this.drive = memory.state(this.drive);
    return [this.drive, this.perCapacity, this.leak, this.reversalEx, this.reversalIn];
  }

  get mixed(): boolean {
    return this.stride === 1;
  }

  /** dV/dt = target - rate · V, with rate and target given by the conductances in nS. */
  advance(
    neuron: number,
    membraneMv: number,
    exStart: number,
    exMiddle: number,
    exEnd: number,
    inStart: number,
    inMiddle: number,
    inEnd: number,
  ): number {
    const { dtMs } = this;
    const k = neuron * this.stride;
    const perCapacity = this.perCapacity[k] as number;
    const leak = this.leak[k] as number;
    const reversalEx = this.reversalEx[k] as number;
    const reversalIn = this.reversalIn[k] as number;
    const drive = this.drive[neuron] as number;
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

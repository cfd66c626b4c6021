// Neurons whose membrane follows nonlinear equations, integrated one by one; what a model adds is its slopes and when it fires.
import { Fehlberg } from './fehlberg';
import { type Neurons, type PerNeuron, valueAt } from './model';
import { type Receptors } from './synapses';

/** One model's way, for the neuron with that index; the membrane is the first of its variables. */
export interface Smooth {
  readonly dimension: number;
  readonly receptors: Receptors;
  readonly ports: number;
  readonly constantCurrentPa: PerNeuron;
  start(neuron: number, y: Float64Array): void;
  /** Writes the slopes of the model's own variables, given the current in pA; `still` while the membrane is held. */
  slopes(neuron: number, y: Float64Array, out: Float64Array, currentPa: number, still: boolean): void;
  /** The membrane as the receptors see it. */
  membraneMv(neuron: number, y: Float64Array, still: boolean): number;
  /** Of the conductance at a port: which part of it lets current through, where the voltage or time blocks it. */
  openness?(neuron: number, y: Float64Array, port: number): number;
  /** After each short step: true where it fires; resets what has to be. */
  fires?(neuron: number, y: Float64Array, still: boolean): boolean;
  /** At the end of a whole step, with the membrane at its start and the current from outside; not while refractory. */
  firesLate?(neuron: number, y: Float64Array, beforeMv: number, currentPa: number): boolean;
  /** At the end of a whole step while refractory, with the membrane at its start: puts it where it has to be. */
  hold?(neuron: number, y: Float64Array, beforeMv: number): void;
  readonly refractorySteps: (neuron: number) => number;
}

export class SmoothNeurons implements Neurons {
  private readonly state: readonly Float64Array[];
  private readonly stepMs: Float64Array;
  private readonly refractory: Int32Array;
  private readonly injected: Float64Array;
  private readonly method: Fehlberg;

  constructor(
    private readonly size: number,
    private readonly model: Smooth,
    private readonly dtMs: number,
    /** For each variable that can be traced: its place in the state, or a port's. */
    private readonly traced: readonly number[],
  ) {
    const all = new Float64Array(size * model.dimension);
    this.state = Array.from({ length: size }, (_, i) => all.subarray(i * model.dimension, (i + 1) * model.dimension));
    this.state.forEach((y, i) => {
      model.start(i, y);
    });
    this.stepMs = new Float64Array(size).fill(dtMs);
    this.refractory = new Int32Array(size);
    this.injected = new Float64Array(size);
    this.method = new Fehlberg(model.dimension);
  }

  inject(currentPa: Float64Array): void {
    this.injected.set(currentPa);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, model, dtMs, refractory, method, stepMs } = this;
    let count = 0;
    let neuron = 0;
    let current = 0;
    let spiked = false;
    const isHeld = model.fires !== undefined || model.hold !== undefined;
    const openness = model.openness?.bind(model);
    const slopes = (y: Float64Array, out: Float64Array): void => {
      const still = isHeld && (refractory[neuron] as number) > 0;
      const synaptic = model.receptors.current(neuron, y, out, model.membraneMv(neuron, y, still), openness);
      model.slopes(neuron, y, out, current + synaptic, still);
    };
    const arrived = (y: Float64Array): void => {
      if (model.fires?.(neuron, y, (refractory[neuron] as number) > 0) !== true) return;
      spiked = true;
      const pause = model.refractorySteps(neuron);
      refractory[neuron] = pause > 0 ? pause + 1 : 0;
    };
    for (neuron = 0; neuron < size; neuron++) {
      const y = this.state[neuron] as Float64Array;
      const before = y[0] as number;
      current = valueAt(model.constantCurrentPa, neuron) + (this.injected[neuron] as number);
      spiked = false;
      stepMs[neuron] = method.advance(y, dtMs, stepMs[neuron] as number, slopes, arrived);
      const waiting = refractory[neuron] as number;
      if (waiting > 0) {
        refractory[neuron] = waiting - 1;
        model.hold?.(neuron, y, before);
      } else if (model.firesLate?.(neuron, y, before, current) === true) {
        spiked = true;
        refractory[neuron] = model.refractorySteps(neuron);
      }
      for (let port = 0; port < model.ports; port++) {
        const arriving = arrivals[port] as Float64Array;
        const weight = arriving[neuron] as number;
        if (weight !== 0) model.receptors.receive(port, weight, neuron, y);
        arriving[neuron] = 0;
      }
      if (spiked) fired[count++] = neuron;
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    const y = this.state[neuron] as Float64Array;
    return y[this.traced[variable] as number] as number;
  }
}

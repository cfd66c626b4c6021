// Membrane traces of the first few neurons of each group, thinned to a length that can be drawn.
import { type Neurons } from './model';
import { type Group } from './plan';
import { type Trace } from './recording';

const tracedPerGroup = 3;
const mostSamples = 20_000;

export class Probes {
  private readonly every: number;
  private readonly probes: { group: Group; neuron: number; neurons: Neurons; values: Float64Array }[] = [];
  private samples = 0;

  constructor(
    groups: readonly Group[],
    neurons: readonly Neurons[],
    steps: number,
    private readonly dtMs: number,
  ) {
    this.every = Math.max(1, Math.ceil(steps / mostSamples));
    const length = Math.floor(steps / this.every) + 1;
    groups.forEach((group, i) => {
      for (let neuron = 0; neuron < Math.min(tracedPerGroup, group.size); neuron++) {
        this.probes.push({ group, neuron, neurons: neurons[i] as Neurons, values: new Float64Array(length) });
      }
    });
  }

  /** Samples the state after `stepsDone` steps. */
  sample(stepsDone: number): void {
    if (stepsDone % this.every !== 0) return;
    for (const { neurons, neuron, values } of this.probes) values[this.samples] = neurons.membraneMv(neuron);
    this.samples++;
  }

  result(): Trace[] {
    return this.probes.map(({ group, neuron, values }) => ({
      population: group.name,
      neuron,
      variable: 'v',
      unit: 'mV',
      values: values.slice(0, this.samples),
      intervalMs: this.every * this.dtMs,
    }));
  }
}

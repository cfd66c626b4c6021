// Traces of the first few neurons of each group, thinned to a length that can be drawn.
import { type Variable } from './model';
import { type Plan } from './plan';
import { type Trace } from './recording';
import { type Steps } from './steps';

const tracedPerGroup = 3;
const mostSamples = 20_000;

interface Probe {
  readonly population: string;
  readonly neuron: number;
  readonly steps: Steps;
  readonly variable: Variable;
  /** Its place in the model's list. */
  readonly place: number;
  readonly values: Float64Array;
}

export class Probes {
  private readonly every: number;
  private readonly intervalMs: number;
  private readonly probes: Probe[] = [];
  private samples = 0;

  constructor(plan: Plan, all: readonly Steps[]) {
    this.every = Math.max(1, Math.ceil(plan.steps / mostSamples));
    this.intervalMs = this.every * plan.dtMs;
    const length = Math.floor(plan.steps / this.every) + 1;
    plan.groups.forEach(({ name: population, size, model, parameters }, i) => {
      const steps = all[i] as Steps;
      model.variables(parameters).forEach((variable, place) => {
        if (place > 0 && plan.traced?.includes(variable.name) !== true) return;
        for (let neuron = 0; neuron < Math.min(tracedPerGroup, size); neuron++)
          this.probes.push({ population, neuron, steps, variable, place, values: new Float64Array(length) });
      });
    });
  }

  /** Samples the state after `stepsDone` steps. */
  sample(stepsDone: number): void {
    if (stepsDone % this.every !== 0) return;
    for (const { steps, neuron, place, values } of this.probes) values[this.samples] = steps.valueOf(place, neuron);
    this.samples++;
  }

  result(): Trace[] {
    return this.probes.map(({ population, neuron, variable, values }) => ({
      population,
      neuron,
      variable: variable.name,
      isMembrane: variable.isMembrane ?? variable.name === 'v',
      unit: variable.unit,
      values: values.slice(0, this.samples),
      intervalMs: this.intervalMs,
    }));
  }
}

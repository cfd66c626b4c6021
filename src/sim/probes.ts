// Traces of the first few neurons of each group, thinned to a length that can be drawn.
import { type Variable } from './model';
import { type Order, orderBytes } from './orders';
import { type Plan } from './plan';
import { type Trace } from './recording';
import { KernelSteps, type Steps } from './steps';
import { type Workspace } from './workspace';

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

const everyOf = ({ steps }: Plan): number => Math.max(1, Math.ceil(steps / mostSamples));

const samplesOf = (plan: Plan): number => Math.floor(plan.steps / everyOf(plan)) + 1;

/** What the samples of one variable and their orders take of the kernels' memory. */
export const probeBytes = (plan: Plan): number =>
  plan.groups.length * tracedPerGroup * (8 * (samplesOf(plan) + 4) + 2 * orderBytes);

export class Probes {
  private readonly every: number;
  private readonly intervalMs: number;
  private readonly probes: Probe[] = [];
  private samples = 0;

  constructor(plan: Plan, all: readonly Steps[]) {
    this.every = everyOf(plan);
    this.intervalMs = this.every * plan.dtMs;
    const length = samplesOf(plan);
    plan.groups.forEach(({ name: population, size, model, parameters, part }, i) => {
      // The first neurons of a group are in its first part.
      if (part !== undefined && part.from > 0) return;
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

  /** Orders that note what `sample` would, and what takes it over after the last step; null where there is more to note than potentials. */
  ordersIn(
    workspace: Workspace,
  ): { readonly orders: readonly Order[]; readonly take: (stepsDone: number) => void } | null {
    const noted = this.probes.map(({ steps, neuron, place, values }) => {
      if (!(steps instanceof KernelSteps) || place !== 0) return null;
      const potentials = workspace.doubles(values.length);
      const { at, bytes, wakesAt, reset } = steps.sampled(neuron);
      const words = [0, 0, 0, bytes, this.every, at, wakesAt, potentials.byteOffset];
      const order: Order = { task: 'sample', numbers: [0, reset], words };
      return { order, steps, neuron, values, potentials };
    });
    const all = noted.filter((each) => each !== null);
    if (all.length < noted.length) return null;
    return {
      orders: all.map(({ order }) => order),
      take: (stepsDone) => {
        const end = Math.floor(stepsDone / this.every) + 1;
        for (const { steps, neuron, values, potentials } of all)
          for (let k = this.samples; k < end; k++) values[k] = steps.valueWith(potentials[k] as number, 0, neuron);
        this.samples = Math.max(this.samples, end);
      },
    };
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

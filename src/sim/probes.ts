// Traces of the first few neurons of each group and of those that were asked for, thinned to a length that can be drawn.
import { type Variable } from './model';
import { type Order, orderBytes } from './orders';
import { type Group, type Plan } from './plan';
import { type Trace } from './recording';
import { KernelSteps, type Steps } from './steps';
import { type Workspace } from './workspace';

const tracedPerGroup = 3;
const mostSamples = 20_000;

interface Probe {
  readonly population: string;
  /** Of those that are simulated here. */
  readonly neuron: number;
  /** The first of them. */
  readonly from: number;
  readonly steps: Steps;
  readonly variable: Variable;
  /** Its place in the model's list. */
  readonly place: number;
  readonly values: Float64Array;
}

const everyOf = ({ steps }: Plan): number => Math.max(1, Math.ceil(steps / mostSamples));

const samplesOf = (plan: Plan): number => Math.floor(plan.steps / everyOf(plan)) + 1;

/** Of more the curves would take more room than the spikes. */
const mostAsked = 24;

/** Counted within the group, in ascending order; of a part of a group those that are in it. */
function tracedIn({ tracedNeurons = [] }: Plan, { name, size, part }: Group): number[] {
  const { from, whole } = part ?? { from: 0, whole: size };
  const asked = tracedNeurons.filter(({ population }) => population === name).map(({ neuron }) => neuron);
  const first = Array.from({ length: Math.min(tracedPerGroup, whole) }, (_, at) => at);
  return [...new Set([...first, ...asked.slice(0, mostAsked)])]
    .filter((neuron) => Number.isInteger(neuron) && neuron >= from && neuron < from + size)
    .sort((one, other) => one - other);
}

/** What the samples of one variable and their orders take of the kernels' memory. */
export const probeBytes = (plan: Plan): number =>
  plan.groups.reduce((sum, group) => sum + tracedIn(plan, group).length, 0) *
  (8 * (samplesOf(plan) + 4) + 2 * orderBytes);

export class Probes {
  private readonly every: number;
  private readonly intervalMs: number;
  private readonly probes: Probe[] = [];
  private samples = 0;

  constructor(plan: Plan, all: readonly Steps[]) {
    this.every = everyOf(plan);
    this.intervalMs = this.every * plan.dtMs;
    const length = samplesOf(plan);
    plan.groups.forEach((group, i) => {
      const { name: population, model, parameters, part } = group;
      const steps = all[i] as Steps;
      const from = part?.from ?? 0;
      model.variables(parameters).forEach((variable, place) => {
        if (place > 0 && plan.traced?.includes(variable.name) !== true) return;
        for (const neuron of tracedIn(plan, group))
          this.probes.push({
            ...{ population, neuron: neuron - from, from, steps, variable, place },
            values: new Float64Array(length),
          });
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
    return this.probes.map(({ population, neuron, from, variable, values }) => ({
      population,
      neuron: from + neuron,
      variable: variable.name,
      isMembrane: variable.isMembrane ?? variable.name === 'v',
      unit: variable.unit,
      values: values.slice(0, this.samples),
      intervalMs: this.intervalMs,
    }));
  }
}

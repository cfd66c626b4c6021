// Divides a plan between two workers: each simulates a part of every group, with all synapses onto it.
import { isSentAhead } from './delivery';
import { type Group, type Plan } from './plan';
import { type PerNeuron, refractorySteps } from './model';
import { type Range, rowsWithin } from './rows';
import { neuronsPerStream } from './words';

/** One of two halves. */
export type Side = 0 | 1;

/** What of a plan one half simulates. */
export class Half {
  private readonly sizes: readonly number[];
  private readonly cuts: readonly number[];

  constructor(
    groups: readonly Group[],
    private readonly side: Side,
  ) {
    this.sizes = groups.map(({ size }) => size);
    this.cuts = cutsOf(this.sizes);
  }

  /** @param plan whose connections are those of this half already */
  plan(plan: Plan): Plan {
    const groups = plan.groups.map((group, i) => {
      const { from, end } = this.rangeOf(i);
      return partOf(group, from, end, plan.dtMs);
    });
    const given = plan.given.map((events) => {
      const { from, end } = this.rangeOf(events.target);
      const own = Uint32Array.from(events.neurons.keys()).filter((k) =>
        isWithin(events.neurons[k] as number, from, end),
      );
      return {
        ...events,
        steps: own.map((k) => events.steps[k] as number),
        neurons: own.map((k) => (events.neurons[k] as number) - from),
      };
    });
    const trains = plan.trains?.map((train) => ({
      ...train,
      connections: train.connections.map((connection) => {
        const { synapses, target } = connection;
        const own = synapses.kind === 'rows' ? rowsWithin(synapses, this.rangeOf(target)) : synapses;
        return { ...connection, synapses: own };
      }),
    }));
    return { ...plan, groups, given, ...(trains && { trains }) };
  }

  /** Which neurons of a group this half has. */
  rangeOf(group: number): Range {
    const [cut, end] = [this.cuts[group] ?? 0, this.sizes[group] ?? 0];
    return this.side === 0 ? { from: 0, end: cut } : { from: cut, end };
  }
}

const isWithin = (neuron: number, from: number, end: number): boolean => neuron >= from && neuron < end;

/** Where each group is cut, between two streams of random numbers, so that both halves have about as many neurons. */
function cutsOf(sizes: readonly number[]): number[] {
  const cuts = sizes.map(() => 0);
  const order = [...sizes.keys()].sort((one, other) => (sizes[other] as number) - (sizes[one] as number));
  // How many more neurons the first half has than the second.
  let ahead = 0;
  for (const group of order) {
    const size = sizes[group] as number;
    const wanted = Math.max(0, Math.min(size, (size - ahead) / 2));
    const cut = Math.min(size, neuronsPerStream * Math.round(wanted / neuronsPerStream));
    cuts[group] = cut;
    ahead += cut - (size - cut);
  }
  return cuts;
}

function partOf(group: Group, from: number, end: number, dtMs: number): Group {
  const { size: whole, parameters } = group;
  const own = (value: unknown): unknown =>
    value instanceof Float64Array && value.length === whole ? value.subarray(from, end) : value;
  const { refractoryMs = 0 } = parameters as { readonly refractoryMs?: PerNeuron };
  const leastMs = typeof refractoryMs === 'number' ? refractoryMs : refractoryMs.reduce((a, b) => Math.min(a, b));
  return {
    ...group,
    size: end - from,
    part: { from, whole, restSteps: refractorySteps(leastMs, dtMs) },
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, own(value)])),
  };
}

/** Whether two halves give what the whole gives: nothing in it may depend on draws for the whole that one half can't make alone. */
export const isDivisible = ({
  trains = [],
  bernoulli = [],
  currents = [],
  homeostasis = [],
  poisson,
  connections,
}: Plan): boolean =>
  // A threshold that follows a rate follows that of the whole group.
  bernoulli.length + currents.length + homeostasis.length === 0 &&
  // Both halves fire all trains; what these send ahead would be added up in another order than what is heard later.
  trains.every((train) => train.connections.every((each) => each.changes === undefined && !isSentAhead(each))) &&
  poisson.every(({ only, course }) => only === undefined && course === undefined) &&
  connections.every(({ changes, coded }) => changes === undefined && coded === undefined);

/** The least number of steps that any spike is on its way. */
export const leastDelaySteps = ({ connections }: Plan): number =>
  connections.reduce((least, { leastSteps, delaySteps }) => Math.min(least, leastSteps ?? delaySteps), Infinity);

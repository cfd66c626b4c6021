// The groups of a plan at work: each with its neurons, what arrives at them, what comes from outside and where their spikes go.
import { Arrivals } from './arrivals';
import { type Deliver, deliveryOf } from './delivery';
import { type Neurons } from './model';
import { type Connection, type Destination, type Group, type Plan } from './plan';
import { stream } from './random';
import { givenTrain, poissonTrain, type Source } from './sources';
import { padded, type Workspace } from './workspace';

export interface Member {
  readonly group: Group;
  /** Id of its first neuron. */
  readonly first: number;
  readonly neurons: Neurons;
  readonly arrivals: Arrivals;
  readonly sources: readonly { readonly to: Destination; readonly deliver: Source }[];
  readonly outgoing: { readonly connection: Connection; readonly arrivals: Arrivals; readonly deliver: Deliver }[];
  /** The neurons that fired in the last step. */
  readonly fired: Uint32Array;
  /** Makes one step; returns how many fired. */
  readonly advance: (step: number) => number;
}

export function enlist(plan: Plan, workspace: Workspace): Member[] {
  let first = 0;
  const members = plan.groups.map((group, index): Member => {
    const member = memberOf(plan, group, index, first, workspace);
    first += group.size;
    return member;
  });
  for (const connection of plan.connections) {
    const source = members[connection.source];
    const target = members[connection.target];
    if (source === undefined || target === undefined) continue;
    const { arrivals } = target;
    const deliver = deliveryOf(connection, arrivals, source.fired, workspace);
    source.outgoing.push({ connection, arrivals, deliver });
  }
  return members;
}

function memberOf(plan: Plan, group: Group, index: number, first: number, workspace: Workspace): Member {
  const { model, parameters, size } = group;
  const { dtMs, seed } = plan;
  const neurons = model.create(size, parameters, dtMs, stream(seed, `neurons of ${group.name}`));
  const fired = workspace.counts(size);
  const call = workspace.kernels === null ? undefined : neurons.accelerate?.(workspace);
  const allocate = call === undefined ? workspace.doubles : workspace.reals;
  const incoming = plan.connections.filter(({ target }) => target === index);
  const longest = incoming.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0);
  const arrivals = new Arrivals(size, longest, model.ports(parameters).length, allocate.bind(workspace));
  const poisson = plan.poisson.filter(({ target }) => target === index);
  const given = plan.given.filter(({ target }) => target === index);
  return {
    group,
    first,
    neurons,
    arrivals,
    sources: [
      ...poisson.map((to) => ({ to, deliver: poissonTrain(to, seed, size, arrivals, workspace) })),
      ...given.map((to) => ({ to, deliver: givenTrain(to, arrivals) })),
    ],
    outgoing: [],
    fired,
    advance:
      call === undefined
        ? (step) => neurons.step(arrivals.at(step) as readonly Float64Array[], fired)
        : kernelSteps(workspace.kernel(call, size, dtMs, fired), arrivals),
  };
}

function kernelSteps(kernel: (...arrivals: number[]) => number, { rings, stride, slots }: Arrivals): Member['advance'] {
  const [first, second] = rings;
  if (first === undefined) return () => kernel();
  const slotBytes = stride * first.BYTES_PER_ELEMENT;
  const [start, other] = [first.byteOffset, second?.byteOffset ?? 0];
  return (step) => {
    const slot = (step % slots) * slotBytes;
    return kernel(start + slot, other + slot);
  };
}

/** Arrays of a group's state, coefficients and blocks in the kernels, at the most. */
const mostArrays = 32;
const bytesPerReal = 8;

/** What the arrays of a run may take in the kernels' memory. */
export function bytesFor({ groups, connections, poisson }: Plan): number {
  const slack = 1024;
  const ofGroups = groups.map(({ size, model, parameters }, index) => {
    const longest = connections.reduce(
      (most, each) => (each.target === index ? Math.max(most, each.delaySteps) : most),
      0,
    );
    const rings = model.ports(parameters).length * (longest + 1);
    return (mostArrays + rings) * (padded(size) * bytesPerReal + slack);
  });
  const ofConnections = connections.map(({ synapses }) => {
    if (synapses.kind === 'everyone') return 0;
    const { offsets, targets, weights, delays } = synapses;
    const bytes = offsets.byteLength + (delays === undefined ? targets.byteLength : 4 * targets.length);
    return bytes + (weights?.byteLength ?? 0) + slack;
  });
  // A source has its generators, its table and words to draw.
  const ofSources = poisson.map(() => 16 * slack);
  return [...ofGroups, ...ofConnections, ...ofSources].reduce((sum, bytes) => sum + bytes, slack);
}

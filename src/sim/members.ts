// The groups of a plan at work: each with its neurons, what arrives at them, what comes from outside and where their spikes go.
import { Arrivals } from './arrivals';
import { neuronsOf } from './beforehand';
import { type Changing } from './changing';
import { Coded, type CodedSide } from './coded';
import { Currents } from './currents';
import { deliveryOf, isSentAhead } from './delivery';
import { Hebb } from './hebbian';
import { History, historyBytes } from './history';
import { type Neurons, type PerNeuron } from './model';
import { blockSteps, orderBytes, type Sending } from './orders';
import { Learning } from './plasticity';
import { type Connection, type Destination, type Group, type Plan, wholeSize } from './plan';
import { probeBytes } from './probes';
import { spikesBytes } from './program';
import { stream } from './random';
import { Tiring } from './shortTerm';
import { bernoulliTrain, givenTrain, nothing, poissonTrains } from './sources';
import { KernelSteps, modelSteps, pauseOf, type Steps } from './steps';
import { type TrainAtWork, trainAtWork, trainBytes } from './trains';
import { neuronsPerStream } from './words';
import { padded, type Workspace } from './workspace';

/** A source's or a connection's way to the neurons. */
export interface Path extends Sending {
  readonly to: Destination;
  /** Its first number is how many events have come this way. */
  readonly arrived: Float64Array;
  /** Where what an event carries changes. */
  readonly changing?: { readonly connection: Connection; readonly at: Changing };
}

/** Synapses that run code, and whom they reach. */
export interface CodedPath {
  readonly coded: Coded;
  readonly connection: Connection;
  readonly target: Member;
}

export interface Member {
  readonly group: Group;
  /** Id of its first neuron. */
  readonly first: number;
  readonly neurons: Neurons;
  readonly steps: Steps;
  readonly arrivals: Arrivals;
  readonly history: History;
  readonly sources: readonly Path[];
  readonly currents: Currents | null;
  /** Connections whose spikes are delivered here when they are due. */
  readonly incoming: Path[];
  /** Connections without a delay: delivered when all groups have made the step. */
  readonly immediate: Path[];
  /** Connections whose spikes are sent ahead as they are fired. */
  readonly outgoing: Path[];
  /** Of a rate model: the connections that its output goes along in every step. */
  readonly rates: { readonly connection: Connection; readonly arrivals: Arrivals }[];
}

/** All ways to its neurons. */
export const pathsOf = ({ sources, incoming, immediate, outgoing }: Member): readonly Path[] => [
  ...sources,
  ...incoming,
  ...immediate,
  ...outgoing,
];

/**
 * The groups, and the trains that fire before them in each step.
 * @param heard where a part of the network is simulated: who fired in each whole group, as it becomes known
 */
export function enlist(
  plan: Plan,
  workspace: Workspace,
  heard?: readonly History[],
): { members: Member[]; trains: TrainAtWork[]; coded: CodedPath[] } {
  const coded: CodedPath[] = [];
  const code = (connection: Connection, pre: CodedSide, target: Member): void => {
    if (connection.coded === undefined || connection.synapses.kind !== 'rows') return;
    for (const side of [pre, target]) side.neurons?.putOffReset?.();
    const { neurons, history, group } = target;
    const random = stream(plan.seed, connection.coded.purpose);
    const post = { history, neurons };
    const made = new Coded(connection.coded, connection.synapses, pre, post, group.size, plan.dtMs, random);
    coded.push({ coded: made, connection, target });
  };
  let first = 0;
  const made = plan.groups.map(({ model, name, parameters, size }) =>
    model.create(size, parameters, plan.dtMs, stream(plan.seed, neuronsOf(name))),
  );
  for (const [k, { equations }] of plan.groups.entries())
    for (const link of equations?.links ?? []) {
      const values = made[plan.groups.findIndex(({ name }) => name === link.population)]?.variable?.(link.source);
      if (values) made[k]?.link?.(link.variable, values, link);
    }
  const members = plan.groups.map((group, index): Member => {
    const member = memberOf(plan, made, index, first, workspace, heard !== undefined);
    first += wholeSize(group);
    return member;
  });
  for (const planned of plan.connections) {
    const source = members[planned.source];
    const target = members[planned.target];
    if (source === undefined || target === undefined) continue;
    const { arrivals } = target;
    if (planned.coded !== undefined) {
      code(planned, { history: source.history, neurons: source.neurons }, target);
      continue;
    }
    const immediate = planned.delaySteps === 0 && takesAtOnce(target) && planned.changes === undefined;
    const connection = planned.delaySteps > 0 || immediate ? planned : { ...planned, delaySteps: 1 };
    if (source.neurons.output !== undefined) source.rates.push({ connection, arrivals });
    else if (connection.changes !== undefined) {
      target.incoming.push(changingPath(connection, source.history, target, plan, workspace));
    } else {
      const fired = heard?.[connection.source] ?? source.history;
      const path = pathOf(connection, deliveryOf(connection, fired, arrivals, workspace), workspace);
      if (immediate) target.neurons.putOffReset?.();
      if (immediate) target.immediate.push(path);
      else (isSentAhead(connection) ? source.outgoing : target.incoming).push(path);
    }
  }
  const trains = (plan.trains ?? []).map((train) => {
    const atWork = trainAtWork(train, plan.seed, plan.dtMs, workspace);
    for (const connection of train.connections) {
      const target = members[connection.target];
      if (target === undefined) continue;
      if (connection.coded !== undefined) code(connection, { history: atWork.history, neurons: null }, target);
      else if (connection.changes !== undefined)
        target.incoming.push(changingPath(connection, atWork.history, target, plan, workspace));
      else {
        const sending = deliveryOf(connection, atWork.history, target.arrivals, workspace);
        target.incoming.push(pathOf(connection, sending, workspace));
      }
    }
    return atWork;
  });
  return { members, trains, coded };
}

/** What adds up with the state, or is added to it on demand, can be added at the end of the step in which it was fired. */
export const takesAtOnce = ({ arrivals, neurons }: Pick<Member, 'arrivals' | 'neurons'>): boolean =>
  arrivals.receivers !== undefined || neurons.settle !== undefined;

const pathOf = (to: Destination, sending: Sending, workspace: Workspace): Path => ({
  to,
  ...sending,
  arrived: workspace.doubles(1),
});

function changingPath(connection: Connection, fired: History, target: Member, plan: Plan, workspace: Workspace): Path {
  const at = changingOf(connection, target.group.size, plan);
  const deliver = at.delivery(fired, target.history, target.arrivals);
  return { ...pathOf(connection, { deliver, order: null }, workspace), changing: { connection, at } };
}

function changingOf(connection: Connection, targets: number, { dtMs, steps, seed }: Plan): Changing {
  const { synapses, changes } = connection;
  if (synapses.kind !== 'rows' || changes === undefined) throw new Error('only listed synapses change');
  switch (changes.kind) {
    case 'stdp':
      return new Learning(connection, synapses, changes, targets, dtMs, steps);
    case 'hebbian':
      return new Hebb(connection, synapses, changes, targets, dtMs, steps);
    case 'short-term':
      return new Tiring(connection, synapses, changes, dtMs, stream(seed, changes.purpose));
  }
}

/** How far back the spikes of a group have to be known where its synapses learn. */
const heardSteps = ({ changes, synapses, delaySteps }: Connection): number =>
  changes?.kind !== 'stdp' || (synapses.kind === 'rows' && synapses.delays) ? 1 : changes.heardAfter * delaySteps;

function memberOf(
  plan: Plan,
  made: readonly Neurons[],
  index: number,
  first: number,
  workspace: Workspace,
  isPart: boolean,
): Member {
  const { dtMs, seed } = plan;
  const group = plan.groups[index] as Group;
  const neurons = made[index] as Neurons;
  const { model, parameters, size } = group;
  const ports = model.ports(parameters).length;
  const call = workspace.kernels === null ? undefined : neurons.accelerate?.(workspace);
  const pause = call === undefined ? 0 : pauseOf(call);
  const isAhead = (each: Connection): boolean =>
    (isSentAhead(each) && each.changes === undefined) || made[each.source]?.output !== undefined;
  const ahead = longestDelay(plan, (each) => each.target === index && isAhead(each));
  const back = isPart
    ? 0
    : Math.max(
        longestDelay(plan, (each) => each.source === index),
        longestHearing(plan, index),
      );
  const history = new History(size, Math.max(back, pause + 1) + 1, pause + 1, workspace);
  const arrivals = new Arrivals(size, ports, ahead, neurons.receivers, call !== undefined, workspace);
  const poisson = plan.poisson.filter(({ target }) => target === index);
  const bernoulli = (plan.bernoulli ?? []).filter(({ target }) => target === index);
  const given = plan.given.filter(({ target }) => target === index);
  const currents = (plan.currents ?? []).filter(({ target }) => target === index);
  return {
    group,
    first,
    neurons,
    steps:
      call === undefined
        ? modelSteps(neurons, size, arrivals, history)
        : new KernelSteps(neurons, call, size, dtMs, arrivals, history, workspace),
    arrivals,
    history,
    sources: [
      ...poisson.flatMap((to) =>
        poissonTrains(to, seed, { from: group.part?.from ?? 0, size }, arrivals, workspace).map(
          (train) => [to, train] as const,
        ),
      ),
      ...bernoulli.map((to) => [to, bernoulliTrain(to, seed, size, arrivals)] as const),
      ...given.map((to) => [to, givenTrain(to, arrivals, workspace)] as const),
    ].flatMap(([to, sending]) => (sending === nothing ? [] : [pathOf(to, sending, workspace)])),
    currents: currents.length === 0 ? null : new Currents(currents, size, seed),
    incoming: [],
    immediate: [],
    outgoing: [],
    rates: [],
  };
}

function longestDelay({ connections }: Plan, counts: (connection: Connection) => boolean): number {
  return connections.reduce((most, each) => (counts(each) ? Math.max(most, each.delaySteps) : most), 0);
}

const longestHearing = ({ connections, trains }: Plan, group: number): number =>
  [...connections, ...(trains ?? []).flatMap((train) => train.connections)].reduce(
    (most, each) => (each.target === group ? Math.max(most, heardSteps(each)) : most),
    0,
  );

/** Arrays of a group's state, coefficients and blocks in the kernels, at the most. */
const mostArrays = 32;
const bytesPerReal = 8;
/** An order of a group or a path, its counts and the words of its arrays' ends. */
const bytesPerOrder = orderBytes + 256;

/** The steps of the longest refractory time. */
function mostPause(parameters: object, dtMs: number): number {
  const { refractoryMs = 0 } = parameters as { readonly refractoryMs?: PerNeuron };
  const longest = typeof refractoryMs === 'number' ? refractoryMs : refractoryMs.reduce((a, b) => Math.max(a, b), 0);
  return Math.ceil(longest / dtMs);
}

/** Keeps who fired in each whole group until the last of them has arrived, and `ahead` steps more. */
export const heardHistories = (plan: Plan, ahead: number, workspace: Workspace): History[] =>
  plan.groups.map((group, index) => {
    const back = longestDelay(plan, ({ source }) => source === index);
    return new History(wholeSize(group), back + ahead + 1, (group.part?.restSteps ?? 0) + 1, workspace);
  });

/** What the arrays of a run may take in the kernels' memory. */
export function bytesFor(plan: Plan): number {
  const slack = 1024;
  const { groups, connections, poisson, given } = plan;
  const ofGroups = groups.map(({ size, model, parameters, part }, index) => {
    const slots = 1 + longestDelay(plan, ({ target }) => target === index);
    const rings = model.ports(parameters).length * slots;
    const back = Math.max(
      longestDelay(plan, ({ source }) => source === index),
      longestHearing(plan, index),
    );
    // A refractory time makes a history longer, but then each neuron stands in it twice at the most.
    const history = historyBytes(padded(size), back + 2, back + 2 + mostPause(parameters, plan.dtMs));
    const heard = part === undefined ? 0 : historyBytes(part.whole, back + blockSteps + 2);
    return heard + (mostArrays + rings) * (padded(size) * bytesPerReal + slack) + history + bytesPerOrder * rings;
  });
  const trains = plan.trains ?? [];
  const wired = [...connections, ...trains.flatMap((train) => train.connections)];
  const ofConnections = wired.map(({ synapses }) => {
    if (synapses.kind === 'everyone') return 0;
    const { offsets, targets, weights, delays } = synapses;
    const bytes = offsets.byteLength + (delays === undefined ? targets.byteLength : 4 * targets.length);
    return bytes + (weights?.byteLength ?? 0) + slack;
  });
  const ofTrains = trains.map((train) => trainBytes(train) + slack);
  // A source has its generators, its table and words to draw.
  const ofSources = poisson.map(({ target }) => {
    const streams = Math.ceil((groups[target]?.size ?? 0) / neuronsPerStream);
    return 8 * slack + streams * (5 * slack + 4 * blockSteps + bytesPerOrder);
  });
  const ofGiven = given.map(({ steps, neurons }) => steps.byteLength + neurons.byteLength + slack);
  const spikes = spikesBytes(groups.reduce((sum, { size }) => sum + size, 0));
  const traces = probeBytes(plan);
  const parts = [...ofGroups, ...ofConnections, ...ofTrains, ...ofSources, ...ofGiven, spikes, traces];
  return parts.reduce((sum, bytes) => sum + bytes, slack);
}

// The groups of a plan at work: each with its neurons, what arrives at them, what comes from outside and where their spikes go.
import { Arrivals } from './arrivals';
import { type Changing } from './changing';
import { Currents } from './currents';
import { type Deliver, deliveryOf, isSentAhead } from './delivery';
import { History, historyLength } from './history';
import { type Neurons } from './model';
import { Hebb } from './hebbian';
import { Learning } from './plasticity';
import { type Connection, type Destination, type Group, type Plan } from './plan';
import { stream } from './random';
import { Tiring } from './short-term';
import { bernoulliTrain, givenTrain, poissonTrain, type Source } from './sources';
import { KernelSteps, modelSteps, pauseOf, type Steps } from './steps';
import { mostPerStep, type TrainAtWork, trainAtWork } from './trains';
import { padded, type Workspace } from './workspace';

export interface Path {
  readonly connection: Connection;
  readonly deliver: Deliver;
  /** Where what an event carries changes. */
  readonly changing?: Changing;
}

export interface Member {
  readonly group: Group;
  /** Id of its first neuron. */
  readonly first: number;
  readonly neurons: Neurons;
  readonly steps: Steps;
  readonly arrivals: Arrivals;
  readonly history: History;
  readonly sources: readonly { readonly to: Destination; readonly deliver: Source }[];
  readonly currents: Currents | null;
  /** Connections whose spikes are delivered here when they are due. */
  readonly incoming: Path[];
  /** Connections whose spikes are sent ahead as they are fired. */
  readonly outgoing: Path[];
  /** Of a rate model: the connections that its output goes along in every step. */
  readonly rates: { readonly connection: Connection; readonly arrivals: Arrivals }[];
}

/** The groups, and the trains that fire before them in each step. */
export function enlist(plan: Plan, workspace: Workspace): { members: Member[]; trains: TrainAtWork[] } {
  let first = 0;
  const made = plan.groups.map(({ model, name, parameters, size }) =>
    model.create(size, parameters, plan.dtMs, stream(plan.seed, `neurons of ${name}`)),
  );
  const members = plan.groups.map((group, index): Member => {
    const member = memberOf(plan, made, index, first, workspace);
    first += group.size;
    return member;
  });
  for (const connection of plan.connections) {
    const source = members[connection.source];
    const target = members[connection.target];
    if (source === undefined || target === undefined) continue;
    const { arrivals } = target;
    if (source.neurons.output !== undefined) source.rates.push({ connection, arrivals });
    else if (connection.changes !== undefined) {
      target.incoming.push(changingPath(connection, source.history, target, plan));
    } else {
      const path = { connection, deliver: deliveryOf(connection, source.history, arrivals, workspace) };
      (isSentAhead(connection) ? source.outgoing : target.incoming).push(path);
    }
  }
  const trains = (plan.trains ?? []).map((train) => {
    const atWork = trainAtWork(train, plan.seed, workspace);
    for (const connection of train.connections) {
      const target = members[connection.target];
      if (target === undefined) continue;
      if (connection.changes !== undefined)
        target.incoming.push(changingPath(connection, atWork.history, target, plan));
      else {
        const deliver = deliveryOf(connection, atWork.history, target.arrivals, workspace);
        target.incoming.push({ connection, deliver });
      }
    }
    return atWork;
  });
  return { members, trains };
}

function changingPath(connection: Connection, fired: History, target: Member, plan: Plan): Path {
  const changing = changingOf(connection, target.group.size, plan);
  return { connection, deliver: changing.delivery(fired, target.history, target.arrivals), changing };
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

function memberOf(plan: Plan, made: readonly Neurons[], index: number, first: number, workspace: Workspace): Member {
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
  const back = Math.max(
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
      ...poisson.map((to) => ({ to, deliver: poissonTrain(to, seed, size, arrivals, workspace) })),
      ...bernoulli.map((to) => ({ to, deliver: bernoulliTrain(to, seed, size, arrivals) })),
      ...given.map((to) => ({ to, deliver: givenTrain(to, arrivals) })),
    ],
    currents: currents.length === 0 ? null : new Currents(currents, size, seed),
    incoming: [],
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

/** What the arrays of a run may take in the kernels' memory. */
export function bytesFor(plan: Plan): number {
  const slack = 1024;
  const { groups, connections, poisson } = plan;
  const ofGroups = groups.map(({ size, model, parameters }, index) => {
    const slots = 1 + longestDelay(plan, ({ target }) => target === index);
    const rings = model.ports(parameters).length * slots;
    const back = Math.max(
      longestDelay(plan, ({ source }) => source === index),
      longestHearing(plan, index),
    );
    // A refractory time makes a history longer, but then each neuron stands in it twice at the most.
    const history = historyLength(padded(size), back + 2, 1) * Uint32Array.BYTES_PER_ELEMENT;
    return (mostArrays + rings) * (padded(size) * bytesPerReal + slack) + history;
  });
  const trains = plan.trains ?? [];
  const wired = [...connections, ...trains.flatMap((train) => train.connections)];
  const ofConnections = wired.map(({ synapses }) => {
    if (synapses.kind === 'everyone') return 0;
    const { offsets, targets, weights, delays } = synapses;
    const bytes = offsets.byteLength + (delays === undefined ? targets.byteLength : 4 * targets.length);
    return bytes + (weights?.byteLength ?? 0) + slack;
  });
  const ofTrains = trains.map((train) => {
    const back = train.connections.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0);
    return historyLength(mostPerStep(train), back + 2, 1) * Uint32Array.BYTES_PER_ELEMENT + slack;
  });
  // A source has its generators, its table and words to draw.
  const ofSources = poisson.map(() => 16 * slack);
  return [...ofGroups, ...ofConnections, ...ofTrains, ...ofSources].reduce((sum, bytes) => sum + bytes, slack);
}

// Runs a plan: steps the groups on the grid, sends their spikes along the connections and records.
import { Arrivals } from './arrivals';
import { type Neurons, type Port } from './model';
import { type Connection, type Destination, type Group, type Plan } from './plan';
import { Probes } from './probes';
import { stream } from './random';
import { type Control, type Recording } from './recording';
import { addToAll, givenTrain, poissonTrain, type Source } from './sources';
import { SpikeList } from './spikes';
import { Tally } from './tally';

/** A runaway network is stopped here, at about 240 MB of spikes. */
const mostSpikes = 20e6;
/** How often a run looks up to say how far it is and to hear whether it should stop. */
const looks = 200;

export type Run = Omit<Recording, 'timing'> & { readonly steps: number; readonly events: number };

/** A group at work, with what it needs in every step. */
interface Member {
  readonly group: Group;
  readonly first: number;
  readonly neurons: Neurons;
  readonly arrivals: Arrivals;
  readonly sources: readonly { readonly to: Destination; readonly deliver: Source }[];
  readonly outgoing: { readonly connection: Connection; readonly arrivals: Arrivals }[];
  readonly fired: Uint32Array;
}

export function runPlan(plan: Plan, control?: Control): Run {
  const members = enlist(plan);
  const spikes = new SpikeList();
  const neurons = members.map((member) => member.neurons);
  const probes = new Probes(plan, neurons);
  const ports = plan.groups.map(({ model, parameters }) => model.ports(parameters));
  const tally = new Tally(plan.groups.map(({ name }, i) => ({ name, weightUnit: ports[i]?.[0]?.unit ?? null })));
  const tell = ({ target, port, weight }: Destination, arrived: number): number => {
    tally.add(target, inhibits(ports[target]?.[port], weight), arrived, arrived * weight);
    return arrived;
  };
  const timeOf = gridTime(plan.dtMs);
  const notes = [...plan.notes];
  const every = Math.max(1, Math.floor(plan.steps / looks));
  let events = 0;
  let step = 0;
  probes.sample(0);
  for (; step < plan.steps; step++) {
    if (step % every === 0) {
      control?.progress?.(step / plan.steps);
      if (control?.cancelled?.()) {
        notes.push(`cancelled after ${timeOf(step)} of ${timeOf(plan.steps)} ms`);
        break;
      }
    }
    if (spikes.count > mostSpikes) {
      notes.push(
        `stopped after ${timeOf(step)} of ${timeOf(plan.steps)} ms: more than ${mostSpikes / 1e6} million spikes`,
      );
      break;
    }
    for (const member of members) {
      for (const { to, deliver } of member.sources) events += tell(to, deliver(step));
      const { arrivals, fired } = member;
      const count = member.neurons.step(arrivals.at(step), fired);
      const { output } = member.neurons;
      if (output !== undefined)
        for (const { connection, arrivals: reached } of member.outgoing)
          spreadOutput(connection, output, slotOf(connection, reached, step));
      if (count === 0) continue;
      spikes.add(timeOf(step + 1), member.first, fired, count);
      for (const { connection, arrivals: reached } of member.outgoing) {
        const slot = slotOf(connection, reached, step);
        events += tell(connection, deliver(connection, fired, count, slot));
      }
    }
    probes.sample(step + 1);
  }
  for (const { group, neurons: cells } of members) {
    if (!allFinite(cells, group.size)) notes.push(`${group.name}: the membrane potential is no longer a finite number`);
  }
  if (step === plan.steps) control?.progress?.(1);
  return {
    ms: timeOf(step),
    dtMs: plan.dtMs,
    seed: plan.seed,
    populations: members.map(({ group, first }) => ({ name: group.name, first, size: group.size })),
    ...spikes.result(),
    traces: probes.result(),
    reached: tally.result(),
    notes,
    steps: step,
    events,
  };
}

function enlist(plan: Plan): Member[] {
  let first = 0;
  const members = plan.groups.map((group, index): Member => {
    const incoming = plan.connections.filter(({ target }) => target === index);
    const longest = incoming.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0);
    const { model, parameters } = group;
    const arrivals = new Arrivals(group.size, longest, model.ports(parameters).length);
    const poisson = plan.poisson.filter(({ target }) => target === index);
    const given = plan.given.filter(({ target }) => target === index);
    const member: Member = {
      group,
      first,
      neurons: model.create(group.size, parameters, plan.dtMs, stream(plan.seed, `neurons of ${group.name}`)),
      arrivals,
      sources: [
        ...poisson.map((to) => ({ to, deliver: poissonTrain(to, plan.seed, group.size, arrivals) })),
        ...given.map((to) => ({ to, deliver: givenTrain(to, arrivals) })),
      ],
      outgoing: [],
      fired: new Uint32Array(group.size),
    };
    first += group.size;
    return member;
  });
  for (const connection of plan.connections) {
    const { arrivals } = members[connection.target] as Member;
    members[connection.source]?.outgoing.push({ connection, arrivals });
  }
  return members;
}

const inhibits = (port: Port | undefined, weight: number): boolean => port?.inhibits ?? weight < 0;

const slotOf = (connection: Connection, arrivals: Arrivals, step: number): Float64Array =>
  arrivals.at(step + connection.delaySteps)[connection.port] as Float64Array;

/** Adds the weight times the source's output at every target. */
function spreadOutput({ synapses, weight }: Connection, output: Float64Array, slot: Float64Array): void {
  if (synapses.kind === 'everyone') {
    addToAll(slot, weight * output.reduce((sum, each) => sum + each, 0));
    return;
  }
  const { offsets, targets } = synapses;
  for (let source = 0; source < output.length; source++) {
    const sent = weight * (output[source] as number);
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      slot[target] = (slot[target] as number) + sent;
    }
  }
}

/** Adds the weight at every target of every neuron that fired; returns the number of events. */
function deliver(connection: Connection, fired: Uint32Array, count: number, slot: Float64Array): number {
  const { synapses, weight } = connection;
  if (synapses.kind === 'everyone') {
    addToAll(slot, count * weight);
    return count * slot.length;
  }
  const { offsets, targets } = synapses;
  let events = 0;
  for (let k = 0; k < count; k++) {
    const source = fired[k] as number;
    const end = offsets[source + 1] as number;
    const start = offsets[source] as number;
    for (let i = start; i < end; i++) {
      const target = targets[i] as number;
      slot[target] = (slot[target] as number) + weight;
    }
    events += end - start;
  }
  return events;
}

/** Step → ms, by division where a millisecond holds a whole number of steps, so that 3 steps of 0.1 ms are 0.3 and not 0.30000000000000004. */
export function gridTime(dtMs: number): (step: number) => number {
  const perMs = Math.round(1 / dtMs);
  return perMs > 0 && Math.abs(perMs * dtMs - 1) < 1e-9 ? (step) => step / perMs : (step) => step * dtMs;
}

function allFinite(neurons: Neurons, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Number.isFinite(neurons.valueOf(0, i))) return false;
  return true;
}

// Runs a plan: steps the groups on the grid, sends their spikes along the connections and records.
import { type Arrivals } from './arrivals';
import { type Kernels, kernelsHere } from './kernels/kernels';
import { bytesFor, type CodedPath, enlist, type Member, type Path, takesAtOnce } from './members';
import { type Port } from './model';
import { blockSteps } from './orders';
import { type Connection, type Plan } from './plan';
import { Probes } from './probes';
import { Program } from './program';
import { type Control, type Learned, type Recording } from './recording';
import { addToAll } from './sources';
import { SpikeList } from './spikes';
import { type Steps } from './steps';
import { reachedBy } from './tally';
import { type Precision, Workspace } from './workspace';

/** A runaway network is stopped here, at about 240 MB of spikes. */
const mostSpikes = 20e6;
/** How often a run looks up to say how far it is and to hear whether it should stop. */
const looks = 200;

export type Run = Omit<Recording, 'timing'> & { readonly steps: number; readonly events: number };

/** How a run calculates. */
export interface RunOptions {
  /** Null for the plain path; the same spikes come from both. */
  readonly kernels?: Kernels | null;
  readonly precision?: Precision;
}

export function runPlan(plan: Plan, control?: Control, options: RunOptions = {}): Run {
  const { kernels = kernelsHere(), precision = 'double' } = options;
  const workspace = Workspace.open(kernels, bytesFor(plan), precision);
  try {
    return runIn(workspace, plan, control);
  } finally {
    workspace.close();
  }
}

function runIn(workspace: Workspace, plan: Plan, control?: Control): Run {
  const { members, trains, coded } = enlist(plan, workspace);
  const spikes = new SpikeList();
  const probes = new Probes(
    plan,
    members.map(({ steps }) => steps),
  );
  const ports = plan.groups.map(({ model, parameters }) => model.ports(parameters));
  const plain = trains.length > 0 || coded.length > 0 || members.some(({ immediate }) => immediate.length > 0);
  const program = plain ? null : Program.of(members, probes, workspace);
  const paths = members.flatMap(({ sources, incoming, immediate, outgoing }) => [
    ...[...sources, ...incoming, ...immediate, ...outgoing],
  ]);
  const timeOf = gridTime(plan.dtMs);
  const notes = [...plan.notes];
  const every = Math.max(1, Math.floor(plan.steps / looks));
  let step = 0;
  probes.sample(0);
  while (step < plan.steps) {
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
    const end = Math.min(plan.steps, step - (step % every) + every, step + blockSteps);
    if (program !== null) program.run(step, end, spikes, timeOf);
    else
      for (; step < end; step++) {
        for (const each of coded) each.coded.clearSums();
        for (const each of coded) each.coded.begin(step);
        for (const train of trains) train.advance(step);
        for (const member of members) advance(member, step, spikes, timeOf(step + 1));
        for (const member of members) if (member.immediate.length > 0) finish(member, step);
        for (const each of coded) finishCoded(each, step);
        probes.sample(step + 1);
      }
    step = end;
  }
  program?.finish(step);
  for (const { group, steps } of members) {
    if (!allFinite(steps, group.size)) notes.push(`${group.name}: the membrane potential is no longer a finite number`);
  }
  if (step === plan.steps) control?.progress?.(1);
  const arrivals = [
    ...paths.map(({ to: { target, port, weight }, arrived: [events = 0] }) => ({ target, port, weight, events })),
    ...coded.flatMap(({ coded: { effects }, connection: { target } }) =>
      effects.map(({ port, arrived, weight }) => ({ target, port, events: arrived, weight: weight / (arrived || 1) })),
    ),
  ];
  return {
    ms: timeOf(step),
    dtMs: plan.dtMs,
    seed: plan.seed,
    populations: members.map(({ group, first }) => ({ name: group.name, first, size: group.size })),
    ...spikes.result(),
    traces: probes.result(),
    reached: reachedBy(
      plan.groups.map(({ name }, i) => ({ name, weightUnit: unitReaching(plan, i, ports[i] ?? []) })),
      arrivals.map(({ target, port, weight, events }) => ({
        ...{ target, weight, events },
        inhibits: inhibits(ports[target]?.[port], weight),
      })),
    ),
    ...learnedIn(plan, members),
    notes,
    steps: step,
    events: arrivals.reduce((sum, { events }) => sum + events, 0),
  };
}

/** The unit of the weights that reach a group: that of its first port, unless others are the ones in use. */
function unitReaching({ connections, poisson, given }: Plan, group: number, ports: readonly Port[]): string | null {
  const used = [...connections, ...poisson, ...given].filter(({ target }) => target === group);
  const units = new Set(used.map(({ port }) => ports[port]?.unit ?? null));
  const [only] = units;
  return units.size === 1 && only !== undefined ? only : (ports[0]?.unit ?? null);
}

const inhibits = (port: Port | undefined, weight: number): boolean => port?.inhibits ?? weight < 0;

function learnedIn(plan: Plan, members: readonly Member[]): { learned?: Learned[] } {
  const learned = members.flatMap(({ group, incoming }) =>
    incoming.flatMap(({ learning }): Learned[] => {
      if (learning === undefined) return [];
      const { connection, rule } = learning;
      const weightUnit = group.model.ports(group.parameters)[connection.port]?.unit ?? null;
      const source = plan.groups[connection.source]?.name ?? 'input';
      return [{ source, target: group.name, weightUnit, ...rule.result() }];
    }),
  );
  return learned.length === 0 ? {} : { learned };
}

/** One step of one group, and what is sent on. */
function advance(member: Member, step: number, spikes: SpikeList, timeMs: number): void {
  const { arrivals, steps, history, neurons } = member;
  const currentPa = member.currents?.at(step) ?? null;
  if (currentPa !== null) {
    neurons.inject?.(currentPa);
    steps.currentsChanged();
  }
  // What adds up with the state arrives at the end of the step, behind it; what the step itself takes is there before.
  let count = 0;
  if (arrivals.receivers === undefined) {
    receive(member, step);
    count = steps.advance(step);
  } else {
    count = steps.advance(step);
    receive(member, step);
  }
  const { output } = neurons;
  if (output !== undefined)
    for (const { connection, arrivals } of member.rates) spreadOutput(connection, output, arrivals, step);
  if (count === 0) return;
  spikes.add(timeMs, member.first, history.list, history.startOf(step), count);
  for (const path of member.outgoing) send(path, step);
}

/** What comes from outside and the spikes that are due. */
function receive({ sources, incoming, arrivals }: Member, step: number): void {
  for (const path of sources) send(path, step);
  for (const path of incoming) send(path, step);
  arrivals.settle(step);
}

function send({ deliver, arrived }: Path, step: number): void {
  const events = deliver(step);
  // In most steps most connections deliver nothing.
  if (events > 0) arrived[0] = (arrived[0] as number) + events;
}

/** Of connections without a delay, the spikes of this very step. */
function finish({ immediate, arrivals, neurons }: Member, step: number): void {
  for (const path of immediate) send(path, step);
  if (arrivals.receivers === undefined) neurons.settle?.(arrivals.at(step) as readonly Float64Array[]);
}

/** What code at spikes adds arrives in the step of the spike where the target can take it then, else in the next one. */
function finishCoded({ coded, target: { arrivals, neurons } }: CodedPath, step: number): void {
  const atOnce = takesAtOnce({ arrivals, neurons });
  coded.finish(step, arrivals, atOnce ? step : step + 1);
  if (atOnce && arrivals.receivers === undefined) neurons.settle?.(arrivals.at(step) as readonly Float64Array[]);
}

/** Adds the weight times the source's output at every target. */
function spreadOutput(connection: Connection, output: Float64Array, arrivals: Arrivals, step: number): void {
  const { synapses, weight, delaySteps, port } = connection;
  const slot = arrivals.later(step + delaySteps, port);
  if (synapses.kind === 'everyone') {
    addToAll(slot, weight * output.reduce((sum, each) => sum + each, 0));
    return;
  }
  const { offsets, targets, weights, delays } = synapses;
  for (let source = 0; source < output.length; source++) {
    const sent = output[source] as number;
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      const reached = delays === undefined ? slot : arrivals.later(step + (delays[i] as number), port);
      reached[target] = (reached[target] as number) + (weights === undefined ? weight : (weights[i] as number)) * sent;
    }
  }
}

/** Step → ms, by division where a millisecond holds a whole number of steps, so that 3 steps of 0.1 ms are 0.3 and not 0.30000000000000004. */
export function gridTime(dtMs: number): (step: number) => number {
  const perMs = Math.round(1 / dtMs);
  return perMs > 0 && Math.abs(perMs * dtMs - 1) < 1e-9 ? (step) => step / perMs : (step) => step * dtMs;
}

function allFinite(steps: Steps, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Number.isFinite(steps.valueOf(0, i))) return false;
  return true;
}

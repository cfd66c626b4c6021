// Runs a plan: steps the groups on the grid, sends their spikes along the connections and records.
import { type Arrivals } from './arrivals';
import { type Kernels, kernelsHere } from './kernels/kernels';
import { bytesFor, type CodedPath, enlist, type Member, type Path, pathsOf, takesAtOnce } from './members';
import { modulatedOf } from './modulators';
import { blockSteps } from './orders';
import {
  cancelledNote,
  gridTime,
  joined,
  changesIn,
  lookEvery,
  mostSpikes,
  outcomeOf,
  outcomeOfCoded,
  type Run,
  runawayNote,
} from './outcome';
import { type Connection, type Plan } from './plan';
import { Probes } from './probes';
import { Program } from './program';
import { type Control } from './recording';
import { RateTally } from './rateTally';
import { regulatingIn } from './regulation';
import { addToAll } from './sources';
import { SpikeList } from './spikes';
import { type Precision, Workspace } from './workspace';

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
  const regulating = regulatingIn(plan, members);
  const linked = plan.groups.some(({ equations }) => (equations?.links?.length ?? 0) > 0);
  const plain = coded.length + regulating.length > 0 || linked;
  const program = plain ? null : Program.of(members, trains, probes, workspace);
  const changing = members.flatMap((each) => pathsOf(each)).flatMap((each) => each.changing?.at ?? []);
  const rated = RateTally.of(plan, members);
  const timeOf = gridTime(plan.dtMs);
  const notes: string[] = [];
  const every = lookEvery(plan);
  let step = 0;
  probes.sample(0);
  for (const each of rated) each.sample(0);
  for (const { neurons, rates } of members)
    if (neurons.output !== undefined && neurons.sendsAtStart === true)
      for (const { connection, arrivals } of rates) spreadOutput(connection, neurons.output, arrivals, -1);
  for (const each of changing) each.sample(0);
  while (step < plan.steps) {
    if (step % every === 0) {
      control?.progress?.(step / plan.steps);
      if (control?.cancelled?.()) {
        notes.push(cancelledNote(plan, step));
        break;
      }
    }
    if (spikes.count > mostSpikes) {
      notes.push(runawayNote(plan, step));
      break;
    }
    const end = Math.min(plan.steps, step - (step % every) + every, step + blockSteps);
    if (program !== null) program.run(step, end, (ids, steps, count) => spikes.addSteps(ids, steps, count, timeOf));
    else
      for (; step < end; step++) {
        if (linked) for (const { neurons } of members) neurons.begin?.();
        for (const each of coded) each.coded.clearSums();
        for (const each of coded) each.coded.begin(step);
        for (const train of trains) train.advance(step);
        for (const member of members) advance(member, step, spikes, timeOf(step + 1));
        for (const member of members) if (member.immediate.length > 0) finish(member, step);
        for (const each of coded) finishCoded(each, step);
        for (const { neurons } of members) neurons.resetFired?.();
        for (const each of regulating) each.after(step);
        probes.sample(step + 1);
        for (const each of rated) each.sample(step + 1);
        for (const each of changing) each.sample(step + 1);
      }
    step = end;
  }
  program?.finish(step);
  if (step === plan.steps) control?.progress?.(1);
  const outcomes = [outcomeOf(plan, members, probes), outcomeOfCoded(plan, coded)];
  return {
    ...joined(plan, spikes, outcomes, step, notes),
    ...changesIn(plan, members),
    ...(plan.modulators ? { modulated: plan.modulators.map((each) => modulatedOf(each, plan.dtMs)) } : {}),
    ...(rated.length > 0 ? { rated: rated.map((each) => each.result()) } : {}),
    ...(regulating.length > 0 ? { regulated: regulating.map((each) => each.result()) } : {}),
  };
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

// Runs a plan: steps the groups on the grid, sends their spikes along the connections and records.
import { type Arrivals } from './arrivals';
import { type Kernels, kernelsHere } from './kernels/kernels';
import { bytesFor, enlist } from './members';
import { type Neurons, type Port } from './model';
import { type Connection, type Destination, type Plan } from './plan';
import { Probes } from './probes';
import { type Control, type Recording } from './recording';
import { addToAll } from './sources';
import { SpikeList } from './spikes';
import { Tally } from './tally';
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
  const members = enlist(plan, workspace);
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
      const count = member.advance(step);
      const { output } = member.neurons;
      if (output !== undefined)
        for (const { connection, arrivals } of member.outgoing) spreadOutput(connection, output, arrivals, step);
      if (count === 0) continue;
      spikes.add(timeOf(step + 1), member.first, member.fired, count);
      for (const { connection, deliver } of member.outgoing) events += tell(connection, deliver(step, count));
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

const inhibits = (port: Port | undefined, weight: number): boolean => port?.inhibits ?? weight < 0;

/** Adds the weight times the source's output at every target. */
function spreadOutput(connection: Connection, output: Float64Array, arrivals: Arrivals, step: number): void {
  const { synapses, weight, delaySteps, port } = connection;
  const slot = arrivals.of(step + delaySteps, port);
  if (synapses.kind === 'everyone') {
    addToAll(slot, weight * output.reduce((sum, each) => sum + each, 0));
    return;
  }
  const { offsets, targets, weights, delays } = synapses;
  for (let source = 0; source < output.length; source++) {
    const sent = output[source] as number;
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      const reached = delays === undefined ? slot : arrivals.of(step + (delays[i] as number), port);
      reached[target] = (reached[target] as number) + (weights === undefined ? weight : (weights[i] as number)) * sent;
    }
  }
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

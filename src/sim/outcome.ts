// What is left of a run when its last step is done, of the whole network or of a part of it, and the recording that is made of the parts.
import { type CodedPath, type Member, pathsOf } from './members';
import { type Port } from './model';
import { type Group, type Plan, wholeSize } from './plan';
import { type Probes } from './probes';
import { type Learned, type Recording, type Released, type Trace } from './recording';
import { type SpikeList } from './spikes';
import { type Steps } from './steps';
import { reachedBy, type Tallied } from './tally';

/** A runaway network is stopped here, at about 240 MB of spikes. */
export const mostSpikes = 20e6;
/** How often a run looks up to say how far it is and to hear whether it should stop. */
const looks = 200;

export const lookEvery = ({ steps }: Plan): number => Math.max(1, Math.floor(steps / looks));

export type Run = Omit<Recording, 'timing'> & { readonly steps: number; readonly events: number };

/** Plain data, so that it can come from another thread. */
export interface Outcome {
  readonly tallied: readonly Tallied[];
  readonly traces: readonly Trace[];
  /** Groups with a potential that is no longer a number. */
  readonly diverged: readonly string[];
}

export function outcomeOf(plan: Plan, members: readonly Member[], probes: Probes): Outcome {
  const ports = plan.groups.map(({ model, parameters }) => model.ports(parameters));
  return {
    tallied: members.flatMap(pathsOf).map(({ to: { target, port, weight }, arrived: [events = 0], changing }) => ({
      ...{ target, weight: changing && events > 0 ? changing.at.carried / events : weight, events },
      inhibits: inhibits(ports[target]?.[port], weight),
    })),
    traces: probes.result(),
    diverged: members
      .filter(({ steps, group }) => hasVariables(group) && !allFinite(steps, group.size))
      .map(({ group }) => group.name),
  };
}

/** What the synapses that run code have added. */
export function outcomeOfCoded(plan: Plan, coded: readonly CodedPath[]): Outcome {
  const tallied = coded.flatMap(({ coded: { effects }, connection: { target } }) => {
    const { model, parameters } = plan.groups[target] as Plan['groups'][number];
    const ports = model.ports(parameters);
    return effects.map(({ port, arrived, weight }) => {
      const mean = arrived === 0 ? 0 : weight / arrived;
      return { target, weight: mean, events: arrived, inhibits: inhibits(ports[port], mean) };
    });
  });
  return { tallied, traces: [], diverged: [] };
}

/** @param plan of the whole, or of one of the parts */
export function joined(
  plan: Plan,
  spikes: SpikeList,
  parts: readonly Outcome[],
  step: number,
  notes: readonly string[],
): Run {
  let first = 0;
  const populations = plan.groups.map((group) => {
    const size = wholeSize(group);
    first += size;
    return { name: group.name, first: first - size, size };
  });
  const units = plan.groups.map(({ name, model, parameters }, i) => ({
    name,
    weightUnit: unitReaching(plan, i, model.ports(parameters)),
  }));
  const names = plan.groups.map(({ name }) => name);
  const ofGroup = ({ population }: Trace): number => names.indexOf(population);
  const tallied = parts.flatMap((part) => part.tallied);
  const diverged = names.filter((name) => parts.some((part) => part.diverged.includes(name)));
  return {
    ms: gridTime(plan.dtMs)(step),
    dtMs: plan.dtMs,
    seed: plan.seed,
    populations,
    ...spikes.result(),
    traces: parts.flatMap(({ traces }) => traces).sort((one, other) => ofGroup(one) - ofGroup(other)),
    reached: reachedBy(units, tallied),
    notes: [
      ...plan.notes,
      ...notes,
      ...diverged.map((name) => `${name}: the membrane potential is no longer a finite number`),
    ],
    steps: step,
    events: tallied.reduce((sum, { events }) => sum + events, 0),
  };
}

export const cancelledNote = ({ dtMs, steps }: Plan, step: number): string =>
  `cancelled after ${gridTime(dtMs)(step)} of ${gridTime(dtMs)(steps)} ms`;

export const runawayNote = ({ dtMs, steps }: Plan, step: number): string =>
  `stopped after ${gridTime(dtMs)(step)} of ${gridTime(dtMs)(steps)} ms: more than ${mostSpikes / 1e6} million spikes`;

/** The unit of the weights that reach a group: that of its first port, unless others are the ones in use. */
function unitReaching({ connections, poisson, given }: Plan, group: number, ports: readonly Port[]): string | null {
  const used = [...connections, ...poisson, ...given].filter(({ target }) => target === group);
  const units = new Set(used.map(({ port }) => ports[port]?.unit ?? null));
  const [only] = units;
  return units.size === 1 && only !== undefined ? only : (ports[0]?.unit ?? null);
}

const inhibits = (port: Port | undefined, weight: number): boolean => port?.inhibits ?? weight < 0;

export function changesIn(plan: Plan, members: readonly Member[]): { learned?: Learned[]; released?: Released[] } {
  const [learned, released]: [Learned[], Released[]] = [[], []];
  for (const { group, incoming } of members)
    for (const { changing } of incoming) {
      if (changing === undefined) continue;
      const { connection, at } = changing;
      const ends = { source: plan.groups[connection.source]?.name ?? connection.from ?? 'input', target: group.name };
      const weightUnit = group.model.ports(group.parameters)[connection.port]?.unit ?? null;
      const [moved, through] = [at.learned(), at.released()];
      if (moved) learned.push({ ...ends, weightUnit, ...moved });
      if (through) released.push({ ...ends, ...through });
    }
  return { ...(learned.length > 0 ? { learned } : {}), ...(released.length > 0 ? { released } : {}) };
}

/** Step → ms, by division where a millisecond holds a whole number of steps, so that 3 steps of 0.1 ms are 0.3 and not 0.30000000000000004. */
export function gridTime(dtMs: number): (step: number) => number {
  const perMs = Math.round(1 / dtMs);
  return perMs > 0 && Math.abs(perMs * dtMs - 1) < 1e-9 ? (step) => step / perMs : (step) => step * dtMs;
}

const hasVariables = ({ model, parameters }: Group): boolean => model.variables(parameters).length > 0;

function allFinite(steps: Steps, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Number.isFinite(steps.valueOf(0, i))) return false;
  return true;
}

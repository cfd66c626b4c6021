// Weights that learn from pairs of spikes: traces of the two sides, looked up when the other one fires (Morrison, Diesmann and Gerstner 2008).
import { type Arrivals } from './arrivals';
import {
  type Bounds,
  type Changing,
  Course,
  coursePoints,
  edgesFor,
  summarizeWeights,
  weightsToChange,
} from './changing';
import { type Deliver } from './delivery';
import { Due } from './due';
import { type History } from './history';
import { type Reals } from './model';
import { type Connection, type Stdp } from './plan';
import { type Learned } from './recording';
import { type Rows } from './rows';

/**
 * Spikes act on the synapse when they arrive there. Where the delay is the axon's, those of the source arrive after it and those of the target
 * at once; of one step those of the source come first, and an event carries the weight from before its own change, as in Brian 2.5
 * (`SynapticPathway.order`). Where it is the dendrite's, those of the target come after it and those of the source at once; two that meet don't
 * act on each other, and an event carries the weight from after its change, as in NEST 3.10 (`stdp_synapse::send`). That is done when the event
 * comes to the target, with the delay added to both.
 */
export class Learning implements Changing {
  /** The weights as they are now, in the order of the rows. */
  readonly weights: Float64Array;
  carried = 0;
  private readonly pre: Traces;
  private readonly post: Traces;
  private readonly incoming: Incoming;
  private readonly sign: number;
  private readonly course: Course;
  /** Where each synapse has its delay, the spikes that it has heard of are its own. */
  private readonly ownPre: boolean;
  private readonly ownPost: boolean;
  private potentiations = 0;
  private depressions = 0;

  constructor(
    private readonly connection: Connection,
    private readonly synapses: Rows,
    private readonly rule: Stdp,
    targets: number,
    dtMs: number,
    steps: number,
  ) {
    const { targets: to, offsets, delays } = synapses;
    this.weights = weightsToChange(connection, synapses);
    this.sign = connection.weight < 0 ? -1 : 1;
    this.ownPre = delays !== undefined;
    this.ownPost = this.ownPre && rule.heardAfter > 0;
    const { nearest, windowPlusMs, windowMinusMs } = rule;
    const [before, after] = [this.ownPre ? to.length : offsets.length - 1, this.ownPost ? to.length : targets];
    this.pre = tracesOf(before, rule.tauPlusMs, nearest, windowPlusMs, dtMs);
    this.post = tracesOf(after, rule.tauMinusMs, nearest, windowMinusMs, dtMs);
    this.incoming = incomingOf(synapses, targets);
    this.course = new Course(this.weights, Math.max(1, Math.ceil(steps / coursePoints)), dtMs);
  }

  delivery(fired: History, heard: History, arrivals: Arrivals): Deliver {
    const { delaySteps, port } = this.connection;
    const { heardAfter } = this.rule;
    const gain = arrivals.gain(port);
    const due = new Due(fired, this.synapses, delaySteps);
    let [at, events, slot]: [number, number, Reals] = [0, 0, new Float64Array(0)];
    if (heardAfter > 0) {
      const { offsets, delays } = this.incoming;
      const known = new Due(heard, { offsets, delays }, delaySteps, heardAfter);
      const met: number[] = [];
      return (step) => {
        [at, events, slot] = [step, 0, arrivals.into(step, port)];
        met.length = 0;
        known.each(step, (target, start, end) => {
          this.potentiate(start, end, step);
          met.push(target, start, end);
        });
        due.each(step, (source, start, end) => {
          this.depress(start, end, step);
          this.fired(source, start, end, step);
          this.send(start, end, slot, gain);
          events += end - start;
        });
        for (let k = 0; k < met.length; k += 3)
          this.hears(met[k] as number, met[k + 1] as number, met[k + 2] as number, step);
        return events;
      };
    }
    // A target that takes what arrives within its step has not yet made it.
    const knows = arrivals.receivers !== undefined;
    const visit = (source: number, start: number, end: number): void => {
      this.fired(source, start, end, at);
      this.send(start, end, slot, gain);
      this.depress(start, end, at);
      events += end - start;
    };
    return (step) => {
      if (!knows) this.heardIn(step - 1, heard);
      [at, events, slot] = [step, 0, arrivals.into(step, port)];
      due.each(step, visit);
      if (knows) this.heardIn(step, heard);
      return events;
    };
  }

  sample(stepsDone: number): void {
    this.course.sample(stepsDone);
  }

  released(): null {
    return null;
  }

  /** How the weights have moved. */
  learned(): Omit<Learned, 'source' | 'target' | 'weightUnit'> {
    const { weights, rule, synapses, connection, potentiations, depressions } = this;
    const initial = synapses.weights ?? Float64Array.of(connection.weight);
    return { ...movedFrom(initial, weights, rule), potentiations, depressions, course: this.course.result() };
  }

  private heardIn(step: number, heard: History): void {
    if (step < 0) return;
    const { offsets } = this.incoming;
    const first = heard.startOf(step);
    for (let k = first; k < first + heard.countOf(step); k++) {
      const target = heard.list[k] as number;
      const [start, end] = [offsets[target] as number, offsets[target + 1] as number];
      this.hears(target, start, end, step);
      this.potentiate(start, end, step);
    }
  }

  private hears(target: number, start: number, end: number, step: number): void {
    if (!this.ownPost) this.post.fire(target, step);
    else for (let k = start; k < end; k++) this.post.fire(this.incoming.synapses[k] as number, step);
  }

  private fired(source: number, start: number, end: number, step: number): void {
    if (!this.ownPre) this.pre.fire(source, step);
    else for (let i = start; i < end; i++) this.pre.fire(i, step);
  }

  private send(start: number, end: number, slot: Reals, gain: number): void {
    const { weights, synapses } = this;
    for (let i = start; i < end; i++) {
      const target = synapses.targets[i] as number;
      const weight = weights[i] as number;
      this.carried += weight;
      slot[target] = (slot[target] as number) + weight * gain;
    }
  }

  private potentiate(start: number, end: number, step: number): void {
    const { incoming, weights, rule, sign, pre, ownPre } = this;
    const amount = rule.potentiation * (rule.gains?.plus[step] ?? 1);
    for (let k = start; k < end; k++) {
      const synapse = incoming.synapses[k] as number;
      const trace = pre.at(ownPre ? synapse : (incoming.sources[k] as number), step);
      if (trace === 0) continue;
      this.potentiations++;
      const weight = (weights[synapse] as number) * sign;
      const left = rule.exponentPlus === 0 ? 1 : Math.max(0, 1 - weight / rule.highest) ** rule.exponentPlus;
      weights[synapse] = sign * Math.min(rule.highest, weight + amount * left * trace);
    }
  }

  private depress(start: number, end: number, step: number): void {
    const { synapses, weights, rule, sign, post, ownPost } = this;
    const amount = rule.depression * (rule.gains?.minus[step] ?? 1);
    for (let i = start; i < end; i++) {
      const trace = post.at(ownPost ? i : (synapses.targets[i] as number), step);
      if (trace === 0) continue;
      this.depressions++;
      const weight = (weights[i] as number) * sign;
      const left = rule.exponentMinus === 0 ? 1 : Math.max(0, weight / rule.highest) ** rule.exponentMinus;
      weights[i] = sign * Math.max(rule.lowest, weight - amount * left * trace);
    }
  }
}

/** @param initial one number where all began alike */
export function movedFrom(
  initial: Reals,
  weights: Float64Array,
  bounds: Bounds,
): Pick<Learned, 'synapses' | 'before' | 'after' | 'edges' | 'lowest' | 'highest' | 'changed'> {
  const edges = edgesFor(initial, weights);
  const before = summarizeWeights(initial, bounds, edges);
  const whole = initial.length === weights.length ? 1 : weights.length;
  const counts = before.counts.map((count) => count * whole);
  let changed = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] !== initial[whole === 1 ? i : 0]) changed++;
  return {
    synapses: weights.length,
    before: { ...before, counts },
    after: summarizeWeights(weights, bounds, edges),
    edges,
    lowest: bounds.lowest,
    highest: Number.isFinite(bounds.highest) ? bounds.highest : null,
    changed: weights.length === 0 ? 0 : changed / weights.length,
  };
}

/** What is left of the spikes of each neuron: 1 for each, or for the last one alone. */
interface Traces {
  at(neuron: number, step: number): number;
  fire(neuron: number, step: number): void;
}

const tracesOf = (size: number, tauMs: number, nearest: boolean, windowMs: number | undefined, dtMs: number): Traces =>
  windowMs !== undefined && !nearest
    ? new WindowedTraces(size, tauMs, windowMs, dtMs)
    : new DecayingTraces(size, tauMs, nearest, windowMs, dtMs);

/** Of all the spikes within a window. */
class WindowedTraces implements Traces {
  private readonly spikes: number[][];
  private readonly perStep: number;
  private readonly mostSteps: number;

  constructor(size: number, tauMs: number, windowMs: number, dtMs: number) {
    this.spikes = Array.from({ length: size }, () => []);
    this.perStep = -dtMs / tauMs;
    this.mostSteps = windowMs / dtMs + 1e-6;
  }

  at(neuron: number, step: number): number {
    const spikes = this.spikes[neuron] as number[];
    while (spikes.length > 0 && step - (spikes[0] as number) > this.mostSteps) spikes.shift();
    return spikes.reduce((sum, each) => sum + Math.exp((step - each) * this.perStep), 0);
  }

  fire(neuron: number, step: number): void {
    (this.spikes[neuron] as number[]).push(step);
  }
}

class DecayingTraces implements Traces {
  private readonly values: Float64Array;
  private readonly since: Int32Array;
  private readonly perStep: number;
  private readonly mostSteps: number;

  constructor(
    size: number,
    tauMs: number,
    private readonly nearest: boolean,
    windowMs: number | undefined,
    dtMs: number,
  ) {
    this.values = new Float64Array(size);
    this.since = new Int32Array(size);
    this.perStep = -dtMs / tauMs;
    this.mostSteps = (windowMs ?? Infinity) / dtMs + 1e-6;
  }

  at(neuron: number, step: number): number {
    const value = this.values[neuron] as number;
    const steps = step - (this.since[neuron] as number);
    return value === 0 || steps > this.mostSteps ? 0 : value * Math.exp(steps * this.perStep);
  }

  fire(neuron: number, step: number): void {
    this.values[neuron] = this.nearest ? 1 : this.at(neuron, step) + 1;
    this.since[neuron] = step;
  }
}

/** The synapses of each target: their places in the rows, and their sources; in the order of their delays where they differ. */
export interface Incoming {
  readonly offsets: Uint32Array;
  readonly synapses: Uint32Array;
  readonly sources: Uint32Array;
  readonly delays?: Uint16Array;
}

export function incomingOf({ offsets, targets, delays }: Rows, size: number): Incoming {
  const ends = new Uint32Array(size + 1);
  for (const target of targets) ends[target + 1] = (ends[target + 1] as number) + 1;
  for (let i = 0; i < size; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const next = ends.slice(0, size);
  const synapses = new Uint32Array(targets.length);
  const sourceOf = new Uint32Array(targets.length);
  for (let source = 0; source + 1 < offsets.length; source++) {
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      synapses[next[target] as number] = i;
      sourceOf[i] = source;
      next[target] = (next[target] as number) + 1;
    }
  }
  if (delays !== undefined)
    for (let i = 0; i < size; i++)
      synapses
        .subarray(ends[i] as number, ends[i + 1] as number)
        .sort((one, other) => (delays[one] as number) - (delays[other] as number) || one - other);
  const sources = synapses.map((synapse) => sourceOf[synapse] as number);
  if (delays === undefined) return { offsets: ends, synapses, sources };
  return {
    offsets: ends,
    synapses,
    sources,
    delays: Uint16Array.from(synapses, (synapse) => delays[synapse] as number),
  };
}

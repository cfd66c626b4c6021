// Weights that learn from pairs of spikes: traces of the two sides, looked up when the other one fires (Morrison, Diesmann and Gerstner 2008).
import { type Arrivals } from './arrivals';
import { type Deliver } from './delivery';
import { type History } from './history';
import { type Connection, type Stdp } from './plan';
import { type Rows } from './rows';

/**
 * Spikes act on the synapse when they arrive there: those of the source after the delay, those of the target at once. Of one step those
 * of the source come first, as in Brian 2.5 (`SynapticPathway.order`). An event carries the weight from before its own change.
 */
export class Learning {
  /** The weights as they are now, in the order of the rows. */
  readonly weights: Float64Array;
  private readonly before: number;
  private readonly pre: Traces;
  private readonly post: Traces;
  private readonly incoming: Incoming;
  private readonly sign: number;

  constructor(
    private readonly connection: Connection,
    private readonly synapses: Rows,
    private readonly rule: Stdp,
    targets: number,
    dtMs: number,
  ) {
    const { targets: to, weights, offsets } = synapses;
    this.weights =
      weights === undefined ? new Float64Array(to.length).fill(connection.weight) : Float64Array.from(weights);
    this.before = mean(this.weights);
    this.sign = connection.weight < 0 ? -1 : 1;
    this.pre = new Traces(offsets.length - 1, rule.tauPlusMs, rule.nearest, dtMs);
    this.post = new Traces(targets, rule.tauMinusMs, rule.nearest, dtMs);
    this.incoming = incomingOf(synapses, targets);
  }

  /** @param heard the history of the target */
  delivery(fired: History, heard: History, arrivals: Arrivals): Deliver {
    const { delaySteps, port } = this.connection;
    // A target that takes what arrives within its step has not yet made it.
    const knows = arrivals.receivers !== undefined;
    const gain = arrivals.gain(port);
    return (step) => {
      if (!knows) this.heardIn(step - 1, heard);
      const sent = step - delaySteps;
      const first = fired.startOf(sent);
      const slot = arrivals.into(step, port);
      let events = 0;
      for (let k = first; k < first + fired.countOf(sent); k++)
        events += this.sourceFired(fired.list[k] as number, step, slot, gain);
      if (knows) this.heardIn(step, heard);
      return events;
    };
  }

  /** How the weights have moved. */
  result(): { readonly before: number; readonly after: number; readonly atLowest: number; readonly atHighest: number } {
    const { weights, rule, sign } = this;
    const { lowest, highest } = rule;
    const count = (bound: number): number =>
      weights.reduce((sum, weight) => sum + (weight * sign === bound ? 1 : 0), 0) / Math.max(1, weights.length);
    return { before: this.before, after: mean(weights), atLowest: count(lowest), atHighest: count(highest) };
  }

  private heardIn(step: number, heard: History): void {
    if (step < 0) return;
    const first = heard.startOf(step);
    for (let k = first; k < first + heard.countOf(step); k++) this.targetFired(heard.list[k] as number, step);
  }

  private targetFired(target: number, step: number): void {
    const { incoming, weights, rule, sign, pre } = this;
    this.post.fire(target, step);
    const end = incoming.offsets[target + 1] as number;
    for (let k = incoming.offsets[target] as number; k < end; k++) {
      const synapse = incoming.synapses[k] as number;
      const trace = pre.at(incoming.sources[k] as number, step);
      if (trace === 0) continue;
      const weight = (weights[synapse] as number) * sign;
      const left = rule.exponentPlus === 0 ? 1 : Math.max(0, 1 - weight / rule.highest) ** rule.exponentPlus;
      weights[synapse] = sign * Math.min(rule.highest, weight + rule.potentiation * left * trace);
    }
  }

  private sourceFired(source: number, step: number, slot: Float64Array | Float32Array, gain: number): number {
    const { synapses, weights, rule, sign, post } = this;
    const { offsets, targets } = synapses;
    this.pre.fire(source, step);
    const [start, end] = [offsets[source] as number, offsets[source + 1] as number];
    for (let i = start; i < end; i++) {
      const target = targets[i] as number;
      slot[target] = (slot[target] as number) + (weights[i] as number) * gain;
      const trace = post.at(target, step);
      if (trace === 0) continue;
      const weight = (weights[i] as number) * sign;
      const left = rule.exponentMinus === 0 ? 1 : Math.max(0, weight / rule.highest) ** rule.exponentMinus;
      weights[i] = sign * Math.max(rule.lowest, weight - rule.depression * left * trace);
    }
    return end - start;
  }
}

/** What is left of the spikes of each neuron: 1 for each, or for the last one alone. */
class Traces {
  private readonly values: Float64Array;
  private readonly since: Int32Array;
  private readonly perStep: number;

  constructor(
    size: number,
    tauMs: number,
    private readonly nearest: boolean,
    dtMs: number,
  ) {
    this.values = new Float64Array(size);
    this.since = new Int32Array(size);
    this.perStep = -dtMs / tauMs;
  }

  at(neuron: number, step: number): number {
    const value = this.values[neuron] as number;
    return value === 0 ? 0 : value * Math.exp((step - (this.since[neuron] as number)) * this.perStep);
  }

  fire(neuron: number, step: number): void {
    this.values[neuron] = this.nearest ? 1 : this.at(neuron, step) + 1;
    this.since[neuron] = step;
  }
}

/** The synapses of each target: their places in the rows, and their sources. */
interface Incoming {
  readonly offsets: Uint32Array;
  readonly synapses: Uint32Array;
  readonly sources: Uint32Array;
}

function incomingOf({ offsets, targets }: Rows, size: number): Incoming {
  const ends = new Uint32Array(size + 1);
  for (const target of targets) ends[target + 1] = (ends[target + 1] as number) + 1;
  for (let i = 0; i < size; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const next = ends.slice(0, size);
  const [synapses, sources] = [new Uint32Array(targets.length), new Uint32Array(targets.length)];
  for (let source = 0; source + 1 < offsets.length; source++) {
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      const place = next[target] as number;
      synapses[place] = i;
      sources[place] = source;
      next[target] = place + 1;
    }
  }
  return { offsets: ends, synapses, sources };
}

const mean = (values: Float64Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

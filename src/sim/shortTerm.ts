// Synapses that tire and are facilitated: the model of Tsodyks and Markram, as NEST 3.10's tsodyks2_synapse, tsodyks_synapse and quantal_stp_synapse have it.
import { type Arrivals } from './arrivals';
import { type Changing } from './changing';
import { type Deliver } from './delivery';
import { Due } from './due';
import { type History } from './history';
import { type Connection, type ShortTerm } from './plan';
import { type Random } from './random';
import { type Released } from './recording';
import { type Rows } from './rows';

/** All synapses of a source have the same past, and so one state, but where they release quanta by chance. */
export class Tiring implements Changing {
  carried = 0;
  private shares = 0;
  private events = 0;
  private first: number | null = null;
  private last: number | null = null;
  private readonly resources: Resources;
  private readonly quanta: Quanta | null;

  constructor(
    private readonly connection: Connection,
    private readonly synapses: Rows,
    rule: ShortTerm,
    dtMs: number,
    random: Random,
  ) {
    const sources = synapses.offsets.length - 1;
    this.resources = new Resources(sources, rule, dtMs);
    const { sites } = rule;
    this.quanta = sites === undefined ? null : new Quanta(synapses.targets.length, rule, sites, dtMs, random);
  }

  delivery(fired: History, _heard: History, arrivals: Arrivals): Deliver {
    const { delaySteps, port, weight } = this.connection;
    const { targets, weights } = this.synapses;
    const { resources, quanta } = this;
    const gain = arrivals.gain(port);
    const due = new Due(fired, this.synapses, delaySteps, 1, (source, step) =>
      quanta === null ? resources.release(source, step) : 0,
    );
    return (step) => {
      const slot = arrivals.into(step, port);
      let events = 0;
      due.each(step, (_, start, end, released) => {
        for (let i = start; i < end; i++) {
          const share = quanta === null ? released : quanta.release(i, step);
          const carried = share * (weights === undefined ? weight : (weights[i] as number));
          const target = targets[i] as number;
          slot[target] = (slot[target] as number) + carried * gain;
          this.carried += carried;
          this.shares += share;
          this.first ??= share;
          this.last = share;
        }
        events += end - start;
      });
      this.events += events;
      return events;
    };
  }

  sample(): void {
    // Its weights stay as they are.
  }

  learned(): null {
    return null;
  }

  released(): Omit<Released, 'source' | 'target'> {
    const { shares, events, first, last } = this;
    return { meanShare: events === 0 ? null : shares / events, first, last };
  }
}

/** Of each source: the part of its resources that is ready, that is in use, and the part of the ready one that a spike takes. */
class Resources {
  private readonly ready: Float64Array;
  private readonly used: Float64Array;
  private readonly taken: Float64Array;
  private readonly since: Int32Array;

  constructor(
    size: number,
    private readonly rule: ShortTerm,
    private readonly dtMs: number,
  ) {
    this.ready = new Float64Array(size).fill(1);
    this.used = new Float64Array(size);
    this.taken = new Float64Array(size);
    this.since = new Int32Array(size);
  }

  /** What a spike in this step releases. */
  release(source: number, step: number): number {
    const { ready, used, taken, since, rule } = this;
    const { utilisation, recoveryMs, facilitationMs, inactivationMs } = rule;
    const passedMs = (step - (since[source] as number)) * this.dtMs;
    since[source] = step;
    const [x, y] = [ready[source] as number, used[source] as number];
    const recovered = recoveryMs > 0 ? -Math.expm1(-passedMs / recoveryMs) : 1;
    let now = x + recovered * (1 - x - y);
    let stays = 0;
    if (inactivationMs !== undefined) {
      // What was in use at the last spike has become inactive since, and some of that has recovered.
      const ended = -Math.expm1(-passedMs / inactivationMs);
      const both =
        inactivationMs === recoveryMs
          ? ended - (passedMs / recoveryMs) * Math.exp(-passedMs / recoveryMs)
          : (ended * inactivationMs - recovered * recoveryMs) / (inactivationMs - recoveryMs);
      now += both * y;
      stays = y * (1 - ended);
    }
    const left = facilitationMs > 0 ? Math.exp(-passedMs / facilitationMs) : 0;
    const u = (taken[source] as number) * left;
    taken[source] = u + utilisation * (1 - u);
    const released = (taken[source] as number) * now;
    ready[source] = now - released;
    used[source] = inactivationMs === undefined ? 0 : stays + released;
    return released;
  }
}

/** Of each synapse: the release sites that are ready. Loebel and others 2009. */
class Quanta {
  private readonly ready: Uint16Array;
  private readonly taken: Float64Array;
  /** −1 before the first spike. */
  private readonly since: Int32Array;

  constructor(
    size: number,
    private readonly rule: ShortTerm,
    private readonly sites: number,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.ready = new Uint16Array(size).fill(sites);
    this.taken = new Float64Array(size).fill(rule.utilisation);
    this.since = new Int32Array(size).fill(-1);
  }

  /** How many quanta a spike sets free. */
  release(synapse: number, step: number): number {
    const { ready, taken, since, rule, sites, random } = this;
    const { utilisation, recoveryMs, facilitationMs } = rule;
    const last = since[synapse] as number;
    let sitesReady = ready[synapse] as number;
    if (last >= 0) {
      const passedMs = (step - last) * this.dtMs;
      const recovered = recoveryMs > 0 ? -Math.expm1(-passedMs / recoveryMs) : 1;
      const left = facilitationMs > 0 ? Math.exp(-passedMs / facilitationMs) : 0;
      taken[synapse] = utilisation + (taken[synapse] as number) * (1 - utilisation) * left;
      for (let empty = sites - sitesReady; empty > 0; empty--) if (random.uniform() < recovered) sitesReady++;
    }
    since[synapse] = step;
    let released = 0;
    for (let site = sitesReady; site > 0; site--) if (random.uniform() < (taken[synapse] as number)) released++;
    ready[synapse] = sitesReady - released;
    return released;
  }
}

// Synapses that run code of their own: at the spikes of either side, in every step, and summed into a variable of the target.
import { type Arrivals } from './arrivals';
import { type CompiledSynapses, delayVariable, placeOfSynapse } from './equations/synapses';
import { Machine, type Runner } from './equations/machine';
import { type History } from './history';
import { type Neurons } from './model';
import { type CodedSynapses } from './plan';
import { type Start } from '../core/network/network';
import { type Random } from './random';
import { type Rows } from './rows';

/** One side's spikes and variables; an input has no variables. */
export interface CodedSide {
  readonly history: History;
  readonly neurons: Neurons | null;
}

export interface CodedEffect {
  readonly port: number;
  arrived: number;
  /** The sum of all that arrived, as the port takes it. */
  weight: number;
}

export class Coded {
  readonly effects: readonly (CodedEffect & { readonly values: Float64Array; readonly gain: number })[];
  private readonly machine: Machine;
  private readonly sources: Uint32Array;
  private readonly step: Runner | null;
  private readonly code: readonly {
    readonly on: 'pre' | 'post';
    readonly run: Runner;
    /** Another event than a spike that runs it. */
    readonly event: Happened | null;
  }[];
  private readonly repeats: readonly { readonly everySteps: number; readonly run: Runner }[];
  /** Those that are still to come. */
  private readonly changes: CompiledSynapses['changes'][number][];
  private readonly sums: readonly { readonly run: Runner; readonly share: Float64Array; readonly into: Float64Array }[];
  private readonly gathers: readonly {
    readonly side: 'pre' | 'post';
    readonly to: Float64Array;
    readonly from: Float64Array | null;
  }[];
  private readonly delays: readonly (number | Uint32Array)[];
  private readonly incoming: { readonly offsets: Uint32Array; readonly synapses: Uint32Array };
  private longest: number | null = null;
  /** Synapses by the step in which their delayed code is run, for each piece of code. */
  private readonly waiting: readonly (number[] | undefined)[][];

  constructor(
    private readonly coded: CodedSynapses,
    private readonly rows: Rows,
    private readonly pre: CodedSide,
    private readonly post: CodedSide,
    targets: number,
    private readonly dtMs: number,
    random: Random,
  ) {
    const { compiled, program } = coded;
    const count = rows.targets.length;
    const tables = Object.values(program.tables ?? {});
    this.machine = new Machine(count, compiled.layout.count, 1, random, (table, t, column) => {
      const { dtS, values, columns } = tables[table] as (typeof tables)[number];
      const row = Math.max(0, Math.min(Math.floor(values.length / columns) - 1, Math.floor(t / dtS + 1e-3)));
      return values[row * columns + Math.min(columns - 1, Math.floor(column))] ?? NaN;
    });
    this.sources = sourcesOf(rows);
    this.incoming = incomingOf(rows, targets);
    this.gathers = program.sides.map(({ name, side, variable, read }) => ({
      side,
      to: this.slot(name),
      from: read ? ((side === 'pre' ? pre : post).neurons?.variable?.(variable) ?? null) : null,
    }));
    this.fillIndices();
    this.start(compiled.starts, program.starts);
    this.changes = [...compiled.changes];
    const runner = (of: CompiledSynapses['code'][number]['program']): Runner => this.machine.runner(of);
    this.step = compiled.step && runner(compiled.step);
    this.code = compiled.code.map(({ on, event, program: each }, k) => ({
      ...{ on, run: runner(each) },
      event: event === null ? null : happening(on === 'pre' ? pre : post, event, coded.delaySteps[k] ?? 0),
    }));
    this.repeats = compiled.regular.map(({ everySteps, program: each }) => ({ everySteps, run: runner(each) }));
    this.sums = compiled.sums.flatMap(({ name, slot, program: each }) => {
      const into = post.neurons?.variable?.(name.replace(/_(?:pre|post)$/, ''));
      return into ? [{ run: runner(each), share: this.machine.slots[slot] as Float64Array, into }] : [];
    });
    this.effects = coded.effects.flatMap(({ variable, port, gain }) =>
      program.sides
        .filter((each) => each.side === 'post' && each.variable === variable)
        .map(({ name }) => ({ port, gain, arrived: 0, weight: 0, values: this.slot(name) })),
    );
    this.delays = this.delaysOf(compiled);
    this.waiting = this.code.map(() => []);
  }

  /** Before the groups make the step: what the synapses do of themselves, and sums over them. */
  begin(step: number): void {
    this.machine.shared[0] = (step * this.dtMs) / 1000;
    const count = this.rows.targets.length;
    this.change(step);
    const due = this.repeats.filter(({ everySteps }) => step % everySteps === 0);
    if (this.step === null && this.sums.length + due.length === 0) return;
    this.gather(0, count);
    for (const { run } of due) run(0, count);
    this.step?.(0, count);
    for (const { run, share, into } of this.sums) {
      run(0, count);
      for (let k = 0; k < count; k++) {
        const target = this.rows.targets[k] as number;
        into[target] = (into[target] as number) + (share[k] as number);
      }
    }
  }

  /** Where a sum is put, before the first of the synapses adds to it. */
  clearSums(): void {
    for (const { into } of this.sums) into.fill(0);
  }

  /** When all groups have made the step: the code of the spikes that are due. */
  finish(step: number, arrivals: Arrivals, at: number): void {
    this.machine.shared[0] = (step * this.dtMs) / 1000;
    for (const [place, { on, run, event }] of this.code.entries()) {
      if (event !== null) {
        event.note();
        for (const neuron of event.due()) this.atSpike(on, neuron, run, arrivals, at);
        continue;
      }
      const delay = this.delays[place] ?? 0;
      if (typeof delay !== 'number') this.later(place, delay, step);
      const due = typeof delay === 'number' ? null : this.waiting[place]?.[step % this.lengthOf(delay)];
      if (due) {
        for (const synapse of due) this.runOver(run, synapse, synapse + 1, arrivals, at);
        due.length = 0;
        continue;
      }
      if (typeof delay !== 'number') continue;
      const { history } = on === 'pre' ? this.pre : this.post;
      const first = history.startOf(step - delay);
      const count = step < delay ? 0 : history.countOf(step - delay);
      for (let k = first; k < first + count; k++) this.atSpike(on, history.list[k] as number, run, arrivals, at);
    }
  }

  /** Of the variables that code at spikes changes, how the mean has moved; by name. */
  meanOf(name: string): number {
    const slot = this.coded.compiled.layout.slots.get(name);
    const values = slot === undefined ? undefined : this.machine.slots[slot];
    return values === undefined || values.length === 0
      ? 0
      : values.reduce((sum, each) => sum + each, 0) / values.length;
  }

  private atSpike(on: 'pre' | 'post', neuron: number, run: Runner, arrivals: Arrivals, at: number): void {
    const { offsets } = this.rows;
    if (on === 'pre') {
      this.runOver(run, offsets[neuron] as number, offsets[neuron + 1] as number, arrivals, at);
      return;
    }
    const { offsets: ends, synapses } = this.incoming;
    for (let k = ends[neuron] as number; k < (ends[neuron + 1] as number); k++) {
      const synapse = synapses[k] as number;
      this.runOver(run, synapse, synapse + 1, arrivals, at);
    }
  }

  private runOver(run: Runner, from: number, to: number, arrivals: Arrivals, at: number): void {
    if (to <= from) return;
    this.gather(from, to);
    const before = this.effects.map(({ values }) => values.slice(from, to));
    run(from, to);
    const { targets } = this.rows;
    for (const [e, effect] of this.effects.entries()) {
      const { values, gain, port } = effect;
      const slot = arrivals.into(at, port);
      const portGain = arrivals.gain(port);
      for (let k = from; k < to; k++) {
        const added = ((values[k] as number) - (before[e]?.[k - from] as number)) * gain;
        if (added === 0) continue;
        const target = targets[k] as number;
        slot[target] = (slot[target] as number) + added * portGain;
        effect.arrived++;
        effect.weight += added;
      }
    }
  }

  /** The neurons' variables as they are now; what is only added to begins at 0. */
  private gather(from: number, to: number): void {
    for (const { side, to: slot, from: values } of this.gathers) {
      if (values === null) slot.fill(0, from, to);
      else {
        const index = side === 'pre' ? this.sources : this.rows.targets;
        for (let k = from; k < to; k++) slot[k] = values[index[k] as number] as number;
      }
    }
  }

  /** Puts off the code of a spike by each synapse's own delay. */
  private later(place: number, delays: Uint32Array, step: number): void {
    const { history } = this.pre;
    const first = history.startOf(step);
    const length = this.lengthOf(delays);
    const queue = this.waiting[place] as (number[] | undefined)[];
    for (let k = first; k < first + history.countOf(step); k++) {
      const source = history.list[k] as number;
      for (let s = this.rows.offsets[source] as number; s < (this.rows.offsets[source + 1] as number); s++) {
        const slot = (step + (delays[s] as number)) % length;
        (queue[slot] ??= []).push(s);
      }
    }
  }

  private lengthOf(delays: Uint32Array): number {
    this.longest ??= delays.reduce((most, each) => Math.max(most, each), 0);
    return this.longest + 1;
  }

  private delaysOf({ delay }: CompiledSynapses): (number | Uint32Array)[] {
    if (delay !== null) this.machine.runner(delay)(0, this.rows.targets.length);
    return this.coded.compiled.code.map(({ on }, k) => {
      if (on === 'post') return this.coded.delaySteps[k] ?? 0;
      if (delay !== null)
        return Uint32Array.from(this.slot(delayVariable), (seconds) => Math.round((seconds * 1000) / this.dtMs));
      return this.rows.delays ? Uint32Array.from(this.rows.delays) : (this.coded.delaySteps[k] ?? 0);
    });
  }

  /** What the script sets between two runs. */
  private change(step: number): void {
    const timeS = (step * this.dtMs) / 1000;
    for (let next = this.changes[0]; next && timeS >= next.atS - this.dtMs / 2000; next = this.changes[0]) {
      const given = this.coded.program.changes?.find(({ atS }) => atS === next?.atS);
      this.start(next.starts, given?.starts ?? []);
      this.changes.shift();
    }
  }

  private fillIndices(): void {
    const { preFirst, postFirst } = this.coded.program;
    this.slot('i').set(this.sources.map((source) => source + preFirst));
    this.slot('j').set(Uint32Array.from(this.rows.targets, (target) => target + postFirst));
    const { places } = this.rows;
    const order = this.slot(placeOfSynapse);
    for (let s = 0; s < order.length; s++) order[places ? (places[s] as number) : s] = s;
  }

  private start(starts: CompiledSynapses['starts'], given: readonly Start[]): void {
    const count = this.rows.targets.length;
    this.gather(0, count);
    for (const { variable, slot, program } of starts) {
      const { each } = given.find((known) => known.variable === variable && known.each) ?? {};
      const values = this.machine.slots[slot] as Float64Array;
      if (program) this.machine.runner(program)(0, count);
      else if (each?.length === count) {
        const places = this.rows.places;
        for (let s = 0; s < count; s++) values[places ? (places[s] as number) : s] = each[s] as number;
      }
    }
  }

  private slot(name: string): Float64Array {
    return this.machine.slots[this.coded.compiled.layout.slots.get(name) as number] as Float64Array;
  }
}

/** Of whom an event holds, for as many steps as its code is put off. */
interface Happened {
  note(): void;
  due(): readonly number[];
}

function happening({ neurons }: CodedSide, name: string, delaySteps: number): Happened {
  const flags = neurons?.eventOf?.(name) ?? null;
  const kept: (readonly number[])[] = [];
  return {
    note: () => {
      const now: number[] = [];
      if (flags !== null) for (let i = 0; i < flags.length; i++) if (flags[i] !== 0) now.push(i);
      kept.push(now);
    },
    due: () => (kept.length > delaySteps ? (kept.shift() ?? []) : []),
  };
}

function sourcesOf({ offsets, targets }: Rows): Uint32Array {
  const sources = new Uint32Array(targets.length);
  for (let source = 0; source + 1 < offsets.length; source++)
    sources.fill(source, offsets[source] as number, offsets[source + 1] as number);
  return sources;
}

/** The synapses of each target. */
function incomingOf({ targets }: Rows, size: number): { offsets: Uint32Array; synapses: Uint32Array } {
  const offsets = new Uint32Array(size + 1);
  for (const target of targets) offsets[target + 1] = (offsets[target + 1] as number) + 1;
  for (let i = 0; i < size; i++) offsets[i + 1] = (offsets[i + 1] as number) + (offsets[i] as number);
  const next = offsets.slice(0, size);
  const synapses = new Uint32Array(targets.length);
  for (let k = 0; k < targets.length; k++) {
    const target = targets[k] as number;
    synapses[next[target] as number] = k;
    next[target] = (next[target] as number) + 1;
  }
  return { offsets, synapses };
}

// A group of neurons that is given by equations, stepped as Brian 2 does: state, threshold, arrivals, reset.
import { type EquationModel, type Link } from '../../core/network/network';
import { type Neurons } from '../model';
import { type Random } from '../random';
import { type Compiled } from './compile';
import { type Engine } from './engine';
import { hasFlag, sharedCount } from './layout';
import { Machine, type Runner } from './machine';

export class EquationNeurons implements Neurons {
  private readonly machine: Machine;
  private readonly update: Runner;
  private readonly reset: Runner | null;
  private readonly refractory: boolean;
  private readonly ports: readonly { readonly values: Float64Array; readonly conditional: boolean }[];
  private readonly traced: readonly { readonly values: Float64Array; readonly factor: number }[];
  /** Those that are still to come. */
  private readonly changes: Compiled['changes'][number][];
  private readonly first: number;
  private readonly repeats: readonly ((step: number) => void)[];
  /** What events other than spikes run; null where that is left to synapses. */
  private readonly events: readonly (Runner | null)[];
  private readonly links: { readonly later: boolean; readonly read: () => void }[] = [];
  private steps = 0;
  private resetsLater = false;
  /** Who fired in this step, of whom the first `waiting` are still to be reset. */
  private fired: Uint32Array = new Uint32Array(0);
  private waiting = 0;

  constructor(
    private readonly size: number,
    private readonly model: EquationModel,
    private readonly compiled: Compiled,
    ports: readonly string[],
    traced: readonly { readonly name: string; readonly factor: number }[],
    private readonly dtS: number,
    random: Random,
    compiler?: Engine | null,
  ) {
    const { layout } = compiled;
    const tables = Object.values(model.tables ?? {});
    const lookup = (table: number, t: number, column: number): number => {
      const { dtS: interval, values, columns } = tables[table] as (typeof tables)[number];
      const rows = Math.floor(values.length / columns);
      // Guarded against rounding, as Brian 2.5 does in input/timedarray.py.
      const row = Math.max(0, Math.min(rows - 1, Math.floor(t / interval + 1e-3 * (dtS / interval))));
      return values[row * columns + Math.min(columns - 1, Math.floor(column))] ?? NaN;
    };
    this.machine = new Machine(size, layout.count, sharedCount, random, lookup, compiler);
    const slotOf = (name: string): Float64Array => this.slot(layout.slots.get(name) as number);
    this.slot(layout.index).forEach((_, i, all) => (all[i] = (model.first ?? 0) + i));
    // Long before the start of the run (Brian 2.5: -10000 s), and free to fire.
    this.slot(layout.lastSpike).fill(-1e4);
    this.slot(layout.active).fill(1);
    this.first = model.first ?? 0;
    this.changes = [...compiled.changes];
    this.start(compiled.starts, this.first);
    this.update = this.machine.runner(compiled.step);
    this.reset = compiled.reset && this.machine.runner(compiled.reset);
    this.repeats = compiled.regular.map(({ program, regular: { everyS, ...range } }) => {
      const runner = this.machine.runner(program);
      const every = everyS === null ? 1 : Math.max(1, Math.round(everyS / dtS));
      const [from, to] = this.within(range, model.first ?? 0);
      return (step) => {
        if (to > from && step % every === 0) runner(from, to);
      };
    });
    this.events = compiled.events.map((each) => each && this.machine.runner(each));
    this.refractory = model.refractory !== null || model.refractoryS !== null;
    const flagged = new Set(layout.differential.filter((each) => hasFlag(each, 'unless refractory')).map(nameOf));
    this.ports = ports.map((name) => ({
      values: slotOf(name),
      conditional: this.refractory && flagged.has(name),
    }));
    this.traced = traced.map(({ name, factor }) => ({ values: slotOf(name), factor }));
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { machine, size, compiled, dtS } = this;
    const timeS = this.steps++ * dtS;
    machine.shared[0] = timeS;
    for (let next = this.changes[0]; next && timeS >= next.atS - dtS / 2; next = this.changes[0]) {
      this.start(next.starts, this.first);
      this.changes.shift();
    }
    for (const { later, read } of this.links) if (!later) read();
    for (const repeat of this.repeats) repeat(this.steps - 1);
    this.update(0, size);
    const fires = this.slot(compiled.layout.fires);
    let count = 0;
    for (let i = 0; i < size; i++) if (fires[i] !== 0) fired[count++] = i;
    if (this.refractory) this.silence(fired, count, timeS);
    this.receive(arrivals);
    this.fired = fired;
    this.waiting = count;
    if (!this.resetsLater) this.resetFired();
    return count;
  }

  /** Brian 2's synapses come before its resets (2.5.1, core/network.py: `thresholds`, `synapses`, `resets`). */
  putOffReset(): void {
    this.resetsLater = true;
  }

  resetFired(): void {
    const { reset, fired, waiting } = this;
    this.waiting = 0;
    if (waiting > 0) this.readLinks();
    if (reset !== null) for (let k = 0; k < waiting; k++) reset(fired[k] as number, (fired[k] as number) + 1);
    for (const [k, run] of this.events.entries()) if (run !== null) this.runWhere(this.flagsOf(k), run);
  }

  /** Of whom the model's event at that place holds in this step. */
  eventOf(name: string): Float64Array | null {
    const place = (this.model.events ?? []).findIndex((each) => each.name === name);
    return place < 0 ? null : this.flagsOf(place);
  }

  /** A variable that stands for another group's from now on. */
  link(name: string, source: Float64Array, { index, later }: Pick<Link, 'index' | 'later'>): void {
    const values = this.variable(name);
    if (values === null) return;
    const at = (i: number): number => (index === null ? (source.length === 1 ? 0 : i) : (index[i] ?? NaN));
    const read = (): void => {
      for (let i = 0; i < values.length; i++) values[i] = source[at(i)] ?? NaN;
    };
    this.links.push({ later, read });
    read();
  }

  begin(): void {
    for (const { later, read } of this.links) if (later) read();
  }

  private readLinks(): void {
    for (const { read } of this.links) read();
  }

  settle(arrivals: readonly Float64Array[]): void {
    this.receive(arrivals);
  }

  valueOf(variable: number, neuron: number): number {
    const traced = this.traced[variable];
    return traced === undefined ? NaN : (traced.values[neuron] as number) * traced.factor;
  }

  variable(name: string): Float64Array | null {
    const slot = this.compiled.layout.slots.get(name);
    return slot === undefined ? null : this.slot(slot);
  }

  private flagsOf(place: number): Float64Array {
    return this.slot(this.compiled.layout.events[place] as number);
  }

  private runWhere(flags: Float64Array, run: Runner): void {
    for (let from = 0; from < this.size; from++) {
      if (flags[from] === 0) continue;
      let to = from + 1;
      while (to < this.size && flags[to] !== 0) to++;
      run(from, to);
      from = to;
    }
  }

  private silence(fired: Uint32Array, count: number, timeS: number): void {
    const { lastSpike, active } = this.compiled.layout;
    const [times, free] = [this.slot(lastSpike), this.slot(active)];
    for (let k = 0; k < count; k++) {
      times[fired[k] as number] = timeS;
      free[fired[k] as number] = 0;
    }
  }

  /** What is flagged `unless refractory` takes nothing while it is. */
  private receive(arrivals: readonly Float64Array[]): void {
    const active = this.slot(this.compiled.layout.active);
    for (const [port, { values, conditional }] of this.ports.entries()) {
      const arriving = arrivals[port] as Float64Array;
      for (let i = 0; i < arriving.length; i++) {
        const weight = arriving[i] as number;
        if (weight === 0) continue;
        arriving[i] = 0;
        if (!conditional || active[i] !== 0) values[i] = (values[i] as number) + weight;
      }
    }
  }

  private start(starts: Compiled['starts'], first: number): void {
    for (const { start, slot, program } of starts) {
      const [from, to] = this.within(start, first);
      if (to <= from) continue;
      const values = this.slot(slot);
      if (start.each) for (let i = from; i < to; i++) values[i] = start.each[i + first - start.from] ?? 0;
      else if (program) this.machine.runner(program)(from, to);
    }
  }

  /** Which of these neurons a range of the whole group names. */
  private within(range: { readonly from: number; readonly to: number | null }, first: number): [number, number] {
    const to = range.to === null ? this.size : range.to - first;
    return [Math.max(0, range.from - first), Math.min(this.size, to)];
  }

  private slot(slot: number): Float64Array {
    return this.machine.slots[slot] as Float64Array;
  }
}

const nameOf = ({ name }: { readonly name: string }): string => name;

// One half of a run: it makes a block of steps no longer than the shortest delay, writes its spikes out, and hears the other half's.
import { buildPlan } from './build';
import { isDivisible, leastDelaySteps, type Side } from './halves';
import { type History } from './history';
import { type Kernels, kernelsHere } from './kernels/kernels';
import { type Heard, Mailbox, mostPerBlock } from './mailbox';
import { bytesFor, enlist, heardHistories, type Member } from './members';
import { blockSteps } from './orders';
import {
  cancelledNote,
  gridTime,
  joined,
  lookEvery,
  mostSpikes,
  type Outcome,
  outcomeOf,
  type Run,
  runawayNote,
} from './outcome';
import { type Plan, wholeSize } from './plan';
import { Probes } from './probes';
import { Program } from './program';
import { type Control, type SimulateOptions } from './recording';
import { SpikeList } from './spikes';
import { Workspace } from './workspace';
import { type Network } from '../core/network/network';

export class HalfRun {
  /** Of the block that was run last. */
  private readonly ids = new Uint32Array(mostPerBlock);
  private readonly steps = new Uint32Array(mostPerBlock);
  private count = 0;
  private begin = 0;
  private end = 0;
  private block = -1;
  private stopped = false;
  private readonly spikes = new SpikeList();
  private total = 0;
  private readonly notes: string[] = [];
  private readonly bases: readonly number[];

  private constructor(
    private readonly side: Side,
    private readonly plan: Plan,
    private readonly mailbox: Mailbox,
    private readonly workspace: Workspace,
    private readonly members: readonly Member[],
    private readonly heard: readonly History[],
    private readonly probes: Probes,
    private readonly program: Program,
    private readonly longest: number,
    private readonly control: Control,
  ) {
    let base = 0;
    this.bases = plan.groups.map((group) => (base += wholeSize(group)) - wholeSize(group));
    probes.sample(0);
  }

  /** Null where the network can't be divided. The spikes of both halves are those of one run of the whole. */
  static open(
    network: Network,
    options: SimulateOptions,
    side: Side,
    shared: SharedArrayBuffer,
    control: Control = {},
    kernels: Kernels | null = kernelsHere(),
  ): HalfRun | null {
    const plan = buildPlan(network, options, control, side);
    const neurons = plan.groups.reduce((sum, group) => sum + wholeSize(group), 0);
    const longest = Math.min(blockSteps, leastDelaySteps(plan), Math.floor(mostPerBlock / neurons));
    if (!isDivisible(plan) || longest < 1) return null;
    const workspace = Workspace.open(kernels, bytesFor(plan), options.precision ?? 'double');
    let run: HalfRun | null = null;
    try {
      const heard = heardHistories(plan, longest, workspace);
      const { members, trains, coded } = enlist(plan, workspace, heard);
      const probes = new Probes(
        plan,
        members.map(({ steps }) => steps),
      );
      const program = coded.length > 0 ? null : Program.of(members, trains, probes, workspace, true);
      const mailbox = new Mailbox(shared, side);
      if (program !== null)
        run = new HalfRun(side, plan, mailbox, workspace, members, heard, probes, program, longest, control);
      return run;
    } finally {
      if (run === null) workspace.close();
    }
  }

  get isDone(): boolean {
    return this.stopped || this.end === this.plan.steps;
  }

  /** Runs the next block and writes its spikes out. */
  advance(): void {
    const { plan, mailbox } = this;
    this.begin = this.end;
    this.end = Math.min(plan.steps, this.begin + this.longest);
    this.block++;
    this.count = 0;
    if (this.side === 0) this.look();
    this.program.run(this.begin, this.end, (ids, steps, count) => {
      this.ids.set(ids.subarray(0, count), this.count);
      this.steps.set(steps.subarray(0, count), this.count);
      this.count += count;
    });
    mailbox.write(this.block, this.ids, this.steps, this.count);
  }

  /** Waits for the other half's block, so long at the most; whether it has come. */
  wait(ms: number): boolean {
    return this.mailbox.wait(this.block, ms);
  }

  /** Hears the other half's block, which has come. */
  hear(): void {
    const { mailbox, block, ids, steps, count, side } = this;
    const own = { ids, steps, count };
    const other = mailbox.read(block);
    const [first, second] = side === 0 ? [own, other] : [other, own];
    const timeOf = gridTime(this.plan.dtMs);
    let [one, two] = [0, 0];
    for (let step = this.begin; step < this.end; step++) {
      this.heard.forEach((history, group) => {
        const base = this.bases[group] as number;
        const endId = this.bases[group + 1] ?? Infinity;
        const start = history.next();
        let at = start;
        const isNext = (from: Heard, k: number): boolean =>
          k < from.count && from.steps[k] === step && (from.ids[k] as number) < endId;
        for (; isNext(first, one); one++) history.list[at++] = (first.ids[one] as number) - base;
        for (; isNext(second, two); two++) history.list[at++] = (second.ids[two] as number) - base;
        history.keep(step, at - start);
        if (side === 0) this.spikes.add(timeOf(step + 1), base, history.list, start, at - start);
      });
    }
    this.total += own.count + other.count;
    this.program.sendAhead(this.begin, this.end);
    if (mailbox.isLast(block)) this.stopped = true;
    if (this.total > mostSpikes && !this.isDone) {
      this.notes.push(runawayNote(this.plan, this.end));
      this.stopped = true;
    }
  }

  outcome(): Outcome {
    this.program.finish(this.end);
    return outcomeOf(this.plan, this.members, this.probes);
  }

  /** The run of both halves; asked of the first one. */
  result(other: Outcome): Run {
    if (this.end === this.plan.steps) this.control.progress?.(1);
    return joined(this.plan, this.spikes, [this.outcome(), other], this.end, this.notes);
  }

  close(): void {
    this.workspace.close();
  }

  /** Says how far the run is, and whether this block is to be the last. */
  private look(): void {
    const { plan, control, begin, end } = this;
    const every = lookEvery(plan);
    if (Math.floor(begin / every) === Math.floor((begin - this.longest) / every)) return;
    control.progress?.(begin / plan.steps);
    if (control.cancelled?.() !== true) return;
    this.mailbox.stopAfter(this.block);
    this.notes.push(cancelledNote(plan, end));
  }
}

// The runs that a panel can go back to: the last few, as long as they are not too large together.
// Only types come from the runs: they know the editor, which this need not.
import { type EarlierRun } from '../../protocol/probe';
import type { ProbedNetwork } from './runs';

const mostRuns = 8;
/** Spikes and traces of all of them. */
const mostBytes = 200 * 2 ** 20;

/** Runs that follow so soon are stations of a slider on its way, of which the last one counts. */
const onTheWayMs = 1500;

export interface KeptRun {
  readonly id: number;
  readonly madeAtMs: number;
  readonly probed: ProbedNetwork;
  /** Counts the networks that were run: another text that runs alike is the same one. */
  readonly script: number;
}

export class History {
  private kept: readonly KeptRun[] = [];
  private next = 1;

  constructor(private readonly now: () => number = Date.now) {}

  get last(): KeptRun | null {
    return this.kept.at(-1) ?? null;
  }

  find(id: number): KeptRun | null {
    return this.kept.find((each) => each.id === id) ?? null;
  }

  add(probed: ProbedNetwork): KeptRun {
    const known = this.kept.find((each) => each.probed.key === probed.key);
    const script = known?.script ?? Math.max(0, ...this.kept.map((each) => each.script)) + 1;
    const run = { id: this.next++, probed, script, madeAtMs: this.now() };
    const last = this.last;
    // The same again takes the place of what it repeats.
    const others = this.kept.filter(
      (each) =>
        each.script !== script ||
        (!isSame(each.probed, probed) && !(each === last && isStation(each, run) && isTurned(probed))),
    );
    this.kept = withinBounds([...others, run]);
    return run;
  }

  clear(): void {
    this.kept = [];
  }

  /** The latest first. */
  list(): EarlierRun[] {
    return [...this.kept].reverse().map(({ id, script, probed: { settings, examined } }) => ({
      ...{ id, script, settings },
      figures: examined.examination.populations,
    }));
  }
}

const isSame = (one: ProbedNetwork, other: ProbedNetwork): boolean =>
  JSON.stringify({ ...one.settings, traced: null }) === JSON.stringify({ ...other.settings, traced: null });

const isTurned = ({ settings }: ProbedNetwork): boolean => Object.keys(settings.turned ?? {}).length > 0;
const keysOf = ({ probed }: KeptRun): string => Object.keys(probed.settings.turned ?? {}).join('\n');

/** Whether one turned the same on from there. */
const isStation = (one: KeptRun, next: KeptRun): boolean =>
  next.madeAtMs - one.madeAtMs < onTheWayMs && keysOf(one) === keysOf(next);

/** The last one is always kept, and longest those of the script as it stands: others are held against them. */
function withinBounds(runs: readonly KeptRun[]): readonly KeptRun[] {
  const last = runs.at(-1);
  const order = [...runs].reverse().sort((one, other) => weightOf(one, last) - weightOf(other, last));
  let bytes = 0;
  const fitting = new Set(
    order.filter((run, at) => {
      bytes += bytesOf(run);
      return at === 0 || (at < mostRuns && bytes <= mostBytes);
    }),
  );
  return runs.filter((run) => fitting.has(run));
}

const weightOf = (run: KeptRun, last: KeptRun | undefined): number => (run === last ? 0 : isTurned(run.probed) ? 2 : 1);

const bytesOf = ({ probed: { examined } }: KeptRun): number => {
  const { times, ids, traces } = examined.recording;
  return times.byteLength + ids.byteLength + traces.reduce((sum, { values }) => sum + values.byteLength, 0);
};

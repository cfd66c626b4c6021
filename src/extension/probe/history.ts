// The runs that a panel can go back to: the last few, as long as they are not too large together.
// Only types come from the runs: they know the editor, which this need not.
import { type EarlierRun } from '../../protocol/probe';
import type { ProbedNetwork } from './runs';

const mostRuns = 8;
/** Spikes and traces of all of them. */
const mostBytes = 200 * 2 ** 20;

export interface KeptRun {
  readonly id: number;
  readonly probed: ProbedNetwork;
  /** Counts the networks that were run: another text that runs alike is the same one. */
  readonly script: number;
}

export class History {
  private kept: readonly KeptRun[] = [];
  private next = 1;

  get last(): KeptRun | null {
    return this.kept.at(-1) ?? null;
  }

  find(id: number): KeptRun | null {
    return this.kept.find((each) => each.id === id) ?? null;
  }

  add(probed: ProbedNetwork): KeptRun {
    const known = this.kept.find((each) => each.probed.key === probed.key);
    const script = known?.script ?? Math.max(0, ...this.kept.map((each) => each.script)) + 1;
    const run = { id: this.next++, probed, script };
    // The same again takes the place of what it repeats.
    const others = this.kept.filter((each) => each.script !== script || !isSame(each.probed, probed));
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

/** The last one is always kept. */
function withinBounds(runs: readonly KeptRun[]): readonly KeptRun[] {
  let bytes = 0;
  const fitting = [...runs].reverse().filter((run, at) => {
    bytes += bytesOf(run);
    return at === 0 || (at < mostRuns && bytes <= mostBytes);
  });
  return fitting.reverse();
}

const bytesOf = ({ probed: { examined } }: KeptRun): number => {
  const { times, ids, traces } = examined.recording;
  return times.byteLength + ids.byteLength + traces.reduce((sum, { values }) => sum + values.byteLength, 0);
};

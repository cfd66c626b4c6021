// Puts what a service numbers in its own time onto the reader's clock, once each, whatever it counts in; and notices when it started again.
import type { TimeUnit } from './values';

const unitMs: Readonly<Record<TimeUnit, number>> = { ms: 1, s: 1000, step: 1, epoch: 1, index: 1 };
/** A clock that is this far off is another one; what is shown is our own time then. */
const sameClockMs = 120_000;

export interface Placed {
  /** Index of the first new one. */
  readonly first: number;
  /** Of the new ones, ms since 1970 on the reader's clock. */
  readonly times: readonly number[];
  readonly startedAgain: boolean;
}

/** One per course that a service keeps a window of: each look brings the window again, with a bit more at its end. */
export class ServiceClock {
  private last: number | null = null;
  private lastLookMs: number | null = null;
  private offsetMs: number | null = null;

  /** @param times in order; @param stepMs how long a step is, where it is known */
  place(times: readonly number[], unit: TimeUnit, nowMs: number, stepMs: number | null = null): Placed {
    const newest = times.at(-1);
    if (newest === undefined) return { first: 0, times: [], startedAgain: false };
    const startedAgain = this.last !== null && newest < this.last;
    if (startedAgain) this.last = this.lastLookMs = null;
    const { last, lastLookMs } = this;
    let first = times.length;
    while (first > 0 && (last === null || (times[first - 1] as number) > last)) first--;
    const news = times.slice(first);
    this.last = newest;
    this.lastLookMs = nowMs;
    if (unit === 'epoch') {
      this.offsetMs ??= Math.abs(newest - nowMs) <= sameClockMs ? 0 : nowMs - newest;
      const offset = this.offsetMs;
      return { first, times: news.map((each) => each + offset), startedAgain };
    }
    const scale = unit === 'step' ? (stepMs ?? 1) : unitMs[unit];
    if (last === null || lastLookMs === null)
      return { first, times: news.map((each) => nowMs - (newest - each) * scale), startedAgain };
    // What came since the last look is spread over the time since then, however fast the service runs.
    const span = newest - last;
    return {
      first,
      times: news.map((each) => lastLookMs + ((each - last) / span) * (nowMs - lastLookMs)),
      startedAgain,
    };
  }
}

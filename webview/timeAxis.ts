// The stretch of time that all plots of a panel show, and the moment the pointer is at. No DOM: it is moved by gestures and told to plots.
import { formatTimeMs, t } from './texts';

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How times on the axis are said. */
export interface TimeWords {
  /** On the axis; the first tick of a row may say more. */
  tick(timeMs: number, spanMs: number, isFirst: boolean): string;
  /** By itself, with its unit. */
  moment(timeMs: number, spanMs: number): string;
  stretch(fromMs: number, toMs: number, spanMs: number): string;
  /** Heads a column of times; `cell` is exact. */
  column(): string;
  cell(timeMs: number): string | number;
}

/** Model time: the first tick carries the unit, which spares every plot a title. */
const inMs: TimeWords = {
  tick: (timeMs, spanMs, isFirst) => `${formatTimeMs(timeMs, spanMs)}${isFirst ? ' ms' : ''}`,
  moment: (timeMs, spanMs) => `${formatTimeMs(timeMs, Math.min(spanMs, 99))} ms`,
  stretch: (fromMs, toMs, spanMs) => t('{0} to {1} ms', formatTimeMs(fromMs, spanMs), formatTimeMs(toMs, spanMs)),
  column: () => t('time (ms)'),
  // Without the rounding noise of sums and products.
  cell: (timeMs) => Number(timeMs.toPrecision(12)),
};

/** Closer than this a simulation has nothing more to show. */
const shortestMs = 1;

export class TimeAxis {
  private fullMs = 1;
  private range: TimeRange = { fromMs: 0, toMs: 1 };
  private pointerMs: number | null = null;
  private chosen: TimeRange | null = null;
  private readonly listeners: ((moved: 'range' | 'cursor') => void)[] = [];

  constructor(readonly words: TimeWords = inMs) {}

  get fromMs(): number {
    return this.range.fromMs;
  }

  get toMs(): number {
    return this.range.toMs;
  }

  get spanMs(): number {
    return this.toMs - this.fromMs;
  }

  get cursorMs(): number | null {
    return this.pointerMs;
  }

  /** The stretch that is about to be shown alone. */
  get selection(): TimeRange | null {
    return this.chosen;
  }

  get isWhole(): boolean {
    return this.fromMs <= 0 && this.toMs >= this.fullMs;
  }

  onMove(listener: (moved: 'range' | 'cursor') => void): void {
    this.listeners.push(listener);
  }

  /** A recording of this length; keeps the range where it still fits. */
  setDuration(durationMs: number): void {
    const wasWhole = this.isWhole;
    this.fullMs = Math.max(durationMs, shortestMs);
    if (wasWhole || this.fromMs >= this.fullMs) this.reset();
    else this.show(this.fromMs, this.toMs);
  }

  /** Shows a range before the recording is there that it belongs to. */
  restore({ fromMs, toMs }: TimeRange): void {
    this.fullMs = Infinity;
    this.show(fromMs, toMs);
  }

  show(fromMs: number, toMs: number): void {
    const spanMs = Math.min(Math.max(toMs - fromMs, Math.min(shortestMs, this.fullMs)), this.fullMs);
    const start = Math.min(Math.max(fromMs, 0), this.fullMs - spanMs);
    if (![start, spanMs].every(Number.isFinite)) return;
    this.range = { fromMs: start, toMs: start + spanMs };
    this.tell('range');
  }

  reset(): void {
    this.show(0, this.fullMs);
  }

  /** A factor below 1 shows less time; what is at `atMs` stays where it is. */
  zoom(factor: number, atMs: number = (this.fromMs + this.toMs) / 2): void {
    const spanMs = Math.min(Math.max(this.spanMs * factor, Math.min(shortestMs, this.fullMs)), this.fullMs);
    const part = this.spanMs > 0 ? (atMs - this.fromMs) / this.spanMs : 0.5;
    this.show(atMs - part * spanMs, atMs + (1 - part) * spanMs);
  }

  pan(byMs: number): void {
    this.show(this.fromMs + byMs, this.toMs + byMs);
  }

  point(atMs: number | null): void {
    if (atMs === this.pointerMs) return;
    this.pointerMs = atMs;
    this.tell('cursor');
  }

  /** From here to there, in either order; null takes it back. */
  select(oneMs: number, otherMs: number): void;
  select(none: null): void;
  select(oneMs: number | null, otherMs = 0): void {
    this.chosen = oneMs === null ? null : { fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) };
    this.tell('cursor');
  }

  /** Shows the selection, where there is one. */
  showSelection(): void {
    const { chosen } = this;
    this.select(null);
    if (chosen && chosen.toMs > chosen.fromMs) this.show(chosen.fromMs, chosen.toMs);
  }

  private tell(moved: 'range' | 'cursor'): void {
    for (const listener of this.listeners) listener(moved);
  }
}

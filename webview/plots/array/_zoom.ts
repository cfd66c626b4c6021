// The part of a plot that is seen, along one or both of its axes. Whole elements only. No DOM.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Seen {
  readonly x: Range;
  /** Null where the plot can't be moved up and down. */
  readonly y: Range | null;
}

const isRange = (value: unknown): value is Range =>
  typeof value === 'object' &&
  value !== null &&
  Number.isInteger((value as Partial<Range>).from) &&
  Number.isInteger((value as Partial<Range>).to);

/** What was kept over a reload, if it is what can be seen. */
export function keptSeen(value: unknown): Seen | null {
  const { x, y } = (value ?? {}) as Partial<Record<keyof Seen, unknown>>;
  return isRange(x) ? { x, y: isRange(y) ? y : null } : null;
}

/** Nobody needs to see fewer elements than this. */
const fewest = 4;

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

function moved({ from, to }: Range, length: number, by: number): Range {
  const shift = clamp(Math.round(by), -from, length - to);
  return { from: from + shift, to: to + shift };
}

/** @param at what stays in its place, as a part of the range */
function zoomed({ from, to }: Range, length: number, factor: number, at: number): Range {
  const wanted = (to - from) * factor;
  const span = clamp(factor < 1 ? Math.floor(wanted) : Math.ceil(wanted), Math.min(fewest, length), length);
  const start = clamp(Math.round(from + at * (to - from - span)), 0, length - span);
  return { from: start, to: start + span };
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

interface Lengths {
  readonly x: number;
  readonly y: number | null;
}

export class Zoom {
  private now: Seen;

  constructor(
    private lengths: Lengths,
    private readonly onMove: () => void,
  ) {
    this.now = this.whole();
  }

  /** Other axes: all of them is seen, and nobody is told. */
  restart(lengths: Lengths): void {
    this.lengths = lengths;
    this.now = this.whole();
  }

  get seen(): Seen {
    return this.now;
  }

  get isWhole(): boolean {
    const { x, y } = this.now;
    const whole = this.whole();
    return x.from === 0 && x.to === whole.x.to && (y === null || (y.from === 0 && y.to === whole.y?.to));
  }

  /** Shows a part, as far as it is there. */
  goTo({ x, y }: Seen): void {
    const { lengths, now } = this;
    const within = ({ from, to }: Range, length: number): Range => {
      const span = clamp(to - from, Math.min(fewest, length), length);
      const start = clamp(from, 0, length - span);
      return { from: start, to: start + span };
    };
    this.show({ x: within(x, lengths.x), y: now.y && (y ? within(y, lengths.y ?? 0) : now.y) });
  }

  reset(): void {
    this.show(this.whole());
  }

  /** @param x and `y` the point that stays, as parts of what is seen */
  zoom(factor: number, x = 0.5, y = 0.5): void {
    const { lengths, now } = this;
    this.show({
      x: zoomed(now.x, lengths.x, factor, x),
      y: now.y && zoomed(now.y, lengths.y ?? 0, factor, y),
    });
  }

  /** Shows a part of what is seen, by its corners as parts of it. */
  select(one: Corner, other: Corner): void {
    const { now } = this;
    const part = ({ from, to }: Range, a: number, b: number): Range => ({
      from: Math.floor(from + Math.min(a, b) * (to - from)),
      to: Math.ceil(from + Math.max(a, b) * (to - from)),
    });
    this.goTo({ x: part(now.x, one.x, other.x), y: now.y && part(now.y, one.y, other.y) });
  }

  /** By parts of what is seen. */
  pan(x: number, y: number): void {
    const { lengths, now } = this;
    const by = ({ from, to }: Range, part: number): number =>
      Math.sign(part) * Math.max(1, Math.abs(part) * (to - from));
    this.show({
      x: x === 0 ? now.x : moved(now.x, lengths.x, by(now.x, x)),
      y: now.y && (y === 0 ? now.y : moved(now.y, lengths.y ?? 0, by(now.y, y))),
    });
  }

  private show(seen: Seen): void {
    const same = JSON.stringify(seen) === JSON.stringify(this.now);
    this.now = seen;
    if (!same) this.onMove();
  }

  private whole(): Seen {
    const { x, y } = this.lengths;
    return { x: { from: 0, to: x }, y: y === null ? null : { from: 0, to: y } };
  }
}

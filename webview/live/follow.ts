// Keeps the time axis at the latest moment while it is followed, and lets it be where the user has moved it. No DOM.
import { type TimeAxis } from '../timeAxis';

/** As near to the latest as this part of what is shown, and one follows. */
const near = 0.01;

export class Follow {
  private following = true;
  private moving = false;
  private latestMs = 0;

  /** @param spanMs how much of the latest is followed; null for everything */
  constructor(
    private readonly axis: TimeAxis,
    private spanMs: number | null,
    private readonly onChange: () => void,
  ) {
    axis.onMove((moved) => {
      if (moved !== 'range' || this.moving) return;
      const isAtEnd = axis.toMs >= this.latestMs - near * axis.spanMs;
      // Zooming at the latest end is choosing how much of it is followed.
      if (isAtEnd) this.spanMs = axis.isWhole ? null : axis.spanMs;
      this.set(isAtEnd);
    });
  }

  get isFollowing(): boolean {
    return this.following;
  }

  get followedMs(): number | null {
    return this.spanMs;
  }

  /** There is more to be seen. */
  extend(latestMs: number): void {
    this.latestMs = latestMs;
    this.move(() => {
      this.axis.setDuration(latestMs);
      if (this.following) this.toEnd();
    });
  }

  /** Follows so much of the latest from now on. */
  follow(spanMs: number | null = this.spanMs): void {
    this.spanMs = spanMs;
    this.move(() => this.toEnd());
    this.set(true);
    this.onChange();
  }

  /** Stays where it is, and doesn't follow. */
  stay(): void {
    this.set(false);
  }

  private toEnd(): void {
    const { axis, latestMs, spanMs } = this;
    if (spanMs === null) axis.reset();
    else axis.show(latestMs - spanMs, latestMs);
  }

  private set(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.onChange();
  }

  private move(action: () => void): void {
    this.moving = true;
    try {
      action();
    } finally {
      this.moving = false;
    }
  }
}

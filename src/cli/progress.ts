// One line of progress that redraws itself on a terminal, and nothing anywhere else.
import type { Io } from './io';

const quietMs = 300;
const betweenMs = 80;

export class Progress {
  private readonly startMs: number;
  private lastMs: number;
  private shown = false;

  constructor(private readonly io: Io) {
    this.startMs = this.lastMs = io.now();
  }

  /** Short work never shows any. */
  show(text: string): void {
    if (!this.io.err.isTerminal) return;
    const nowMs = this.io.now();
    if (nowMs - this.startMs < quietMs || (this.shown && nowMs - this.lastMs < betweenMs)) return;
    this.lastMs = nowMs;
    this.shown = true;
    this.io.err.write(`\r\u001b[K${text.slice(0, Math.max(1, this.io.err.columns - 1))}`);
  }

  /** Leaves an empty line, before anything else is written. */
  clear(): void {
    if (this.shown) this.io.err.write('\r\u001b[K');
    this.shown = false;
  }
}

// What every spike statistic is computed from: sorted spike times with their neurons, and one population's range of ids.

export interface Spikes {
  /** In ms, ascending. */
  readonly times: Float64Array;
  readonly ids: Uint32Array;
}

export interface IdRange {
  readonly first: number;
  readonly size: number;
}

/** A stretch of time in ms, both ends included: a recording's last step ends with the window. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

export function isIn(window: Window, timeMs: number): boolean {
  return timeMs >= window.startMs && timeMs <= window.endMs;
}

/** Times lie on a grid and so do the edges of bins: without this, rounding would push a spike at an edge to either side. */
const edgeTolerance = 1e-9;

/** The bin of a time, by numpy's convention: an edge's spike belongs to the bin that begins there. */
export function binOf(timeMs: number, startMs: number, binMs: number): number {
  return Math.floor((timeMs - startMs) / binMs + edgeTolerance);
}

/** How many whole bins fit into the window. */
export function wholeBins(window: Window, binMs: number): number {
  return Math.floor(durationMs(window) / binMs + edgeTolerance);
}

export function durationMs(window: Window): number {
  return Math.max(0, window.endMs - window.startMs);
}

// Adaptive integration of one neuron's equations by Runge, Kutta and Fehlberg's orders 4 and 5, with step sizes chosen as GSL does for NEST.

/** Writes the slopes of the variables `y` into `out`. */
export type Slopes = (y: Float64Array, out: Float64Array) => void;

/** NEST's default for its conductance-based models. */
const tolerance = 1e-6;
/** Equations that are too stiff even for steps this short go on with them: a model that explodes must not hang. */
const shortestMs = 1e-5;

export class Fehlberg {
  private readonly k: readonly Float64Array[];
  private readonly at: Float64Array;
  private readonly next: Float64Array;

  constructor(private readonly dimension: number) {
    this.k = Array.from({ length: 6 }, () => new Float64Array(dimension));
    this.at = new Float64Array(dimension);
    this.next = new Float64Array(dimension);
  }

  /**
   * Advances `y` by `dtMs` in steps of its own; `arrived` is called after each and may change `y`.
   * Takes the size of the first step and returns that of the next one.
   */
  advance(y: Float64Array, dtMs: number, firstMs: number, slopes: Slopes, arrived: (y: Float64Array) => void): number {
    let wanted = firstMs;
    let t = 0;
    while (t < dtMs) {
      const last = wanted >= dtMs - t;
      const h = last ? dtMs - t : wanted;
      const error = this.try(y, h, slopes);
      if (error > 1.1 && h > shortestMs) {
        wanted = Math.max(shortestMs, h * Math.max(0.2, 0.9 / error ** (1 / 5)));
        continue;
      }
      y.set(this.next);
      t = last ? dtMs : t + h;
      if (error < 0.5) wanted = Math.max(wanted, h * Math.min(5, 0.9 / Math.max(error, 1e-12) ** (1 / 6)));
      arrived(y);
    }
    return Math.min(wanted, dtMs);
  }

  /** Puts the variables after `h` into `next` and returns the largest error in units of the tolerance. */
  private try(y: Float64Array, h: number, slopes: Slopes): number {
    const { k, at, next, dimension } = this;
    const [k1, k2, k3, k4, k5, k6] = k as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const of = (a: Float64Array, i: number): number => a[i] as number;
    slopes(y, k1);
    for (let i = 0; i < dimension; i++) at[i] = of(y, i) + (h / 4) * of(k1, i);
    slopes(at, k2);
    for (let i = 0; i < dimension; i++) at[i] = of(y, i) + h * ((3 / 32) * of(k1, i) + (9 / 32) * of(k2, i));
    slopes(at, k3);
    for (let i = 0; i < dimension; i++)
      at[i] = of(y, i) + (h / 2197) * (1932 * of(k1, i) - 7200 * of(k2, i) + 7296 * of(k3, i));
    slopes(at, k4);
    for (let i = 0; i < dimension; i++)
      at[i] =
        of(y, i) + h * ((439 / 216) * of(k1, i) - 8 * of(k2, i) + (3680 / 513) * of(k3, i) - (845 / 4104) * of(k4, i));
    slopes(at, k5);
    for (let i = 0; i < dimension; i++)
      at[i] =
        of(y, i) +
        h *
          ((-8 / 27) * of(k1, i) +
            2 * of(k2, i) -
            (3544 / 2565) * of(k3, i) +
            (1859 / 4104) * of(k4, i) -
            (11 / 40) * of(k5, i));
    slopes(at, k6);
    let worst = 0;
    for (let i = 0; i < dimension; i++) {
      const fifth =
        (16 / 135) * of(k1, i) +
        (6656 / 12825) * of(k3, i) +
        (28561 / 56430) * of(k4, i) -
        (9 / 50) * of(k5, i) +
        (2 / 55) * of(k6, i);
      const fourth =
        (25 / 216) * of(k1, i) + (1408 / 2565) * of(k3, i) + (2197 / 4104) * of(k4, i) - (1 / 5) * of(k5, i);
      next[i] = of(y, i) + h * fifth;
      worst = Math.max(worst, Math.abs(h * (fifth - fourth)) / tolerance);
    }
    return worst;
  }
}

// What rate units do in a run: nobody fires, so the course of their mean rate, and each unit's mean and spread over time, stand for the spikes.
import { type Member } from './members';
import { type Neurons } from './model';
import { type Plan } from './plan';
import { type RatedPopulation } from './recording';

const mostSamples = 20_000;
/** This near to an end of its range, in parts of the range, a unit counts as being at it. */
const nearly = 0.01;

export class RateTally {
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  private readonly course: number[] = [];
  private readonly every: number;
  private samples = 0;
  private counted = 0;
  private atEnds = 0;
  private firstStrange: number | null = null;

  private constructor(
    private readonly name: string,
    private readonly neurons: Neurons,
    private readonly size: number,
    private readonly dtMs: number,
    steps: number,
  ) {
    this.sum = new Float64Array(size);
    this.squares = new Float64Array(size);
    this.every = Math.max(1, Math.ceil(steps / mostSamples));
  }

  static of(plan: Plan, members: readonly Member[]): RateTally[] {
    return members.flatMap(({ group, neurons }) =>
      neurons.output === undefined ? [] : [new RateTally(group.name, neurons, group.size, plan.dtMs, plan.steps)],
    );
  }

  /** After `stepsDone` steps; what a run starts from is in the course and counts for nothing else. */
  sample(stepsDone: number): void {
    const { neurons, size, sum, squares } = this;
    const { output, ends } = neurons;
    let total = 0;
    for (let i = 0; i < size; i++) {
      const rate = neurons.valueOf(0, i);
      total += rate;
      if (stepsDone === 0) continue;
      sum[i] = (sum[i] as number) + rate;
      squares[i] = (squares[i] as number) + rate * rate;
      if (ends && output) {
        const place = ((output[i] as number) - ends.low) / (ends.high - ends.low);
        if (place < nearly || place > 1 - nearly) this.atEnds++;
      }
    }
    if (!Number.isFinite(total)) this.firstStrange ??= stepsDone;
    if (stepsDone > 0) this.samples++;
    this.counted += stepsDone > 0 ? size : 0;
    if (stepsDone % this.every === 0) this.course.push(total / size);
  }

  result(): RatedPopulation {
    const { name, samples, sum, squares, dtMs, every, firstStrange } = this;
    const means = sum.map((each) => (samples === 0 ? NaN : each / samples));
    const spreads = squares.map((each, i) => Math.sqrt(Math.max(0, each / samples - (means[i] as number) ** 2)));
    return {
      population: name,
      intervalMs: every * dtMs,
      course: Float64Array.from(this.course),
      means,
      spreads,
      atEnds: this.neurons.ends && this.counted > 0 ? this.atEnds / this.counted : null,
      strangeMs: firstStrange === null ? null : firstStrange * dtMs,
    };
  }
}

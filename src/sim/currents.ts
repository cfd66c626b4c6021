// Currents into the neurons of a group that change in the run: steps, sines and noise, added up and handed on when one of them has changed.
import { type CurrentSource } from './plan';
import { stream } from './random';

/** The current of one source in one step: one for all it reaches, one for each, or null where it is as it was. */
type Course = (step: number) => number | Float64Array | null;

export class Currents {
  private readonly sum: Float64Array;
  private readonly parts: { readonly course: Course; readonly values: Float64Array; readonly source: CurrentSource }[];

  constructor(
    sources: readonly CurrentSource[],
    private readonly size: number,
    seed: number,
  ) {
    this.sum = new Float64Array(size);
    this.parts = sources.map((source) => {
      const values = new Float64Array(source.only?.length ?? size);
      return { course: courseOf(source, values.length, seed), values, source };
    });
  }

  /** The sum of this step; null where it is as in the step before. */
  at(step: number): Float64Array | null {
    let changed = false;
    for (const part of this.parts) {
      const { firstStep, endStep = Infinity } = part.source;
      const now = step < firstStep ? null : step >= endStep ? (step === endStep ? 0 : null) : part.course(step);
      if (now === null) continue;
      changed = true;
      if (typeof now === 'number') part.values.fill(now);
      else part.values.set(now);
    }
    return changed ? this.added() : null;
  }

  private added(): Float64Array {
    const { sum, size } = this;
    sum.fill(0);
    for (const { values, source } of this.parts) {
      const { only } = source;
      for (let i = 0; i < values.length; i++) {
        const neuron = only === undefined ? i : (only[i] as number);
        if (neuron < size) sum[neuron] = (sum[neuron] as number) + (values[i] as number);
      }
    }
    return sum;
  }
}

function courseOf({ shape, firstStep }: CurrentSource, reached: number, seed: number): Course {
  switch (shape.kind) {
    case 'course': {
      const { steps, valuesPa } = shape;
      let next = 0;
      return (step) => {
        const before = next;
        while ((steps[next] ?? Infinity) <= step) next++;
        return next === before ? null : (valuesPa[next - 1] as number);
      };
    }
    case 'sine': {
      const { offsetPa, amplitudePa, radiansPerStep, phaseRadians } = shape;
      return (step) => offsetPa + amplitudePa * Math.sin(radiansPerStep * step + phaseRadians);
    }
    case 'noise': {
      const { meanPa, sdPa, everySteps, shared, purpose } = shape;
      const random = stream(seed, purpose);
      const drawn = new Float64Array(reached);
      return (step) => {
        if ((step - firstStep) % everySteps !== 0) return null;
        if (shared) return meanPa + sdPa * random.normal();
        for (let i = 0; i < reached; i++) drawn[i] = meanPa + sdPa * random.normal();
        return drawn;
      };
    }
  }
}

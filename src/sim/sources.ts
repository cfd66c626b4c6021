// The sources of events during a run: Poisson trains and given events, delivered into the arrivals of one step.
import { type Arrivals } from './arrivals';
import { type GivenEvents, type PoissonSource } from './plan';
import { poissonSampler } from './poisson';
import { stream } from './random';

/** Delivers the source's events of one step and returns how many they are. */
export type Source = (step: number) => number;

/** Below this mean per neuron it is quicker to draw the group's number of events and scatter them, which is the same process. */
const largestScatteredMean = 0.3;

export function poissonTrain(source: PoissonSource, seed: number, size: number, arrivals: Arrivals): Source {
  const { mean, weight, port, firstStep } = source;
  const random = stream(seed, source.purpose);
  if (!source.shared && mean <= largestScatteredMean) {
    const draw = poissonSampler(mean * size);
    return (step) => {
      if (step < firstStep) return 0;
      const slot = arrivals.at(step)[port] as Float64Array;
      const events = draw(random);
      for (let k = 0; k < events; k++) {
        const neuron = random.integer(size);
        slot[neuron] = (slot[neuron] as number) + weight;
      }
      return events;
    };
  }
  const draw = poissonSampler(mean);
  if (source.shared) {
    return (step) => {
      const events = step < firstStep ? 0 : draw(random);
      if (events > 0) addToAll(arrivals.at(step)[port] as Float64Array, events * weight);
      return events * size;
    };
  }
  return (step) => {
    if (step < firstStep) return 0;
    const slot = arrivals.at(step)[port] as Float64Array;
    let sum = 0;
    for (let neuron = 0; neuron < size; neuron++) {
      const events = draw(random);
      slot[neuron] = (slot[neuron] as number) + events * weight;
      sum += events;
    }
    return sum;
  };
}

export function givenTrain(events: GivenEvents, arrivals: Arrivals): Source {
  const { steps, neurons, weight, port } = events;
  let next = 0;
  return (step) => {
    const first = next;
    const slot = arrivals.at(step)[port] as Float64Array;
    while (next < steps.length && (steps[next] as number) <= step) {
      const neuron = neurons[next++] as number;
      slot[neuron] = (slot[neuron] as number) + weight;
    }
    return next - first;
  };
}

export function addToAll(slot: Float64Array, weight: number): void {
  for (let i = 0; i < slot.length; i++) slot[i] = (slot[i] as number) + weight;
}

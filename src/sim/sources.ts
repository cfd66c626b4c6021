// The sources of events during a run: Poisson trains and given events, delivered into the arrivals of one step.
import { type Arrivals } from './arrivals';
import { type Reals } from './model';
import { type BernoulliSource, type GivenEvents, type PoissonSource } from './plan';
import { guidedNumber, type PoissonGuide, poissonGuide, poissonSampler } from './poisson';
import { stream } from './random';
import { skipsOf } from './skips';
import { fillWords, fineWord, seedLanes, Words } from './words';
import { padded, type Workspace } from './workspace';

/** Delivers the source's events of one step and returns how many they are. */
export type Source = (step: number) => number;

/** Below this mean per neuron it is quicker to draw the group's number of events and scatter them, which is the same process. */
const largestScatteredMean = 0.3;
/** Events that are scattered at a time. */
const scatterLength = 1024;
/** A word chooses among no more neurons than this without a bias that could be measured. */
const largestScatteredGroup = 2 ** 21;

export function poissonTrain(
  source: PoissonSource,
  seed: number,
  size: number,
  arrivals: Arrivals,
  workspace: Workspace,
): Source {
  const { mean, weight, port, firstStep, endStep = Infinity, only } = source;
  if (mean <= 0 || only?.length === 0) return () => 0;
  const send = sendingOf(source, seed, size, workspace);
  const added = weight * arrivals.gain(port);
  return (step) => (step < firstStep || step >= endStep ? 0 : send(arrivals.into(step, port), added, step));
}

function sendingOf(source: PoissonSource, seed: number, size: number, workspace: Workspace): Send {
  const { mean, shared, only, course } = source;
  if (course !== undefined || only !== undefined) return scatteredAmong(source, seed, size);
  if (shared) return sharedTrain(source, seed);
  return mean <= largestScatteredMean && size <= largestScatteredGroup
    ? scattered(source, seed, size, workspace)
    : dense(source, seed, size, workspace);
}

/** Adds the events of one step, and returns how many they are. */
type Send = (slot: Reals, weight: number, step: number) => number;

function sharedTrain({ mean, purpose }: PoissonSource, seed: number): Send {
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean);
  return (slot, weight) => {
    const events = draw(random);
    if (events > 0) addToAll(slot, events * weight);
    return events * slot.length;
  };
}

/** Events for some neurons, or at a rate that changes. */
function scatteredAmong({ mean, purpose, shared, only, course }: PoissonSource, seed: number, size: number): Send {
  const random = stream(seed, purpose);
  const count = only?.length ?? size;
  const trials = shared ? 1 : count;
  let draw = poissonSampler(course === undefined ? mean * trials : 0);
  let next = 0;
  return (slot, weight, step) => {
    for (; course !== undefined && (course.steps[next] ?? Infinity) <= step; next++)
      draw = poissonSampler((course.means[next] as number) * trials);
    const events = draw(random);
    for (let k = 0; k < events; k++) {
      const place = shared ? 0 : random.integer(count);
      for (let i = place; i < (shared ? count : place + 1); i++) {
        const neuron = only === undefined ? i : (only[i] as number);
        slot[neuron] = (slot[neuron] as number) + weight;
      }
    }
    return shared ? events * count : events;
  };
}

/** Of all trials of a step, those with an event: passed over one after the other, as pairs are when they are connected. */
export function bernoulliTrain(source: BernoulliSource, seed: number, size: number, arrivals: Arrivals): Source {
  const { probability, count, weight, port, firstStep, endStep = Infinity, only, purpose } = source;
  const heard = only?.length ?? size;
  const trials = heard * Math.round(count);
  if (probability <= 0 || trials === 0) return () => 0;
  const skip = probability >= 1 ? () => 0 : skipsOf(probability, new Words(seed, purpose, null));
  const added = weight * arrivals.gain(port);
  let trial = skip();
  return (step) => {
    if (step < firstStep || step >= endStep) return 0;
    const slot = arrivals.into(step, port);
    let events = 0;
    for (; trial < trials; trial += 1 + skip()) {
      const place = trial % heard;
      const neuron = only === undefined ? place : (only[place] as number);
      slot[neuron] = (slot[neuron] as number) + added;
      events++;
    }
    trial -= trials;
    return events;
  };
}

function scattered({ mean, purpose }: PoissonSource, seed: number, size: number, workspace: Workspace): Send {
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean * size);
  const scatter = scattering(seedLanes(seed, `${purpose} where`), size, workspace);
  return (slot, weight) => {
    const events = draw(random);
    scatter(slot, weight, events);
    return events;
  };
}

/** Adds the weight at `events` neurons drawn from all. */
export function scattering(
  state: Int32Array,
  size: number,
  workspace: Workspace,
): (slot: Reals, weight: number, events: number) => void {
  const { kernels } = workspace;
  const words = workspace.counts(scatterLength);
  if (kernels === null) {
    return (slot, weight, events) => {
      for (let done = 0; done < events; done += scatterLength) {
        const count = Math.min(scatterLength, events - done);
        fillWords(state, words.subarray(0, padded(count)));
        for (let k = 0; k < count; k++) {
          const neuron = Math.floor(((words[k] as number) * size) / 0x100000000);
          slot[neuron] = (slot[neuron] as number) + weight;
        }
      }
    };
  }
  const [lanes, list] = [workspace.place(state), workspace.place(words)];
  const fill = kernels.get('fillWords');
  const byBytes = { 4: kernels.get('scatterTo32'), 8: kernels.get('scatterTo64') };
  return (slot, weight, events) => {
    for (let done = 0; done < events; done += scatterLength) {
      const count = Math.min(scatterLength, events - done);
      fill(lanes, list, padded(count));
      byBytes[slot.BYTES_PER_ELEMENT as 4 | 8](list, count, size, slot.byteOffset, weight);
    }
  };
}

/** A number for each neuron. */
function dense({ mean, purpose }: PoissonSource, seed: number, size: number, workspace: Workspace): Send {
  const guide = poissonGuide(mean);
  if (guide !== null) return guided(guide, seedLanes(seed, purpose), size, workspace);
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean);
  return (slot, weight) => {
    let sum = 0;
    for (let neuron = 0; neuron < size; neuron++) {
      const events = draw(random);
      slot[neuron] = (slot[neuron] as number) + events * weight;
      sum += events;
    }
    return sum;
  };
}

function guided(guide: PoissonGuide, state: Int32Array, size: number, workspace: Workspace): Send {
  const { kernels } = workspace;
  if (kernels === null) {
    const words = new Uint32Array(padded(size));
    const fine = (): number => fineWord(state);
    return (slot, weight) => {
      fillWords(state, words);
      let sum = 0;
      for (let neuron = 0; neuron < size; neuron++) {
        const events = guidedNumber(guide, words[neuron] as number, fine);
        slot[neuron] = (slot[neuron] as number) + events * weight;
        sum += events;
      }
      return sum;
    };
  }
  const { cells, cumulative } = guide;
  const places = [workspace.place(state), workspace.place(cells), workspace.place(cumulative)];
  const byBytes = { 4: kernels.get('poissonTo32'), 8: kernels.get('poissonTo64') };
  return (slot, weight) => {
    const kernel = byBytes[slot.BYTES_PER_ELEMENT as 4 | 8];
    return kernel(...places, cumulative.length - 1, size, slot.byteOffset, weight);
  };
}

export function givenTrain(events: GivenEvents, arrivals: Arrivals): Source {
  const { steps, neurons, port } = events;
  const weight = events.weight * arrivals.gain(port);
  let next = 0;
  return (step) => {
    const first = next;
    const slot = arrivals.into(step, port);
    while (next < steps.length && (steps[next] as number) <= step) {
      const neuron = neurons[next++] as number;
      slot[neuron] = (slot[neuron] as number) + weight;
    }
    return next - first;
  };
}

export function addToAll(slot: Reals, weight: number): void {
  for (let i = 0; i < slot.length; i++) slot[i] = (slot[i] as number) + weight;
}

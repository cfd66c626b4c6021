// The sources of events during a run: Poisson trains and given events, delivered into the arrivals of one step.
import { type Arrivals } from './arrivals';
import { type Reals } from './model';
import { blockSteps, never, type Order, type Sending } from './orders';
import { type BernoulliSource, type GivenEvents, type PoissonSource } from './plan';
import { guidedNumber, type PoissonGuide, poissonGuide, poissonSampler } from './poisson';
import { stream } from './random';
import { skipsOf } from './skips';
import { fillWords, fineWord, neuronsPerStream, purposeFrom, seedLanes, Words } from './words';
import { padded, type Workspace } from './workspace';

/** Below this mean per neuron it is quicker to draw the group's number of events and scatter them, which is the same process. */
const largestScatteredMean = 0.3;
/** Events that are scattered at a time. */
const scatterLength = 1024;
/** A word chooses among no more neurons than this without a bias that could be measured. */
const largestScatteredGroup = 2 ** 21;

/** @param from the first of the neurons that are simulated here, `size` of the group, a whole number of streams */
export function poissonTrains(
  source: PoissonSource,
  seed: number,
  { from, size }: { readonly from: number; readonly size: number },
  arrivals: Arrivals,
  workspace: Workspace,
): readonly Sending[] {
  const { mean, shared, only, course, purpose } = source;
  if (mean <= 0 || only?.length === 0) return [];
  if (course !== undefined || only !== undefined)
    return [trainOf(source, { send: scatteredAmong(source, seed, size) }, arrivals, 0, size)];
  if (shared) return [trainOf(source, sharedTrain(source, seed, size, workspace), arrivals, 0, size)];
  const isScattered = mean <= largestScatteredMean && size <= largestScatteredGroup;
  const guide = isScattered ? null : placedGuide(mean, workspace);
  return Array.from({ length: Math.ceil(size / neuronsPerStream) }, (_, k) => {
    const at = k * neuronsPerStream;
    const count = Math.min(neuronsPerStream, size - at);
    const own = { ...source, purpose: purposeFrom(from + at, purpose) };
    const sender = isScattered ? scattered(own, seed, count, workspace) : dense(own, seed, count, guide, workspace);
    return trainOf(own, sender, arrivals, at, count);
  });
}

/** Events for `count` of the neurons that are simulated here, from `at` on. */
function trainOf(
  source: PoissonSource,
  { send, order }: Sender,
  arrivals: Arrivals,
  at: number,
  count: number,
): Sending {
  const { weight, port, firstStep, endStep = Infinity } = source;
  const added = weight * arrivals.gain(port);
  const isOn = (step: number): boolean => step >= firstStep && step < endStep;
  return {
    deliver(step) {
      if (!isOn(step)) return 0;
      const slot = arrivals.into(step, port);
      return send(count === slot.length ? slot : slot.subarray(at, at + count), added, step);
    },
    order: order?.(headOf(arrivals, port, at, [firstStep, Math.min(endStep, never)]), added, isOn) ?? null,
  };
}

/** A source that never has an event. */
export const nothing: Sending = { deliver: () => 0, order: null };

/** Adds the events of one step, and returns how many they are. */
type Send = (slot: Reals, weight: number, step: number) => number;

interface Sender {
  readonly send: Send;
  /** The order that does it: its first words, the weight that is added, and when there are any. */
  readonly order?: (head: readonly number[], added: number, isOn: (step: number) => boolean) => Order;
}

/** Where an order's events go, from the neuron `at` on, in which precision, and when. */
function headOf(arrivals: Arrivals, port: number, at: number, span: readonly [number, number]): number[] {
  const { BYTES_PER_ELEMENT: bytes } = arrivals.into(0, port);
  const [base, slots, stride] = arrivals.slotWords(port);
  return [base + at * bytes, slots, stride, bytes, ...span];
}

/** The numbers of events of a block of steps, drawn one after the other; none where the source is off. */
function drawnAhead(
  draw: () => number,
  isOn: (step: number) => boolean,
  counts: Uint32Array,
): NonNullable<Order['prepare']> {
  return (begin, end) => {
    for (let step = begin; step < end; step++) counts[step - begin] = isOn(step) ? draw() : 0;
  };
}

function sharedTrain({ mean, purpose }: PoissonSource, seed: number, size: number, workspace: Workspace): Sender {
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean);
  const send: Send = (slot, weight) => {
    const events = draw(random);
    if (events > 0) addToAll(slot, events * weight);
    return events * slot.length;
  };
  if (workspace.kernels === null) return { send };
  const counts = workspace.counts(blockSteps);
  return {
    send,
    order: (head, added, isOn) => ({
      task: 'share',
      numbers: [added],
      words: [...head, size, counts.byteOffset],
      prepare: drawnAhead(() => draw(random), isOn, counts),
    }),
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
export function bernoulliTrain(source: BernoulliSource, seed: number, size: number, arrivals: Arrivals): Sending {
  const { probability, count, weight, port, firstStep, endStep = Infinity, only, purpose } = source;
  const heard = only?.length ?? size;
  const trials = heard * Math.round(count);
  if (probability <= 0 || trials === 0) return nothing;
  const skip = probability >= 1 ? () => 0 : skipsOf(probability, new Words(seed, purpose, null));
  const added = weight * arrivals.gain(port);
  let trial = skip();
  const deliver = (step: number): number => {
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
  return { deliver, order: null };
}

/** The weight at as many neurons, drawn from all, as the group has events. */
function scattered({ mean, purpose }: PoissonSource, seed: number, size: number, workspace: Workspace): Sender {
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean * size);
  const state = seedLanes(seed, `${purpose} where`);
  const { kernels } = workspace;
  const words = workspace.counts(scatterLength);
  const inPieces = (events: number, scatter: (count: number) => void): number => {
    for (let done = 0; done < events; done += scatterLength) scatter(Math.min(scatterLength, events - done));
    return events;
  };
  if (kernels === null) {
    return {
      send: (slot, weight) =>
        inPieces(draw(random), (count) => {
          fillWords(state, words.subarray(0, padded(count)));
          for (let k = 0; k < count; k++) {
            const neuron = Math.floor(((words[k] as number) * size) / 0x100000000);
            slot[neuron] = (slot[neuron] as number) + weight;
          }
        }),
    };
  }
  const [lanes, list] = [workspace.place(state), workspace.place(words)];
  const fill = kernels.get('fillWords');
  const byBytes = { 4: kernels.get('scatterTo32'), 8: kernels.get('scatterTo64') };
  const counts = workspace.counts(blockSteps);
  return {
    send: (slot, weight) =>
      inPieces(draw(random), (count) => {
        fill(lanes, list, padded(count));
        byBytes[slot.BYTES_PER_ELEMENT as 4 | 8](list, count, size, slot.byteOffset, weight);
      }),
    order: (head, added, isOn) => ({
      task: 'scatter',
      numbers: [added],
      words: [...head, lanes, list, size, counts.byteOffset],
      prepare: drawnAhead(() => draw(random), isOn, counts),
    }),
  };
}

/** A table of Poisson numbers, and where kernels find it. */
interface PlacedGuide {
  readonly guide: PoissonGuide;
  readonly places: readonly number[];
}

/** Null where the mean is too large for a table. */
function placedGuide(mean: number, workspace: Workspace): PlacedGuide | null {
  const guide = poissonGuide(mean);
  if (guide === null) return null;
  const { cells, cumulative } = guide;
  const places = workspace.kernels === null ? [] : [workspace.place(cells), workspace.place(cumulative)];
  return { guide, places };
}

/** A number for each neuron. */
function dense(
  { mean, purpose }: PoissonSource,
  seed: number,
  size: number,
  guide: PlacedGuide | null,
  workspace: Workspace,
): Sender {
  if (guide !== null) return guided(guide, seedLanes(seed, purpose), size, workspace);
  const random = stream(seed, purpose);
  const draw = poissonSampler(mean);
  return {
    send: (slot, weight) => {
      let sum = 0;
      for (let neuron = 0; neuron < size; neuron++) {
        const events = draw(random);
        slot[neuron] = (slot[neuron] as number) + events * weight;
        sum += events;
      }
      return sum;
    },
  };
}

function guided({ guide, places }: PlacedGuide, state: Int32Array, size: number, workspace: Workspace): Sender {
  const { kernels } = workspace;
  if (kernels === null) {
    const words = new Uint32Array(padded(size));
    const fine = (): number => fineWord(state);
    return {
      send: (slot, weight) => {
        fillWords(state, words);
        let sum = 0;
        for (let neuron = 0; neuron < size; neuron++) {
          const events = guidedNumber(guide, words[neuron] as number, fine);
          slot[neuron] = (slot[neuron] as number) + events * weight;
          sum += events;
        }
        return sum;
      },
    };
  }
  const lanes = workspace.place(state);
  const byBytes = { 4: kernels.get('poissonTo32'), 8: kernels.get('poissonTo64') };
  const last = guide.cumulative.length - 1;
  return {
    send: (slot, weight) =>
      byBytes[slot.BYTES_PER_ELEMENT as 4 | 8](lanes, ...places, last, size, slot.byteOffset, weight),
    order: (head, added) => ({
      task: 'poisson',
      numbers: [added],
      words: [...head, lanes, ...places, last, size],
    }),
  };
}

export function givenTrain(events: GivenEvents, arrivals: Arrivals, workspace: Workspace): Sending {
  const { steps, neurons, port } = events;
  const weight = events.weight * arrivals.gain(port);
  let next = 0;
  return {
    deliver(step) {
      const first = next;
      const slot = arrivals.into(step, port);
      while (next < steps.length && (steps[next] as number) <= step) {
        const neuron = neurons[next++] as number;
        slot[neuron] = (slot[neuron] as number) + weight;
      }
      return next - first;
    },
    order: workspace.kernels === null ? null : givenOrder(events, arrivals, weight, workspace),
  };
}

function givenOrder(
  { steps, neurons, port }: GivenEvents,
  arrivals: Arrivals,
  weight: number,
  workspace: Workspace,
): Order {
  const lists = [workspace.place(steps), workspace.place(neurons)];
  const next = workspace.counts(1).fill(0);
  const { BYTES_PER_ELEMENT: bytes } = arrivals.into(0, port);
  const words = [...arrivals.slotWords(port), bytes, ...lists, steps.length, next.byteOffset];
  return { task: 'given', numbers: [weight], words };
}

export function addToAll(slot: Reals, weight: number): void {
  for (let i = 0; i < slot.length; i++) slot[i] = (slot[i] as number) + weight;
}

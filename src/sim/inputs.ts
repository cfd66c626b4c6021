// The inputs of a Network into sources of events and currents, in grid steps and as the target takes them.
import {
  type ConnectionRule,
  type Course,
  type EquationModel,
  type GivenSpikes,
  type Input,
  type Quantity,
} from '../core/network/network';
import { changesOf } from './changes';
import { connect } from './connect';
import { withPlaces } from './distance';
import { compile } from './equations/compile';
import { SimulationError, Unsuited } from './error';
import { type Connection, type CurrentSource, type Destination, type Group, type Span, type Train } from './plan';
import { type BernoulliSource, type GivenEvents, type PoissonSource } from './plan';
import { codedBetween, delayStepsOf, listed, portOf, valuesBetween, type Wiring, withWeights } from './projections';
import { purposeFrom, Words } from './words';

/** What is added up for the plan. */
export interface Sources {
  readonly poisson: PoissonSource[];
  readonly bernoulli: BernoulliSource[];
  readonly given: GivenEvents[];
  readonly trains: Train[];
  readonly currents: CurrentSource[];
}

export const noSources = (): Sources => ({ poisson: [], bernoulli: [], given: [], trains: [], currents: [] });

/** The target of an input, and what is needed to read it. */
export interface InputPlace {
  readonly target: number;
  readonly group: Group;
  readonly wiring: Wiring;
  /** What every weight and current is multiplied by. */
  readonly scale: number;
  /** Names a stream of random numbers that no other input has. */
  readonly purpose: (name: string) => string;
}

/** Adds an input other than a constant current of the whole run. What can't be simulated is noted. */
export function addInput(input: Input, place: InputPlace, sources: Sources): void {
  switch (input.kind) {
    case 'poisson':
    case 'bernoulli':
      return addEvents(input, place, sources);
    case 'inhomogeneous-poisson':
      return addCourseOfRates(input, place, sources);
    case 'spikes':
      return addSpikes(input, place, sources);
    case 'dc':
    case 'step-current':
    case 'ac':
    case 'noise':
      return addCurrent(input, place, sources);
    case 'unknown':
      place.wiring.values.note(`${input.source ?? 'an'} input of ${input.target} is not simulated`);
  }
}

const named: Readonly<Partial<Record<Input['kind'], string>>> = {
  poisson: 'Poisson',
  bernoulli: 'Bernoulli',
  'inhomogeneous-poisson': 'Poisson',
  spikes: 'spike',
  dc: 'DC',
  'step-current': 'step current',
  ac: 'AC',
};
const whatOf = ({ kind, target }: Input): string => `${named[kind] ?? kind} input of ${target}`;

export function countOf(input: Input): number {
  if (Number.isFinite(input.count) && input.count >= 0) return input.count;
  throw new SimulationError(`${whatOf(input)}: count is ${input.count}; it must be zero or more`);
}

const stepAt = (ms: number, dtMs: number): number => Math.max(0, Math.round(ms / dtMs));

/** When it is on, and how much later its events arrive. */
function spanOf(input: Input, { wiring }: InputPlace): Required<Span> & { readonly delaySteps: number } {
  const { values, dtMs } = wiring;
  const what = whatOf(input);
  const timeOf = (time: Quantity | undefined, name: string): number | null =>
    time === undefined ? null : values.value(time, 'ms', `${what}: ${name}`, 'the whole run assumed');
  const delaySteps = input.delay === null ? 0 : delayStepsOf(input.delay, what, wiring);
  const startMs = timeOf(input.startMs, 'start');
  const stopMs = timeOf(input.stopMs, 'stop');
  return {
    firstStep: (startMs === null ? 0 : stepAt(startMs, dtMs)) + delaySteps,
    endStep: stopMs === null ? Infinity : stepAt(stopMs, dtMs) + delaySteps,
    delaySteps,
  };
}

function destinationOf(input: Input, { target, group, wiring, scale }: InputPlace): Destination | null {
  // What the events of such synapses do is their code's affair.
  if (input.program !== undefined) return { target, port: 0, weight: 0 };
  const port = portOf(input.weight, input.receptor, target, group, whatOf(input), wiring.values);
  return port === null ? null : { target, port: port.port, weight: port.weight * scale };
}

const onlyOf = ({ only }: Input, size: number): { only?: Uint32Array } =>
  only === undefined ? {} : { only: Uint32Array.from(only).filter((neuron) => neuron < size) };

function addEvents(input: Input, place: InputPlace, sources: Sources): void {
  if (input.firing !== undefined && input.sources !== undefined)
    return addFiring(input, input.firing, input.sources, place, sources);
  const what = whatOf(input);
  const { dtMs, values } = place.wiring;
  const count = countOf(input);
  const rateHz = values.value(input.rateHz, 'Hz', `${what}: rate`);
  const to = destinationOf(input, place);
  if (rateHz === null || to === null) return;
  if (rateHz < 0) throw new SimulationError(`${what}: rate is ${rateHz} Hz; it must be zero or more`);
  const { firstStep, endStep } = spanOf(input, place);
  const mean = (rateHz * dtMs) / 1000;
  const purpose = place.purpose(`poisson ${input.target} ${input.receptor ?? ''}`);
  const firing = input.train === undefined ? purpose : `sources ${input.train}`;
  const bernoulli = input.kind === 'bernoulli';
  if (bernoulli && mean > 1) values.note(`${what}: more than one event per step was asked for; there is one in each`);
  const probability = Math.min(1, mean);
  const own = ownTrain(input, place.group.size);
  if (own !== null) {
    const fires = bernoulli
      ? ({ kind: 'bernoulli', probability, purpose: firing } as const)
      : ({ kind: 'poisson', mean, purpose: firing } as const);
    const train = { size: own.sources, fires, span: { firstStep, endStep } };
    addTrain({ ...input, rule: own.rule }, train, to, place, purpose, sources);
  } else if (bernoulli) {
    sources.bernoulli.push({
      ...to,
      probability,
      count,
      firstStep,
      endStep,
      purpose,
      ...onlyOf(input, place.group.size),
    });
  } else {
    const { shared } = input;
    sources.poisson.push({
      ...to,
      mean: count * mean,
      shared,
      firstStep,
      endStep,
      purpose,
      ...onlyOf(input, place.group.size),
    });
  }
}

/** Sources whose rates are told by equations. */
function addFiring(input: Input, model: EquationModel, size: number, place: InputPlace, sources: Sources): void {
  const to = destinationOf(input, place);
  if (to === null) return;
  const purpose = place.purpose(`poisson ${input.target} ${input.receptor ?? ''}`);
  try {
    // Everything that can't be compiled comes to light here.
    compile(model, size, place.wiring.dtMs / 1000);
  } catch (error) {
    if (!(error instanceof Unsuited)) throw error;
    place.wiring.values.note(`${whatOf(input)} is not simulated: ${error.message}`);
    return;
  }
  const firing = input.train === undefined ? purpose : `sources ${input.train}`;
  const fires = { kind: 'equations', model, purpose: firing } as const;
  const { firstStep, endStep } = spanOf(input, place);
  addTrain(input, { size, fires, span: { firstStep, endStep } }, to, place, purpose, sources);
}

/** The sources of an input one by one, where they are shared in part, or where each synapse changes. */
function ownTrain(
  { rule, sources, plasticity, shared, count, only }: Input,
  size: number,
): { readonly rule: ConnectionRule; readonly sources: number } | null {
  if (rule !== undefined && sources !== undefined) return { rule, sources };
  if (plasticity === undefined || only !== undefined) return null;
  if (shared) return { rule: { kind: 'all-to-all' }, sources: count };
  return count === 1 ? { rule: { kind: 'one-to-one' }, sources: size } : null;
}

function addCourseOfRates(input: Input, place: InputPlace, sources: Sources): void {
  const to = destinationOf(input, place);
  const { dtMs } = place.wiring;
  if (to === null || input.course === undefined) return;
  const { firstStep, endStep, delaySteps } = spanOf(input, place);
  const perHz = (countOf(input) * dtMs) / 1000;
  const { steps, values } = courseOf(input.course, dtMs, delaySteps);
  const means = values.map((rateHz) => Math.max(0, rateHz) * perHz);
  const purpose = place.purpose(`poisson ${input.target} ${input.receptor ?? ''}`);
  const mean = means.reduce((most, each) => Math.max(most, each), 0);
  const { shared } = input;
  sources.poisson.push({
    ...to,
    mean,
    shared,
    firstStep,
    endStep,
    purpose,
    course: { steps, means },
    ...onlyOf(input, place.group.size),
  });
}

function courseOf(
  { timesMs, values }: Course,
  dtMs: number,
  delaySteps: number,
): { steps: Uint32Array; values: Float64Array } {
  return {
    steps: Uint32Array.from(timesMs, (ms) => stepAt(ms, dtMs) + delaySteps),
    values: Float64Array.from(values),
  };
}

/**
 * In order of time; a spike at the time of a step's end arrives in that step, the one after the delay. In Brian 2 a spike is in the step that
 * begins by its time (2.5.1, input/spikegeneratorgroup.py).
 */
function inOrder(
  { timesMs, ids }: GivenSpikes,
  { dtMs, backend }: Wiring,
  later: number,
): { steps: Uint32Array; ids: Uint32Array } {
  const stepOf = backend === 'brian2' ? (steps: number): number => Math.floor(steps + 1e-3) + 1 : Math.round;
  const order = Array.from({ length: timesMs.length }, (_, k) => k).sort(
    (a, b) => (timesMs[a] as number) - (timesMs[b] as number),
  );
  return {
    steps: Uint32Array.from(order, (k) => Math.max(0, stepOf((timesMs[k] as number) / dtMs) + later)),
    ids: Uint32Array.from(order, (k) => ids[k] as number),
  };
}

function addSpikes(input: Input, place: InputPlace, sources: Sources): void {
  const to = destinationOf(input, place);
  if (to === null || input.spikes === undefined) return;
  const { size } = place.group;
  const { delaySteps } = spanOf(input, place);
  // A spike that is stamped t and takes d steps arrives at the end of the step that ends at t + d.
  const later = Math.max(place.wiring.backend === 'brian2' ? 0 : 1, delaySteps) - 1;
  if (input.rule !== undefined) {
    const given = inOrder(input.spikes, place.wiring, -1);
    const size = input.sources ?? Math.max(0, ...Array.from(given.ids)) + 1;
    const fires = { kind: 'given', ...given } as const;
    addTrain(
      input,
      { size, fires, span: { firstStep: 0 } },
      to,
      place,
      place.purpose(`spikes ${input.target}`),
      sources,
    );
    return;
  }
  const { steps, ids: sorted } = inOrder(input.spikes, place.wiring, later);
  const heard =
    input.only === undefined ? Uint32Array.from({ length: size }, (_, i) => i) : Uint32Array.from(input.only);
  // A source of its own for each neuron, or every spike for all.
  const own = !input.shared && sorted.some((id) => id > 0);
  const all = own
    ? { steps, neurons: sorted }
    : {
        steps: Uint32Array.from(
          { length: steps.length * heard.length },
          (_, k) => steps[Math.floor(k / heard.length)] as number,
        ),
        neurons: Uint32Array.from({ length: steps.length * heard.length }, (_, k) => heard[k % heard.length] as number),
      };
  if (all.neurons.some((neuron) => neuron >= size))
    throw new SimulationError(`${whatOf(input)}: there are only ${size} neurons`);
  sources.given.push({ ...to, ...all });
}

function addTrain(
  input: Input,
  train: Omit<Train, 'connections'>,
  to: Destination,
  place: InputPlace,
  purpose: string,
  sources: Sources,
): void {
  const { rule } = input;
  const what = whatOf(input);
  const { values, seed, kernels, backend } = place.wiring;
  if (rule === undefined || rule.kind === 'unknown') {
    values.note(`${what} is not simulated: its connections are not known (${rule?.text ?? ''})`);
    return;
  }
  try {
    const pairing = {
      pre: train.size,
      post: place.group.size,
      same: false,
      autapses: true,
      multapses: !/pynn|spinn|brian2/i.test(backend),
      valuesOf: valuesBetween(null, place.group, place.wiring),
      words: (neuron = 0) => new Words(seed, purposeFrom(neuron, `${purpose} rule`), kernels),
    };
    if (input.program !== undefined) {
      const delay = input.delay ?? { value: 0, unit: 'ms', text: '0 ms', sure: 'api' };
      const at = { target: place.target, post: place.group, pairing, what, purpose };
      const coded = codedBetween({ rule, delay }, input.program, at, place.wiring);
      if (coded) sources.trains.push({ ...train, connections: [coded] });
      return;
    }
    const port = portOf(input.weight, input.receptor, place.target, place.group, what, values);
    if (port === null) return;
    const settled = rule.kind === 'by-distance' ? withPlaces(rule, train.size, place.group.size, seed) : rule;
    const drawn = connect(settled, pairing);
    const weighted = withWeights(drawn, input.weight, port, pairing, purpose, what, place.wiring);
    const isScaled = weighted.kind === 'rows' && weighted.weights !== undefined && place.scale !== 1;
    const synapses = isScaled
      ? { ...weighted, weights: weighted.weights.map((weight) => weight * place.scale) }
      : weighted;
    const delaySteps = input.delay === null ? 1 : delayStepsOf(input.delay, what, place.wiring);
    const changes = changesOf(input, () => listed(synapses, pairing), port, purpose, what, place.wiring);
    const from = input.source === undefined ? {} : { from: input.source };
    const connection: Connection = { ...to, source: -1, delaySteps, synapses, ...from, ...changes };
    sources.trains.push({ ...train, connections: [connection] });
  } catch (error) {
    if (!(error instanceof Unsuited)) throw error;
    values.note(`${what} is not simulated: ${error.message}`);
  }
}

/** Models without units take plain numbers. */
export const currentUnit = ({ model, parameters }: Group): string | null =>
  model.ports(parameters).every(({ unit }) => unit === null) && model.dynamics === 'discrete-lif' ? null : 'pA';

function addCurrent(input: Input, place: InputPlace, sources: Sources): void {
  const what = whatOf(input);
  const { wiring, target, group } = place;
  const { values, dtMs } = wiring;
  const factor = input.kind === 'dc' ? 1 : (input.weight.value ?? 1);
  const times = countOf(input) * place.scale * factor;
  const span = spanOf(input, place);
  const add = (shape: CurrentSource['shape']): void => {
    const { firstStep, endStep } = span;
    sources.currents.push({ target, shape, firstStep, endStep, ...onlyOf(input, group.size) });
  };
  const { course, sine, noise } = input;
  if (input.kind === 'dc') {
    const amplitudePa = values.value(input.weight, currentUnit(group), `${what}: amplitude`);
    if (amplitudePa !== null)
      add({ kind: 'course', steps: Uint32Array.of(0), valuesPa: Float64Array.of(amplitudePa * times) });
  } else if (course !== undefined) {
    const { steps, values: each } = courseOf(course, dtMs, span.delaySteps);
    add({ kind: 'course', steps, valuesPa: each.map((value) => value * times) });
  } else if (sine !== undefined) {
    add({
      kind: 'sine',
      offsetPa: sine.offsetPa * times,
      amplitudePa: sine.amplitudePa * times,
      radiansPerStep: (2 * Math.PI * sine.frequencyHz * dtMs) / 1000,
      phaseRadians: (sine.phaseDegrees * Math.PI) / 180,
    });
  } else if (noise !== undefined) {
    const everySteps = Math.max(1, Math.round(noise.everyMs / dtMs));
    const { shared } = noise;
    const purpose = place.purpose(`noise ${input.target}`);
    add({
      kind: 'noise',
      meanPa: noise.meanPa * times,
      sdPa: noise.sdPa * Math.abs(times),
      everySteps,
      shared,
      purpose,
    });
  } else values.note(`${what} is not simulated: its course is not known`);
}

// NEST's generators as inputs: trains, currents and rates over time, with the window in which they are on.
import { type Num, type Table, type Value } from '../../evaluate/value';
import { nestDefaults } from '../../backends/facts/nest';
import { arrayNumbers } from '../arrayNumbers';
import { factorOf, plainNumber } from '../draws';
import { type End, isSetApart, lengthOf, parametersOf } from './ends';
import { modelOf } from './nodes';
import { type Course, type Input, type Quantity } from '../network';
import { constantQuantity, quantity, textField, wholeNumber } from '../read';

/** What is the same for an input whatever the generator gives. */
export type Common = Pick<Input, 'target' | 'weight' | 'delay' | 'receptor' | 'span'> & Partial<Pick<Input, 'only'>>;

/** One input for each kind of node among the generators; `weightOf` gives the weight of the node with that number. */
export function inputsOf(
  source: End,
  common: Common,
  oneToOne: boolean,
  times: number,
  weightOf: (index: number) => Quantity,
): readonly Input[] {
  const length = lengthOf(source) ?? 1;
  if (isSetApart(source) && length <= 64)
    return Array.from({ length }, (_, i) =>
      inputOf(source, parametersOf(source, source.from + i), 1, { ...common, weight: weightOf(i) }),
    );
  const count = (oneToOne || source.standsForAll ? 1 : length) * times;
  return [inputOf(source, parametersOf(source, null), count, { ...common, weight: weightOf(0) })];
}

function inputOf(source: End, params: Table | null, count: number, common: Common): Input {
  const model = modelOf(source.nodes);
  const get = (key: string): Value | undefined => params?.entries.get(key);
  const number = (key: string, symbol: string | null): number =>
    plainNumber(get(key), symbol) ?? nestDefaults[model]?.[key] ?? 0;
  const given = (key: string, symbol: string): Quantity =>
    get(key) ? quantity(get(key), symbol) : constantQuantity(nestDefaults[model]?.[key] ?? 0, symbol, 'api');
  const variable = textField(source.nodes, 'variable');
  const base: Omit<Input, 'kind'> = {
    ...common,
    count,
    rateHz: null,
    shared: true,
    source: variable ?? model,
    ...windowOf(get),
  };
  const open = (what: string): Input => ({ ...base, kind: 'unknown', source: `${model} (${what})` });
  switch (model) {
    case 'poisson_generator':
    case 'poisson_generator_ps':
      // Every target hears a train of its own.
      return { ...base, kind: 'poisson', rateHz: given('rate', 'Hz'), shared: false };
    case 'inhomogeneous_poisson_generator': {
      const course = courseOf(get('rate_times'), get('rate_values'), 'Hz');
      return course
        ? { ...base, kind: 'inhomogeneous-poisson', course, shared: false }
        : open('its rates are only known in the run');
    }
    case 'sinusoidal_poisson_generator': {
      const course = sinusoid(
        number('rate', 'Hz'),
        number('amplitude', 'Hz'),
        number('frequency', 'Hz'),
        number('phase', null),
      );
      const own = get('individual_spike_trains');
      return { ...base, kind: 'inhomogeneous-poisson', course, shared: own?.kind === 'flag' && !own.value };
    }
    case 'dc_generator':
      return { ...base, kind: 'dc', weight: scaled(given('amplitude', 'pA'), common.weight) };
    case 'ac_generator':
      return {
        ...base,
        kind: 'ac',
        sine: {
          offsetPa: number('offset', 'pA'),
          amplitudePa: number('amplitude', 'pA'),
          frequencyHz: number('frequency', 'Hz'),
          phaseDegrees: number('phase', null),
        },
      };
    case 'step_current_generator': {
      const course = courseOf(get('amplitude_times'), get('amplitude_values'), 'pA');
      return course ? { ...base, kind: 'step-current', course } : open('its amplitudes are only known in the run');
    }
    case 'noise_generator':
      return {
        ...base,
        kind: 'noise',
        shared: false,
        noise: {
          meanPa: number('mean', 'pA'),
          sdPa: number('std', 'pA'),
          everyMs: number('dt', 'ms') || 1,
          shared: false,
        },
      };
    case 'spike_generator':
    case 'spike_train_injector': {
      const times = numbersIn(get('spike_times'), 'ms');
      return times
        ? { ...base, kind: 'spikes', spikes: { timesMs: times, ids: times.map(() => 0) } }
        : open(get('spike_times') ? 'its spike times are only known in the run' : 'no spike times are given');
    }
    case 'pulsepacket_generator': {
      const course = packets(numbersIn(get('pulse_times'), 'ms') ?? [], number('activity', null), number('sdev', 'ms'));
      return course.values.length > 0
        ? { ...base, kind: 'inhomogeneous-poisson', course, shared: false }
        : open('no pulses are given');
    }
    default:
      return open('not simulated');
  }
}

/** A generator's current is scaled by the connection's weight. */
function scaled(amplitude: Quantity, weight: Quantity): Quantity {
  if (amplitude.value === null || weight.value === null || weight.value === 1) return amplitude;
  const value = amplitude.value * weight.value;
  return { ...amplitude, value, text: `${value} pA` };
}

function windowOf(get: (key: string) => Value | undefined): Pick<Input, 'startMs' | 'stopMs'> {
  const origin = plainNumber(get('origin'), 'ms') ?? 0;
  const at = (key: string): Quantity | null => {
    const value = plainNumber(get(key), 'ms');
    return value === null ? null : constantQuantity(origin + value, 'ms', 'api');
  };
  const [start, stop] = [at('start'), at('stop')];
  return { ...(start && start.value !== 0 ? { startMs: start } : {}), ...(stop ? { stopMs: stop } : {}) };
}

export function numbersIn(value: Value | undefined, symbol: string | null): number[] | null {
  if (value?.kind === 'num') {
    if (value.shape?.length) return arrayIn(value, symbol);
    const single = plainNumber(value, symbol);
    return single === null ? null : [single];
  }
  if (value?.kind !== 'sequence' || value.count) return null;
  const numbers = value.items.map((each) => plainNumber(each, symbol));
  return numbers.every((each) => each !== null) ? numbers : null;
}

/** An array that the script calculated. */
function arrayIn(value: Num, symbol: string | null): number[] | null {
  const numbers = arrayNumbers(value);
  const factor = factorOf(value, symbol);
  return numbers && Array.from(numbers, (each) => each * factor);
}

function courseOf(times: Value | undefined, values: Value | undefined, symbol: string): Course | null {
  const [timesMs, amounts] = [numbersIn(times, 'ms'), numbersIn(values, symbol)];
  return timesMs && amounts && timesMs.length === amounts.length ? { timesMs, values: amounts } : null;
}

/** A sinusoidal rate in steps of a millisecond, over as long as a probe may last. */
function sinusoid(rateHz: number, amplitudeHz: number, frequencyHz: number, phaseDegrees: number): Course {
  const timesMs = Array.from({ length: 10_000 }, (_, i) => i);
  const at = (ms: number): number =>
    rateHz + amplitudeHz * Math.sin((2 * Math.PI * frequencyHz * ms) / 1000 + (phaseDegrees * Math.PI) / 180);
  return { timesMs, values: timesMs.map((ms) => Math.max(0, at(ms + 0.5))) };
}

/** Packets of so many spikes on the average, normally distributed around their times. */
function packets(timesMs: readonly number[], spikes: number, sdMs: number): Course {
  const stepMs = Math.max(0.1, sdMs / 10);
  const points = new Map<number, number>();
  for (const center of timesMs) {
    const reach = Math.ceil((4 * sdMs) / stepMs);
    for (let i = -reach; i <= reach; i++) {
      const at = Number((center + i * stepMs).toFixed(6));
      const density =
        sdMs > 0
          ? Math.exp(-(((i * stepMs) / sdMs) ** 2) / 2) / (sdMs * Math.sqrt(2 * Math.PI))
          : i === 0
            ? 1 / stepMs
            : 0;
      points.set(at, (points.get(at) ?? 0) + 1000 * spikes * density);
    }
    const end = Number((center + (reach + 1) * stepMs).toFixed(6));
    points.set(end, points.get(end) ?? 0);
  }
  const sorted = [...points].filter(([at]) => at >= 0).sort(([a], [b]) => a - b);
  return { timesMs: sorted.map(([at]) => at), values: sorted.map(([, value]) => value) };
}

export const madeTimes = ({ nodes }: End): number => wholeNumber(nodes.fields.get('made')) ?? 1;

// PyNN's spike sources and current sources as inputs, in pA and ms.
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { pynnDefaults } from '../../backends/facts/pynn';
import { plainNumber } from '../draws';
import { numbersIn } from '../nest/inputs';
import { type Course, type Input, type Quantity } from '../network';
import { constantQuantity, quantity } from '../read';

/** What is the same for an input whatever the source gives. */
export type Common = Omit<Input, 'kind' | 'rateHz'>;

const paramsOf = (of: Thing): Table | null => {
  const params = of.fields.get('params');
  return params?.kind === 'table' ? params : null;
};

const windowOf = (startMs: number | null, lengthMs: number | null): Pick<Input, 'startMs' | 'stopMs'> => ({
  ...(startMs ? { startMs: constantQuantity(startMs, 'ms', 'api') } : {}),
  ...(lengthMs === null ? {} : { stopMs: constantQuantity((startMs ?? 0) + lengthMs, 'ms', 'api') }),
});

/** PyNN 0.12: a source without a `duration` goes on for 1e10 ms. */
const forever = 1e9;

export function spikeInput(source: Thing, model: string, from: number, common: Common): Input {
  const params = paramsOf(source);
  const get = (key: string): Value | undefined => params?.entries.get(key);
  const open = (what: string): Input => ({ ...common, kind: 'unknown', rateHz: null, source: `${model} (${what})` });
  if (model === 'SpikeSourcePoisson' || model === 'SpikeSourcePoissonRefractory') {
    const rate = get('rate');
    const [start, length] = [plainNumber(get('start'), 'ms'), plainNumber(get('duration'), 'ms')];
    return {
      ...common,
      kind: 'poisson',
      rateHz: rate ? quantity(rate, 'Hz') : constantQuantity(pynnDefaults[model]?.['rate'] ?? 1, 'Hz', 'api'),
      ...windowOf(start, length !== null && length < forever ? length : null),
    };
  }
  if (model === 'SpikeSourceArray') {
    const spikes = spikesIn(get('spike_times'), from, common.sources ?? 1);
    return spikes
      ? { ...common, kind: 'spikes', rateHz: null, spikes }
      : open(get('spike_times') ? 'its spike times are only known in the run' : 'no spike times are given');
  }
  if (model === 'SpikeSourcePoissonVariable') {
    const [rates, starts] = [numbersIn(get('rates'), 'Hz'), numbersIn(get('starts'), 'ms')];
    if (rates && starts && rates.length === starts.length)
      return { ...common, kind: 'inhomogeneous-poisson', rateHz: null, course: { timesMs: starts, values: rates } };
  }
  return open('not simulated');
}

/** One list for all sources, or one for each. */
function spikesIn(value: Value | undefined, from: number, sources: number): Input['spikes'] | null {
  const list = value?.kind === 'thing' && value.fields.has('value') ? value.fields.get('value') : value;
  if (list?.kind === 'sequence' && !list.count && list.items.some((each) => each.kind !== 'num')) {
    const rows = list.items.map((each) => numbersIn(each, 'ms'));
    if (!rows.every((row) => row !== null)) return null;
    const own = rows.slice(from, from + sources);
    return { timesMs: own.flat(), ids: own.flatMap((row, i) => row.map(() => i)) };
  }
  if (list?.kind === 'sequence' && list.items.length === 0) return { timesMs: [], ids: [] };
  const times = numbersIn(list, 'ms');
  if (!times) return null;
  const ids = Array.from({ length: sources }, (_, i) => i);
  return { timesMs: ids.flatMap(() => times), ids: ids.flatMap((i) => times.map(() => i)) };
}

/** nA become pA. */
export function currentInput(source: Thing, name: string, common: Omit<Common, 'weight'>): Input {
  const get = (key: string): Value | undefined => source.fields.get(key);
  const number = (key: string, symbol: string | null): number =>
    plainNumber(get(key), symbol) ?? pynnDefaults[name]?.[key] ?? 0;
  const [start, stop] = [plainNumber(get('start'), 'ms'), plainNumber(get('stop'), 'ms')];
  const window = windowOf(start, stop === null || stop > forever ? null : stop - (start ?? 0));
  const base = { ...common, ...window, rateHz: null, weight: constantQuantity(1, 'pA', 'api') };
  switch (name) {
    case 'DCSource':
      return {
        ...base,
        kind: 'dc',
        weight: inPa(get('amplitude') ? quantity(get('amplitude'), 'nA') : constantQuantity(1, 'nA', 'api')),
      };
    case 'StepCurrentSource': {
      const [times, amplitudes] = [numbersIn(get('times'), 'ms'), numbersIn(get('amplitudes'), 'nA')];
      const course: Course | null =
        times && amplitudes && times.length === amplitudes.length
          ? { timesMs: times, values: amplitudes.map((each) => each * 1000) }
          : null;
      return course
        ? { ...base, kind: 'step-current', course }
        : { ...base, kind: 'unknown', source: `${name} (its amplitudes are only known in the run)` };
    }
    case 'ACSource':
      return {
        ...base,
        kind: 'ac',
        sine: {
          offsetPa: 1000 * number('offset', 'nA'),
          amplitudePa: 1000 * number('amplitude', 'nA'),
          frequencyHz: number('frequency', 'Hz'),
          phaseDegrees: number('phase', null),
        },
      };
    case 'NoisyCurrentSource':
      return {
        ...base,
        kind: 'noise',
        // One source draws one current for all that it is injected into.
        noise: {
          meanPa: 1000 * number('mean', 'nA'),
          sdPa: 1000 * number('stdev', 'nA'),
          everyMs: number('dt', 'ms') || 0.1,
          shared: true,
        },
      };
    default:
      return { ...base, kind: 'unknown', source: `${name} (not simulated)` };
  }
}

function inPa(amplitude: Quantity): Quantity {
  if (amplitude.value === null) return amplitude;
  return { ...amplitude, value: amplitude.value * 1000, unit: 'pA' };
}

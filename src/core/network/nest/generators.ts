// What NEST's generators give as parts of a path: trains with their rates, and currents with their means and spreads. NEST 3.
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { nestDefaults } from '../../backends/facts/nest';
import { type Span } from '../../text';
import { plainNumber } from '../draws';
import { fixed, given, scaled } from '../given';
import { type Assumption } from '../network';
import { modelOf } from './nodes';
import { numbersIn } from './inputs';
import { type Given, type Path } from '../paths';

/** `weight` is what the connection says, and of a current that times the current. */
export type Generated = Pick<Path, 'kind' | 'rate' | 'weight' | 'shared' | 'assumed'> & Partial<Pick<Path, 'held'>>;

/** Null for what is no generator. */
export function generatedBy(source: Thing, weight: Given | null, span: Span, untilMs: number | null): Generated | null {
  const model = modelOf(source);
  const params = tableOf(source);
  const value = (key: string): Value | undefined => params?.entries.get(key);
  const place = (key: string): Span => params?.valuePlaces.get(key) ?? span;
  const number = (key: string, unit: string): Given | null =>
    value(key) ? given(value(key), unit, place(key)) : fixed(nestDefaults[model]?.[key] ?? 0, unit, span);
  const current = (key: string): Given | null => {
    const amount = number(key, 'pA');
    return weight ? scaled(amount, weight.value) : amount;
  };
  const plain = { rate: null, weight, shared: null, assumed: [] };
  switch (model) {
    case 'poisson_generator':
    case 'poisson_generator_ps':
      // Every target gets a train of its own.
      return { ...plain, kind: 'poisson', rate: number('rate', 'Hz'), shared: false };
    case 'sinusoidal_poisson_generator': {
      const own = value('individual_spike_trains');
      const [mean, amplitude] = [plainNumber(value('rate'), 'Hz'), plainNumber(value('amplitude'), 'Hz')];
      // A rate that would go below 0 is cut there, and its mean is no longer that of the sine.
      const cut = mean !== null && amplitude !== null && Math.abs(amplitude) > mean;
      return {
        ...plain,
        kind: 'poisson',
        rate: cut ? null : number('rate', 'Hz'),
        shared: own?.kind === 'flag' && !own.value,
        assumed: [overTime(cut ? 'not known' : 'the mean over a cycle', sineText(params, 'Hz'))],
      };
    }
    case 'inhomogeneous_poisson_generator': {
      const mean = meanOver(numbersIn(value('rate_times'), 'ms'), numbersIn(value('rate_values'), 'Hz'), untilMs);
      return {
        ...plain,
        kind: 'poisson',
        rate: mean === null ? null : fixed(mean, 'Hz', place('rate_values')),
        shared: false,
        assumed: [
          overTime(
            mean === null ? 'not known' : `the mean over the run of ${untilMs ?? 0} ms`,
            'the rate changes at given times',
          ),
        ],
      };
    }
    case 'dc_generator':
      return { ...plain, kind: 'dc', weight: current('amplitude'), shared: true };
    case 'ac_generator':
      return {
        ...plain,
        kind: 'ac',
        weight: current('offset'),
        shared: true,
        assumed: [overTime('the offset, around which the sine swings', sineText(params, 'pA'))],
      };
    case 'step_current_generator':
      return {
        ...plain,
        kind: 'step-current',
        weight: meanCurrent(value, place, weight, untilMs),
        shared: true,
        assumed: [overTime('the mean over the run', 'the current changes at given times')],
      };
    case 'noise_generator': {
      const [spread, every] = [current('std'), value('dt') ? number('dt', 'ms') : fixed(1, 'ms', span)];
      return {
        ...plain,
        kind: 'noise',
        weight: current('mean'),
        // Every target draws its own.
        shared: false,
        ...(spread && every ? { held: { sd: spread, everyMs: every } } : {}),
      };
    }
    default:
      return /generator|injector/.test(model) ? { ...plain, kind: 'spikes' } : null;
  }
}

function tableOf(of: Thing): Table | null {
  const value = of.fields.get('params');
  return value?.kind === 'table' ? value : null;
}

const overTime = (value: string, why: string): Assumption => ({ what: 'its size over time', value, why });

function sineText(params: Table | null, unit: string): string {
  const [amplitude, frequency] = [
    plainNumber(params?.entries.get('amplitude'), unit),
    plainNumber(params?.entries.get('frequency'), 'Hz'),
  ];
  return `a sine with an amplitude of ${amplitude ?? '?'} ${unit} at ${frequency ?? '?'} Hz`;
}

function meanCurrent(
  value: (key: string) => Value | undefined,
  place: (key: string) => Span,
  weight: Given | null,
  untilMs: number | null,
): Given | null {
  const times = numbersIn(value('amplitude_times'), 'ms');
  const mean = meanOver(times, numbersIn(value('amplitude_values'), 'pA'), untilMs);
  const amount = mean === null ? null : fixed(mean, 'pA', place('amplitude_values'));
  return weight ? scaled(amount, weight.value) : amount;
}

/** Each value holds until the next, the last until the run ends; before the first there is nothing. */
export function meanOver(
  timesMs: readonly number[] | null,
  values: readonly number[] | null,
  untilMs: number | null,
): number | null {
  if (!timesMs || !values || timesMs.length !== values.length || untilMs === null || !(untilMs > 0)) return null;
  const total = values.reduce((sum, each, i) => {
    const [from, to] = [timesMs[i] ?? 0, timesMs[i + 1] ?? untilMs].map((at) => Math.min(Math.max(at, 0), untilMs));
    return sum + each * ((to ?? 0) - (from ?? 0));
  }, 0);
  return total / untilMs;
}

// The units people write in models: names, symbols, prefixes, and the words for them.
import { type Dimension, dimension } from './dimension';
import { type Rational, one, rational } from './rational';

export interface NamedUnit {
  readonly symbol: string;
  readonly word: string;
  readonly dimension: Dimension;
  readonly factor: Rational;
  /** Other ways to write it. Those marked prefixed take `m`, `k` and so on too. */
  readonly aliases: readonly string[];
  readonly prefixes: boolean;
}

const ten = (exponent: number): Rational =>
  exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent));

export const prefixes: readonly { symbol: string; word: string; factor: Rational; exponent: number }[] = [
  { symbol: 'f', word: 'femto', factor: ten(-15), exponent: -15 },
  { symbol: 'p', word: 'pico', factor: ten(-12), exponent: -12 },
  { symbol: 'n', word: 'nano', factor: ten(-9), exponent: -9 },
  { symbol: 'µ', word: 'micro', factor: ten(-6), exponent: -6 },
  { symbol: 'm', word: 'milli', factor: ten(-3), exponent: -3 },
  { symbol: 'c', word: 'centi', factor: ten(-2), exponent: -2 },
  { symbol: 'd', word: 'deci', factor: ten(-1), exponent: -1 },
  { symbol: 'k', word: 'kilo', factor: ten(3), exponent: 3 },
  { symbol: 'M', word: 'mega', factor: ten(6), exponent: 6 },
  { symbol: 'G', word: 'giga', factor: ten(9), exponent: 9 },
];

const unit = (
  symbol: string,
  word: string,
  dim: Dimension,
  aliases: readonly string[] = [],
  factor: Rational = one,
  takesPrefixes = true,
): NamedUnit => ({ symbol, word, dimension: dim, factor, aliases, prefixes: takesPrefixes });

const time = dimension({ s: 1 });
const rate = dimension({ s: -1 });

export const catalogue: readonly NamedUnit[] = [
  unit('s', 'second', time, ['sec', 'secs']),
  unit('A', 'ampere', dimension({ A: 1 }), ['amp', 'Amp', 'amps']),
  unit('V', 'volt', dimension({ m: 2, kg: 1, s: -3, A: -1 }), []),
  unit('S', 'siemens', dimension({ m: -2, kg: -1, s: 3, A: 2 }), ['mho']),
  unit('F', 'farad', dimension({ m: -2, kg: -1, s: 4, A: 2 }), []),
  unit('Hz', 'hertz', rate, ['hz', 'HZ']),
  unit('Ω', 'ohm', dimension({ m: 2, kg: 1, s: -3, A: -2 }), ['ohm', 'Ohm', 'ohms', 'Ohms', 'Ω']),
  unit('C', 'coulomb', dimension({ A: 1, s: 1 })),
  unit('m', 'metre', dimension({ m: 1 }), ['meter']),
  unit('g', 'gram', dimension({ kg: 1 }), [], rational(1, 1000)),
  unit('mol', 'mole', dimension({ mol: 1 }), ['mole']),
  unit('M', 'molar', dimension({ mol: 1, m: -3 }), ['molar', 'Molar'], rational(1000)),
  unit('K', 'kelvin', dimension({ K: 1 }), ['degC', '°C', 'celsius', 'kelvin'], one, false),
  unit('J', 'joule', dimension({ m: 2, kg: 1, s: -2 })),
  unit('W', 'watt', dimension({ m: 2, kg: 1, s: -3 })),
  unit('N', 'newton', dimension({ m: 1, kg: 1, s: -2 })),
  unit('Pa', 'pascal', dimension({ m: -1, kg: 1, s: -2 })),
  unit('l', 'litre', dimension({ m: 3 }), ['L', 'liter'], rational(1, 1000)),
  unit('min', 'minute', time, ['mins', 'minute', 'minutes'], rational(60), false),
  unit('h', 'hour', time, ['hr', 'hrs', 'hour', 'hours'], rational(3600), false),
  unit('step', 'step', dimension({ step: 1 }), ['steps', 'timestep', 'timesteps', 'tick', 'ticks'], one, false),
  unit('spikes/s', 'spikes per second', rate, ['sp/s', 'spk/s', 'spikes/sec', 'spks/s', 'events/s'], one, false),
  unit('%', 'per cent', dimension({}), ['percent'], rational(1, 100), false),
  unit(
    '1',
    'pure number',
    dimension({}),
    ['dimensionless', 'unitless', 'arbitrary', 'a.u.', 'au', 'arb. unit', 'arb. units'],
    one,
    false,
  ),
];

/** Words that count things: they carry no dimension of their own. */
export const countWords: ReadonlySet<string> = new Set(
  'spike spikes sp spk spks event events neuron neurons synapse synapses cell cells bin bins trial trials rad radian radians sample samples frame frames pixel pixels px'.split(
    ' ',
  ),
);

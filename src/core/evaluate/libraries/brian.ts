// Brian's units and numerics: `ms`, `nsiemens`, `cm2`, what the star import brings, and numpy's functions under Brian's name.
import { parseUnit } from '../../units/parse';
import { raiseUnit, type Unit } from '../../units/unit';
import { type Call, type Library } from '../library';
import { num, type Value } from '../value';
import arrays from './arrays';
import { classOfFunction } from '../functionClasses';
import { quantityOf } from '../unitLibraries';

/** Full names take a prefix in front: `nsiemens`, `Mohm`, `umetre2`. */
const longNames: Readonly<Record<string, string>> = {
  metre: 'm',
  meter: 'm',
  second: 's',
  amp: 'A',
  ampere: 'A',
  volt: 'V',
  siemens: 'S',
  farad: 'F',
  ohm: 'Ω',
  hertz: 'Hz',
  coulomb: 'C',
  molar: 'M',
  mole: 'mol',
  mol: 'mol',
  kelvin: 'K',
  joule: 'J',
  watt: 'W',
  newton: 'N',
  pascal: 'Pa',
  gram: 'g',
  gramme: 'g',
  liter: 'l',
  litre: 'l',
};
const shortNames = 'mV mA uA nA pA pF uF nF nS uS mS ms us Hz kHz MHz cm cm2 cm3 mm mm2 mm3 um um2 um3 mM uM nM'.split(
  ' ',
);
const prefixLetters = ['', 'f', 'p', 'n', 'u', 'm', 'c', 'd', 'k', 'M', 'G'];
const full = new RegExp(`^([fpnumcdkMG]?)(${Object.keys(longNames).join('|')})([23]?)$`);
const short = new Set(shortNames);

/** The unit of one of Brian's names; null for everything else it exports. */
export function brianUnit(name: string): Unit | null {
  if (short.has(name)) return parseUnit(name);
  if (name === 'kilogram' || name === 'kilogramme') return parseUnit('kg');
  const match = full.exec(name);
  if (!match) return null;
  const unit = parseUnit(`${match[1] ?? ''}${longNames[match[2] ?? ''] ?? ''}`);
  return unit && match[3] ? raiseUnit(unit, Number(match[3])) : unit;
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const drawn = new Set(
  'rand randn random_sample uniform normal poisson binomial exponential choice permutation'.split(' '),
);
const madeFromNothing = new Set(
  'zeros ones full empty zeros_like ones_like empty_like full_like eye identity arange linspace logspace'.split(' '),
);
const numbers = new Set('pi e inf nan newaxis'.split(' '));

/** Brian's modules are one namespace to its users, and numpy's names in it are numpy. */
function canonical(path: string): string {
  const [root = ''] = path.split('.');
  const name = lastName(path);
  if (name === 'np' || name === 'numpy') return 'numpy';
  if (drawn.has(name)) return `numpy.random.${name}`;
  if (brianUnit(name) === null && (classOfFunction(name) !== null || madeFromNothing.has(name) || numbers.has(name)))
    return `numpy.${name}`;
  return path.split('.').length > 2 && /\.(?:units|only|numpy_|core|groups|synapses|monitors|input)\b/.test(path)
    ? `${root}.${name}`
    : path;
}

const powered = ['metre', 'meter'].flatMap((name) =>
  prefixLetters.flatMap((each) => [`${each}${name}2`, `${each}${name}3`]),
);
const exported = [
  ...shortNames,
  ...Object.keys(longNames).flatMap((name) => prefixLetters.map((each) => each + name)),
  ...powered,
  'kilogram',
  ...drawn,
  ...madeFromNothing,
  ...numbers,
  'np',
  ...'array asarray exp log log10 sqrt sin cos tan tanh abs mean median std var max min sum concatenate hstack vstack where clip cumsum diff round'.split(' '),
  ...'floor ceil maximum minimum dot outer repeat tile sort NeuronGroup Synapses SpikeMonitor StateMonitor PopulationRateMonitor PoissonGroup'.split(' '),
  ...'PoissonInput SpikeGeneratorGroup TimedArray Network Equations run defaultclock start_scope seed Quantity network_operation'.split(' '),
]; // prettier-ignore

const brian: Library = {
  roots: ['brian2', 'brian'],
  canonical,
  exports: () => exported,
  constant: (run, path) => {
    if (path.startsWith('numpy.')) return arrays.constant?.(run, path) ?? null;
    const unit = brianUnit(lastName(path));
    return unit && quantityOf(unit, 'Brian');
  },
  call: (_run, call) => called(call),
};

function called(call: Call): Value | null {
  const [first] = call.args;
  // `Quantity(5)` has no dimension, `Quantity(5*mV)` that of its argument.
  if (
    lastName(call.path) === 'Quantity' &&
    first?.kind === 'num' &&
    !call.keywords.has('dim') &&
    call.args.length === 1
  )
    return num(first.poly, { ...first, quantity: true });
  return null;
}

export default brian;

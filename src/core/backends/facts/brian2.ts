// Brian's names: units (`ms`, `nsiemens`, `cm2`), constants, what the star import brings, and numpy's functions under Brian's name.
import { classOfFunction } from '../../evaluate/functionClasses';
import { parseUnit } from '../../units/parse';
import { unitIn } from '../../equations/unit';
import { isOne, parseDecimal } from '../../units/rational';
import { makeUnit, raiseUnit, type Unit } from '../../units/unit';

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

export const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const drawn = new Set(
  'rand randn random_sample uniform normal poisson binomial exponential choice permutation randint lognormal gamma'.split(
    ' ',
  ),
);
const madeFromNothing = new Set(
  'zeros ones full empty zeros_like ones_like empty_like full_like eye identity arange linspace logspace'.split(' '),
);
const numbers = new Set('pi e inf nan newaxis'.split(' '));

/** Brian's modules are one namespace to its users, and numpy's names in it are numpy. */
export function canonicalBrian(path: string): string {
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
export const exportedByBrian: readonly string[] = [
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
  ...'EventMonitor SpatialNeuron Clock Subgroup linked_var check_units implementation Function set_device device prefs'.split(' '),
  ...'nonzero flatnonzero argwhere transpose diag argsort argmin argmax unique append column_stack meshgrid size shape prod cumprod mod power sign'.split(' '),
  ...'sinh cosh arcsin arccos arctan arctan2 expm1 log1p log2 loadtxt load interp roll flip ravel reshape squeeze triu tril any all isnan randint'.split(' '),
  ...'lognormal gamma store restore collect magic_network stop profiling_summary scheduling_summary'.split(' '),
  ...'PoissonInput SpikeGeneratorGroup TimedArray Network MagicNetwork Equations run defaultclock start_scope seed Quantity network_operation NetworkOperation'.split(' '),
]; // prettier-ignore

/** Of brian2/units/constants.py, 2.10: value in SI and its unit. */
const constants: Readonly<Record<string, readonly [string, string]>> = {
  avogadro_constant: ['6.022140857e23', 'mole**-1'],
  boltzmann_constant: ['1.38064852e-23', 'joule/kelvin'],
  electric_constant: ['8.854187817e-12', 'farad/metre'],
  electron_mass: ['9.10938356e-31', 'kilogram'],
  elementary_charge: ['1.6021766208e-19', 'coulomb'],
  faraday_constant: ['96485.33289', 'coulomb/mole'],
  gas_constant: ['8.3144598', 'joule/mole/kelvin'],
  zero_celsius: ['273.15', 'kelvin'],
};

/** A physical constant as a unit of its own size. */
export function brianConstant(name: string): Unit | null {
  const [value, symbol] = (Object.hasOwn(constants, name) ? constants[name] : undefined) ?? [];
  const exact = value === undefined ? null : parseDecimal(value);
  const unit = symbol === undefined ? null : unitOfText(symbol);
  return exact && unit && makeUnit(exact, unit.dimension);
}

/** The unit behind an equation's colon; null where it is none of Brian's. */
export const unitOfText = (text: string): Unit | null => unitIn(text, brianUnit);

/** Equations are given in base units: `volt`, not `mV`. Read in brian2/equations/equations.py, 2.10. */
export function prefixedNameIn(text: string): string | null {
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
    const unit = brianUnit(name);
    if (unit && (!isOne(unit.factor) || /[23]$/.test(name))) return name;
  }
  return null;
}

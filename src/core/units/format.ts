// Names a unit: the symbol it is best written with, and the words for a message.
import { catalogue, prefixes } from './catalogue';
import {
  bases,
  type Dimension,
  dimension,
  exponentOf,
  isDimensionless,
  nameOfDimension,
  sameDimension,
} from './dimension';
import { parseUnit } from './parse';
import { divide, equal, isOne, multiply, rational, toText } from './rational';
import { divideUnits, makeUnit, multiplyUnits, raiseUnit, sameUnit, type Unit } from './unit';

/** Symbols in which a product is looked for before it is spelled out in base units. */
const composites = (
  'mV/ms V/s pA/ms mV/pA mV/nA pA/mV nA/mV µF/cm² mA/cm² S/cm² mS/cm² nS/cm² pF/cm² Ω·cm kΩ·cm² mV·ms mV² pA² pC fC mV·pA nA·ms pA·ms ' +
  'mV/s mol/m³ µA/cm² pA/µm² F/m² S/m² A/m² cm² µm² m² µm³ 1/mV 1/ms 1/s 1/min 1/step mV/step pA/step ms/step s/step 1/nA 1/pA nS·mV'
).split(' ');

const perMillisecond = makeUnit(rational(1000), dimension({ s: -1 }));

let compositeUnits: readonly Unit[] | null = null;

export function formatUnit(unit: Unit): string {
  if (unit.symbol !== null) return unit.symbol;
  if (isDimensionless(unit.dimension)) return isOne(unit.factor) ? '1' : `×${toText(unit.factor)}`;
  // What arithmetic made of milliseconds is a rate constant more often than a frequency.
  if (sameUnit(unit, perMillisecond)) return '1/ms';
  return prefixedSymbol(unit) ?? compositeSymbol(unit) ?? spelledOut(unit);
}

function prefixedSymbol(unit: Unit): string | null {
  for (const named of catalogue) {
    if (!sameDimension(named.dimension, unit.dimension)) continue;
    if (equal(named.factor, unit.factor)) return named.symbol;
    if (!named.prefixes) continue;
    const prefix = prefixes.find((each) => equal(multiply(each.factor, named.factor), unit.factor));
    if (prefix) return prefix.symbol + named.symbol;
  }
  return null;
}

function compositeSymbol(unit: Unit): string | null {
  compositeUnits ??= composites.flatMap((text) => parseUnit(text) ?? []);
  return (
    compositeUnits.find((each) => sameUnit(each, unit))?.symbol ??
    powerSymbol(unit) ??
    pairSymbol(unit) ??
    squareRoot(unit)
  );
}

/** `ms²`, `1/mV`, `1/µm²`: a power of one prefixed unit. */
function powerSymbol(unit: Unit): string | null {
  for (const [exponent, mark] of [
    [2, '²'],
    [3, '³'],
    [-1, ''],
    [-2, '²'],
  ] as const) {
    const base = raiseUnit(unit, 1 / exponent);
    const symbol = base && prefixedSymbol(base);
    if (symbol) return exponent < 0 ? `1/${symbol}${mark}` : symbol + mark;
  }
  return null;
}

let pairs: Map<string, string> | null = null;
const keyOf = ({ factor, dimension: dim }: Unit): string => `${factor.n}/${factor.d}:${dim.join()}`;

/** `nA·ms`, `pA/µs`: a product or quotient of two everyday units. */
function pairSymbol(unit: Unit): string | null {
  if (!pairs) {
    pairs = new Map();
    const everyday = 'mV pA nA µA nS µS pF nF ms s Hz kHz V MΩ µm mM step µs mS µF A'
      .split(' ')
      .flatMap((each) => parseUnit(each) ?? []);
    for (const combine of [divideUnits, multiplyUnits]) {
      for (const a of everyday) {
        for (const b of everyday) {
          const key = keyOf(combine(a, b));
          const text = `${a.symbol}${combine === divideUnits ? '/' : '·'}${b.symbol}`;
          if (!pairs.has(key)) pairs.set(key, text);
        }
      }
    }
  }
  return pairs.get(keyOf(unit)) ?? null;
}

/** `mV·ms^0.5` and the like, which noise amplitudes come in. */
function squareRoot(unit: Unit): string | null {
  const square = raiseUnit(unit, 2);
  if (!square || exponentOf(unit.dimension, 's') % 1 === 0) return null;
  for (const rootSymbol of ['ms', 's']) {
    const half = raiseUnit(parseUnit(rootSymbol) ?? unit, 0.5);
    for (const exponent of [1, -1]) {
      const part = half && raiseUnit(half, -exponent);
      const rest = part && prefixedSymbol(multiplyUnits(unit, part));
      if (rest) return `${rest}·${rootSymbol}^${exponent / 2}`;
    }
  }
  return null;
}

function spelledOut(unit: Unit): string {
  const parts = bases.flatMap((base) => {
    const exponent = exponentOf(unit.dimension, base);
    return exponent === 0 ? [] : [exponent === 1 ? base : `${base}^${Number(exponent.toFixed(3))}`];
  });
  const scale = isOne(unit.factor) ? '' : `${toText(unit.factor)} `;
  return scale + parts.join('·');
}

/** `picoamperes (pA)`, or the symbol alone where there is no word for it. */
export function unitInWords(unit: Unit): string {
  if (isDimensionless(unit.dimension)) return isOne(unit.factor) ? 'a pure number' : formatUnit(unit);
  for (const named of catalogue) {
    if (!sameDimension(named.dimension, unit.dimension)) continue;
    if (equal(named.factor, unit.factor)) return `${plural(named.word)} (${named.symbol})`;
    const prefix = prefixes.find((each) => named.prefixes && equal(multiply(each.factor, named.factor), unit.factor));
    if (prefix) return `${prefix.word}${plural(named.word)} (${prefix.symbol}${named.symbol})`;
  }
  const symbol = formatUnit(unit);
  const kind = nameOfDimension(unit.dimension);
  return kind === null ? symbol : `${symbol} (${kind})`;
}

const plural = (word: string): string =>
  /(siemens|hertz|second|s)$/.test(word) && !word.endsWith('second') ? word : `${word}s`;

/** The prefix of the same unit family in which a number reads best: 0.02 s as 20 ms. */
export function readableUnit(dimension: Dimension, magnitude: number): Unit | null {
  const named = catalogue.find((each) => sameDimension(each.dimension, dimension) && each.prefixes);
  if (!named) return null;
  const exponent = magnitude === 0 ? 0 : Math.floor(Math.log10(Math.abs(magnitude)) / 3) * 3;
  const prefix = prefixes.find((each) => each.exponent === exponent);
  if (!prefix || (named.symbol === 'Hz' && exponent < 0)) return makeUnit(named.factor, named.dimension, named.symbol);
  return makeUnit(multiply(prefix.factor, named.factor), named.dimension, prefix.symbol + named.symbol);
}

/** `a thousand times`, `10⁶ times`: a factor as a message says it. */
export function factorInWords(from: Unit, to: Unit): string {
  return toText(divide(from.factor, to.factor));
}

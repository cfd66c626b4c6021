// What libraries share whose numbers carry their unit: quantities by name, by text, and their conversions.
import { parseUnit } from '../units/parse';
import { parseDecimal, rational } from '../units/rational';
import { makeUnit, type Unit } from '../units/unit';
import { arithmetic } from './arithmetic';
import { claimOf } from './claim';
import { type Call, type Library } from './library';
import { toNumber } from './numbers';
import { constant, multiplyPolys } from './poly';
import { strippedQuantity, unitMark, unitOfQuantity } from './quantity';
import { type Run } from './run';
import { type Num, num, thing, unknown, type Value } from './value';

const si = (unit: Unit): Unit => makeUnit(rational(1), unit.dimension);

const nowhere = { file: '', start: 0, end: 0 };

/** One of a unit, as a number in SI that knows it. */
export function quantityOf(unit: Unit, library: string): Num {
  return num(constant(unit.factor), {
    quantity: true,
    origin: { span: nowhere, what: unitMark, inputs: [] },
    claim: claimOf(si(unit), { kind: 'api', text: `a quantity of ${library}`, span: null, unit: si(unit) }),
  });
}

/** `x.to('ms')` is the same quantity, and `x.to_value('ms')` the number of milliseconds in it; null for other methods. */
export function convertedQuantity(name: string, value: Num, into: Value | undefined): Value | null {
  if (!/^(?:to|ito|rescale|to_value|m_as|in_units|to_base_units)$/.test(name)) return null;
  const given = into?.kind === 'text' ? parseUnit(into.value) : into?.kind === 'num' ? unitOfQuantity(into) : null;
  if (name === 'to_value' || name === 'm_as')
    return strippedQuantity(value, given) ?? unknown('the number in a quantity');
  const target = given && quantityOf(given, 'units');
  return { ...value, origin: target && { span: nowhere, what: 'to', inputs: [value, target] } };
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Names that mean something else than the unit they look like. */
const notUnits = new Set([
  'second_',
  'e',
  'step',
  'steps',
  'spike',
  'spikes',
  'cell',
  'cells',
  'neuron',
  'neurons',
  'bin',
  'bins',
  'event',
  'events',
  'trial',
  'trials',
  'synapse',
  'synapses',
  'tick',
  'ticks',
  'amps',
  'sp',
  'spk',
  'spks',
]);

export function unitNamed(name: string, library: string): Num | null {
  if (notUnits.has(name)) return null;
  const unit = parseUnit(name);
  return unit ? quantityOf(unit, library) : null;
}

export function makeUnitLibrary(roots: readonly string[], name: string): Library {
  return {
    roots,
    constant: (_run, path) => unitNamed(lastName(path), name),
    call: (run, call) => called(run, call, name),
  };
}

function called(run: Run, call: Call, name: string): Value | null {
  const last = lastName(call.path);
  const [first, second] = call.args;
  if (last === 'UnitRegistry' || last === 'get_application_registry') return thing(`${name}.registry`, call.span);
  if (last === 'Quantity' || last === 'Q_' || last === 'unyt_quantity' || last === 'unyt_array') {
    if (first?.kind === 'text' && !second) return amountOf(first.value, name);
    const value = first && toNumber(run, first);
    const unit = second?.kind === 'text' ? unitOfText(second.value, name) : second && toNumber(run, second);
    // Of a quantity, it is the same one in another unit.
    if (value?.quantity) return unit?.quantity ? (convertedQuantity('to', value, second) ?? value) : value;
    return value && unit ? (arithmetic(run, '*', value, unit, call.span) as Num) : null;
  }
  if (call.path.endsWith('.registry.__call__') && first?.kind === 'text') return amountOf(first.value, name);
  return null;
}

const unitOfText = (text: string, library: string): Num | null => {
  const unit = parseUnit(text);
  return unit && quantityOf(unit, library);
};

/** `ureg('20 ms')`. */
function amountOf(text: string, library: string): Num | null {
  const match = /^\s*([+-]?[\d.]+(?:[eE][+-]?\d+)?)?\s*(.*?)\s*$/.exec(text);
  const unit = unitOfText(match?.[2] ?? '', library);
  if (!unit || match?.[1] === undefined) return unit;
  const amount = parseDecimal(match[1]);
  return amount && { ...unit, poly: multiplyPolys(constant(amount), unit.poly) };
}

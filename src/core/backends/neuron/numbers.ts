// Numbers that NEURON hands out: its unit constants, and what is read from its objects while it runs.
import { unit } from '../../backend';
import { claimOf } from '../../evaluate/claim';
import { opaque } from '../../evaluate/numbers';
import { unitMark } from '../../evaluate/quantity';
import { constant } from '../../evaluate/poly';
import { type Run } from '../../evaluate/run';
import { type Num, num } from '../../evaluate/value';
import { divide } from '../../units/rational';

/** Name in `neuron.units` → the unit it stands for and the unit that NEURON counts in; read in `share/lib/python/neuron/units.py`, 9.0. */
const constants: Readonly<Record<string, readonly [symbol: string, counted: string]>> = {
  ms: ['ms', 'ms'],
  us: ['µs', 'ms'],
  µs: ['µs', 'ms'],
  s: ['s', 'ms'],
  sec: ['s', 'ms'],
  minute: ['min', 'ms'],
  hour: ['h', 'ms'],
  mV: ['mV', 'mV'],
  uV: ['µV', 'mV'],
  V: ['V', 'mV'],
  um: ['µm', 'µm'],
  µm: ['µm', 'µm'],
  nm: ['nm', 'µm'],
  mm: ['mm', 'µm'],
  cm: ['cm', 'µm'],
  m: ['m', 'µm'],
  mM: ['mM', 'mM'],
  uM: ['µM', 'mM'],
  µM: ['µM', 'mM'],
  nM: ['nM', 'mM'],
  M: ['M', 'mM'],
};

const nowhere = { file: '', start: 0, end: 0 };

/** `ms` is the number 1 and `s` the number 1000: factors into the unit that NEURON counts in. */
export function neuronUnit(name: string): Num | null {
  const known = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (!known) return null;
  const [named, counted] = [unit(known[0]), unit(known[1])];
  return num(constant(divide(named.factor, counted.factor)), {
    origin: { span: nowhere, what: unitMark, inputs: [] },
    claim: claimOf(counted, { kind: 'api', text: `\`${name}\` of neuron.units`, span: null, unit: named }),
  });
}

/** A number read while the model runs: each reading may be another. Its unit is what the documentation says, as pointers can tie it to others. */
export function reading(run: Run, name: string, symbol: string | null): Num {
  const known = symbol === null ? null : unit(symbol);
  const claim =
    known &&
    claimOf(known, { kind: 'documentation', text: `NEURON counts \`${name}\` in ${symbol}`, span: null, unit: known });
  return opaque(`neuron:${name}:${run.nextDraw()}`, name, { claim });
}

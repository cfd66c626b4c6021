// What PyNN's cells, synapses and sources take, and how a cell class of the user's own is taken where it follows PyNN's convention.
import { pynnCells, pynnParts } from './pynnCells';
import { type ModelFact } from './sheet';

/** Families of which there are more than the sheets hold: a backend's own variants. */
const families =
  /^(?:IF_(?:curr|cond|facets)_\w+|EIF_cond_\w+|IZK_\w+|IFCurr\w+|IFCond\w+|HardwareNeuronBase|PointNeuron|SpikeSource\w+)$/;

export function kindOfPynnCell(name: string): 'cell' | 'source' | null {
  if (!pynnCells.has(name) && !families.test(name)) return null;
  return name.startsWith('SpikeSource') ? 'source' : 'cell';
}

/** What every PyNN cell means by a name; a user's own class that keeps the names keeps the units, or so it is assumed. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/^(?:v|e_rev|e|E)_\w+$|^V_\w+$|^delta_T$/, 'mV'],
  [/^(?:cm|c_m|C_m)$/, 'nF'],
  [/^(?:tau_\w+|t_ref\w*)$/, 'ms'],
  [/^(?:i_offset|I_e|i_e)$/, 'nA'],
];

const own: ReadonlyMap<string, string> = new Map([
  ['g_leak', 'µS'],
  ['q_sfa', 'nS'],
  ['q_rr', 'nS'],
]);

export function pynnParameterUnit(model: string, name: string): string | null {
  const known = pynnCells.get(model)?.parameters.get(name);
  if (known) return known.unit === '1' ? null : known.unit;
  if (kindOfPynnCell(model) === null) return null;
  return own.get(name) ?? habits.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The unit that a synapse type, a plasticity rule or a current source takes a parameter in. */
export const pynnPartKeys = (part: string): readonly string[] => [...(pynnParts.get(part)?.parameters.keys() ?? [])];
export const pynnCellKeys = (model: string): readonly string[] => [...(pynnCells.get(model)?.parameters.keys() ?? [])];

export function pynnPartUnit(part: string, name: string): string | null {
  const unit = pynnParts.get(part)?.parameters.get(name)?.unit ?? null;
  return unit === '1' ? null : unit;
}

/** A cell class from elsewhere, with PyNN's names for its parameters. */
export const isOwnCell = (model: string): boolean => model !== '' && kindOfPynnCell(model) === null;

/** What a parameter of such a class is taken to be in; an assumption, and only ever said as one. */
export const assumedParameterUnit = (name: string): string | null =>
  habits.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** False where the cell is known in full and has no such parameter. */
export const pynnTakes = (model: string, name: string): boolean =>
  !pynnCells.has(model) || pynnCells.get(model)?.parameters.has(name) === true;

/**
 * Current-based cells take nA, conductance-based ones µS, delta synapses mV. A class from elsewhere is taken to be current-based where its
 * name or its synaptic time constants without reversal potentials say so.
 */
export function weightUnitOfPynn(model: string, parameters: readonly string[] = []): string | null {
  const known = pynnCells.get(model);
  if (known) return known.weight;
  if (model === '' || model.startsWith('SpikeSource')) return null;
  if (/^IF_?Curr?_?Delta/i.test(model)) return 'mV';
  if (/curr/i.test(model)) return 'nA';
  if (/cond/i.test(model)) return 'µS';
  const has = (pattern: RegExp): boolean => parameters.some((each) => pattern.test(each));
  return has(/^tau_syn/) && !has(/^e_rev|^e_syn|^E_/) ? 'nA' : null;
}

const defaultsOf = ({ parameters }: ModelFact): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...parameters].flatMap(([name, { byDefault }]) => (byDefault === null ? [] : [[name, byDefault] as const])),
  );

export const pynnDefaults: Readonly<Record<string, Readonly<Record<string, number>>>> = Object.fromEntries(
  [...pynnCells].map(([name, fact]) => [name, defaultsOf(fact)]),
);

// The units to choose from for a name: the likeliest by what the name says, and whatever is typed if it is a unit.
import { unitInWords } from '../core/units/format';
import { hintFromComment, unitFromName } from '../core/units/hints';
import { parseUnit } from '../core/units/parse';
import { roleOfName } from '../core/units/roles';

export interface UnitChoice {
  readonly unit: string;
  readonly words: string;
}

const byKind: Readonly<Record<string, readonly string[]>> = {
  s: ['ms', 's'],
  V: ['mV', 'V'],
  A: ['pA', 'nA'],
  S: ['nS', 'µS'],
  F: ['pF', 'nF'],
  Hz: ['Hz', 'kHz'],
};
/** A weight is a current, a conductance or a voltage, as the synapse model has it. */
const weightUnits = ['pA', 'nA', 'nS', 'µS', 'mV'];
const everyUnit = ['ms', 's', 'mV', 'pA', 'nA', 'nS', 'µS', 'pF', 'nF', 'Hz', 'MΩ', 'dimensionless'];

/** What names begin with or hold where they play no role that is known. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/^tau|^t_|time|delay|duration|period/, 's'],
  [/rate|freq|^nu_/, 'Hz'],
  [/^[veu]_|volt|potential|thresh/, 'V'],
  [/^i_|current|^amp/, 'A'],
  [/^g_|conduct/, 'S'],
  [/^c_|capac/, 'F'],
];

function likelyUnits(name: string): readonly string[] {
  const role = roleOfName(name);
  if (role?.role === 'weight') return weightUnits;
  const plain = name.replace(/^_+/, '').toLowerCase();
  const kind = role?.kind ?? habits.find(([pattern]) => pattern.test(plain))?.[1];
  return (kind === undefined ? undefined : byKind[kind]) ?? [];
}

const choiceOf = (unit: string): UnitChoice | null => {
  const parsed = parseUnit(unit);
  return parsed && { unit, words: unitInWords(parsed).replace(` (${unit})`, '') };
};

/** @param inferred the unit that the analysis takes it for, if any */
export function unitChoices(name: string, inferred: string | null): UnitChoice[] {
  const said = unitFromName(name)?.symbol ?? null;
  const units = [inferred, said, ...likelyUnits(name), ...everyUnit].filter((each) => each !== null && each !== '1');
  return [...new Set(units)].flatMap((unit) => choiceOf(unit ?? '') ?? []);
}

/** A unit as it is typed; null where it is none, or could not be written into a comment. */
export function typedUnit(text: string): UnitChoice | null {
  const unit = text.trim().replace(/\s+/g, ' ');
  const hint = hintFromComment(`# unit: ${unit}`);
  return hint?.kind === 'declared' && hint.end - hint.start === unit.length ? choiceOf(unit) : null;
}

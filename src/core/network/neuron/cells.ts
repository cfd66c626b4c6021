// Which of NEURON's sections and artificial cells are one population: all that one line of the script makes for one class of cells.
import { type ApiCall } from '../../evaluate/facts';
import { toNumber } from '../../units/rational';
import { constantOf } from '../../evaluate/numbers';
import { type Thing, type Value } from '../../evaluate/value';
import { spanKey } from '../../evaluate/facts';
import { sectionOf } from '../../backends/neuron/places';
import { isArtificialCell } from '../../backends/facts/neuron';
import { callsOf, textField } from '../read';

export interface CellGroup {
  readonly name: string;
  /** The first cell's own section, or the artificial cell: what the parameters are read from. */
  readonly first: Thing;
  /** Every section of the first cell, the first one included. */
  readonly sections: readonly Thing[];
  /** How many cells; null where the loops are not known. */
  readonly size: number | null;
}

export interface Cells {
  readonly groups: readonly CellGroup[];
  groupOf(value: Value | undefined): CellGroup | null;
}

const madeBy = (calls: readonly ApiCall[], what: string): Thing[] =>
  callsOf(calls, 'neuron', what).flatMap((each) => {
    const made = each.args.get('made');
    return made?.kind === 'thing' ? [made] : [];
  });

export const pointsIn = (calls: readonly ApiCall[]): Thing[] => madeBy(calls, 'point');
export const connectionsIn = (calls: readonly ApiCall[]): Thing[] => madeBy(calls, 'connect');

export function madeTimes(of: Thing): number | null {
  const exact = constantOf(of.fields.get('made'));
  return exact && toNumber(exact);
}

/** A section's cell: the object that the script says owns it, else the section at the root of its tree. */
function cellOf(of: Thing, depth = 0): object {
  const owner = of.fields.get('owner');
  if (owner?.kind === 'instance') return owner;
  const parent = sectionOf(of.fields.get('parent'));
  return parent && parent !== of && depth < 32 ? cellOf(parent, depth + 1) : of;
}

export function cellsIn(calls: readonly ApiCall[]): Cells {
  const byCell = new Map<object, Thing[]>();
  for (const section of madeBy(calls, 'section')) {
    const cell = cellOf(section);
    byCell.set(cell, [...(byCell.get(cell) ?? []), section]);
  }
  for (const each of pointsIn(calls)) if (isArtificialCell(textField(each, 'model') ?? '')) byCell.set(each, [each]);

  const drafts = new Map<
    string,
    { name: string; first: Thing; sections: Thing[]; size: number | null; cells: object[] }
  >();
  for (const [cell, sections] of byCell) {
    const [first] = sections;
    if (!first) continue;
    const key = first.span ? spanKey(first.span) : String(drafts.size);
    const size = madeTimes(first);
    const known = drafts.get(key);
    if (known) {
      known.size = known.size === null || size === null ? null : known.size + size;
      known.cells.push(cell);
    } else drafts.set(key, { name: nameOf(first), first, sections, size, cells: [cell] });
  }

  const taken = new Map<string, number>();
  const byMember = new Map<object, CellGroup>();
  const groups = [...drafts.values()].map((each) => {
    const count = (taken.get(each.name) ?? 0) + 1;
    taken.set(each.name, count);
    const group = { ...each, name: count === 1 ? each.name : `${each.name} ${count}` };
    for (const cell of each.cells) byMember.set(cell, group);
    return group;
  });
  const groupOf = (value: Value | undefined): CellGroup | null => {
    if (value?.kind !== 'thing') return null;
    const section = sectionOf(value);
    return byMember.get(section ? cellOf(section) : value) ?? null;
  };
  return { groups, groupOf };
}

function nameOf(of: Thing): string {
  const owner = of.fields.get('owner');
  if (owner?.kind === 'instance') return owner.type.name;
  return textField(of, 'variable') ?? textField(of, 'label') ?? textField(of, 'model') ?? 'section';
}

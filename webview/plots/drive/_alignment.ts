// Puts the ladders of several paths beside each other, each kind of step on a rung of its own, and says where they part. No DOM.
import type { PlacedDrives } from '../../../src/protocol/analysis';

export type Drive = PlacedDrives['drives'][number];
export type Comparison = PlacedDrives['comparisons'][number];
export type Member = Comparison['members'][number];
export type Rung = Drive['ladder'][number];
export type RungRole = Rung['role'];

/** One path of those that are shown. */
export interface ShownPath {
  readonly drive: Drive;
  /** Null where nothing is compared. */
  readonly member: Member | null;
  readonly isReference: boolean;
}

/**
 * `differs`: it multiplies by something else than the reference's way. `evened`: it does, and other rungs make up for it. `dead`: the path is
 * never taken, whatever the rung.
 */
export type CellState = 'same' | 'differs' | 'evened';

export interface Cell {
  /** Null where this path has no such step, and others have. */
  readonly rung: Rung | null;
  readonly state: CellState;
  /** Over the reference's: exact; null where it is the same, or can't be told. */
  readonly ratio: string | null;
  /** True for the number that the finding stands on. */
  readonly isBlamed: boolean;
  /** Where the product stood before the step, and where it stands after it; null where that is no number. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface Row {
  readonly role: RungRole;
  /** What is reached there, and not a step. */
  readonly isTotal: boolean;
  readonly cells: readonly Cell[];
}

const order: readonly RungRole[] = [
  'stored',
  'scaling',
  'normalisation',
  'conversion',
  'weight',
  'noise',
  'sources',
  'rate',
  'mean',
  'kernel',
  'current',
  'capacity',
  'membrane',
];
const totals: ReadonlySet<RungRole> = new Set(['weight', 'noise', 'mean', 'current', 'membrane']);

export function alignPaths(paths: readonly ShownPath[]): Row[] {
  const rows: Row[] = [];
  const stands: (number | null)[] = paths.map(() => null);
  const reference = paths.findIndex((each) => each.isReference);
  for (const role of order) {
    const rungs = paths.map(({ drive }) => drive.ladder.filter((each) => each.role === role));
    const count = Math.max(0, ...rungs.map((each) => each.length));
    for (let at = 0; at < count; at++) {
      const cells = paths.map((path, i): Cell => {
        const rung = rungs[i]?.[at] ?? null;
        const before = stands[i] ?? null;
        const after = rung ? rung.magnitude : before;
        stands[i] = after;
        const difference = differenceOf(path, role, at, rungs[i] ?? [], rungs[reference] ?? []);
        const blamed = difference.state === 'differs' && !totals.has(role) && isBlamed(path, rung);
        return { rung, ...difference, before, after, isBlamed: blamed };
      });
      rows.push({ role, isTotal: totals.has(role), cells });
    }
  }
  return rows;
}

/** Of several steps of one kind the first that is another than the reference's says by how much they differ together. */
function differenceOf(
  { member }: ShownPath,
  role: RungRole,
  at: number,
  own: readonly Rung[],
  reference: readonly Rung[],
): Pick<Cell, 'state' | 'ratio'> {
  const same: Pick<Cell, 'state' | 'ratio'> = { state: 'same', ratio: null };
  if (!member) return same;
  if (role === comparedAt[member.compared]) return reached(member.meanRatio);
  const found = member.differs.find((each) => each.role === role);
  if (!found || at !== firstUnlike(own, reference)) return same;
  return { state: found.evened ? 'evened' : 'differs', ratio: found.ratio };
}

const comparedAt: Readonly<Record<Member['compared'], RungRole>> = {
  events: 'mean',
  current: 'current',
  membrane: 'membrane',
};

const reached = (ratio: string | null): Pick<Cell, 'state' | 'ratio'> =>
  ratio === null || ratio === '1' ? { state: 'same', ratio: null } : { state: 'differs', ratio };

function firstUnlike(own: readonly Rung[], reference: readonly Rung[]): number {
  const key = (each: Rung | undefined): string => (each ? `${each.operator}${each.amount}` : '');
  const count = Math.max(own.length, reference.length);
  for (let at = 0; at < count; at++) if (key(own[at]) !== key(reference[at])) return at;
  return 0;
}

/** What the finding stands on is a number of the text, within the step that it is part of. */
function isBlamed({ member }: ShownPath, rung: Rung | null): boolean {
  const [blame, span] = [member?.blame, rung?.span];
  return !!blame && !!span && blame.file === span.file && blame.start >= span.start && blame.end <= span.end;
}

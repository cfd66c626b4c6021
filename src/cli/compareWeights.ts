// What `spikelint inspect A B` says of weights that both files hold: which entries belong together, how far they moved, and what moved most.
import type { WeightSource } from '../data/weights/source';
import type { Match, Matching } from '../diagnose/weights/difference';
import type { Moved } from '../stats/difference';
import type { Io } from './io';
import { tidy } from './paths';
import type { Style } from './style';
import { table } from './table';
import { figure } from './words';
import { edgeTypesBeside } from './weights';

export interface PairReport extends Match {
  /** Pairs of entries that are finite on both sides, and those that are not. */
  readonly compared: number;
  readonly leftOut: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly turned: number;
  readonly correlation: number | null;
  readonly mean: number | null;
  readonly rms: number | null;
  readonly greatest: number | null;
  readonly relative: number | null;
  readonly spectralRadius: { readonly before: number | null; readonly after: number | null } | null;
  /** Of the differences that are not zero. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] } | null;
  readonly most: readonly Moved[];
}

export interface ComparisonReport {
  readonly before: string;
  readonly after: string;
  readonly pairs: readonly PairReport[];
  readonly onlyBefore: Matching['onlyBefore'];
  readonly onlyAfter: Matching['onlyAfter'];
  readonly notes: readonly string[];
}

/** Null where the two files share no weights. */
export async function compareFiles(before: string, after: string, io: Io): Promise<ComparisonReport | null> {
  const opened: { close(): void }[] = [];
  const open = async (file: string): Promise<readonly WeightSource[]> => {
    const { openData } = await import('../data/open');
    const { findWeights } = await import('../data/weights/find');
    const bytes = io.files.open(io.resolve(file));
    opened.push(bytes);
    const data = await openData(bytes, { loadHdf5: () => io.hdf5() }, file);
    opened.push(data);
    return findWeights(data, { edgeTypes: await edgeTypesBeside(file, io) }).sources;
  };
  try {
    const { differenceOf, matchWeights } = await import('../diagnose/weights/compare');
    const [one, other] = [await open(before), await open(after)];
    const { pairs, onlyBefore, onlyAfter } = matchWeights(one, other);
    if (pairs.length === 0) return null;
    const notes: string[] = [];
    const reports = pairs.flatMap((match): PairReport[] => {
      const [from, to] = [
        one.find(({ path }) => path === match.before),
        other.find(({ path }) => path === match.after),
      ];
      if (!from || !to) return [];
      try {
        const { figures, read, of, added, removed, linear, radius, firstRow, firstColumn } = differenceOf(from, to);
        if (read < of) notes.push(`${match.before}: ${read} of ${of} entries were compared`);
        const { most, ...rest } = figures;
        return [
          {
            ...match,
            ...rest,
            added,
            removed,
            spectralRadius: radius && { before: radius.before.value, after: radius.after.value },
            histogram: linear && {
              edges: [...linear.edges],
              counts: Array.from(linear.positive, (count, bin) => count + (linear.negative[bin] as number)),
            },
            most: most.slice(0, mostTold).map((each) => ({
              ...each,
              row: each.row + firstRow,
              column: each.column + firstColumn,
            })),
          },
        ];
      } catch (error) {
        notes.push(`${match.before}: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    });
    return { before: tidy(before), after: tidy(after), pairs: reports, onlyBefore, onlyAfter, notes };
  } finally {
    for (const each of opened.reverse()) each.close();
  }
}

const mostTold = 20;
const mostShown = 5;

export function comparisonText(
  { before, after, pairs, onlyBefore, onlyAfter, notes }: ComparisonReport,
  style: Style,
): string {
  const lines = [style.bold(`weights of ${before} and ${after}`), ''];
  const rows = pairs.map((each) => [
    each.before === each.after ? each.before : `${each.before} → ${each.after}`,
    `${each.rows} × ${each.columns}`,
    each.changed === 0 ? 'equal' : `${each.changed} of ${each.compared} changed`,
    figure(each.correlation, 5),
    figure(each.rms),
    figure(each.greatest),
    each.relative === null ? '–' : `${figure(100 * each.relative)} %`,
    radiusText(each),
  ]);
  lines.push(
    ...table(
      [['entry', 'shape', '', 'correlation', 'rms', 'greatest', 'relative', 'spectral radius'], ...rows],
      ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    ),
  );
  for (const each of pairs.filter(({ changed }) => changed > 0)) lines.push('', ...movedLines(each, style));
  const alone = (list: ComparisonReport['onlyBefore'], file: string): string[] =>
    list.map(({ path, rows: height, columns }) => `only in ${file}: ${path}, ${height} × ${columns}`);
  const rest = [...alone(onlyBefore, before), ...alone(onlyAfter, after), ...notes.map((note) => `note: ${note}`)];
  if (rest.length > 0) lines.push('', ...rest);
  return `${lines.join('\n')}\n`;
}

const radiusText = ({ spectralRadius }: PairReport): string =>
  spectralRadius === null ? '' : `${figure(spectralRadius.before, 5)} → ${figure(spectralRadius.after, 5)}`;

function movedLines({ before, most, turned, added, removed }: PairReport, style: Style): string[] {
  const told = [
    turned > 0 ? `${turned} changed their sign` : '',
    added > 0 ? `${added} are new` : '',
    removed > 0 ? `${removed} are gone` : '',
  ].filter(Boolean);
  const rows = most
    .slice(0, mostShown)
    .map(({ row, column, before: from, after: to }) => [
      `  [${row}, ${column}]`,
      figure(from, 5),
      '→',
      figure(to, 5),
      `${to > from ? '+' : ''}${figure(to - from, 3)}`,
    ]);
  return [
    `${style.bold(before)}: what moved most${told.length > 0 ? ` (${told.join(', ')})` : ''}`,
    ...table(rows, ['left', 'right', 'left', 'right', 'right']),
  ];
}

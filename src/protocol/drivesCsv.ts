// The ladders of drives as CSV, for the command line and the panel: one line per rung, then one each for variance and spread.
import type { DriveReport } from '../core/drive/report';
import { type Placed, type Spot } from './placed';

type Report = Placed<DriveReport>;
type Drive = Report['drives'][number];
type Comparison = Report['comparisons'][number];

export interface CsvWords {
  name(drive: Drive): string;
  place(spot: Spot): { readonly file: string; readonly line: number; readonly column: number };
}

const columns = [
  ...['group', 'path', 'backend', 'live', 'role', 'operator', 'amount', 'code', 'value', 'number', 'symbols'],
  ...['ratio', 'evened', 'file', 'line', 'column'],
];

const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lineOf = (cells: readonly (string | number | boolean | null | undefined)[]): string =>
  `${cells.map((each) => quote(String(each ?? ''))).join(',')}\n`;

/** @param comparisons those that are wanted; drives that none of them holds follow with no group, where `others` says so */
export function drivesAsCsv(
  { drives, comparisons }: Pick<Report, 'drives' | 'comparisons'>,
  words: CsvWords,
  others = true,
): string {
  const byId = new Map(drives.map((each) => [each.id, each]));
  const told = new Set<string>();
  let text = lineOf(columns);
  for (const comparison of comparisons) {
    for (const { id } of comparison.members) {
      const drive = byId.get(id);
      if (!drive) continue;
      told.add(id);
      text += linesOf(drive, comparison, words);
    }
  }
  for (const drive of drives) if (others && !told.has(drive.id)) text += linesOf(drive, null, words);
  return text;
}

function linesOf(drive: Drive, comparison: Comparison | null, words: CsvWords): string {
  const member = comparison?.members.find(({ id }) => id === drive.id);
  const head = [comparison?.name ?? '', words.name(drive), drive.backend, drive.live];
  const rungs = drive.ladder.map(({ role, operator, amount, code, value, magnitude, symbols, span }) => {
    const differs = member?.differs.find((each) => each.role === role);
    const ratio = role === 'mean' && operator === '=' ? (member?.meanRatio ?? '') : (differs?.ratio ?? '');
    const at = span && words.place(span);
    const place = at ? [at.file, at.line, at.column] : ['', '', ''];
    return lineOf([
      ...head,
      ...[role, operator, amount, code, value, magnitude, symbols, ratio, differs?.evened],
      ...place,
    ]);
  });
  const amounts = [
    ['variance', drive.variance, member?.varianceRatio] as const,
    ['sd', drive.sd, null] as const,
  ].flatMap(([role, quantity, ratio]) =>
    quantity ? [lineOf([...head, role, '=', '', '', quantity.text, quantity.value, '', ratio, '', '', '', ''])] : [],
  );
  return [...rungs, ...amounts].join('');
}

// What `spikelint inspect --weights` says of each matrix of a data file: signs, Dale's law, balance and the spectral radius with its interval.
import type { ByteSource } from '../data/bytes';
import { type Dataset, elementCount, type Tools } from '../data/dataset';
import type { MatrixSummary } from '../stats/matrixSummary';
import type { Style } from './style';
import { table } from './table';
import { count, figure } from './words';

export interface WeightReport {
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  readonly connections: number;
  readonly zeros: number;
  readonly positive: MatrixSummary['positive'];
  readonly negative: MatrixSummary['negative'];
  readonly dale: Omit<MatrixSummary['dale'], 'signs'>;
  /** Net over the sum of sizes, the mean over lines: 0 where excitation and inhibition cancel. */
  readonly balance: { readonly rows: number | null; readonly columns: number | null };
  readonly spectralRadius: MatrixSummary['spectralRadius'];
  readonly spectralRadiusUnknown?: string;
  readonly circle: { readonly radius: number; readonly outlier: number } | null;
}

export interface WeightsOfFile {
  readonly weights: readonly WeightReport[];
  readonly notes: readonly string[];
}

/** A matrix is held whole: up to 4 096 neurons squared. */
const mostEntries = 2 ** 24;

/** @param paths of the entries that are asked for; all where there are none */
export async function weighMatrices(
  file: string,
  source: ByteSource,
  tools: Tools,
  paths: readonly string[],
): Promise<WeightsOfFile> {
  const { openData } = await import('../data/open');
  const opened = await openData(source, tools, file);
  try {
    const weights: WeightReport[] = [];
    const notes: string[] = [];
    const isAsked = paths.length === 0 ? () => true : (path: string) => paths.some((each) => isWithin(path, each));
    for (const dataset of opened.datasets.filter((each) => isMatrix(each) && isAsked(each.path))) {
      if (elementCount(dataset.shape) > mostEntries)
        notes.push(
          `${dataset.path}: ${dataset.shape.join(' × ')} is too large to be weighed, at most ${mostEntries} entries are`,
        );
      else weights.push(await weigh(dataset));
    }
    if (weights.length === 0 && notes.length === 0) notes.push('there is no matrix of numbers in it to be weighed');
    return { weights, notes };
  } finally {
    opened.close();
  }
}

const isMatrix = ({ shape, unread, dtype }: Dataset): boolean =>
  unread === null && shape.length === 2 && shape.every((length) => length > 1) && dtype !== 'bool';

function isWithin(path: string, asked: string): boolean {
  const [whole, part] = [path, asked].map((each) => each.replace(/^\/+|\/+$/g, '')) as [string, string];
  return whole === part || whole.startsWith(`${part}/`);
}

async function weigh({ path, shape, read }: Dataset): Promise<WeightReport> {
  const { describeMatrix } = await import('../stats/matrixSummary');
  const values = read(
    shape.map(() => 0),
    shape,
  );
  const { rows, columns, degrees, zeros, positive, negative, dale, balance, circle, ...rest } = describeMatrix(
    values,
    shape,
  );
  const { signs: _signs, ...law } = dale;
  return {
    path,
    rows,
    columns,
    connections: degrees.connections,
    zeros,
    positive,
    negative,
    dale: law,
    balance: { rows: balance.rows.meanBalance, columns: balance.columns.meanBalance },
    spectralRadius: rest.spectralRadius,
    ...(rest.spectralRadiusUnknown === null ? {} : { spectralRadiusUnknown: rest.spectralRadiusUnknown }),
    circle: circle === null ? null : { radius: circle.radius, outlier: circle.outlier },
  };
}

export function weightsText(weights: readonly WeightReport[], style: Style): string {
  const lines = weights.flatMap((each) => [
    style.bold(`weights ${each.path}: ${each.rows} × ${each.columns}`),
    ...table(linesOf(each).map(([name, value]) => [`  ${name}`, value])),
  ]);
  return `${lines.join('\n')}\n`;
}

const percent = (part: number): string => `${figure(100 * part)} %`;

function linesOf(report: WeightReport): [string, string][] {
  const { rows, columns, connections, positive, negative, balance, circle } = report;
  const lines: [string, string][] = [
    ['connections', `${connections} of ${rows * columns} (${percent(connections / (rows * columns))})`],
    ['positive', signText(positive)],
    ['negative', signText(negative)],
    ['Dale’s law', daleText(report.dale)],
    [
      'balance',
      `rows ${figure(balance.rows)}, columns ${figure(balance.columns)} (1 only positive, 0 cancels, -1 only negative)`,
    ],
  ];
  const radius = radiusText(report);
  if (radius !== '') lines.push(['spectral radius', radius]);
  if (circle !== null)
    lines.push([
      'were it random',
      `a circle of radius ${figure(circle.radius)}, and one eigenvalue near ${figure(circle.outlier)} if that lies outside`,
    ]);
  return lines;
}

const signText = ({ count: amount, mean }: MatrixSummary['positive']): string =>
  mean === null ? 'none' : `${amount}, their mean ${figure(mean)}`;

const mostNamed = 8;

function daleText({
  presynaptic,
  excitatory,
  inhibitory,
  silent,
  mixed,
  violations,
  violatingPart,
}: WeightReport['dale']): string {
  const line = presynaptic === 'columns' ? 'column' : 'row';
  const senders = `${count(excitatory, `${line}`)} excite, ${inhibitory} inhibit, ${silent} send nothing`;
  if (violations === 0) return `kept by ${presynaptic}: ${senders}`;
  const senderCount = excitatory + inhibitory + silent;
  if (mixed.length > senderCount / 5)
    return `not kept: ${mixed.length} of ${senderCount} ${presynaptic} have weights of both signs`;
  const named = mixed.slice(0, mostNamed).join(', ') + (mixed.length > mostNamed ? ' …' : '');
  const entries = `${violations} ${violations === 1 ? 'entry' : 'entries'}`;
  return `broken by ${entries} (${percent(violatingPart)} of the weight) in ${presynaptic} ${named} (from 0); ${senders}`;
}

const methods = {
  exact: 'exact, there are no loops but single rings',
  qr: 'by all eigenvalues',
  krylov: 'by the largest eigenvalues',
};

function radiusText({ spectralRadius, spectralRadiusUnknown, rows, columns }: WeightReport): string {
  if (spectralRadius === null) return rows === columns ? (spectralRadiusUnknown ?? '') : '';
  const { value, low, high, residual, method, settled } = spectralRadius;
  const digits = 6;
  const interval =
    low === high ? '' : ` (${figure(low, digits)} to ${figure(high, digits)}, residual ${figure(residual)})`;
  return `${figure(value, digits)}${interval}, ${methods[method]}${settled ? '' : '; it did not settle'}`;
}

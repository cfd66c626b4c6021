// What `spikelint inspect --weights` says of each matrix and each list of connections of a data file: signs, Dale's law, degrees, balance and the spectral radius.
import type { ByteSource } from '../data/bytes';
import type { Tools } from '../data/dataset';
import type { EdgeTypes } from '../data/weights/sonata';
import type { WeightSource } from '../data/weights/source';
import type { Matrix } from '../stats/arrays';
import type { MatrixSummary } from '../stats/matrixSummary';
import type { Io } from './io';
import type { Style } from './style';
import { table } from './table';
import { count, figure } from './words';

interface Degrees {
  readonly mean: number;
  readonly sd: number;
  readonly most: number;
  /** Neurons without a connection. */
  readonly none: number;
}

export interface WeightReport {
  readonly path: string;
  /** `matrix`, `SONATA edges`, `sparse matrix (CSR)` … */
  readonly kind: string;
  readonly unit?: string;
  readonly note?: string;
  /** With connections in a list rows receive and columns send. */
  readonly rows: number;
  readonly columns: number;
  readonly connections: number;
  readonly zeros: number;
  readonly positive: MatrixSummary['positive'];
  readonly negative: MatrixSummary['negative'];
  readonly dale: Omit<MatrixSummary['dale'], 'signs'>;
  readonly degrees: { readonly in: Degrees; readonly out: Degrees };
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
  edgeTypes: EdgeTypes,
): Promise<WeightsOfFile> {
  const { openData } = await import('../data/open');
  const { findWeights } = await import('../data/weights/find');
  const opened = await openData(source, tools, file);
  try {
    const found = findWeights(opened, { edgeTypes });
    const weights: WeightReport[] = [];
    const notes: string[] = [...found.notes];
    const isAsked = paths.length === 0 ? () => true : (path: string) => paths.some((each) => isWithin(path, each));
    for (const each of found.sources.filter(({ path }) => isAsked(path))) {
      if (each.isDense && each.entries > mostEntries)
        notes.push(
          `${each.path}: ${each.rows} × ${each.columns} is too large to be weighed, at most ${mostEntries} entries are`,
        );
      else weights.push(await weigh(each));
    }
    if (weights.length === 0 && notes.length === 0) notes.push('there is no matrix of numbers in it to be weighed');
    return { weights, notes };
  } finally {
    opened.close();
  }
}

/** What the table of edge types beside a file says; nothing where there is none. */
export async function edgeTypesBeside(file: string, io: Io): Promise<EdgeTypes> {
  const { edgeTypeNames, readEdgeTypes } = await import('../diagnose/weights/edgeTypes');
  const path = io.resolve(file);
  for (const name of edgeTypeNames(path)) {
    const beside = path.slice(0, path.lastIndexOf('/') + 1) + name;
    if (io.files.stat(beside)?.kind === 'file') return readEdgeTypes(new TextDecoder().decode(io.files.read(beside)));
  }
  return new Map();
}

function isWithin(path: string, asked: string): boolean {
  const [whole, part] = [path, asked].map((each) => each.replace(/^\/+|\/+$/g, '')) as [string, string];
  return whole === part || whole.startsWith(`${part}/`);
}

async function weigh(source: WeightSource): Promise<WeightReport> {
  const { wholeMatrix } = await import('../diagnose/weights/reading');
  const { path, kind, unit, note, rows, columns, dataset, isDense } = source;
  const matrix =
    dataset && isDense ? { values: dataset.read([0, 0], [rows, columns]), rows, columns } : wholeMatrix(source);
  const named = { path, kind, ...(unit === undefined ? {} : { unit }), ...(note ? { note } : {}), rows, columns };
  return { ...named, ...(matrix ? await weighWhole(source, matrix) : await weighListed(source)) };
}

type Weighed = Omit<WeightReport, 'path' | 'kind' | 'unit' | 'note' | 'rows' | 'columns'>;

async function weighWhole({ senders, isRecurrent }: WeightSource, { values, rows, columns }: Matrix): Promise<Weighed> {
  const { describeMatrix } = await import('../stats/matrixSummary');
  const { degreeHistogram } = await import('../stats/degreeHistogram');
  const { degrees, zeros, positive, negative, dale, balance, circle, ...rest } = describeMatrix(
    values,
    [rows, columns],
    senders === null ? {} : { presynaptic: senders },
  );
  const { signs: _signs, ...law } = dale;
  const isSpectral = isRecurrent || rows !== columns;
  return {
    connections: degrees.connections,
    zeros,
    positive,
    negative,
    dale: law,
    degrees: { in: inShort(degreeHistogram(degrees.inDegree)), out: inShort(degreeHistogram(degrees.outDegree)) },
    balance: { rows: balance.rows.meanBalance, columns: balance.columns.meanBalance },
    spectralRadius: isSpectral ? rest.spectralRadius : null,
    ...(rest.spectralRadiusUnknown === null || !isSpectral
      ? {}
      : { spectralRadiusUnknown: rest.spectralRadiusUnknown }),
    circle: circle === null || !isRecurrent ? null : { radius: circle.radius, outlier: circle.outlier },
  };
}

/** Connections that fill no matrix that can be held: streamed, and the spectral radius by the connections alone. */
async function weighListed(source: WeightSource): Promise<Weighed> {
  const { detailOf } = await import('../diagnose/weights/detail');
  const { lines, figures, spectrum } = detailOf(source);
  if (!lines) throw new Error(`${source.path} has too many neurons`);
  const { mixed, mixedCount: _count, isKnown: _known, inDegree, outDegree, balance, ...law } = lines;
  return {
    connections: figures.connections,
    zeros: figures.zeros,
    positive: signed(figures.positive),
    negative: signed(figures.negative),
    dale: { ...law, mixed: mixed.map(({ sender }) => sender).sort((a, b) => a - b), worst: null },
    degrees: { in: inShort(inDegree), out: inShort(outDegree) },
    balance: { rows: balance.mean, columns: null },
    spectralRadius: spectrum.radius,
    ...(spectrum.unknown === null ? {} : { spectralRadiusUnknown: spectrum.unknown }),
    circle: spectrum.circle,
  };
}

const signed = ({ count: amount, mean }: { count: number; mean: number | null }): MatrixSummary['positive'] => ({
  count: amount,
  sum: amount * (mean ?? 0),
  mean,
});

const inShort = ({ mean, sd, most, none }: Degrees): Degrees => ({ mean, sd, most, none });

export function weightsText(weights: readonly WeightReport[], style: Style): string {
  const lines = weights.flatMap((each) => [
    style.bold(`weights ${each.path}: ${each.rows} × ${each.columns}`) + kindText(each),
    ...table(linesOf(each).map(([name, value]) => [`  ${name}`, value])),
  ]);
  return `${lines.join('\n')}\n`;
}

const kindText = ({ kind, note, unit }: WeightReport): string => {
  const said = [kind === 'matrix' ? '' : kind, note ?? '', unit ?? ''].filter(Boolean);
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
};

const percent = (part: number): string => `${figure(100 * part)} %`;

function linesOf(report: WeightReport): [string, string][] {
  const { rows, columns, connections, positive, negative, balance, circle } = report;
  const lines: [string, string][] = [
    ['connections', `${connections} of ${rows * columns} (${percent(connections / (rows * columns))})`],
    ['positive', signText(positive)],
    ['negative', signText(negative)],
    ['Dale’s law', daleText(report.dale)],
    ['degrees', `in ${degreeText(report.degrees.in)}; out ${degreeText(report.degrees.out)}`],
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

const degreeText = ({ mean, sd, most, none }: Degrees): string =>
  `${figure(mean)} ± ${figure(sd)}, at most ${most}${none > 0 ? `, ${count(none, 'neuron')} with none` : ''}`;

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

// One entry of a data file in depth: what the file says of it, its figures and percentiles, the histogram bin by bin, its first numbers.
import type { InspectEntry } from '../data/inspect';
import type { Preview } from '../data/preview';
import { shapeText } from './inspectText';
import type { Style } from './style';
import { shorten, table } from './table';
import { figure } from './words';

const mostBars = 25;
const barLength = 40;
const longestAttribute = 100;
const digits = 5;

export function entryInDepth(entry: InspectEntry, style: Style): string[] {
  const { path, shape, matlabShape, dtype, unit, filters = [], chunk, attributes = {}, text, note, unread } = entry;
  const storage = chunk === undefined ? 'in a row' : `in chunks of ${chunk.join(' × ')}`;
  const told: readonly (readonly [string, string])[] = [
    ['shape', shapeText(shape) + (matlabShape === undefined ? '' : `, in MATLAB ${matlabShape.join(' × ')}`)],
    ['type', dtype],
    ['unit', unit ?? ''],
    ['stored', [storage, ...filters].join(', ')],
    ['text', text === undefined ? '' : JSON.stringify(text)],
    ['note', note ?? ''],
    ['no numbers', unread === 'text' ? '' : (unread ?? '')],
    ...Object.entries(attributes).map(([name, value]) => [`@${name}`, shorten(value, longestAttribute)] as const),
    ...figuresOf(entry),
  ];
  return [
    style.bold(path),
    ...table(told.filter(([, value]) => value !== '').map(([name, value]) => [`  ${name}`, value])),
    ...bars(entry),
    ...(entry.preview === undefined ? [] : previewLines(entry.preview, shape)),
    '',
  ];
}

function figuresOf({ min, max, mean, std, nan, infinite, percentiles }: InspectEntry): [string, string][] {
  const lines: [string, string][] = [];
  if (min !== null) {
    lines.push(['range', `${figure(min, digits)} to ${figure(max, digits)}`]);
    lines.push(['mean', `${figure(mean, digits)}, standard deviation ${figure(std, digits)}`]);
  }
  if (percentiles !== undefined) {
    const each = Object.entries(percentiles).map(([percent, value]) => `${percent} %: ${figure(value, digits)}`);
    lines.push(['percentiles', each.join('   ')]);
  }
  if (nan > 0) lines.push(['not a number', String(nan)]);
  if (infinite > 0) lines.push(['infinite', String(infinite)]);
  return lines;
}

function bars({ histogram }: InspectEntry): string[] {
  if (histogram === null || histogram.counts.length < 2) return [];
  const { edges, counts } = histogram;
  const joined = Math.ceil(counts.length / mostBars);
  const rows: { from: number; to: number; amount: number }[] = [];
  for (let bin = 0; bin < counts.length; bin += joined) {
    const end = Math.min(counts.length, bin + joined);
    const amount = counts.slice(bin, end).reduce((sum, each) => sum + each, 0);
    rows.push({ from: edges[bin] as number, to: edges[end] as number, amount });
  }
  const most = Math.max(...rows.map(({ amount }) => amount));
  const drawn = rows.map(({ from, to, amount }) => [
    `  ${figure(from)}`,
    'to',
    figure(to),
    String(amount),
    '█'.repeat(amount === 0 ? 0 : Math.max(1, Math.round((amount / most) * barLength))),
  ]);
  return ['  histogram', ...table(drawn, ['right', 'left', 'right', 'right'])];
}

function previewLines({ shape, values }: Preview, whole: readonly number[]): string[] {
  const width = shape.at(-1) ?? 1;
  const cut = shape.some((length, axis) => length < (whole[axis] ?? length));
  const rows: string[][] = [];
  for (let at = 0; at < values.length; at += width)
    rows.push([
      ' ',
      ...values.slice(at, at + width).map((value) => (typeof value === 'string' ? value : figure(value))),
    ]);
  const texts = typeof values[0] === 'string';
  const heading = cut ? `  the first ${shape.join(' × ')}` : '  numbers';
  if (texts) return ['  texts', ...values.map((value) => `    ${shorten(String(value), longestAttribute)}`)];
  return [
    heading,
    ...table(
      rows,
      Array.from({ length: width + 1 }, () => 'right'),
    ),
  ];
}

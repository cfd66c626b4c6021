// What `spikelint inspect` prints: a table or a tree of the entries, entries in depth, and the spikes.
import { elementCount } from '../data/dataset';
import type { InspectEntry, InspectReport } from '../data/inspect';
import type { SpikeReport } from '../data/spikes/report';
import { entryTree } from './entryTree';
import { entryInDepth } from './entryText';
import type { Style } from './style';
import { drawHistogram } from './histogramText';
import { type Alignment, shorten, table } from './table';
import { count, figure } from './words';

export interface InspectShown {
  readonly style: Style;
  readonly namesOnly?: boolean;
}

export function inspectText(report: InspectReport, { style, namesOnly = false }: InspectShown): string {
  const { file, format, entries, total, spikes = [], notes } = report;
  const amount = total === undefined ? count(entries.length, 'dataset') : `${entries.length} of ${total} datasets`;
  const lines = [`${style.bold(file)}: ${format}${entries.length === 0 && spikes.length > 0 ? '' : `, ${amount}`}`, ''];
  // Entries that were asked for by name carry their first numbers.
  const inDepth = entries.some((each) => each.preview !== undefined || each.chunk !== undefined);
  if (namesOnly) lines.push(...entryTree(entries));
  else if (inDepth) lines.push(...entries.flatMap((each) => entryInDepth(each, style)));
  else lines.push(...entryTable(entries, style));
  for (const each of spikes) lines.push(...spikeLines(each, style));
  for (const note of notes) lines.push(`note: ${note}`);
  return `${lines.join('\n')}\n`;
}

function entryTable(entries: readonly InspectEntry[], style: Style): string[] {
  if (entries.length === 0) return [];
  const heading = ['dataset', 'shape', 'type', 'unit', 'min', 'max', 'mean', 'std', 'histogram'];
  const alignments: Alignment[] = ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'right'];
  const [title = '', ...body] = table([heading, ...entries.map(row)], alignments);
  const odd = entries.flatMap(({ path, nan, infinite }) => [
    ...(nan > 0 ? [style.yellow(`${path}: ${nan} not a number (NaN)`)] : []),
    ...(infinite > 0 ? [style.yellow(`${path}: ${infinite} infinite`)] : []),
  ]);
  return [style.bold(title), ...body, ...odd];
}

export const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join(' × '));

function row(entry: InspectEntry): string[] {
  const {
    path,
    shape,
    matlabShape,
    dtype,
    unit,
    min,
    max,
    mean,
    std,
    unread,
    note,
    text,
    texts = [],
    histogram,
  } = entry;
  const described = [path, shapeText(shape), dtype, unit ?? ''];
  const quoted = (text === undefined ? texts : [text]).map((each) => JSON.stringify(shorten(each, longestText)));
  const remark = [
    quoted.join(', ') + (quoted.length < elementCount(shape) && quoted.length > 1 ? ' …' : ''),
    // That it is text can be seen.
    quoted.length > 0 && unread === 'text' ? '' : (unread ?? ''),
    note ?? '',
    matlabShape === undefined || elementCount(shape) < 2 ? '' : `in MATLAB ${matlabShape.join(' × ')}`,
  ];
  const said = remark.filter(Boolean).join('; ');
  if (min === null) return [...described, '', '', '', '', said];
  const bars = histogram === null ? '' : drawHistogram(histogram.counts);
  return [...described, figure(min), figure(max), figure(mean), figure(std), [bars, said].filter(Boolean).join('  ')];
}

const longestText = 40;
const mostNeurons = 20;
const mostTimes = 8;

function spikeLines(report: SpikeReport, style: Style): string[] {
  const { path, kind, timeUnit, because, spikes, neurons, first, last, meanRateHz, sorted, perNeuron } = report;
  const unit = timeUnit === null ? '' : ` ${timeUnit}`;
  const span = first === null ? '' : `, from ${figure(first, 6)} to ${figure(last, 6)}${unit}`;
  const rate = meanRateHz === null ? '' : `, ${figure(meanRateHz)} Hz each`;
  const order = spikes < 2 ? '' : sorted === 'no' ? ', not sorted' : `, sorted ${sorted}`;
  const lines = [
    `${style.bold(`spikes ${path}`)}: ${kind}, ${count(spikes, 'spike')} of ${count(neurons, 'neuron')}${span}${rate}${order}`,
    `  unit of the times: ${timeUnit ?? 'unknown'} (${because})`,
  ];
  if (perNeuron === undefined) return lines;
  const rows = perNeuron.slice(0, mostNeurons).map((each) => {
    const more = each.times.length > mostTimes ? ' …' : '';
    const times = each.times.slice(0, mostTimes).map((time) => figure(time, 6));
    return [String(each.id), String(each.spikes), figure(each.rateHz), figure(each.cv), times.join(' ') + more];
  });
  const heading = ['  neuron', 'spikes', 'Hz', 'CV', `times${unit && ` in${unit}`}`];
  lines.push(...table([heading, ...rows], ['right', 'right', 'right', 'right']));
  if (perNeuron.length > mostNeurons)
    lines.push(`  … ${mostNeurons} of ${perNeuron.length} neurons; all of them with --format json`);
  return lines;
}

// `spikelint inspect`: what is in a data file, read slice by slice.
import type { InspectEntry, InspectReport } from '../../data/inspect';
import { elementCount } from '../../data/dataset';
import { type Command, exitCodes, formatOption } from '../command';
import { jsonVersion } from '../json';
import { tidy } from '../paths';
import { Problem, reasonOf } from '../problem';
import { Progress } from '../progress';
import { type Style, styleFor } from '../style';
import { table } from '../table';
import { figure } from '../words';

const command: Command = {
  name: 'inspect',
  operands: 'FILE',
  least: 1,
  most: 1,
  summary: 'what is in a data file: names, shapes, types, ranges, histograms',
  description: [
    'Lists what a data file holds with shape, type, unit, range, mean and spread, and a small histogram from the least to the greatest ' +
      'number. It reads HDF5 (.h5, .nwb), MATLAB (.mat of the versions 4 to 7.3), numpy (.npy, .npz), PyTorch checkpoints (.pt, .pth, .ckpt, ' +
      '.bin of any version), pickles and joblib’s, safetensors, CSV and other tables of text, JSON and JSON lines, and spike times as NEST, ' +
      'PyNN, NeuroTools and SONATA write them. What a file is its content tells, not its name. Files are read piece by piece; nothing ' +
      'in them is ever executed: of a pickle, what is not an array or a plain value is only named.',
  ],
  options: [formatOption],
  examples: ['spikelint inspect weights.h5', 'spikelint inspect weights.h5 --format json'],
  async run(given, io) {
    const [file = ''] = given.operands;
    const shown = tidy(file);
    const { inspectFile } = await import('../../data/inspect');
    const progress = new Progress(io);
    let report: InspectReport;
    try {
      const source = io.files.open(io.resolve(file));
      try {
        const show = (part: number): void => progress.show(`reading ${shown} ${Math.round(part * 100)} %`);
        report = await inspectFile(shown, source, { loadHdf5: () => io.hdf5() }, { progress: show });
      } finally {
        source.close();
        progress.clear();
      }
    } catch (error) {
      throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
    }
    const style = styleFor(io, io.out);
    io.out.write(given.text('format') === 'json' ? asJson(report) : asText(report, style));
    return exitCodes.clean;
  },
};

export default command;

const asJson = (report: InspectReport): string => `${JSON.stringify({ ...report, version: jsonVersion }, null, 2)}\n`;

function asText({ file, format, entries, notes }: InspectReport, style: Style): string {
  const lines = [`${style.bold(file)}: ${format}, ${entries.length} datasets`, ''];
  const heading = ['dataset', 'shape', 'type', 'unit', 'min', 'max', 'mean', 'std', 'histogram'];
  const [title = '', ...body] = table(
    [heading, ...entries.map(row)],
    ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'right'],
  );
  if (entries.length > 0) lines.push(style.bold(title), ...body);
  for (const { path, nan, infinite } of entries) {
    if (nan > 0) lines.push(style.yellow(`${path}: ${nan} not a number (NaN)`));
    if (infinite > 0) lines.push(style.yellow(`${path}: ${infinite} infinite`));
  }
  for (const note of notes) lines.push(`note: ${note}`);
  return `${lines.join('\n')}\n`;
}

function row({
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
  histogram,
}: InspectEntry): string[] {
  const described = [path, shape.length === 0 ? 'scalar' : shape.join(' × '), dtype, unit ?? ''];
  const remark = [
    text === undefined ? '' : JSON.stringify(text),
    unread ?? '',
    note ?? '',
    matlabShape === undefined || elementCount(shape) < 2 ? '' : `in MATLAB ${matlabShape.join(' × ')}`,
  ]
    .filter(Boolean)
    .join('; ');
  if (min === null) return [...described, '', '', '', '', remark];
  const bars = histogram === null ? '' : drawHistogram(histogram.counts);
  return [...described, figure(min), figure(max), figure(mean), figure(std), [bars, remark].filter(Boolean).join('  ')];
}

const levels = ' ▁▂▃▄▅▆▇█';
const columns = 25;

/** Bins are joined until they fit; what is not empty is never drawn as empty. */
function drawHistogram(counts: readonly number[]): string {
  const joined = Math.max(1, Math.ceil(counts.length / columns));
  const sums: number[] = [];
  counts.forEach((amount, i) => (sums[Math.floor(i / joined)] = (sums[Math.floor(i / joined)] ?? 0) + amount));
  const most = Math.max(...sums, 1);
  return sums.map((sum) => levels[sum === 0 ? 0 : Math.max(1, Math.round((sum / most) * 8))]).join('');
}

// `spikelint inspect`: what is in a data file, read slice by slice.
import type { InspectOptions, InspectReport } from '../../data/inspect';
import type { Arguments } from '../arguments';
import { type ComparisonReport, comparisonText } from '../compareWeights';
import { type Command, exitCodes, formatOption } from '../command';
import { type InspectShown, inspectText } from '../inspectText';
import type { Io } from '../io';
import { jsonVersion } from '../json';
import { tidy } from '../paths';
import { Problem, reasonOf, UsageProblem } from '../problem';
import { Progress } from '../progress';
import { styleFor } from '../style';
import { edgeTypesBeside, type WeightReport, weighMatrices, weightsText } from '../weights';

const command: Command = {
  name: 'inspect',
  operands: 'FILE… [ENTRY…]',
  least: 1,
  most: Infinity,
  summary: 'what is in a data file: names, shapes, types, ranges, histograms, spikes',
  description: [
    'Lists what a data file holds with shape, type, unit, range, mean and spread, and a small histogram from the least to the greatest ' +
      'number. It reads HDF5 (.h5, .nwb), MATLAB (.mat of the versions 4 to 7.3), numpy (.npy, .npz), PyTorch checkpoints (.pt, .pth, .ckpt, ' +
      '.bin of any version), pickles and joblib’s, safetensors, CSV and other tables of text, JSON and JSON lines, and spike times as NEST, ' +
      'PyNN, NeuroTools and SONATA write them. What a file is its content tells, not its name. Files are read piece by piece; nothing ' +
      'in them is ever executed: of a pickle, what is not an array or a plain value is only named.',
    'What follows the file and is no file itself is the name of an entry, or of a group of entries: "weights/rec", in a MATLAB file also "cells{3}" and ' +
      '"s(2).name", in a table "spikes.times". Entries that are asked for are shown in depth: percentiles, the histogram bin by bin, the first numbers. ' +
      'Spikes are recognised (SONATA, NWB, columns such as times and ids) and shown with their unit and who says so; asked for by name, neuron by neuron.',
    'Of two files their weights are compared too: what belongs together by name and shape, how far it moved, the correlation, the change of the ' +
      'spectral radius, and the entries that moved most. Weights are matrices, sparse matrices as scipy saves them, SONATA’s edges, and tables with ' +
      'columns such as source, target and weight.',
  ],
  options: [
    formatOption,
    {
      name: 'slice',
      value: 'SLICE',
      help: 'only a part of the entries that are asked for, as NumPy would write it, counted from 0: 0:10,:,3 or ...,-1 or ::5',
    },
    { name: 'bins', value: 'N', help: 'how many bins a histogram has', byDefault: '50' },
    {
      name: 'weights',
      help: 'of each matrix and each list of connections its signs, Dale’s law, degrees, balance, and the spectral radius with its interval',
    },
    { name: 'tree', help: 'only the tree of names, shapes and types; no number is read' },
  ],
  examples: [
    'spikelint inspect weights.h5',
    'spikelint inspect session.mat firing_rates --slice 0:10,:,3',
    'spikelint inspect spikes.h5 spikes/cortex --format json',
    'spikelint inspect model_best.pt --weights',
    'spikelint inspect before.pt after.pt',
    'spikelint inspect recording.nwb --tree',
  ],
  async run(given, io) {
    const wanted = readOperands(given, io);
    const options = readOptions(given, wanted);
    const reports: (Inspected | { readonly file: string; readonly error: string })[] = [];
    for (const { file, paths } of wanted) {
      try {
        reports.push(await inspectOne(file, { ...options, paths }, given.has('weights'), io));
      } catch (error) {
        const problem = new Problem(`${tidy(file)}: ${reasonOf(error)}`, { cause: error });
        if (wanted.length === 1) throw problem;
        io.err.write(`spikelint: ${problem.message}\n`);
        reports.push({ file: tidy(file), error: reasonOf(error) });
      }
    }
    const [only] = reports;
    const comparison = await compared(wanted, reports, given, io);
    if (given.text('format') === 'json') {
      const several = { files: reports, ...(comparison === null ? {} : { comparison }) };
      const whole = wanted.length === 1 && only !== undefined ? { ...only } : several;
      io.out.write(`${JSON.stringify({ ...whole, version: jsonVersion }, null, 2)}\n`);
    } else {
      const style = styleFor(io, io.out);
      const read = reports.filter((each): each is Inspected => 'entries' in each);
      io.out.write(read.map((each) => textOf(each, { ...options, style })).join('\n'));
      if (comparison !== null) io.out.write(`\n${comparisonText(comparison, style)}`);
    }
    return reports.some((each) => 'error' in each) ? exitCodes.failed : exitCodes.clean;
  },
};

export default command;

interface Wanted {
  readonly file: string;
  readonly paths: string[];
}

/** What is no file, behind one that is, is an entry of it. */
function readOperands({ operands }: Arguments, io: Io): Wanted[] {
  const wanted: Wanted[] = [];
  for (const operand of operands) {
    const last = wanted.at(-1);
    if (last === undefined || io.files.stat(io.resolve(operand)) !== null) wanted.push({ file: operand, paths: [] });
    else last.paths.push(operand);
  }
  return wanted;
}

function readOptions(given: Arguments, wanted: readonly Wanted[]): InspectOptions {
  const slice = given.text('slice');
  if (slice !== undefined && wanted.some(({ paths }) => paths.length === 0))
    throw new UsageProblem('--slice takes a part of an entry: name one behind the file');
  if (slice !== undefined && given.has('weights'))
    throw new UsageProblem('--weights takes whole matrices, and --slice only a part: give one of them');
  const bins = given.number('bins', { least: 1, whole: true }) ?? 1;
  if (bins > mostBins) throw new UsageProblem(`--bins takes at most ${mostBins}`);
  return { bins, namesOnly: given.has('tree'), ...(slice === undefined ? {} : { slice }) };
}

const mostBins = 10_000;

/** Of two whole files that hold weights alike; null for others. */
async function compared(
  wanted: readonly Wanted[],
  reports: readonly object[],
  given: Arguments,
  io: Io,
): Promise<ComparisonReport | null> {
  const [before, after, ...more] = wanted;
  if (!before || !after || more.length > 0 || given.has('tree') || given.text('slice') !== undefined) return null;
  if (reports.some((each) => 'error' in each)) return null;
  const progress = new Progress(io);
  try {
    progress.show(`comparing ${tidy(before.file)} with ${tidy(after.file)}`);
    const { compareFiles } = await import('../compareWeights');
    return await compareFiles(before.file, after.file, io);
  } finally {
    progress.clear();
  }
}

interface Inspected extends InspectReport {
  readonly weights?: readonly WeightReport[];
}

function textOf(report: Inspected, shown: InspectShown): string {
  const text = inspectText(report, shown);
  const { weights = [] } = report;
  return weights.length === 0 ? text : `${text}\n${weightsText(weights, shown.style)}`;
}

async function inspectOne(file: string, options: InspectOptions, withWeights: boolean, io: Io): Promise<Inspected> {
  const shown = tidy(file);
  const { inspectFile } = await import('../../data/inspect');
  const progress = new Progress(io);
  const source = io.files.open(io.resolve(file));
  try {
    const show = (part: number): void => progress.show(`reading ${shown} ${Math.round(part * 100)} %`);
    const tools = { loadHdf5: () => io.hdf5() };
    const report = await inspectFile(shown, source, tools, { progress: show }, options);
    if (!withWeights) return report;
    progress.show(`weighing the matrices of ${shown}`);
    const { weights, notes } = await weighMatrices(
      file,
      source,
      tools,
      options.paths ?? [],
      await edgeTypesBeside(file, io),
    );
    return { ...report, weights, notes: [...report.notes, ...notes] };
  } finally {
    source.close();
    progress.clear();
  }
}

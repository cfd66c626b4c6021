// `spikelint diagnose`: the diagnostic of a rate network on recorded data.
import type { Plain } from '../../core/rate/arguments';
import type { ByteSource } from '../../data/bytes';
import type { Diagnosis } from '../../diagnose/rate/diagnosis';
import type { Code, NamedFile } from '../../diagnose/rate/prepare';
import { htmlReport } from '../../diagnose/rate/report/html';
import { markdownReport } from '../../diagnose/rate/report/markdown';
import type { Placed } from '../../protocol/placed';
import type { Arguments } from '../arguments';
import { type Command, exitCodes } from '../command';
import { diagnosisJson, diagnosisText } from '../diagnosis';
import type { Io } from '../io';
import { shownFrom, tidy } from '../paths';
import { Places } from '../places';
import { Problem, reasonOf, UsageProblem } from '../problem';
import { Progress } from '../progress';
import { styleFor } from '../style';

const command: Command = {
  name: 'diagnose',
  operands: '',
  least: 0,
  most: 0,
  summary: 'the diagnostic of a rate network on recorded data: figures, verdicts, what to change first',
  description: [
    'Reads a session (rates of trials × time × neurons, and inputs) from HDF5, MATLAB, numpy and other files, and finds which array is which by name ' +
      'and shape; --map says it otherwise. With the code of a recurrent rate network (a class with a forward pass, in PyTorch, JAX or numpy) and a ' +
      'checkpoint it runs the model on the inputs as they are, without, and tenfold, without executing the code, and holds its PSTH against the data’s. ' +
      'Without a checkpoint the weights are drawn as the code initialises them.',
    'The report has the figures of data, model, weights and inputs, a table of metrics against a minimum and a good target, what was found with ' +
      'its evidence and what to change first, and the next steps. --history adds what a training history shows.',
  ],
  options: [
    { name: 'data', value: 'FILE', help: 'the session: rates, inputs, neuron types, durations' },
    {
      name: 'weights',
      value: 'FILE',
      help: 'the checkpoint (.pt, .npz, .h5 …), or one file for each matrix; may be repeated',
      many: true,
    },
    { name: 'code', value: 'FILE', help: 'the Python file or notebook with the model’s class' },
    { name: 'history', value: 'FILE', help: 'the losses of each epoch: JSON, CSV, .npz' },
    {
      name: 'map',
      value: 'ROLE=NAME',
      help: 'takes this array for targets, inputs, types, time, bin, mask or durations; several inputs with commas; or axes=time,trials,neurons for the order of the targets’ axes; may be repeated',
      many: true,
    },
    {
      name: 'set',
      value: 'NAME=VALUE',
      help: 'gives the model’s class this argument (tau=50); may be repeated',
      many: true,
    },
    { name: 'model', value: 'CLASS', help: 'the class to take, where the file has several' },
    { name: 'seed', value: 'N', help: 'seed of the initial weights, where no checkpoint is given', byDefault: '1' },
    {
      name: 'format',
      value: 'FORMAT',
      help: 'how the report is written',
      choices: ['text', 'json', 'markdown', 'html'],
      byDefault: 'text',
    },
  ],
  examples: [
    'spikelint diagnose --data session.mat --code model.py --weights best.pt --history history.json',
    'spikelint diagnose --data session.mat --code model.py --format html > diagnostic.html',
    'spikelint diagnose --data rates.npz --map targets=fr --map inputs=stim,go',
  ],
  run,
};

export default command;

async function run(given: Arguments, io: Io): Promise<number> {
  const data = given.text('data');
  if (data === undefined) throw new UsageProblem('"diagnose" needs --data FILE');
  const mapping = new Map(
    given
      .texts('map')
      .map((each) => pairOf(each, '--map takes ROLE=NAME'))
      .map(([role, names]) => [role, names.split(',').map((name) => name.trim())] as const),
  );
  const set = new Map(
    given
      .texts('set')
      .map((each) => pairOf(each, '--set takes NAME=VALUE'))
      .map(([name, value]) => [name, plainOf(value)] as const),
  );
  const seed = given.number('seed', { least: 0, whole: true }) ?? 1;
  const history = given.text('history');
  const files = new Files(io);
  const progress = new Progress(io);
  try {
    const read = await codeOf(given, io);
    const opened = await files.open(data);
    const weights: NamedFile[] = [];
    for (const each of given.texts('weights')) weights.push(await files.open(each));
    const past = history === undefined ? null : await files.open(history);
    const { prepare } = await import('../../diagnose/rate/prepare');
    const { diagnose } = await import('../../diagnose/rate/diagnose');
    const show = (from: number, to: number) => (part: number) =>
      progress.show(`diagnosing ${tidy(data)} ${Math.round(100 * (from + (to - from) * part))} %`);
    const subject = inFile(tidy(data), () =>
      prepare(
        { data: opened, mapping, weights, code: read?.code ?? null, history: past, set, seed },
        { progress: show(0, 0.4) },
      ),
    );
    const unknown = [...set.keys()].filter(
      (name) => subject.model && !subject.model.arguments.some((each) => each.name === name),
    );
    if (unknown.length > 0)
      throw new Problem(
        `there is no "${unknown[0] ?? ''}" to set: ${subject.model?.name ?? ''} takes ${subject.model?.arguments.map(({ name }) => name).join(', ') ?? ''}`,
      );
    const diagnosis = diagnose(subject, { progress: show(0.4, 1) });
    progress.clear();
    const placed = read ? read.place(diagnosis) : (diagnosis as unknown as Placed<Diagnosis>);
    write(given.text('format') ?? 'text', placed, read?.places ?? new Places(io.folder, () => null), io);
    return exitCodes.clean;
  } finally {
    progress.clear();
    files.close();
  }
}

function write(format: string, diagnosis: Placed<Diagnosis>, places: Places, io: Io): void {
  if (format === 'json') return io.out.write(diagnosisJson(diagnosis, places));
  if (format === 'text') return io.out.write(diagnosisText(diagnosis, places, styleFor(io, io.out), io.out.columns));
  const report = format === 'markdown' ? markdownReport : htmlReport;
  io.out.write(report(diagnosis as unknown as Diagnosis));
}

interface Read {
  readonly code: Code;
  readonly places: Places;
  place(diagnosis: Diagnosis): Placed<Diagnosis>;
}

async function codeOf(given: Arguments, io: Io): Promise<Read | null> {
  const file = given.text('code');
  if (file === undefined) return null;
  const shown = tidy(file);
  const { Analysis } = await import('../analysis');
  const analysis = await Analysis.start(io);
  const path = io.resolve(file);
  const code = inFile(shown, () => analysis.code(path));
  const places = new Places(io.folder, (spot) => analysis.cellOf(spot));
  places.call(path, shown);
  return {
    code: { ...code, model: given.text('model') ?? null },
    places,
    place: (diagnosis) => {
      const placed = analysis.place(diagnosis);
      return { ...placed, files: { ...placed.files, code: shownFrom(io.folder, path) } };
    },
  };
}

/** The files stay open while their numbers are read. */
class Files {
  private readonly opened: { close(): void }[] = [];

  constructor(private readonly io: Io) {}

  async open(given: string): Promise<NamedFile> {
    const shown = tidy(given);
    try {
      const source: ByteSource & { close(): void } = this.io.files.open(this.io.resolve(given));
      this.opened.push(source);
      const { openData } = await import('../../data/open');
      const file = await openData(source, { loadHdf5: () => this.io.hdf5() }, shown);
      this.opened.unshift(file);
      return { name: shown, file };
    } catch (error) {
      throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
    }
  }

  close(): void {
    for (const each of this.opened) each.close();
  }
}

function inFile<Result>(shown: string, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

function pairOf(written: string, wrong: string): readonly [string, string] {
  const [, name, value] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(written) ?? [];
  if (name === undefined || value === undefined) throw new UsageProblem(`${wrong}, not "${written}"`);
  return [name, value];
}

function plainOf(written: string): Plain {
  if (/^(?:true|false)$/i.test(written)) return written.toLowerCase() === 'true';
  if (/^none$/i.test(written)) return null;
  const number = Number(written);
  return Number.isNaN(number) ? written : number;
}

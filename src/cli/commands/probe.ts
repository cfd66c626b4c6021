// `spikelint probe`: a short simulation of the network that a script builds, and what it says of it.
import { predict, type Prediction } from '../../core/drive/meanfield';
import { expectedOfEach } from '../../core/principal';
import type { Verdict } from '../../diagnose/expected';
import type { Remedy, Sick } from '../../diagnose/remedies';
import type { PlacedNetwork, PlacedReport } from '../../protocol/analysis';
import { spikesAsCsv } from '../../protocol/spikesCsv';
import type { Recording, SimulateOptions } from '../../sim/recording';
import type { Arguments } from '../arguments';
import { chooseNetwork, networkOption, othersNote } from '../chosenNetwork';
import { type Command, exitCodes, formatOption, setOption } from '../command';
import type { Io } from '../io';
import { type FileNetworks, networksOnFile } from '../oneFile';
import { tidy } from '../paths';
import { placeText } from '../places';
import { type NumberedVerdict, probeJson, type ProbeResult, probeText } from '../probeResult';
import { Problem, reasonOf } from '../problem';
import { Progress } from '../progress';
import { styleFor } from '../style';
import { count } from '../words';

/** Who waits longer for a short simulation says so. */
const longestSeconds = 20;

const command: Command = {
  name: 'probe',
  operands: 'FILE',
  least: 1,
  most: 1,
  summary: 'a short simulation of that network: rates, CV, balance, symptoms, remedies',
  description: [
    'Simulates the network that a script or a configuration builds, without a simulator and without executing the script, and shows for ' +
      'each population how much, how irregularly and how synchronously it fires, and how much of its input excites and inhibits.',
    'Symptoms are named with the figures that show them: silent, sparse, runaway, saturated, diverging, stuck-at-reset, stuck, unbalanced, ' +
      'synchronous, learning-not-engaged, modulator-frozen, attention-collapsed. For the gravest one, changes of the network are tried by simulation, the fixes of the findings in the file first, and ' +
      'those that cure it without a new symptom are listed, the smallest first. What had to be assumed or left out is listed too.',
    'Units that send a rate instead of spikes, as those of a recurrent network class in PyTorch, are shown by their mean rate and its spread; ' +
      '--set input=0.5 feeds them, --set n_exc=80 gives an argument of the class, --set class=NAME takes another class.',
    'A folder of SONATA’s stands for the circuit or simulation configuration in it.',
    'Of several networks in one script the largest that it runs is simulated, of several as large the one that runs longest, of the runs ' +
      'of a sweep the first; --network names another.',
    'With --expect the exit code says whether the network does what "# spikelint: expect rate 5..20 Hz" comments in the file say, or in JSON ' +
      '"_spikelint": {"expect": ["E rate 5..20 Hz"]}. What they say of populations of other networks in the file is tried on those.',
  ],
  options: [
    formatOption,
    { name: 'ms', value: 'MS', help: 'how long to simulate, in milliseconds', byDefault: '500' },
    { name: 'dt', value: 'MS', help: 'time step in milliseconds, instead of the script’s' },
    {
      name: 'precision',
      value: 'WHICH',
      help: 'of the numbers: single is quicker on large networks and gives other spikes',
      choices: ['double', 'single'],
      byDefault: 'double',
    },
    {
      name: 'limit',
      value: 'SECONDS',
      help: 'ends the simulation after so long, with what there is by then',
      byDefault: String(longestSeconds),
    },
    { name: 'seed', value: 'N', help: 'seed of the random numbers', byDefault: '1' },
    { name: 'scale', value: 'FACTOR', help: 'multiplies the weights of the inputs', byDefault: '1' },
    setOption,
    networkOption,
    { name: 'population', value: 'NAME', help: 'simulate this population alone, with its inputs' },
    { name: 'expect', help: 'fail where a "# spikelint: expect …" comment of the file is not met' },
    {
      name: 'remedies',
      value: 'WHETHER',
      help: 'whether remedies are tried',
      choices: ['tried', 'none'],
      byDefault: 'tried',
    },
    { name: 'spikes', value: 'FILE.csv', help: 'also write all spikes: time_ms,population,neuron,id' },
  ],
  examples: [
    'spikelint probe brunel.py',
    'spikelint probe brunel.py --ms 2000 --seed 7 --format json',
    'spikelint probe episodes.py --network 2',
    'spikelint probe brunel.py --scale 0.001 --spikes spikes.csv',
    'spikelint probe brunel.py --expect --remedies none',
  ],
  run,
};

export default command;

async function run(given: Arguments, io: Io): Promise<number> {
  const dtMs = given.number('dt', { above: 0 });
  const population = given.text('population');
  const options = {
    ms: given.number('ms', { above: 0 }) ?? 500,
    seed: given.number('seed', { least: 0, whole: true }) ?? 1,
    scale: given.number('scale') ?? 1,
    ...(dtMs === undefined ? {} : { dtMs }),
    ...(population === undefined ? {} : { population }),
    ...(given.text('precision') === 'single' ? { precision: 'single' as const } : {}),
    now: () => io.now(),
  };
  const limitS = given.number('limit', { above: 0 }) ?? longestSeconds;
  const file = await networksOnFile(given.operands[0] ?? '', given.texts('set'), io);
  const { report, shown, places } = file;
  const wanted = given.text('network');
  const chosen = chooseNetwork(report, { wanted, population }, shown);
  const network = report.networks[chosen];
  if (!network) throw new Problem(`${shown}: there is no such network`);
  const names = network.populations.map(({ name }) => name);
  if (population !== undefined && !names.includes(population))
    throw new Problem(`${shown}: there is no population "${population}"; there are ${names.join(', ')}`);
  if (given.has('expect')) await requireExpectations(file);
  const recording = await record(network, options, { shown, limitS }, io);
  const spikesFile = given.text('spikes');
  if (spikesFile !== undefined) writeSpikes(spikesFile, recording, io);

  const { examine } = await import('../../diagnose/examine');
  const { expectations } = report;
  const examination = examine(network, recording, expectations);
  const script = file.script(chosen);
  const remedies =
    given.text('remedies') === 'none'
      ? []
      : await findRemedies({ network, options, recording, examination, expectations, script }, io);
  const verdicts = examination.expectations.map((each) => ({ ...each, network: chosen }));
  if (given.has('expect') && wanted === undefined && population === undefined)
    verdicts.push(...(await judgeOthers(file, chosen, options, limitS, io)));
  const result: ProbeResult = {
    recording,
    examination: file.place(examination),
    remedies: remedies.map((each) => file.place(withoutNetwork(each))),
    assumed: network.assumed,
    notes: [...recording.notes, ...othersNote(report.networks, chosen, wanted !== undefined)],
    network: { chosen, count: report.networks.length },
    expectations: file.place(verdicts),
    predicted: predicted(report, network, options),
  };
  const isJson = given.text('format') === 'json';
  io.out.write(isJson ? probeJson(result, places) : probeText(result, shown, places, styleFor(io, io.out)));
  return given.has('expect') ? verdictOn(verdicts, shown, io) : exitCodes.clean;
}

/** A test of nothing would pass for ever. */
async function requireExpectations({ report, shown, places, script, place }: FileNetworks): Promise<void> {
  const { reportOn } = await import('../../diagnose/script');
  const misread = reportOn(script(0))?.findings.find(({ rule }) => rule === 'unknown-expectation');
  if (misread) throw new Problem(`${placeText(places.of(place(misread.span)))}: ${misread.message}`);
  if (report.expectations.length > 0) return;
  throw new Problem(`${shown}: it expects nothing; write "# spikelint: expect rate 5..20 Hz" behind a population`);
}

/** What is expected of networks that are not the one that is shown. */
async function judgeOthers(
  { report, shown }: FileNetworks,
  chosen: number,
  options: SimulateOptions,
  limitS: number,
  io: Io,
): Promise<NumberedVerdict[]> {
  const { examine } = await import('../../diagnose/examine');
  const verdicts: NumberedVerdict[] = [];
  for (const [index, expected] of expectedOfEach(report.expectations, report.networks, chosen)) {
    const network = report.networks[index];
    if (index === chosen || !network) continue;
    const recording = await record(network, options, { shown, limitS }, io);
    const { expectations } = examine(network, recording, expected);
    verdicts.push(...expectations.map((each) => ({ ...each, network: index })));
  }
  return verdicts;
}

function verdictOn(expectations: readonly Verdict[], shown: string, io: Io): number {
  const unmet = expectations.filter(({ met }) => !met);
  if (expectations.length === 0)
    throw new Problem(`${shown}: none of the populations that it expects something of was simulated`);
  if (unmet.length === 0) return exitCodes.clean;
  io.err.write(`spikelint: ${shown}: ${count(unmet.length, 'expectation')} of ${expectations.length} not met\n`);
  return exitCodes.findings;
}

const withoutNetwork = ({ network: _network, ...rest }: Remedy): Omit<Remedy, 'network'> => rest;

async function findRemedies(sick: Sick, io: Io): Promise<readonly Remedy[]> {
  if (sick.examination.symptoms.length === 0) return [];
  const remedies = await import('../../diagnose/remedies');
  const progress = new Progress(io);
  try {
    return remedies.findRemedies(sick, {
      progress: (part) => progress.show(`trying remedies ${Math.round(part * 100)} %`),
    });
  } finally {
    progress.clear();
  }
}

function predicted(
  { networks, fields }: Pick<PlacedReport, 'networks' | 'fields'>,
  network: PlacedNetwork,
  { scale, population }: { scale: number; population?: string },
): Prediction[] {
  const field = fields[networks.indexOf(network)];
  return field ? predict(field, { scale, ...(population === undefined ? {} : { only: population }) }) : [];
}

async function record(
  network: PlacedNetwork,
  options: SimulateOptions,
  { shown, limitS }: { readonly shown: string; readonly limitS: number },
  io: Io,
): Promise<Recording> {
  const { simulateInPair } = await import('../../worker/pair');
  const progress = new Progress(io);
  // To wire the network may take as long again.
  const begunMs = io.now();
  let startMs: number | null = null;
  let late = false;
  try {
    const told = {
      progress: (part: number) => {
        if (part > 0) startMs ??= io.now();
        progress.show(`simulating ${Math.round(part * 100)} %`);
      },
      cancelled: () => (late = io.now() - (startMs ?? begunMs) > limitS * 1000),
    };
    const recording = await simulateInPair(network, options, told, io.partner);
    const why = `it takes longer than ${limitS} s: --limit gives it more, a smaller --ms or --population less to do`;
    return late ? { ...recording, notes: [...recording.notes, why] } : recording;
  } catch (error) {
    throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
  } finally {
    progress.clear();
  }
}

function writeSpikes(file: string, recording: Recording, io: Io): void {
  try {
    io.files.write(io.resolve(file), spikesAsCsv(recording));
  } catch (error) {
    throw new Problem(`${tidy(file)}: it could not be written: ${reasonOf(error)}`, { cause: error });
  }
}

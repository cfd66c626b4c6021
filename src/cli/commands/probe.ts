// `spikelint probe`: a short simulation of the network that a script builds, and what it says of it.
import { rateText } from '../../core/drive/estimateWords';
import { predict, type Prediction } from '../../core/drive/meanfield';
import type { PlacedNetwork, PlacedReport } from '../../protocol/analysis';
import type { Recording, SimulateOptions } from '../../sim/recording';
import type { PopulationSummary } from '../../stats/summary';
import type { Arguments } from '../arguments';
import { type Command, exitCodes, formatOption, setOption } from '../command';
import type { Io } from '../io';
import { predictionJson } from '../estimates';
import { jsonText } from '../json';
import { networksOnFile } from '../one-file';
import { tidy } from '../paths';
import { Problem, reasonOf } from '../problem';
import { Progress } from '../progress';
import { type Style, styleFor } from '../style';
import { spikesAsCsv } from '../spikes-csv';
import { findSymptoms, type Symptom } from '../symptoms';
import { table } from '../table';
import { count, figure } from '../words';

const command: Command = {
  name: 'probe',
  operands: 'FILE',
  least: 1,
  most: 1,
  summary: 'a short simulation of that network: rates, CV, synchrony, symptoms',
  description: [
    'Simulates the network that a NEST or PyNN script builds, without a simulator and without executing the script, and shows for ' +
      'each population how much, how irregularly and how synchronously it fires.',
    'Named as symptoms: "silent", a population without a spike, and "runaway", one that fires at more than 200 Hz. What had to be ' +
      'assumed or left out is listed.',
  ],
  options: [
    formatOption,
    { name: 'ms', value: 'MS', help: 'how long to simulate, in milliseconds', byDefault: '500' },
    { name: 'dt', value: 'MS', help: 'time step in milliseconds, instead of the script’s' },
    { name: 'seed', value: 'N', help: 'seed of the random numbers', byDefault: '1' },
    { name: 'scale', value: 'FACTOR', help: 'multiplies the weights of the inputs', byDefault: '1' },
    setOption,
    { name: 'population', value: 'NAME', help: 'simulate this population alone, with its inputs' },
    { name: 'spikes', value: 'FILE.csv', help: 'also write all spikes: time_ms,population,neuron,id' },
  ],
  examples: [
    'spikelint probe brunel.py',
    'spikelint probe brunel.py --ms 2000 --seed 7 --format json',
    'spikelint probe brunel.py --scale 0.001 --spikes spikes.csv',
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
    now: () => io.now(),
  };
  const { report, shown } = await networksOnFile(given.operands[0] ?? '', given.texts('set'), io);
  const [network, ...others] = report.networks.filter(({ populations }) => populations.length > 0);
  if (!network)
    throw new Problem(`${shown}: it builds no network that Spikelint can read, so there is nothing to simulate`);
  const names = network.populations.map(({ name }) => name);
  if (population !== undefined && !names.includes(population))
    throw new Problem(`${shown}: there is no population "${population}"; there are ${names.join(', ')}`);
  const recording = await record(network, options, shown, io);
  const spikesFile = given.text('spikes');
  if (spikesFile !== undefined) writeSpikes(spikesFile, recording, io);

  const { summarize } = await import('../../stats/summary');
  const window = { startMs: 0, endMs: recording.ms };
  const populations = recording.populations.map((each) => summarize(recording, each, window, recording.traces));
  const elsewhere = others.map(
    ({ backend }) => `the file also builds a network for ${backend}, which is not simulated`,
  );
  const result: Result = {
    recording,
    populations,
    symptoms: findSymptoms(populations, recording.ms, network.populations),
    assumed: network.assumed,
    notes: [...recording.notes, ...elsewhere],
    predicted: predicted(report, network, options),
  };
  io.out.write(given.text('format') === 'json' ? asJson(result) : asText(result, shown, styleFor(io, io.out)));
  return exitCodes.clean;
}

interface Result {
  readonly recording: Recording;
  readonly populations: readonly PopulationSummary[];
  readonly symptoms: readonly Symptom[];
  readonly assumed: PlacedNetwork['assumed'];
  readonly notes: readonly string[];
  readonly predicted: readonly Prediction[];
}

function predicted(
  { networks, fields }: Pick<PlacedReport, 'networks' | 'fields'>,
  network: PlacedNetwork,
  { scale, population }: { scale: number; population?: string },
): Prediction[] {
  const field = fields[networks.indexOf(network)];
  return field ? predict(field, { scale, ...(population === undefined ? {} : { only: population }) }) : [];
}

async function record(network: PlacedNetwork, options: SimulateOptions, shown: string, io: Io): Promise<Recording> {
  const { simulate } = await import('../../sim/simulate');
  const progress = new Progress(io);
  try {
    return simulate(network, options, {
      progress: (part) => progress.show(`simulating ${Math.round(part * 100)} %`),
    });
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

function asJson({ recording, populations, symptoms, assumed, notes, predicted: expected }: Result): string {
  const { ms, dtMs, seed, timing } = recording;
  const predictions = expected.map(predictionJson);
  return jsonText({ ms, dt: dtMs, seed, populations, predicted: predictions, symptoms, assumed, notes, timing });
}

/** What is left by rounding is nothing. */
const ratio = (value: number | null): string => figure(value !== null && Math.abs(value) < 1e-9 ? 0 : value);

function asText(
  { recording, populations, symptoms, assumed, notes, predicted: estimates }: Result,
  shown: string,
  style: Style,
): string {
  const { ms, dtMs, seed, timing } = recording;
  const known = new Map(estimates.flatMap(({ name, rateHz }) => (rateHz === null ? [] : [[name, rateText(rateHz)]])));
  const beside = (text: string): string[] => (known.size > 0 ? [text] : []);
  const heading = [
    'population',
    'neurons',
    'spikes',
    'rate',
    ...beside('expected'),
    'CV',
    'Fano',
    'synchrony',
    'membrane',
  ];
  const rows = populations.map(({ name, size, spikes, rateHz, cvIsi, fano, synchrony, vMean, vSd }) => [
    ...[name, String(size), String(spikes), `${figure(rateHz)} Hz`, ...beside(known.get(name) ?? '–')],
    ...[ratio(cvIsi), ratio(fano), ratio(synchrony)],
    vMean === null ? '–' : `${figure(vMean)} ± ${figure(vSd)} mV`,
  ]);
  const [title = '', ...body] = table([heading, ...rows], ['left', ...heading.slice(1).map(() => 'right' as const)]);
  const lines = [
    `${style.bold(shown)}: ${figure(ms, 6)} ms in steps of ${figure(dtMs)} ms, seed ${seed}`,
    ...['', style.bold(title), ...body],
  ];
  if (symptoms.length > 0) lines.push('');
  for (const { kind, population, evidence } of symptoms)
    lines.push(`${style.yellow(kind)}: ${population}: ${evidence}`);
  const said = [...assumed.map(({ what, value, why }) => `${what}: ${value} assumed, ${why}`), ...notes];
  if (said.length > 0) lines.push('', ...said.map((each) => `note: ${each}`));
  const took = `${figure(timing.buildMs + timing.runMs)} ms`;
  lines.push('', style.dim(`${count(timing.steps, 'step')}, ${count(timing.events, 'synaptic event')} in ${took}`));
  return `${lines.join('\n')}\n`;
}

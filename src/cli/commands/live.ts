// `spikelint live`: one look at a running spiking service, or at its log: what it answers, what it lacks, and the runbook's checklist.
import { readAddress } from '../../live/address';
import { hasFindings } from '../../live/checklist/checklist';
import { looksLikeKey, scrubber } from '../../live/secret';
import { trialCase } from '../../live/trialCase';
import type { Arguments } from '../arguments';
import { type Command, exitCodes, formatOption } from '../command';
import type { Io } from '../io';
import { jsonText } from '../json';
import { liveJson, liveText } from '../liveText';
import { type Looked, ServiceView } from '../liveView';
import { Problem, reasonOf, UsageProblem } from '../problem';
import { tidy } from '../paths';
import { styleFor } from '../style';

const keyVariable = 'SPIKELINT_API_KEY';
const keyElsewhere = `everybody on this machine can see a key that is an argument; put it into the environment variable ${keyVariable}`;

const command: Command = {
  name: 'live',
  operands: 'URL|LOGFILE|-…',
  least: 1,
  most: Infinity,
  summary: 'one look at a running spiking service, or at its log: what it answers, and a checklist',
  description: [
    'Asks a running service for its spikes, neurons, neuromodulators, learning and attention, and goes through a checklist of 14 items: each with its figure, a verdict, why, and ' +
      'what to do in which order. Two kinds of routes are known: /spiking/…, /learning/… and /visualization/…, and those under /api/v1/viz/… and /api/v1/demo/…. Which of ' +
      'them there are it finds out by /openapi.json, or by asking; what is missing is said once, and worked out from the others where that can be done. The address may have a path before the routes.',
    'A log file, or what is piped in for "-" (docker logs SERVICE 2>&1 | spikelint live -), is read for what the service writes about spikes, STDP, membranes, gradients and the learning rate; ' +
      'an address and a log together make one checklist.',
    `Only this machine is asked; another host has to be named by --allow-host. A key goes into the environment variable ${keyVariable} and nowhere else: it is sent in the header X-API-Key ` +
      'to the given host only, and printed nowhere. Nothing is changed in the service: a traced pass is run only with --post-trace.',
  ],
  options: [
    { name: 'session', value: 'ID', help: 'the session to look at; the service’s own choice where it is left out' },
    {
      name: 'allow-host',
      value: 'HOST',
      help: 'asks this host, which is not this machine; may be repeated',
      many: true,
    },
    {
      name: 'post-trace',
      help: 'runs a traced pass in the service, where it has a route for that, with an input like its own',
    },
    {
      name: 'try',
      help: 'tries the solutions out by simulation, with the numbers that the service tells: spike rates before and after',
    },
    {
      name: 'watch',
      value: 'SECONDS',
      help: 'looks again and again, this long after the last look, until it is stopped',
    },
    { name: 'looks', value: 'N', help: 'how often to look; one look is the default, with --watch without end' },
    { name: 'timeout', value: 'SECONDS', help: 'how long an answer may take', byDefault: '10' },
    formatOption,
  ],
  examples: [
    'spikelint live http://localhost:8000',
    'spikelint live http://localhost:8000 --session training-3 --format json',
    'spikelint live https://gpu-box:8443/t4dm --allow-host gpu-box',
    'docker logs t4dm-service 2>&1 | spikelint live http://localhost:8000 -',
    'spikelint live http://localhost:8000 --try',
    'spikelint live http://localhost:8000 --watch 5',
  ],
  refused: Object.fromEntries(
    ['--api-key', '--apikey', '--key', '--token', '--header', '-H', '--password', '-k'].map((flag) => [
      flag,
      keyElsewhere,
    ]),
  ),
  async run(given, io) {
    const { url, logs } = await readOperands(given, io);
    if (url === null) return show([await lookAtLog(scrubber(io.env[keyVariable]?.trim())(logs ?? ''))], given, io);
    const addressed = readAddress(url, given.texts('allow-host'));
    if ('trouble' in addressed) {
      const { message, kind } = addressed.trouble;
      throw new Problem(kind === 'refused-host' ? `${message}. --allow-host allows it` : message);
    }
    const view = await ServiceView.open(addressed.address, {
      ...{ key: io.env[keyVariable], machine: io.network, logs },
      keyHint: io.env[keyVariable]
        ? `look at what ${keyVariable} holds`
        : `put it into the environment variable ${keyVariable}`,
      session: sessionOf(given),
      timeoutMs: 1000 * (given.number('timeout', { above: 0 }) ?? 10),
      postTrace: given.has('post-trace'),
    });
    return watch(view, given, io);
  },
};

export default command;

function sessionOf(given: Arguments): string | null {
  const session = given.text('session');
  if (session === undefined) return null;
  if (session.length === 0 || session.length > 200)
    throw new UsageProblem('--session takes a name of 1 to 200 letters');
  return session;
}

const mostLogBytes = 64 << 20;

/** Never repeats a word that may be a key. */
async function readOperands({ operands }: Arguments, io: Io): Promise<{ url: string | null; logs: string | null }> {
  let url: string | null = null;
  const logs: string[] = [];
  for (const operand of operands) {
    const isFile = operand !== '-' && io.files.stat(io.resolve(operand)) !== null;
    if (operand === '-') logs.push(await io.input(mostLogBytes));
    else if (isFile) logs.push(readLog(operand, io));
    else if (looksLikeKey(operand) || (io.env[keyVariable] && operand.includes(io.env[keyVariable])))
      throw new UsageProblem(`one of the arguments looks like a key: ${keyElsewhere}`);
    else if (url === null && isAddress(operand)) url = operand;
    else if (url !== null && isAddress(operand)) throw new UsageProblem('"live" looks at one service at a time');
    else
      throw new Problem(`${tidy(operand)}: there is no such file, and it is no address such as http://localhost:8000`);
  }
  return { url, logs: logs.length > 0 ? logs.join('\n') : null };
}

const isAddress = (word: string): boolean =>
  /^[a-z][a-z\d+.-]*:\/\//i.test(word) ||
  /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\]):\d{1,5}(?:\/.*)?$/i.test(word) ||
  word === 'localhost';

/** Of a long log the end. */
function readLog(path: string, io: Io): string {
  try {
    const source = io.files.open(io.resolve(path));
    try {
      const length = Math.min(source.size, mostLogBytes);
      return new TextDecoder().decode(source.read(source.size - length, length));
    } finally {
      source.close();
    }
  } catch (error) {
    throw new Problem(`${tidy(path)}: ${reasonOf(error)}`, { cause: error });
  }
}

async function lookAtLog(logs: string): Promise<Looked> {
  const { lookedAtLog } = await import('../liveView');
  return lookedAtLog(logs);
}

/** Nothing of the simulation is loaded where nothing is tried. */
async function withTrials(looked: Looked): Promise<Looked> {
  const { state, checklist } = looked;
  if (!state) return looked;
  const { tryTrial } = await import('../../diagnose/live/trials');
  const figures = trialCase(state);
  const named = checklist.flatMap(({ solutions }) => solutions.flatMap(({ trial }) => (trial === null ? [] : [trial])));
  const tried = [...new Set(named)].flatMap((trial) => {
    const found = tryTrial(figures, trial);
    return found ? [[trial, found] as const] : [];
  });
  return { ...looked, tried: new Map(tried) };
}

async function watch(view: ServiceView, given: Arguments, io: Io): Promise<number> {
  const seconds = given.number('watch', { above: 0 });
  const looks = given.number('looks', { least: 1, whole: true }) ?? (seconds === undefined ? 1 : Infinity);
  let code: number = exitCodes.clean;
  for (let k = 0; k < looks; k++) {
    if (k > 0) await io.network.wait(1000 * (seconds ?? 1), new AbortController().signal);
    const looked = given.has('try') ? await withTrials(await view.look()) : await view.look();
    code = Math.max(code, show([looked], given, io, looks > 1));
  }
  return code;
}

function show(all: readonly Looked[], given: Arguments, io: Io, asLines = false): number {
  let found = false;
  for (const looked of all) {
    const text =
      given.text('format') === 'json'
        ? jsonText(liveJson(looked))
        : liveText(looked, styleFor(io, io.out), io.out.columns);
    io.out.write(asLines && given.text('format') === 'json' ? `${JSON.stringify(JSON.parse(text))}\n` : text);
    found ||= hasFindings(looked.checklist);
  }
  return found ? exitCodes.findings : exitCodes.clean;
}

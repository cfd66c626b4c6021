// The networks of a script as they would run: evaluated with what is open settled, then changed where the user sets a part of them.
import { withoutAlternatives } from './network/alternatives';
import { backends } from './backends/index';
import { runModule, runRest } from './evaluate/module';
import { Run, type RunOptions, type SourceModule } from './evaluate/run';
import { type Given, readGiven, Settling } from './evaluate/settling';
import { readExpectations } from './expectations';
import { type Field, fieldsOf } from './drive/field';
import { fieldsIn } from './drive/fields';
import { type Network } from './network/network';
import { changeNetworks } from './network/changes';
import { readCustomNeurons } from './network/customNeuron';
import { type Comment } from './python/syntax';
import { type Plain } from './rate/arguments';
import { mayHoldModel, readRateModel } from './rate/model';
import { rateNetwork } from './rate/network';
import { type NetworkReport } from './report';
import { toNumber } from './units/rational';

/** Loops up to so many turns are run one by one; where that takes too long, up to the second number. */
const turns = [1024, 32] as const;
const maxSteps = 1_500_000;

export const noNetworks: NetworkReport = { networks: [], fields: [], expectations: [], unknownNames: [], cuts: [] };

export function readNetworks(
  source: SourceModule,
  runOptions: RunOptions,
  set: ReadonlyMap<string, Given>,
): NetworkReport {
  const given = new Map([...assumptionsIn(source.module.comments), ...set]);
  const [many, few] = turns;
  const first = attempt(source, runOptions, given, many);
  const {
    run,
    settling,
    networks: read,
    loaded,
  } = first.run.exhausted ? attempt(source, runOptions, given, few) : first;
  const assumed = settling.assumed;
  const { networks, used } = changeNetworks(
    read.map((each) => ({ ...each, assumed: [...assumed, ...each.assumed] })),
    new Map([...given].filter(([name]) => !settling.used.has(name))),
  );
  const paths = backends.flatMap((each) => each.readPaths?.(withoutAlternatives(run.facts.calls)) ?? []);
  return {
    networks,
    fields: fieldsIn({ networks, modules: run.modules, paths }),
    expectations: readExpectations(source.file, loaded.module.comments, loaded.lines, networks).expected,
    unknownNames: [...set.keys()].filter((name) => !settling.used.has(name) && !used.has(name)),
    cuts: [...run.facts.cuts],
  };
}

interface Attempt {
  readonly run: Run;
  readonly settling: Settling;
  readonly networks: readonly Network[];
  readonly loaded: ReturnType<Run['load']>;
}

/** What the module does when it is run; only where that makes no network, what its functions would do. */
function attempt(source: SourceModule, options: RunOptions, given: ReadonlyMap<string, Given>, most: number): Attempt {
  const settling = new Settling(source.file, given, most);
  const run = new Run({ ...options, settling, maxSteps });
  run.entry = source.file;
  const loaded = run.load(source);
  runModule(run, loaded);
  let networks = networksOf(run);
  if (networks.length === 0) {
    runRest(run, loaded);
    for (const { library } of backends) library.ended?.(run);
    const made = networksOf(run);
    const other = made.length > 0 ? null : (readCustomNeurons(run, loaded) ?? readRates(source, options, given));
    networks = other ? [other] : made;
  }
  return { run, settling, networks, loaded };
}

/** A recurrent rate network that a class of the module builds. */
function readRates(
  source: SourceModule,
  { findModule }: RunOptions,
  given: ReadonlyMap<string, Given>,
): Network | null {
  // prettier-ignore
  if (!mayHoldModel(source.module.text)) return null;
  const set = new Map<string, Plain>();
  for (const [name, { value }] of given) set.set(name, typeof value === 'object' ? toNumber(value) : value);
  const { model } = readRateModel(source, { findModule, set });
  return model && rateNetwork(model);
}

const networksOf = (run: Run): Network[] => backends.flatMap((each) => each.readNetwork?.(run.facts.calls) ?? []);

/** A network of a configuration file, changed where the user sets a part of it. */
export function settledConfig(
  read: readonly Network[],
  fields: readonly Field[],
  set: ReadonlyMap<string, Given>,
): NetworkReport {
  const { networks, used } = changeNetworks(read, set);
  return {
    ...noNetworks,
    networks,
    fields: used.size === 0 ? fields : fieldsOf(networks, []),
    unknownNames: [...set.keys()].filter((name) => !used.has(name)),
  };
}

const marked = /#\s*spikelint:\s*assume\b\s*([^#\n]*)/;

/** `# spikelint: assume guess=20, mode=fast`. */
export function assumptionsIn(comments: readonly Comment[]): Map<string, Given> {
  const found = new Map<string, Given>();
  for (const { text } of comments) {
    for (const clause of (marked.exec(text)?.[1] ?? '').split(/[,;]/)) {
      const [, name, value] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(clause) ?? [];
      if (name !== undefined && value !== undefined) found.set(name, readGiven(value));
    }
  }
  return found;
}

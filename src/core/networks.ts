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
import { readRateNetwork } from './rate/reading';
import { type NetworkReport } from './report';

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
    networks: found,
    loaded,
  } = first.run.exhausted ? attempt(source, runOptions, given, few) : first;
  const rates = found.length === 0 ? readRateNetwork(source, runOptions, given) : null;
  const read = rates?.network ? [rates.network] : found;
  // What a rate network has assumed is said by itself; the script's own course has no part in it.
  const assumed = rates?.network ? [] : settling.assumed;
  const isUsed = (name: string): boolean => settling.used.has(name) || rates?.used.has(name) === true;
  const { networks, used } = changeNetworks(
    read.map((each) => ({ ...each, assumed: [...assumed, ...each.assumed] })),
    new Map([...given].filter(([name]) => !isUsed(name))),
  );
  const because = read.length === 0 ? backends.flatMap((each) => each.whyUnread?.(run.facts.calls) ?? []) : [];
  const unread = rates?.problem ?? because[0];
  const paths = backends.flatMap((each) => each.readPaths?.(withoutAlternatives(run.facts.calls)) ?? []);
  return {
    networks,
    fields: fieldsIn({ networks, modules: run.modules, paths }),
    expectations: readExpectations(source.file, loaded.module.comments, loaded.lines, networks).expected,
    unknownNames: [...set.keys()].filter((name) => !isUsed(name) && !used.has(name)),
    cuts: [...run.facts.cuts],
    ...(unread ? { unread } : {}),
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
    const custom = networksOf(run).length === 0 ? readCustomNeurons(run, loaded) : null;
    networks = custom ? [custom] : networksOf(run);
  }
  return { run, settling, networks, loaded };
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

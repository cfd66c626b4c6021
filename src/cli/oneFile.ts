// What the commands about a single file share: reading it, its report, and the places in it.
import type { LintOptions, NetworkReport } from '../core/report';
import type { Script } from '../diagnose/script';
import type { PlacedReport } from '../protocol/analysis';
import type { Placed } from '../protocol/placed';
import type { Io } from './io';
import { tidy } from './paths';
import { Places } from './places';
import { isReadable } from './walk';
import { Problem, reasonOf, UsageProblem } from './problem';

export interface FileReport {
  readonly shown: string;
  readonly report: PlacedReport;
  readonly places: Places;
}

export interface FileNetworks {
  readonly shown: string;
  readonly report: Placed<NetworkReport>;
  readonly places: Places;
  /** For reading the file again as it would be with other numbers in it; `network` is one of the report's. */
  script(network: number): Script;
  place<T>(data: T): Placed<T>;
}

/** The networks of a file as they would run, with what `--set` says of them. */
export async function networksOnFile(given: string, set: readonly string[], io: Io): Promise<FileNetworks> {
  const file = named(given, io);
  const isFolder = io.files.stat(file.path)?.kind === 'folder';
  const { path, shown } = isFolder ? (await import('./circuits')).circuitIn(file.path, file.shown, io) : file;
  const { readGiven } = await import('../core/evaluate/settling');
  const settings = new Map(
    set.map((each) => {
      const [, name, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(each) ?? [];
      if (name === undefined || value === undefined || value === '')
        throw new UsageProblem(`--set takes NAME=VALUE, not "${each}"`);
      return [name, readGiven(value)] as const;
    }),
  );
  const { Analysis } = await import('./analysis');
  const analysis = await Analysis.start(io);
  try {
    const report = await analysis.withData(() => analysis.networks(path, settings));
    if (report.error !== undefined) throw new Problem(report.error);
    const [strange] = report.unknownNames.filter((each) => settings.has(each));
    if (strange !== undefined)
      throw new Problem(`there is no "${strange}" to set: it is no name in the script and no part of its network`);
    const places = new Places(io.folder, (spot) => analysis.cellOf(spot));
    places.call(path, shown);
    return {
      shown,
      report,
      places,
      script: (network) => analysis.script(path, network, settings),
      place: (data) => analysis.place(data),
    };
  } catch (error) {
    throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

function named(given: string, io: Io): { readonly path: string; readonly shown: string } {
  const path = io.resolve(given);
  const shown = tidy(given);
  if (!isReadable(path) && io.files.stat(path)?.kind === 'file')
    throw new Problem(`${shown}: it is no Python, notebook, JSON, YAML or TOML file`);
  return { path, shown };
}

/** Throws a Problem that names the file where it can't be read. */
export async function reportOnFile(
  given: string,
  io: Io,
  options: Pick<LintOptions, 'derivations'> = {},
): Promise<FileReport> {
  const { path, shown } = named(given, io);
  const { Analysis } = await import('./analysis');
  const analysis = await Analysis.start(io);
  try {
    const report = analysis.report(path, options);
    if (report.error !== undefined) throw new Problem(report.error);
    const places = new Places(io.folder, (spot) => analysis.cellOf(spot));
    places.call(path, shown);
    return { shown, report, places };
  } catch (error) {
    throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

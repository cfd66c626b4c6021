// What the commands about a single file share: reading it, its report, and the places in it.
import type { LintOptions } from '../core/report';
import type { PlacedReport } from '../protocol/analysis';
import type { Io } from './io';
import { tidy } from './paths';
import { Places } from './places';
import { isReadable } from './walk';
import { Problem, reasonOf } from './problem';

export interface FileReport {
  readonly shown: string;
  readonly report: PlacedReport;
  readonly places: Places;
}

/** Throws a Problem that names the file where it can't be read. */
export async function reportOnFile(
  given: string,
  io: Io,
  options: Pick<LintOptions, 'derivations'> = {},
): Promise<FileReport> {
  const path = io.resolve(given);
  const shown = tidy(given);
  if (!isReadable(path) && io.files.stat(path)?.kind === 'file')
    throw new Problem(`${shown}: it is no Python, notebook, JSON, YAML or TOML file`);
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

// What the commands about a single file share: reading it, its report, and the places in it.
import { resolve } from 'node:path';
import type { PlacedReport } from '../protocol/analysis';
import type { Io } from './io';
import { slashed, tidy } from './paths';
import { Places } from './places';
import { Problem, reasonOf } from './problem';

export interface FileReport {
  readonly shown: string;
  readonly report: PlacedReport;
  readonly places: Places;
}

/** Throws a Problem that names the file where it can't be read. */
export async function reportOnFile(given: string, io: Io): Promise<FileReport> {
  const path = slashed(resolve(io.folder, given));
  const shown = tidy(given);
  if (!/\.(?:py|ipynb)$/.test(path) && io.files.stat(path)?.kind === 'file')
    throw new Problem(`${shown}: it is neither a Python file nor a notebook`);
  const { Analysis } = await import('./analysis');
  const analysis = await Analysis.start(io);
  try {
    const report = analysis.report(path);
    if (report.error !== undefined) throw new Problem(report.error);
    const places = new Places(io.folder, analysis.texts);
    places.call(path, shown);
    return { shown, report, places };
  } catch (error) {
    throw new Problem(`${shown}: ${reasonOf(error)}`, { cause: error });
  }
}

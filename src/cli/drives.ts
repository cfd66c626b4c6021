// Reads the scripts that the command line names and derives their drives together.
import type { DriveReport } from '../core/drive/report';
import type { Placed } from '../protocol/placed';
import { Analysis } from './analysis';
import { isCircuit } from './circuits';
import type { Io } from './io';
import { Places } from './places';
import { Problem, reasonOf } from './problem';
import { Progress } from './progress';
import { findTargets } from './walk';

export interface ReadDrives {
  readonly report: Placed<DriveReport>;
  readonly places: Places;
  /** True where a file that was named could not be read. */
  readonly failed: boolean;
}

export async function readDrives(
  operands: readonly string[],
  reference: string | undefined,
  io: Io,
): Promise<ReadDrives> {
  const { targets, unread } = findTargets(operands.length > 0 ? operands : ['.'], io, isCircuit);
  const analysis = await Analysis.start(io);
  const places = new Places(io.folder, (spot) => analysis.cellOf(spot));
  let failed = unread.length > 0;
  const say = (shown: string, reason: string): void => io.err.write(`spikelint: ${shown}: ${reason}\n`);
  for (const { shown, reason } of unread) say(shown, reason);
  const files = targets.flatMap(({ path, shown, named }) => {
    places.call(path, shown);
    try {
      analysis.touch(path);
      return [path];
    } catch (error) {
      say(shown, reasonOf(error));
      failed ||= named;
      return [];
    }
  });
  const references = reference === undefined ? [] : [reference];
  const progress = new Progress(io);
  const report = await analysis.withData(() =>
    analysis.drives(
      files,
      references,
      targets.every((each) => each.named),
      (file, done, total) => progress.show(`${done}/${total} ${file}`),
    ),
  );
  progress.clear();
  if (reference !== undefined && !report.comparisons.some((each) => each.declared) && report.comparisons.length > 0)
    throw new Problem(`--reference ${reference}: no drive that is compared is in that file`);
  return { report, places, failed };
}

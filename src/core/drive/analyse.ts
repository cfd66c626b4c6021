// From evaluated scripts to the report on their drives: collect, compare, find the changes that would make them equal.
import { type Fix } from '../finding';
import { collectDrives } from './collect';
import { type CompareOptions, compareDrives, type Comparison } from './compare';
import { type Drive } from './drive';
import { type Evaluated } from './evaluated';
import { comparisonData, driveData, type DriveReport } from './report';

const marked = /#\s*spikelint:\s*reference\b/;

/** The files that say of themselves that they are right. */
export function referencesIn(evaluations: readonly Evaluated[]): string[] {
  const files = new Set<string>();
  for (const { modules } of evaluations)
    for (const [file, { module }] of modules)
      if (module.comments.some(({ text }) => marked.test(text))) files.add(file);
  return [...files];
}

export interface Analysis {
  readonly drives: readonly Drive[];
  readonly comparisons: readonly Comparison[];
}

export function analyseDrives(evaluations: readonly Evaluated[], options: CompareOptions): Analysis {
  const collected = collectDrives(evaluations);
  const references = [...options.references, ...referencesIn(evaluations)];
  return { drives: collected.drives, comparisons: compareDrives(collected, { ...options, references }) };
}

export function reportDrives(
  { drives, comparisons }: Analysis,
  fixesFor: (comparison: Comparison, drive: Drive) => readonly Fix[],
): DriveReport {
  return {
    drives: drives.map(driveData),
    comparisons: comparisons.map((each) => comparisonData(each, (drive) => fixesFor(each, drive))),
  };
}

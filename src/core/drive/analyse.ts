// From evaluated scripts to the report on their drives: collect, compare, find the changes that would make them equal.
import { type Fix } from '../finding';
import { collectDrives } from './collect';
import { type CompareOptions, compareDrives, type Comparison } from './compare';
import { type Drive } from './drive';
import { type ReadScript } from './script';
import { compareStrengths, type StrengthComparison } from './strength';
import { type ComparedDrives, comparisonData, driveData } from './report';
import { expectedOf } from './expected';

export interface Analysis {
  readonly drives: readonly Drive[];
  readonly comparisons: readonly Comparison[];
  readonly strengths: readonly StrengthComparison[];
}

export function analyseDrives(scripts: readonly ReadScript[], options: CompareOptions): Analysis {
  const collected = collectDrives(scripts);
  const references = [...options.references, ...scripts.flatMap((each) => each.references)];
  return {
    drives: collected.drives,
    comparisons: compareDrives(collected, { ...options, references }),
    strengths: compareStrengths(
      scripts.map((each) => each.strengths),
      { ...options, references },
    ),
  };
}

export function reportDrives(
  { drives, comparisons, strengths }: Analysis,
  scripts: readonly ReadScript[],
  fixesFor: (comparison: Comparison, drive: Drive) => readonly Fix[],
): ComparedDrives {
  return {
    drives: drives.map((each) => driveData(each, expectedOf(each, scripts))),
    comparisons: comparisons.map((each) => comparisonData(each, (drive) => fixesFor(each, drive))),
    strengths,
  };
}

// What a check keeps of one file, made the same whether by this thread or by one of the crew.
import type { PlacedReport } from '../protocol/analysis';
import type { Analysis } from './analysis';
import { LeftOut, reasonOf } from './problem';

export interface FileReport extends Pick<PlacedReport, 'findings' | 'opened' | 'reach'> {
  readonly failed: { readonly reason: string; readonly leftOut: boolean } | null;
}

const nothing: Omit<FileReport, 'failed'> = {
  findings: [],
  opened: [],
  reach: { keys: [], feeds: false, isReference: false },
};

/** Says what went wrong instead of throwing it. */
export function reportOn(analysis: Analysis, path: string): FileReport {
  try {
    const { error, findings, opened, reach } = analysis.report(path);
    return { findings, opened, reach, failed: error === undefined ? null : { reason: error, leftOut: false } };
  } catch (error) {
    return { ...nothing, failed: { reason: reasonOf(error), leftOut: error instanceof LeftOut } };
  }
}

/** For a file whose reading ended the thread that read it. */
export const lostReport = (reason: string): FileReport => ({ ...nothing, failed: { reason, leftOut: false } });

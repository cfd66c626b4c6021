// Compares what an inspection finds with what numpy found in the same file.
import assert from 'node:assert/strict';
import { type InspectEntry, type InspectReport } from '../../../src/data/inspect';

export interface Figures {
  readonly shape: readonly number[];
  readonly nan: number;
  readonly infinite: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly counts: readonly number[] | null;
}

export function entryOf(report: InspectReport, path: string): InspectEntry {
  const entry = report.entries.find((each) => each.path === path);
  assert.ok(entry, `${path} is listed`);
  return entry;
}

export function assertFigures(report: InspectReport, path: string, expected: Figures): void {
  const entry = entryOf(report, path);
  assert.deepEqual(entry.shape, expected.shape, path);
  assert.deepEqual([entry.nan, entry.infinite], [expected.nan, expected.infinite], path);
  for (const figure of ['min', 'max', 'mean', 'std'] as const) {
    assertNear(entry[figure], expected[figure], `${path} ${figure}`);
  }
  assert.deepEqual(entry.histogram?.counts ?? null, expected.counts, path);
}

export function assertNear(actual: number | null, expected: number | null, what: string): void {
  if (expected === null || actual === null) assert.equal(actual, expected, what);
  else
    assert.ok(
      Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected)),
      `${what}: ${actual}, not ${expected}`,
    );
}

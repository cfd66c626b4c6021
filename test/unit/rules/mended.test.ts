// Each fix that any case of test/cases is offered is applied by itself and linted again: the finding is gone, and nothing worse has come.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Finding, type Fix, type Severity } from '../../../src/core/finding';
import { type SourceDocument } from '../../../src/core/lint';
import { readCases } from '../cases/_cases';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const rank: readonly Severity[] = ['information', 'warning', 'error'];

function applied(files: readonly SourceDocument[], { edits }: Fix): readonly SourceDocument[] {
  const last = [...edits].sort((a, b) => b.span.start - a.span.start);
  return files.map(({ file, text }) => ({
    file,
    text: last
      .filter(({ span }) => span.file === file)
      .reduce((all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end), text),
  }));
}

const findingsIn = (files: readonly SourceDocument[]): readonly Finding[] =>
  linter.lint(files).flatMap(({ findings }) => findings);

const same = (finding: Finding): ((each: Finding) => boolean) => {
  const { rule, message, span } = finding;
  return (each) => each.rule === rule && each.message === message && each.span.file === span.file;
};

/** What the fix leaves of its finding, or brings that is worse. */
function faultsOf(files: readonly SourceDocument[], before: readonly Finding[], finding: Finding, fix: Fix): string[] {
  const after = findingsIn(applied(files, fix));
  const count = (all: readonly Finding[]): number => all.filter(same(finding)).length;
  const stays = count(after) >= count(before) ? [`stays: ${finding.message}`] : [];
  const isNew = (each: Finding): boolean => !before.some((old) => old.rule === each.rule);
  const worse = after.filter((each) => isNew(each) && rank.indexOf(each.severity) >= rank.indexOf(finding.severity));
  return [...stays, ...worse.map(({ rule, message }) => `comes: [${rule}] ${message}`)];
}

describe('the fixes of the cases', () => {
  const mended = new Set<string>();

  for (const name of readdirSync('test/cases').filter((each) => each.endsWith('.md'))) {
    test(name, () => {
      const wrong: string[] = [];
      for (const { heading, files } of readCases(readFileSync(`test/cases/${name}`, 'utf8'))) {
        const before = findingsIn(files);
        for (const finding of before)
          for (const fix of finding.fixes) {
            const faults = faultsOf(files, before, finding, fix);
            if (faults.length === 0) mended.add(finding.rule);
            wrong.push(...faults.map((each) => `${heading}: "${fix.title}": ${each}`));
          }
      }
      assert.ok(wrong.length === 0, wrong.join('\n'));
    });
  }

  test('are those of most rules that have any', () => {
    assert.ok(mended.size >= 25, [...mended].sort().join(' '));
  });
});

// The drives of a set of scripts: evaluated once each, and again, where it changes anything, for every change that is tried.
import { analyseDrives, type Analysis, reportDrives } from './drive/analyse';
import { type Comparison } from './drive/compare';
import { type Drive } from './drive/drive';
import { type Evaluated } from './drive/evaluated';
import { readScript, type ReadScript } from './drive/script';
import { fixesFor } from './drive/fixes';
import { type ComparedDrives } from './drive/report';
import { type Edit, type Fix } from './finding';
import { type DriveOptions, type SourceDocument } from './report';

/** Evaluates one document as the script that is run; the others are there to be imported. */
export type Evaluate = (document: SourceDocument, others: readonly SourceDocument[]) => Evaluated;

export function deriveDrives(
  scripts: readonly SourceDocument[],
  options: DriveOptions,
  evaluate: Evaluate,
): ComparedDrives {
  const read = (document: SourceDocument, others: readonly SourceDocument[]): ReadScript =>
    readScript(evaluate(document, others));
  const known = new Map(
    scripts.map((each, i) => {
      options.reading?.(each.file, i, scripts.length);
      return [each.file, read(each, scripts)];
    }),
  );
  const compared = {
    references: options.references ?? [],
    groups: new Map(Object.entries(options.groups ?? {})),
    named: options.named === true,
  };
  const analysis = analyseDrives([...known.values()], compared);

  const derive = (edits: readonly Edit[]): Analysis | null => {
    const [edit] = edits;
    const file = edit?.span.file;
    if (file === undefined || edits.some((each) => each.span.file !== file)) return null;
    const text = [...known.values()].map((each) => each.texts.get(file)).find((each) => each !== undefined);
    if (text === undefined || file.endsWith('.ipynb')) return null;
    const changed: SourceDocument = { file, text: edited(text, edits) };
    const others = [...scripts.filter((each) => each.file !== file), changed];
    const again = scripts.map((each) => {
      const before = known.get(each.file);
      return before && !before.texts.has(file) ? before : read(each.file === file ? changed : each, others);
    });
    return analyseDrives(again, compared);
  };

  const textOf = (span: Edit['span']): string => {
    const texts = [...known.values()].map((each) => each.texts.get(span.file));
    return texts.find((each) => each !== undefined)?.slice(span.start, span.end) ?? '';
  };
  const fixes = (comparison: Comparison, drive: Drive): readonly Fix[] => {
    const member = comparison.members.find((each) => each.drive === drive);
    return member && options.fixes !== false ? fixesFor(comparison, member, { textOf, derive }) : [];
  };
  return reportDrives(analysis, [...known.values()], fixes);
}

function edited(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => b.span.start - a.span.start);
  return sorted.reduce(
    (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
    text,
  );
}

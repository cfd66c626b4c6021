// Derives the drives of small scripts for the tests.
import { readFileSync } from 'node:fs';
import { createLinter, type Linter } from '../../../src/core/lint';
import { type DriveData, type DriveReport } from '../../../src/core/drive/report';
import { type DriveOptions, type SourceDocument } from '../../../src/core/report';
import { type Fix } from '../../../src/core/finding';
import { grammar } from '../_grammar';

export const linter = (): Linter => createLinter(grammar);

export function drivesOf(files: Readonly<Record<string, string>>, options: DriveOptions = {}): DriveReport {
  const documents = Object.entries(files).map(([file, text]) => ({ file, text }));
  return linter().drives(documents, options);
}

/** The one drive from outside that a script has. */
export function driveOf(text: string): DriveData {
  const drives = drivesOf({ 'model.py': text }, { fixes: false }).drives.filter((each) => each.kind !== 'recurrent');
  const [only] = drives;
  if (!only || drives.length !== 1) throw new Error(`${drives.length} drives: ${drives.map((each) => each.id).join()}`);
  return only;
}

const folder = 'examples/background';

export const background = (): SourceDocument[] =>
  ['cortex.py', 'store.py', 'nest_cortex.py', 'spinnaker_cortex.py'].map((name) => {
    const file = `${folder}/${name}`;
    return { file, text: readFileSync(file, 'utf8') };
  });

/** The documents with a fix made in them. */
export function fixed(documents: readonly SourceDocument[], fix: Fix): SourceDocument[] {
  return documents.map((document) => {
    const edits = fix.edits.filter((each) => each.span.file === document.file);
    const text = [...edits]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce((so, { span, newText }) => so.slice(0, span.start) + newText + so.slice(span.end), document.text);
    return { ...document, text };
  });
}

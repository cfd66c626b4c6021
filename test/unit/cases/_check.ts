// Lints a case and compares what it says with what the marks expect, both ways.
import { createLinter, type DocumentReport, type Linter, type NameReport } from '../../../src/core/lint';
import { LineIndex } from '../../../src/core/text';
import { grammar } from '../_grammar';
import { type Case, type CaseFile, type Mark } from './_cases';

export const makeLinter = (): Linter => createLinter(grammar);

/** One line per difference: where, what was expected, what was got. None for a case that holds. */
export function checkCase(linter: Linter, each: Case): string[] {
  const reports = linter.lint(each.files.map(({ file, text }) => ({ file, text })));
  return each.files.flatMap((file, i) => {
    const report = reports[i];
    return report ? checkFile(file, report) : [`${file.file}: no report`];
  });
}

function checkFile(file: CaseFile, report: DocumentReport): string[] {
  const lines = new LineIndex(file.text);
  const lineOf = (offset: number): number => lines.lineAt(offset) + 1;
  const wrong: string[] = [];
  const complain = (line: number, what: string): void => {
    wrong.push(`line ${file.firstLine + line} \`${lines.lineText(line - 1).trim()}\`: ${what}`);
  };
  if (report.error !== undefined) complain(1, `the document could not be read: ${report.error}`);

  const left = report.findings.map((finding) => ({ ...finding, line: lineOf(finding.span.start) }));
  for (const mark of file.marks) {
    if (mark.kind === 'revealed') {
      const names = report.names.filter((each) => lineOf(each.span.start) === mark.line);
      const indent = lines.offsetAt(mark.line - 1, /^\s*/.exec(lines.lineText(mark.line - 1))?.[0].length ?? 0);
      // What is assigned to at the start of the line, else the last name bound on it.
      const name = names.find((each) => each.span.start === indent) ?? names.at(-1);
      if (!name) complain(mark.line, 'binds no name');
      else
        for (const difference of compareName(mark.text, name)) complain(mark.line, `\`${name.name}\`: ${difference}`);
    } else if (mark.kind === 'dead') {
      const dead = report.dead.find(
        (each) => lineOf(each.span.start) <= mark.line && lineOf(each.span.end) >= mark.line,
      );
      if (!dead) complain(mark.line, 'expected to be dead, is not');
      else if (!dead.reason.includes(mark.text)) complain(mark.line, `dead because ${dead.reason}, not ${mark.text}`);
    } else {
      const at = left.findIndex((finding) => finding.line === mark.line && answers(finding, mark));
      if (at === -1) complain(mark.line, `expected ${mark.kind} ${mark.text}, got none such`);
      else left.splice(at, 1);
    }
  }
  for (const { line, severity, rule, message } of left) complain(line, `unexpected ${severity}: [${rule}] ${message}`);
  return wrong;
}

function answers(finding: DocumentReport['findings'][number], mark: Mark): boolean {
  const match = /^\[([\w-]+)\]\s*(.*)$/.exec(mark.text);
  return (
    match !== null &&
    finding.severity === mark.kind &&
    finding.rule === match[1] &&
    finding.message.includes(match[2] ?? '')
  );
}

/** `unit | value | distribution d | mean m | variance v | shape a × b`: a part that is not written is not compared, `-` is none. */
function compareName(expected: string, name: NameReport): string[] {
  const got: Record<string, string> = {
    unit: name.unit ?? '-',
    value: name.value ?? '-',
    distribution: name.distribution ?? '-',
    mean: name.mean ?? '-',
    variance: name.variance ?? '-',
    shape: name.shape?.join(' × ') ?? '-',
  };
  return expected.split(/\s+\|\s+/).flatMap((part, i) => {
    const named = /^(distribution|mean|variance|shape)\s+(.*)$/.exec(part);
    const [key, wanted] = named ? [named[1] ?? '', named[2] ?? ''] : [i === 0 ? 'unit' : 'value', part];
    return got[key] === wanted ? [] : [`expected ${key} ${wanted}, got ${got[key]}`];
  });
}

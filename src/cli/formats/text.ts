// The findings as a good compiler prints them: place, message, the line with what is meant underlined, reasons and fixes.
import type { Severity } from '../../core/finding';
import type { CheckResult, ShownFinding, ShownFix, Summary } from '../checkResult';
import { drawExcerpt } from '../excerpt';
import type { Format } from '../format';
import { placeText } from '../places';
import type { Style } from '../style';
import { count } from '../words';

const format: Format = {
  name: 'text',
  write(result, style, columns) {
    const parts = result.findings.map((finding) => block(finding, result, style, columns));
    return `${[...parts, summaryLine(result.summary, style)].join('\n')}\n`;
  },
};

export default format;

const paints: Readonly<Record<Severity, 'red' | 'yellow' | 'blue'>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
};

function block(finding: ShownFinding, { excerpts }: CheckResult, style: Style, columns: number): string {
  const { rule, severity, message, related, fixes } = finding;
  const paint = style[paints[severity]];
  const text = [
    `${style.bold(`${placeText(finding)}:`)} ${paint(`${severity}:`)} ${message} ${style.dim(`[${rule}]`)}`,
  ];
  const excerpt = excerpts.get(finding);
  if (excerpt) text.push(...drawExcerpt(excerpt, paint, columns));
  for (const each of related) text.push(`    ${style.dim(`${placeText(each)}:`)} ${each.message}`);
  for (const fix of fixes) text.push(`    ${style.green('fix:')} ${fixText(fix)}`);
  return `${text.join('\n')}\n`;
}

function fixText({ title, edits, safety }: ShownFix): string {
  const [edit] = edits;
  const change =
    edits.length === 1 && edit?.newText && !edit.newText.includes('\n') ? ` — write \`${edit.newText}\`` : '';
  return `${title}${change}${safety === 'unsafe' ? ' (changes a number: check it)' : ''}`;
}

function summaryLine({ files, filesWithFindings, filesNotRead, ...found }: Summary, style: Style): string {
  const checked = files - filesNotRead;
  const notRead = filesNotRead > 0 ? ` ${count(filesNotRead, 'file')} could not be checked.` : '';
  if (checked === 0) return `No Python file was checked.${notRead}`;
  if (found.findings === 0) return `${style.green('No findings')} in ${count(checked, 'file')}.${notRead}`;
  const kinds = [
    found.errors > 0 ? style.red(count(found.errors, 'error')) : '',
    found.warnings > 0 ? style.yellow(count(found.warnings, 'warning')) : '',
    found.information > 0 ? style.blue(`${found.information} information`) : '',
  ];
  return `${kinds.filter(Boolean).join(', ')} in ${filesWithFindings} of ${count(checked, 'file')}.${notRead}`;
}

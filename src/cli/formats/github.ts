// The findings as GitHub Actions' workflow commands: they become annotations on the lines of a pull request.
import type { Severity } from '../../core/finding';
import type { ShownFinding } from '../checkResult';
import type { Format } from '../format';
import { inCell } from '../places';
import { shownFrom } from '../paths';
import { resolve } from 'node:path';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' };

const format: Format = {
  name: 'github',
  write: ({ findings, folder }) => findings.map((finding) => annotation(finding, folder)).join(''),
};

export default format;

function annotation(finding: ShownFinding, folder: string): string {
  const { file, line, column, endLine, endColumn, rule, severity, message, fixes } = finding;
  const properties: [string, string | number][] = [
    ['file', shownFrom(folder, resolve(folder, file))],
    ['line', line],
    ['endLine', endLine],
  ];
  // Columns are only taken where the range stays on one line.
  if (line === endLine) properties.push(['col', column], ['endColumn', endColumn]);
  properties.push(['title', rule]);
  const text = [inCell(finding) + message, ...fixes.map(({ title }) => `fix: ${title}`)].join('\n');
  const list = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  return `::${commands[severity]} ${list}::${escapeMessage(text)}\n`;
}

const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

// The diagnostic as Markdown.
import { type Diagnosis } from '../diagnosis';
import { capital, placeOf, sectionsOf, type Table } from './content';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const tableText = ({ head, rows }: Table): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export function markdownReport(of: Diagnosis): string {
  const { files } = of;
  const given = [
    `data ${files.data}`,
    ...files.weights.map((each) => `weights ${each}`),
    ...(files.code === null ? [] : [`code ${files.code}`]),
    ...(files.history === null ? [] : [`history ${files.history}`]),
  ];
  const parts = [`# Diagnostic of ${files.data}`, `Of ${given.join(', ')}.`, '## Findings'];
  for (const each of of.findings) {
    const place = placeOf(each.place);
    parts.push(`### ${each.severity}: ${each.title}`, `\`${each.id}\`${place === '' ? '' : ` at ${place}`}`);
    parts.push(`${capital(each.evidence)}.`, `**Change:** ${each.change}.`, `**Because** ${each.why}.`);
  }
  if (of.findings.length === 0) parts.push('None.');
  parts.push('## Next', of.next.map((step, i) => `${i + 1}. ${step}`).join('\n'));
  for (const { title, lines, tables } of sectionsOf(of)) parts.push(`## ${title}`, ...lines, ...tables.map(tableText));
  if (of.notes.length > 0) parts.push('## Notes', of.notes.map((note) => `- ${note}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

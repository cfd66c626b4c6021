// The drives as a Markdown document for the lab book: what each path amounts to, how they compare, every step with its place, and the formulas in LaTeX.
// `import type`: these words are wanted in the editor's bundle, and the analysis behind them is not.
import type { Step } from '../finding';
import type { Span } from '../text';
import { figureOf } from './estimateWords';
import type { ComparisonData, DriveData, DriveReport, MemberData } from './report';
import type { StrengthComparison } from './strength';

export interface MarkdownOptions {
  /** How a place is written: `nest.py:134`, or a link to it. */
  place(span: Span): string;
  /** What a drive is called. */
  name(drive: DriveData): string;
}

export function drivesMarkdown({ drives, comparisons, strengths }: DriveReport, options: MarkdownOptions): string {
  const byId = new Map(drives.map((each) => [each.id, each]));
  const lines: string[] = ['# Drives', ''];
  if (comparisons.length === 0) lines.push('Nothing here is driven by the same thing in two places.', '');
  for (const each of comparisons) lines.push(...comparisonLines(each, byId, options));
  if (strengths.length > 0) lines.push(...strengthLines(strengths, options));
  for (const each of drives) lines.push(...driveLines(each, options));
  return `${lines.join('\n').trimEnd()}\n`;
}

function strengthLines(strengths: readonly StrengthComparison[], { place }: MarkdownOptions): string[] {
  const amount = (value: number | null, unit: string): string =>
    value === null ? '?' : `${figureOf(value, 4)} ${unit}`;
  const ratio = (value: number | null): string => (value === null ? '?' : figureOf(value, 4));
  const lines = ['## On the membrane', ''];
  lines.push('| | where | one event | ÷ reference | drive | ÷ reference |', '|---|---|---|---|---|---|');
  for (const { name, members } of strengths)
    for (const each of members) {
      const drive = each.fromOutside ? amount(each.shiftMv, 'mV') : amount(each.mvPerHz, 'mV per Hz');
      const cells = [
        name,
        place(each.span),
        amount(each.peakMv, 'mV'),
        ratio(each.peakRatio),
        drive,
        ratio(each.driveRatio),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  return [...lines, ''];
}

function comparisonLines(
  comparison: ComparisonData,
  byId: ReadonlyMap<string, DriveData>,
  options: MarkdownOptions,
): string[] {
  const { name, because, reference, declared, equal, members } = comparison;
  const title = (id: string): string => {
    const drive = byId.get(id);
    return drive ? options.name(drive) : id;
  };
  const lines = [`## ${name}: ${equal ? 'equal' : 'not equal'}`, ''];
  lines.push(
    `These ${because}. Compared with ${title(reference)}${declared ? ', which is declared to be right' : ''}.`,
    '',
  );
  lines.push(
    '| path | backend | mean | variance | mean ÷ reference | variance ÷ reference |',
    '|---|---|---|---|---|---|',
  );
  for (const each of members) {
    const drive = byId.get(each.id);
    if (!drive) continue;
    const cells = [
      title(each.id),
      drive.backend,
      math(drive.mean?.text),
      math(drive.variance?.text),
      math(each.meanRatio),
      math(each.varianceRatio),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  lines.push('');
  for (const each of members) lines.push(...notes(each, title(each.id), byId.get(each.id)));
  return lines;
}

function notes(member: MemberData, title: string, drive: DriveData | undefined): string[] {
  const lines: string[] = [];
  if (drive && !drive.live)
    lines.push(`- ${title} is never taken: ${drive.because ?? 'the given arguments pass it by'}.`);
  if (member.sharing !== undefined) lines.push(`- ${title}: ${member.sharing}.`);
  for (const fix of member.fixes)
    lines.push(`- ${title}: ${fix.title}${fix.preferred === true ? ' – preferred' : ''}.`);
  return lines.length === 0 ? [] : [...lines, ''];
}

function driveLines(drive: DriveData, options: MarkdownOptions): string[] {
  const lines = [`## ${options.name(drive)}`, ''];
  lines.push(`${drive.backend}, ${drive.kind}, feeds \`${drive.target}\`, at ${options.place(drive.span)}.`);
  if (!drive.live) lines.push(`Never taken: ${drive.because ?? 'the given arguments pass it by'}.`);
  lines.push('');
  for (const step of drive.steps) lines.push(`1. ${stepText(step, options)}`);
  if (drive.steps.length > 0) lines.push('');
  lines.push(...formulas(drive));
  for (const each of drive.assumed) lines.push(`Assumed: ${each.what} = ${each.value} (${each.why}).`, '');
  return lines;
}

const stepText = ({ text, value, span }: Step, options: MarkdownOptions): string =>
  `${text.includes('`') ? text : /^[a-z ,:×/0-9]+$/i.test(text) ? text : `\`${text}\``} = ${math(value)}${span ? ` (${options.place(span)})` : ''}`;

function formulas({ kind, sources, rateHz, weight, mean, variance, current }: DriveData): string[] {
  if (!mean || (!weight && kind !== 'noise')) return [];
  const lines: string[] = [];
  if (kind !== 'dc' && sources && rateHz && weight) {
    lines.push(
      `$$\\mu = ${latex(sources.text)} \\cdot ${latex(rateHz.text)} \\cdot ${latex(weight.text)} = ${latex(mean.text)}$$`,
      '',
    );
    if (variance) lines.push(`$$\\sigma^2 = ${latex(variance.text)}$$`, '');
  } else if (kind === 'noise' && variance) lines.push(`$$\\sigma^2 = ${latex(variance.text)}$$`, '');
  else lines.push(`$$I = ${latex(mean.text)}$$`, '');
  if (current) lines.push(`$$\\langle I \\rangle = ${latex(current.text)}$$`, '');
  return lines;
}

/** Words stay words. */
const math = (text: string | null | undefined): string =>
  text === null || text === undefined ? '?' : /[A-Za-z], | mean |^mean /.test(text) ? text : `$${latex(text)}$`;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A formula as the reports write it, in LaTeX: names upright, powers raised, the unit behind a thin space. */
export function latex(text: string): string {
  return text
    .replace(
      /⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      (power) => `^{${[...power].map((each) => (each === '⁻' ? '-' : String(superscripts.indexOf(each)))).join('')}}`,
    )
    .replace(/([A-Za-zµΩ₀][\wµ₀]*)/g, (name) => (name.length === 1 ? name : `\\mathrm{${name.replaceAll('_', '\\_')}}`))
    .replaceAll('·', ' \\cdot ')
    .replaceAll('×', ' \\times ')
    .replaceAll('−', '-')
    .replace(/ (?=\\mathrm\{[pnm][AVS]\}|\\mathrm\{Hz\})/g, '\\,')
    .replaceAll('₀', '_0')
    .replaceAll('%', '\\%');
}

// A hover's words: the expression with its value and unit, what kind of number it is, why, and the steps by which it came to be.
import * as vscode from 'vscode';
import { type PlacedExplanation, type PlacedName } from '../protocol/analysis';
import { placeName } from './places';
import { locate } from './sources';

type Spot = PlacedName['span'];
type Evidence = PlacedName['evidence'][number];

/** What a hover tells of one expression. */
export interface Telling {
  /** The expression as it is written. */
  readonly code: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly form: string | null;
  /** The form as lines of one width. */
  readonly figure: readonly string[];
  /** Beside the value: of a random draw its moments, of an array its shape. */
  readonly details: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly steps: PlacedExplanation['steps'];
  /** Asks for the unit where it is not known. */
  readonly setUnit?: vscode.Command;
}

const codeLength = 60;
const evidenceAtMost = 3;
const stepsAtMost = 8;

export const isPure = (unit: string | null): boolean => unit === '1' || unit === '';

export function tellingOfName(name: PlacedName, steps: PlacedExplanation['steps']): Telling {
  const { distribution, mean, variance, shape } = name;
  return {
    code: name.name,
    // The moments of a draw are told one by one.
    value: distribution ? null : name.value,
    unit: name.unit,
    form: name.form ?? null,
    figure: [],
    details: [
      ...(distribution ? [vscode.l10n.t('drawn from {0}', distribution)] : []),
      ...(mean ? [vscode.l10n.t('mean {0}', mean)] : []),
      ...(variance ? [vscode.l10n.t('variance {0}', variance)] : []),
      ...(shape && shape.length > 0 ? [vscode.l10n.t('shape {0}', shape.join(' × '))] : []),
    ],
    evidence: name.evidence,
    steps,
  };
}

/** Neither a text nor a function has a unit to be asked for, and a bare number without one says all by itself. */
export function isWorthTelling({ code, value, unit, form, steps, details }: Telling): boolean {
  if (unit !== null || form !== null || details.length > 0) return true;
  return value !== null && value !== code && (steps.length > 0 || (/^-?[\d.]/.test(value) && !/^[\d.]/.test(code)));
}

function headline({ code, value, unit, details }: Telling): string {
  if (value === null || value === code) {
    if (unit !== null) return vscode.l10n.t('in {0}', unit);
    return details.length > 0 ? vscode.l10n.t('unit unknown') : '';
  }
  if (unit === null) return vscode.l10n.t('= {0}, unit unknown', value);
  if (isPure(unit)) return `= ${value}`;
  // A list, a symbol or "varies" is no number that a unit could follow.
  return /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(value) ? `= ${value} ${unit}` : vscode.l10n.t('= {0}, in {1}', value, unit);
}

/** @param estimates sentences on the population or the synapses here */
export function describe(
  telling: Telling | undefined,
  estimates: readonly string[],
  here: vscode.Uri,
): vscode.MarkdownString {
  const paragraphs = [...(telling ? tell(telling, here) : []), estimates.map(sentence).join('  \n')];
  const text = new vscode.MarkdownString(paragraphs.filter((each) => each !== '').join('\n\n'));
  if (telling?.setUnit) text.isTrusted = { enabledCommands: [telling.setUnit.command] };
  return text;
}

function tell(telling: Telling, here: vscode.Uri): string[] {
  const { form, figure, details, steps } = telling;
  const head = [code(shortened(telling.code)), plain(headline(telling))].join(' ').trim() + actionLink(telling);
  const what = [form, details.length > 0 ? details.join(', ') : null].filter((each) => each !== null);
  return [
    [head, ...what.flatMap((each) => each.split('\n')).map(sentence)].join('  \n'),
    figure.length > 0 ? ['```text', ...figure, '```'].join('\n') : '',
    because(telling, here),
    steps.length > 1 ? stepList(steps, here) : '',
  ];
}

function actionLink({ setUnit }: Telling): string {
  if (!setUnit) return '';
  const parameters = encodeURIComponent(JSON.stringify(setUnit.arguments ?? []));
  return ` · [${plain(setUnit.title)}](command:${setUnit.command}?${parameters})`;
}

function because({ unit, evidence, steps }: Telling, here: vscode.Uri): string {
  // That a pure number came of other units is what its steps show; who declared those says nothing of it.
  if (isPure(unit) && steps.length > 0) return '';
  const reasons = evidence.map((each) => {
    const link = each.span && linkTo(each.span, here);
    return link ? `${sentence(each.text)} (${link})` : sentence(each.text);
  });
  const different = [...new Set(reasons)].slice(0, evidenceAtMost);
  return different.length > 0 ? `${plain(vscode.l10n.t('because'))} ${different.join('; ')}` : '';
}

function stepList(steps: Telling['steps'], here: vscode.Uri): string {
  const left = Math.max(0, steps.length - stepsAtMost);
  const items = steps.slice(left).map(({ text, value, span }, at) => {
    const link = span && linkTo(span, here);
    return `${left + at + 1}. ${code(text)} = ${plain(value)}${link ? ` (${link})` : ''}`;
  });
  return items.join('\n');
}

function linkTo(spot: Spot, here: vscode.Uri): string | undefined {
  const { uri, range } = locate(spot);
  // A link into a notebook's cell can't be followed.
  if (uri.scheme === 'vscode-notebook-cell') return undefined;
  const line = range.start.line + 1;
  const target = uri.with({ fragment: `L${line},${range.start.character + 1}` });
  const text =
    uri.toString() === here.toString() ? vscode.l10n.t('line {0}', line) : placeName(new vscode.Location(uri, range));
  return `[${plain(text)}](${target.toString()})`;
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > codeLength ? `${line.slice(0, codeLength - 1)}…` : line;
};

/** As it is, whatever it holds: `MarkdownString.appendText` would keep long lines from breaking. */
const plain = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-!~>|]/g, '\\$&');

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return fence + padding + text + padding + fence;
}

/** Our own sentence with what the user wrote in backticks: the names as code, everything else as plain text. */
const sentence = (text: string): string =>
  text
    .split('`')
    .map((part, at) => (at % 2 === 1 ? code(part) : plain(part)))
    .join('');

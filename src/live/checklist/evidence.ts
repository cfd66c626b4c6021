// What the checklist is judged by: a session's state, an earlier look at it, its log, and how an item is made of what they say.
import type { ChecklistId, ChecklistItem, Solution, Verdict } from '../checklistItem';
import type { LogFacts } from '../logs';
import { demonstration, routes } from '../routes';
import { shortened } from '../secret';
import type { Readings, SessionState } from '../state';
import type { Answers, Question } from '../values';

export interface Evidence {
  readonly state: SessionState | null;
  /** The same session some time before: what is frozen is seen by two looks. */
  readonly earlier?: Readings | undefined;
  readonly logs?: LogFacts | undefined;
  /** Spike rates as they were seen one after the other. */
  readonly rates?: readonly number[] | undefined;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly value: number | string | null;
  readonly text: string;
  readonly because: string;
  readonly issue?: string;
  readonly solutions?: readonly Solution[];
}

export interface Item {
  readonly id: ChecklistId;
  /** As the runbook has it. */
  readonly item: string;
  readonly from: readonly Question[];
  judge(evidence: Evidence): Judged;
}

export function answerTo<Name extends Question>({ state }: Evidence, question: Name): Answers[Name] | null {
  const reading = state?.readings[question] as { readonly value: Answers[Name] | null } | undefined;
  return reading?.value ?? null;
}

/** Why nothing is known: what went wrong with it, or that no route tells. */
export function unknown(evidence: Evidence, question: Question, otherwise: string): Judged {
  const reading = evidence.state?.readings[question];
  const paths = routes.filter(({ reads }) => reads.some((each) => each.question === question)).map(({ path }) => path);
  const trouble = evidence.state?.troubles.find(({ route }) => paths.some((path) => route?.endsWith(path) === true));
  const final = evidence.state?.troubles.length === 1 && !reading ? evidence.state.troubles[0] : undefined;
  const odd = reading?.notes.find((each) => each.includes('no part of 1'));
  const because =
    trouble?.message ??
    odd ??
    (reading
      ? `the answer has a form that is not known: ${shortened(reading.raw, 120)}`
      : (final?.message ?? (evidence.state || !evidence.logs ? otherwise : onlyLog)));
  return { verdict: 'unknown', value: null, text: 'not known', because };
}

const onlyLog = 'the log does not tell: give the address of the service as well';

/** `1 warning`, `2 warnings`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How the figure was come by, where the service did not say it in so many words. */
export function origin({ state }: Evidence, question: Question): string {
  const reading = state?.readings[question];
  if (!reading) return '';
  const words = [reading.derived, ...reading.notes].filter((each) => each !== null);
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

export function itemOf({ id, item, from, judge }: Item, evidence: Evidence): ChecklistItem {
  const { issue = null, solutions = [], ...judged } = judge(evidence);
  const [main] = from;
  const isDemonstration = main !== undefined && evidence.state?.readings[main]?.notes.includes(demonstration) === true;
  // What a demonstration does says nothing of the model, neither for it nor against it.
  if (isDemonstration) return { id, item, ...judged, verdict: 'unknown', issue: null, solutions: [], from };
  return { id, item, ...judged, issue, solutions, from };
}

/** Three or four figures, as people write them. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? value.toExponential(2).replace(/\.?0+e/, 'e')
      : String(Number(value.toPrecision(4)));
  return text.replace('-', '−');
}

export function percent(part: number): string {
  const value = part * 100;
  if (value !== 0 && Math.abs(value) < 0.01) return `${figure(value)} %`;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}

// The changes of one number, or of a rate and a weight together, that make two drives equal: each tried by deriving again.
import { spanKey } from '../evaluate/facts';
import { asConstant } from '../evaluate/poly';
import { type Edit, type Fix } from '../finding';
import {
  compare as order,
  divide,
  isInteger,
  isOne,
  multiply,
  one,
  powerOfTen,
  type Rational,
  sign,
  toNumber,
  toText,
} from '../units/rational';
import { type Span } from '../text';
import { type Analysis } from './analyse';
import { type Comparison, isEqual, isUnity, type Member } from './compare';
import { type Drive } from './drive';
import { type Leaf, leavesOf } from './leaves';

export interface Trial {
  readonly textOf: (span: Span) => string;
  /** The analysis as it is after the edits; null where they can't be made. */
  readonly derive: (edits: readonly Edit[]) => Analysis | null;
}

interface Change {
  readonly leaf: Leaf;
  /** What part of the drive the number belongs to. */
  readonly part: 'rate' | 'sources' | 'weight';
}

interface Tried {
  readonly fix: Fix;
  readonly inRate: boolean;
  /** How far the variance is off, as a logarithm. */
  readonly off: number;
}

const mostTrials = 24;

export function fixesFor(comparison: Comparison, member: Member, trial: Trial): Fix[] {
  const meanFactor = member.meanRatio && asConstant(member.meanRatio);
  const powerFactor = member.powerRatio && asConstant(member.powerRatio);
  if (!meanFactor || sign(meanFactor) <= 0 || isEqual(member) || member.drive === comparison.reference) return [];
  const needed = divide(one, meanFactor);
  const tried: Tried[] = [];
  const attempt = (drive: Drive, factor: Rational): void => {
    for (const change of changesOf(drive).slice(0, mostTrials)) {
      const result = isOne(factor) ? null : tryChange(comparison, member, drive, change, factor, trial);
      if (result) tried.push(result);
    }
  };
  attempt(member.drive, needed);
  if (!comparison.declared) attempt(comparison.reference, meanFactor);
  if (powerFactor && !tried.some((each) => each.off === 0)) {
    const pair = tryPair(comparison, member, needed, divide(one, powerFactor), trial);
    if (pair) tried.push(pair);
  }
  const seen = new Set<string>();
  const once = tried.filter(({ fix }) => {
    const key = fix.edits.map((each) => `${spanKey(each.span)}${each.newText}`).join();
    return !seen.has(key) && seen.add(key);
  });
  once.sort((a, b) => a.off - b.off || Number(b.inRate) - Number(a.inRate));
  return once.map(({ fix }, i) => (comparison.declared && i === 0 ? { ...fix, preferred: true } : fix));
}

/** The numbers that a drive is proportional to, those of its rate first; each once. */
function changesOf(drive: Drive): Change[] {
  const parts: readonly Change['part'][] = ['rate', 'weight', 'sources'];
  const changes = new Map<string, Change>();
  for (const part of parts) {
    for (const { value } of drive.made.filter((each) => each.part === part)) {
      for (const leaf of leavesOf(value))
        if (!changes.has(spanKey(leaf.span))) changes.set(spanKey(leaf.span), { leaf, part });
    }
  }
  return [...changes.values()];
}

function editFor(leaf: Leaf, factor: Rational, drive: Drive, part: Change['part'], trial: Trial): Edit | null {
  const value = leaf.power === 1 ? multiply(leaf.value, factor) : leaf.power === -1 ? divide(leaf.value, factor) : null;
  if (!value || sign(value) <= 0) return null;
  if (part === 'sources' && !isInteger(value)) return null;
  // A probability per step stays one.
  if (drive.kind === 'bernoulli' && part === 'rate' && order(value, one) >= 0) return null;
  // A conversion between prefixes is not what is wrong.
  if (part === 'weight' && isConversion(leaf.value) && !isOne(value)) return null;
  if (isOne(value) && part === 'weight') return removal(leaf.span, trial);
  const old = trial.textOf(leaf.span);
  const text = numberText(value, old);
  return text === null ? null : { span: leaf.span, newText: text };
}

const isConversion = (value: Rational): boolean => {
  const exponent = powerOfTen(value);
  return exponent !== null && exponent !== 0 && exponent % 3 === 0;
};

/** A factor of one is taken out together with its operator, where it has one in front. */
function removal(span: Span, trial: Trial): Edit {
  const before = trial.textOf({ ...span, start: Math.max(0, span.start - 8), end: span.start });
  const after = trial.textOf({ ...span, start: span.end, end: span.end + 3 });
  const operator = /\s*(?<!\*)[*/]\s*$/.exec(before);
  if (!operator || /^\s*\*\*/.test(after)) return { span, newText: /[.eE]/.test(trial.textOf(span)) ? '1.0' : '1' };
  return { span: { ...span, start: span.start - operator[0].length }, newText: '' };
}

/** Written as the old one was: with a decimal point where it had one. Null for what has no short decimal form. */
function numberText(value: Rational, old: string): string | null {
  const text = toText(value);
  if (!/^-?\d+(?:\.\d+)?$/.test(text) || text.length > 12) return null;
  if (!/^[\d._]+(?:[eE][+-]?\d+)?$/.test(old)) return null;
  return /[.eE]/.test(old) && !text.includes('.') ? `${text}.0` : text;
}

function tryChange(
  comparison: Comparison,
  member: Member,
  drive: Drive,
  { leaf, part }: Change,
  factor: Rational,
  trial: Trial,
): Tried | null {
  const edit = editFor(leaf, factor, drive, part, trial);
  if (!edit) return null;
  const what =
    edit.newText === ''
      ? `Remove \`${trial.textOf(edit.span).trim()}\` from the weight`
      : `Change the ${nameOf(part, drive)} ${trial.textOf(leaf.span)} → ${edit.newText}`;
  return verified(comparison, member, [edit], part !== 'weight', trial, what);
}

/** A rate and a weight together can give back mean and variance where neither alone can. */
function tryPair(comparison: Comparison, member: Member, mean: Rational, power: Rational, trial: Trial): Tried | null {
  const byWeight = divide(power, mean);
  const byRate = divide(multiply(mean, mean), power);
  const changes = changesOf(member.drive);
  let left = mostTrials;
  for (const first of changes.filter((each) => each.part !== 'weight')) {
    for (const second of changes.filter((each) => each.part === 'weight')) {
      if (--left < 0) return null;
      const [a, b] = [
        editFor(first.leaf, byRate, member.drive, first.part, trial),
        editFor(second.leaf, byWeight, member.drive, 'weight', trial),
      ];
      if (!a || !b) continue;
      const change = (edit: Edit): string =>
        `${trial.textOf(edit.span).trim()} → ${edit.newText === '' ? 'nothing' : edit.newText}`;
      const text = `Change the ${nameOf(first.part, member.drive)} ${change(a)}, and the weight: ${change(b)}`;
      const result = verified(comparison, member, [a, b], true, trial, text);
      if (result?.off === 0) return result;
    }
  }
  return null;
}

function nameOf(part: Change['part'], drive: Drive): string {
  if (part === 'weight') return 'weight:';
  if (part === 'sources') return 'number of sources:';
  return drive.kind === 'bernoulli' ? 'probability per step:' : 'rate:';
}

/** Derives with the edits made, and keeps the fix only where the means are then equal. */
function verified(
  comparison: Comparison,
  member: Member,
  edits: readonly Edit[],
  inRate: boolean,
  trial: Trial,
  what: string,
): Tried | null {
  const after = trial
    .derive(edits)
    ?.comparisons.find((each) => each.name === comparison.name && each.by === comparison.by);
  const now = after?.members.find((each) => each.drive.id === member.drive.id);
  if (!after || !now || after.reference.id !== comparison.reference.id || !isUnity(now.meanRatio)) return null;
  const equalBefore = comparison.members.filter(isEqual).length;
  const same = isEqual(now);
  if (same && after.members.filter(isEqual).length <= equalBefore) return null;
  const variance = now.powerRatio && asConstant(now.powerRatio);
  const file = edits[0]?.span.file ?? '';
  const where = file === member.drive.file ? '' : ` in ${file.slice(file.lastIndexOf('/') + 1)}`;
  const outcome = same ? 'same mean and variance' : `same mean, ${timesText(now)} the variance`;
  return {
    fix: { title: `${what}${where} (${outcome})`, safety: 'unsafe', edits },
    inRate,
    off: same ? 0 : variance ? Math.abs(Math.log(toNumber(variance))) : Infinity,
  };
}

/** `11×`: of the variance as it is, a Bernoulli draw's own included. */
function timesText(member: Member): string {
  const exact = (member.varianceRatio && asConstant(member.varianceRatio)) ?? null;
  if (!exact) return 'another multiple of';
  const value = toNumber(exact);
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))}×`;
}

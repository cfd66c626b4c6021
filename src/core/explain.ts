// Explains a number: what kind of number it is, and the steps by which it came to be.
import { resolve, unitOf } from './evaluate/claim';
import { type Num, type Origin, writtenMark } from './evaluate/value';
import { constantOf } from './evaluate/numbers';
import { type Step } from './finding';
import { describe, unitText } from './describe';
import { type Span } from './text';
import { exponentOf, isDimensionless } from './units/dimension';
import { equal, isOne, negate, one } from './units/rational';

const maxSteps = 14;

/** The chain from what was read to the number, each step with its place; what changes nothing is left out, and of a long chain its beginning. */
export function stepsOf(value: Num, textOf: (span: Span) => string): Step[] {
  const shown = nearestOrigins(value);
  const steps: Step[] = [];
  const seen = new Set<Origin>();
  const visit = (each: Num): void => {
    const { origin } = each;
    if (!origin || !shown.has(origin) || seen.has(origin)) return;
    seen.add(origin);
    origin.inputs.forEach(visit);
    if (!isStep(origin)) return;
    const unit = unitText(each);
    const text = [describe(each) ?? '?', unit].filter((part) => part !== null && part !== '1').join(' ');
    const source = textOf(origin.span).replace(/\s+/g, ' ');
    steps.push({
      text: source.length > 80 ? `${source.slice(0, 79)}…` : source,
      value: text === '' ? '1' : text,
      span: origin.span,
    });
  };
  visit(value);
  return steps;
}

const isStep = ({ span, what }: Origin): boolean => span.file !== '' && what !== writtenMark;

/** As many steps as are shown, those first that lead straight to the number. */
function nearestOrigins({ origin }: Num): ReadonlySet<Origin> {
  const found = new Set<Origin>(origin ? [origin] : []);
  const shown = new Set<Origin>();
  let steps = 0;
  for (const each of found) {
    if (isStep(each) && steps++ >= maxSteps) break;
    shown.add(each);
    for (const input of each.inputs) if (input.origin) found.add(input.origin);
  }
  return shown;
}

const isRatio = (value: Num | undefined): value is Num & { origin: Origin } =>
  value?.origin?.what === '/' || value?.origin?.what === '*';

/** True where both have a time's dimension, or the one that is known has. */
function isTimeRatio(value: Num): boolean {
  const parts = value.origin?.inputs ?? [];
  const [top, bottom] = value.origin?.what === '/' ? parts : [undefined, undefined];
  const units = [top, bottom].map((each) => unitOf(each?.claim ?? null));
  return (
    units.some((each) => each !== null && exponentOf(each.dimension, 's') === 1) &&
    units.every((each) => each === null || exponentOf(each.dimension, 's') === 1)
  );
}

const unwrapped = (value: Num): Num =>
  value.origin?.what === '-' && value.origin.inputs.length === 1 && value.origin.inputs[0]
    ? value.origin.inputs[0]
    : value;

/** τ, 1/τ, exp(−dt/τ) and 1 − dt/τ are told apart by how they were made. */
export function formOf(value: Num): string | null {
  const { origin } = value;
  if (!origin) return null;
  const [first, second] = origin.inputs;
  if (origin.what === 'exp' && first) {
    const argument = unwrapped(first);
    // −dt/τ parses as (−dt)/τ: the sign may stand on the numerator.
    const numerator = argument.origin?.inputs[0];
    const negative = argument !== first || (numerator !== undefined && unwrapped(numerator) !== numerator);
    if (isRatio(argument) && isTimeRatio(argument))
      return negative ? 'decay factor exp(−dt/τ): the part kept each step' : 'exp(+dt/τ): grows instead of decaying';
  }
  if (origin.what === '-' && first && second && isUnity(first)) {
    if (isTimeRatio(second)) return 'decay factor 1 − dt/τ (Euler): the part kept each step';
    if (second.origin?.what === 'exp' && formOf(second)?.startsWith('decay factor') === true)
      return '1 − exp(−dt/τ): the part lost each step';
  }
  const unit = unitOf(value.claim);
  if (origin.what === '/' && first && isUnity(first) && unit && exponentOf(unit.dimension, 's') === -1)
    return 'inverse of a time, 1/τ';
  if (origin.what === '/' && isTimeRatio(value)) return 'ratio of times, dt/τ';
  return origin.what === '*' ? probabilityForm(value) : null;
}

const isUnity = (value: Num): boolean => {
  const exact = constantOf(value);
  return exact !== null && (isOne(exact) || equal(exact, negate(one)));
};

function probabilityForm(value: Num): string | null {
  const units = (value.origin?.inputs ?? []).map((each) => unitOf(each.claim));
  const rate = units.find(
    (each) => each && (exponentOf(each.dimension, 's') === -1 || exponentOf(each.dimension, 'step') === -1),
  );
  const time = units.find((each) => each && exponentOf(each.dimension, 's') === 1);
  if (!rate || !time || !value.claim) return null;
  const { unit } = resolve(value.claim).term;
  if (!isDimensionless(unit.dimension)) return null;
  return isOne(unit.factor) ? 'events per step, rate × dt' : 'events per step, rate × dt, in units that do not cancel';
}

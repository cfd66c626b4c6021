// The report on names: for every place that binds one, its unit, its value and why, and how much of the file is understood.
import { resolve, unitOf } from './evaluate/claim';
import { describe, evidenceReport, numberIn, unitText } from './describe';
import { type Binding, bindingsIn, type Facts } from './evaluate/facts';
import { sameValue } from './evaluate/join';
import { formatPoly } from './evaluate/poly';
import { type Num, type Value } from './evaluate/value';
import { formOf } from './explain';
import { type Step } from './finding';
import { type NameReport } from './report';
import { constantOf } from './evaluate/numbers';
import { sameDimension } from './units/dimension';
import { likelyUnit } from './units/habits';
import { toNumber } from './units/rational';

export function reportNames(
  facts: Facts,
  file: string,
  stepsFor: ((value: Num) => readonly Step[]) | null = null,
): NameReport[] {
  return [...bindingsIn(facts, file)]
    .sort((a, b) => a.span.start - b.span.start)
    .map((each) => reportName(each, stepsFor));
}

function reportName(binding: Binding, stepsFor: ((value: Num) => readonly Step[]) | null): NameReport {
  const numbers = binding.values.flatMap((each) => numberIn(each) ?? []);
  const settled = commonUnit(numbers);
  const [first] = binding.values;
  const witness = numbers.find((each) => each.claim);
  return {
    name: binding.name,
    kind: binding.kind,
    span: binding.span,
    unit: settled,
    value: first ? valueText(binding, first) : null,
    numeric: numbers.length > 0,
    evidence: witness?.claim ? resolve(witness.claim).evidence.map(evidenceReport) : [],
    ...spread(numbers[0]),
    ...formAndSteps(numbers[0], stepsFor),
    ...guess(binding.name, settled, numbers[0]),
  };
}

function guess(name: string, unit: string | null, value: Num | undefined): Pick<NameReport, 'likely'> {
  const exact = unit === null && value && !value.draw ? constantOf(value) : null;
  const likely = exact ? likelyUnit(name, toNumber(exact)) : null;
  return likely ? { likely } : {};
}

/** The unit that all values of a name share. Quantities share it whatever prefix each reads best in. */
function commonUnit(numbers: readonly Num[]): string | null {
  const [first, ...others] = numbers;
  if (!first) return null;
  const text = unitText(first);
  const dimension = unitOf(first.claim)?.dimension;
  const same = (each: Num): boolean => {
    if (!first.quantity || !each.quantity) return unitText(each) === text;
    const other = unitOf(each.claim)?.dimension;
    return dimension !== undefined && other !== undefined && sameDimension(dimension, other);
  };
  return others.every(same) ? text : null;
}

function formAndSteps(
  value: Num | undefined,
  stepsFor: ((value: Num) => readonly Step[]) | null,
): Pick<NameReport, 'form' | 'steps'> {
  const form = value ? formOf(value) : null;
  const steps = value && stepsFor ? stepsFor(value) : [];
  return { ...(form === null ? {} : { form }), ...(steps.length > 0 ? { steps } : {}) };
}

function valueText(binding: Binding, first: Value): string | null {
  const distinct: Value[] = [];
  for (const each of binding.values) if (!distinct.some((other) => sameValue(other, each))) distinct.push(each);
  if (distinct.length === 1) return describe(first);
  const texts = [...new Set(distinct.map((each) => describe(each)))];
  // A few calls' values are worth seeing; more of them only say that it varies.
  return texts.length <= 3 && texts.every((each) => each !== null && each.length <= 24) ? texts.join('; ') : 'varies';
}

function spread(value: Num | undefined): Pick<NameReport, 'mean' | 'variance' | 'distribution' | 'shape'> {
  const shape =
    value?.shape && value.shape.length > 0
      ? { shape: value.shape.map((each) => (each ? formatPoly(each.poly) : '?')) }
      : {};
  if (!value?.draw) return shape;
  return {
    ...shape,
    distribution: value.draw.distribution,
    mean: formatPoly(value.poly),
    ...(value.draw.variance ? { variance: formatPoly(value.draw.variance) } : {}),
  };
}

/** The part of the file's numbers whose unit is known, and the few names that would settle most of the rest. */
export function coverageOf(
  facts: Facts,
  file: string,
): { coverage: number; settling: { name: string; settles: number }[] } {
  let known = 0;
  let all = 0;
  const open = new Map<string, number>();
  for (const binding of bindingsIn(facts, file)) {
    const number = binding.values.map(numberIn).find((each) => each !== null);
    if (!number) continue;
    all++;
    const unit = number.claim && resolve(number.claim);
    if (unit && unit.term.unknowns.length === 0) known++;
    for (const [variable] of unit?.term.unknowns ?? []) open.set(variable.name, (open.get(variable.name) ?? 0) + 1);
  }
  const settling = [...open]
    .map(([name, settles]) => ({ name, settles }))
    .sort((a, b) => b.settles - a.settles)
    .slice(0, 5);
  return { coverage: all === 0 ? 1 : known / all, settling };
}

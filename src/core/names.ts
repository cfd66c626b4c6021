// The report on names: for every place that binds one, its unit, its value and why, and how much of the file is understood.
import { type Evidence, resolve, unitOf } from './evaluate/claim';
import { type Binding, bindingsIn, type Facts } from './evaluate/facts';
import { sameValue } from './evaluate/join';
import { formatPoly } from './evaluate/poly';
import { constantOf } from './evaluate/numbers';
import { type Num, type Value } from './evaluate/value';
import { formOf } from './explain';
import { type Step } from './finding';
import { formatUnit, readableUnit } from './units/format';
import { divide, toNumber, toText } from './units/rational';
import { type EvidenceReport, type NameReport } from './lint';

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
  const units = new Map(numbers.map((each) => [unitText(each) ?? '', each]));
  const settled = units.size === 1 ? [...units.keys()][0] : undefined;
  const [first] = binding.values;
  const witness = numbers.find((each) => each.claim);
  return {
    name: binding.name,
    kind: binding.kind,
    span: binding.span,
    unit: settled === '' || settled === undefined ? null : settled,
    value: first ? valueText(binding, first) : null,
    numeric: numbers.length > 0,
    evidence: witness?.claim ? resolve(witness.claim).evidence.map(evidenceReport) : [],
    ...spread(numbers[0]),
    ...formAndSteps(numbers[0], stepsFor),
  };
}

function formAndSteps(
  value: Num | undefined,
  stepsFor: ((value: Num) => readonly Step[]) | null,
): Pick<NameReport, 'form' | 'steps'> {
  const form = value ? formOf(value) : null;
  const steps = value && stepsFor ? stepsFor(value) : [];
  return { ...(form === null ? {} : { form }), ...(steps.length > 0 ? { steps } : {}) };
}

export const evidenceReport = ({ kind, text, span }: Evidence): EvidenceReport => ({
  kind,
  text,
  ...(span ? { span } : {}),
});

/** The number in a value, or in each element of it. */
export function numberIn(value: Value | undefined, depth = 0): Num | null {
  if (value?.kind === 'num') return value;
  // A list can hold itself.
  if (depth > 4) return null;
  if (value?.kind === 'sequence') return numberIn(value.items[0], depth + 1);
  if (value?.kind === 'choice')
    return numberIn(value.options.find((each) => numberIn(each.value, depth + 1))?.value, depth + 1);
  return null;
}

export function unitText(value: Num): string | null {
  const unit = unitOf(value.claim);
  if (!unit || !value.claim) return null;
  if (value.quantity) {
    const exact = constantOf(value);
    return formatUnit((exact && readableUnit(unit.dimension, toNumber(exact))) ?? { ...unit, symbol: null });
  }
  const { scale } = resolve(value.claim);
  if (scale.n === scale.d) return formatUnit(unit);
  // A power of ten since then is a conversion or a scale; said as what it would be if it converts.
  return formatUnit({ factor: divide(unit.factor, scale), dimension: unit.dimension, symbol: null });
}

function valueText(binding: Binding, first: Value): string | null {
  if (binding.values.some((each) => !sameValue(each, first))) return 'varies';
  return describe(first);
}

/** A value as people read it; null where there is nothing to say. */
export function describe(value: Value, depth = 0): string | null {
  switch (value.kind) {
    case 'num':
      return describeNumber(value);
    case 'text':
      return JSON.stringify(value.value.length > 40 ? `${value.value.slice(0, 39)}…` : value.value);
    case 'flag':
      return value.value ? 'True' : 'False';
    case 'nothing':
      return 'None';
    case 'sequence': {
      if (depth > 4) return '[…]';
      const items = value.items.slice(0, depth > 0 ? 3 : 8).map((each) => describe(each, depth + 1) ?? '?');
      const more = value.items.length > items.length ? ', …' : '';
      const body = `[${items.join(', ')}${more}]`;
      return value.count ? `${body} × ${formatPoly(value.count.poly)}` : body;
    }
    case 'choice':
      return value.options
        .map(
          (each) => `${describe(each.value, depth + 1) ?? '?'}${each.condition === '' ? '' : ` if ${each.condition}`}`,
        )
        .join('; ');
    case 'thing':
      return value.type;
    case 'instance':
      return `a ${value.type.name}`;
    default:
      return null;
  }
}

function describeNumber(value: Num): string {
  if (value.special) return value.special;
  if (value.draw) {
    const variance = value.draw.variance ? `, variance ${formatPoly(value.draw.variance)}` : '';
    return `${value.draw.distribution}, mean ${formatPoly(value.poly)}${variance}`;
  }
  const exact = constantOf(value);
  const unit = value.quantity && exact ? unitOf(value.claim) : null;
  const shown = unit && exact ? readableUnit(unit.dimension, toNumber(exact)) : null;
  if (shown && exact) return toText(divide(exact, shown.factor));
  return value.approximate && exact ? String(Number(toNumber(exact).toPrecision(6))) : formatPoly(value.poly);
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

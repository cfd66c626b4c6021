// Values in words: the number in a value, its unit, and the value as people read it.
import { type Evidence, resolve, unitOf } from './evaluate/claim';
import { formatPoly } from './evaluate/poly';
import { constantOf } from './evaluate/numbers';
import { type Num, type Value } from './evaluate/value';
import { type EvidenceReport } from './report';
import { formatUnit, readableUnit } from './units/format';
import { divide, toNumber, toText } from './units/rational';

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

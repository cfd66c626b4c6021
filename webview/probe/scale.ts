// From a slider's place to the factor that it stands for and back, and to what a number becomes. No DOM.
import { type Dial, type ProbeSettings } from '../../src/protocol/probe';
import { formatMeasure, t } from '../texts';

/** Decades to either side. */
export const decades = 1;
/** Of a decade: one press of an arrow key is 2 %. */
export const placeStep = 0.01;

/** Three digits: what is shown is what is run. */
export function factorAt(place: number): number {
  return Math.abs(place) < placeStep / 2 ? 1 : Number((10 ** place).toPrecision(3));
}

export const placeOf = (factor: number): number =>
  Math.min(decades, Math.max(-decades, Math.round(Math.log10(factor) / placeStep) * placeStep));

type Turnable = Pick<Dial, 'value' | 'origin' | 'unit' | 'text' | 'isKept' | 'isWhole'>;

/** The number as it is with the factor; null where it is drawn, or stands for several. */
export function turnedValue({ value, origin, isKept, isWhole }: Turnable, factor: number): number | null {
  if (value === null) return null;
  if (isWhole) return Math.max(1, Math.round(value * factor));
  if (isKept) return value ** (1 / factor);
  return origin + (value - origin) * factor;
}

/** `× 2 · 40 pA`. */
export function turnedInWords(dial: Turnable, factor: number): string {
  const value = turnedValue(dial, factor);
  const amount = value === null ? dial.text : `${formatMeasure(value)} ${dial.unit ?? ''}`.trim();
  if (factor === 1) return amount === '' ? '× 1' : amount;
  const times = `× ${formatMeasure(factor)}`;
  return value === null ? times : `${times} · ${amount}`;
}

/** Durations that a slider offers: from 10 ms to 20 s, two digits each. */
export const durationPlaces = { least: 1, most: 4.3, step: 0.05 };
export const durationAt = (place: number): number => Number((10 ** place).toPrecision(2));
export const durationPlaceOf = (ms: number): number =>
  Math.min(durationPlaces.most, Math.max(durationPlaces.least, Math.log10(Math.max(ms, 1))));

/** Only what is turned, in one order, so that the same settings are the same text. */
export function tidyTurned(turned: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(turned)
      .filter(([, factor]) => factor !== 1)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** `E → I weight`, `threshold of E`: what a dial turns, in words. */
export function dialInWords({ part, of, name }: Pick<Dial, 'part' | 'of' | 'name'>): string {
  if (part === 'run') return t('time step');
  const what = { weight: t('weight'), delay: t('delay'), rate: t('rate'), size: t('size') }[name] ?? name;
  return `${of.replaceAll('*', t('all'))} ${what}`;
}

/** What sets a run apart from another: `seed 2, E → I weight × 2`; empty where nothing does. */
export function differenceInWords(own: ProbeSettings, base: ProbeSettings, nameOf: (key: string) => string): string {
  const keys = new Set([...Object.keys(own.turned ?? {}), ...Object.keys(base.turned ?? {})]);
  const turned = [...keys].flatMap((key) => {
    const [factor, before] = [own.turned?.[key] ?? 1, base.turned?.[key] ?? 1];
    return factor === before ? [] : [`${nameOf(key)} × ${formatMeasure(factor)}`];
  });
  return [
    ...(own.durationMs === base.durationMs ? [] : [`${formatMeasure(own.durationMs)} ms`]),
    ...(own.seed === base.seed ? [] : [t('seed {0}', own.seed)]),
    ...turned,
  ].join(', ');
}

// Says times on a live panel's axis by the clock on the wall. No DOM.
import { languageOf, t } from '../texts';
import { type TimeWords } from '../timeAxis';

const formats = new Map<string, Intl.DateTimeFormat>();

/** @param digits of a second; null leaves the seconds out */
function formatOf(digits: 0 | 1 | 2 | 3 | null): Intl.DateTimeFormat {
  const key = `${languageOf()} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(digits === null ? {} : { second: '2-digit' }),
    ...(digits ? { fractionalSecondDigits: digits } : {}),
  };
  const made = new Intl.DateTimeFormat(languageOf(), options);
  formats.set(key, made);
  return made;
}

const digitsFor = (spanMs: number): 0 | 1 | 2 | 3 => (spanMs > 20_000 ? 0 : spanMs > 2_000 ? 1 : spanMs > 200 ? 2 : 3);

export const timeOfDay = (epochMs: number, spanMs = 60_000): string => formatOf(digitsFor(spanMs)).format(epochMs);

/** @param origin ms since 1970 of the axis' zero */
export function clockWords(origin: () => number | null): TimeWords {
  const epochOf = (timeMs: number): number => (origin() ?? 0) + timeMs;
  const moment = (timeMs: number, spanMs: number): string => timeOfDay(epochOf(timeMs), spanMs / 20);
  return {
    tick: (timeMs, spanMs) => formatOf(spanMs > 1_200_000 ? null : digitsFor(spanMs)).format(epochOf(timeMs)),
    moment,
    stretch: (fromMs, toMs, spanMs) => t('{0} to {1}', moment(fromMs, spanMs * 20), moment(toMs, spanMs * 20)),
    column: () => t('time'),
    cell: (timeMs) => new Date(epochOf(timeMs)).toISOString(),
  };
}

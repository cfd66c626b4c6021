// The panels' texts in the user's language, and numbers as a reader expects them.

let translations: Readonly<Record<string, string>> = {};
let language = 'en';

export function setTexts(texts: Readonly<Record<string, string>>, lang: string): void {
  translations = texts;
  language = isKnown(lang) ? lang : 'en';
}

export const languageOf = (): string => language;

/** The text in the user's language, with {0}, {1} … filled in. The English text is its own key. */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (translations[text] ?? text).replace(/\{(\d+)\}/g, (slot, at: string) => String(values[Number(at)] ?? slot));
}

function isKnown(lang: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(lang).length > 0;
  } catch {
    return false;
  }
}

/** Made once each: a formatter costs more than a thousand numbers in it. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(least: number, most: number): Intl.NumberFormat {
  const key = `${language} ${least} ${most}`;
  const known = formatters.get(key);
  if (known) return known;
  const options = { minimumFractionDigits: least, maximumFractionDigits: most };
  const made = new Intl.NumberFormat(language, options);
  formatters.set(key, made);
  return made;
}

/** A number with as many decimals as it needs, between two bounds. */
const format = (value: number, least: number, most: number): string => formatter(least, most).format(value);

export const formatCount = (count: number): string => format(count, 0, 0);

/** A measured number: three significant digits, never an exponent for what people read daily. */
export function formatMeasure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))));
  return format(value, 0, digits);
}

/** A figure in a column: as many decimals as its neighbours. */
export const formatFigure = (value: number, decimals: number): string => format(value, decimals, decimals);

/** A time on an axis or in a label; the span tells how fine it has to be. */
export function formatTimeMs(timeMs: number, spanMs: number): string {
  const digits = spanMs >= 100 ? 0 : spanMs >= 10 ? 1 : 2;
  return format(timeMs, 0, digits);
}

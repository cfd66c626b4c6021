// Texts put together from values, as they are used for keys: `f"w_{pre}"`, `"w_%s" % pre`, `"{:02d}".format(i)`.
import { toNumber as toFloat } from '../units/rational';
import { textOf } from './expressions';
import { type Call } from './library';
import { constantOf } from './numbers';
import { TextBuilder } from './texts';
import { type Text, unknown, type Value } from './value';

const atRunTime = unknown('a text put together at run time');

/** What `format(value, spec)` gives for the plain specs; null where that is not known. */
export function formatWith(value: Value, spec: string): string | null {
  // A quantity is written with its unit.
  if (value.kind === 'num' && value.quantity) return null;
  const match = /^([<>]?)(0?)(\d*)(?:\.(\d+))?([sdfi]?)$/.exec(spec);
  const written = match ? textOf(value) : null;
  if (!match || written === null) return null;
  const [, align = '', zeros = '', width = '', digits, kind = ''] = match;
  const exact = constantOf(value);
  const isInteger = exact?.d === 1n;
  if ((kind === 'd' || kind === 'i') && !isInteger) return null;
  if (kind === 'f' && !exact) return null;
  if (digits !== undefined && kind !== 'f') return null;
  const body = kind === 'f' && exact ? toFloat(exact).toFixed(Number(digits ?? 6)) : written;
  const size = Number(width === '' ? 0 : width);
  if (size > 100) return null;
  const left = align === '<' || (align === '' && !exact);
  return left ? body.padEnd(size) : body.padStart(size, zeros === '' ? ' ' : '0');
}

/** `"w_%s" % name`, also with a tuple or a dictionary. */
export function percentFormatted(pattern: Text, given: Value): Value {
  const values = given.kind === 'sequence' && given.flavour === 'tuple' ? given.items : [given];
  let next = 0;
  return filledIn(pattern, /%(?:%|(?:\((\w+)\))?([-+ #0-9.]*\w))/g, ([whole, key, spec = '']) => {
    if (whole === '%%') return '%';
    const value = key !== undefined && given.kind === 'table' ? given.entries.get(key) : values[next++];
    return value ? formatWith(value, spec) : null;
  });
}

/** `"{a} {0:02d} {}".format(…)`. */
export function braceFormatted(call: Call, pattern: Text): Value {
  let next = 0;
  return filledIn(
    pattern,
    /\{\{|\}\}|\{(\w*)(?::([^{}]*))?([^{}]*)\}/g,
    ([whole, field = '', spec = '', rest = '']) => {
      if (whole === '{{' || whole === '}}') return whole.charAt(0);
      const given =
        field === '' ? call.args[next++] : /^\d+$/.test(field) ? call.args[Number(field)] : call.keywords.get(field);
      return given && rest === '' ? formatWith(given, spec) : null;
    },
  );
}

/** The pattern with each place for a value filled in; what stands between keeps its place in the source. */
function filledIn(
  pattern: Text,
  places: RegExp,
  fill: (match: readonly (string | undefined)[]) => string | null,
): Value {
  const result = new TextBuilder();
  let from = 0;
  for (const match of pattern.value.matchAll(places)) {
    const written = fill(match);
    if (written === null) return atRunTime;
    result.part(pattern, from, match.index);
    result.filled(written, pattern, match.index);
    from = match.index + match[0].length;
  }
  result.part(pattern, from, pattern.value.length);
  return result.text();
}

/** The spec that stands in the source behind an f-string's expression: `:02d` of `{i:02d}`; null for what is not followed. */
export function specBehind(source: string, end: number): string | null {
  const match = /\s*(?:\}|:([^{}]*)\})/y;
  match.lastIndex = end;
  const found = match.exec(source);
  return found ? (found[1] ?? '') : null;
}

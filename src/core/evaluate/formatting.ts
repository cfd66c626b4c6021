// Texts put together from values, as they are used for keys: `f"w_{pre}"`, `"w_%s" % pre`, `"{:02d}".format(i)`.
import { toNumber as toFloat } from '../units/rational';
import { textOf } from './expressions';
import { type Call } from './library';
import { constantOf } from './numbers';
import { text, unknown, type Value } from './value';

const atRunTime = unknown('a text put together at run time');

/** What `format(value, spec)` gives for the plain specs; null where that is not known. */
export function formatWith(value: Value, spec: string): string | null {
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
export function percentFormatted(pattern: string, given: Value): Value {
  const values = given.kind === 'sequence' && given.flavour === 'tuple' ? given.items : [given];
  let next = 0;
  let known = true;
  const replace = (key: string | undefined, spec: string): string => {
    const value = key !== undefined && given.kind === 'table' ? given.entries.get(key) : values[next++];
    const written = value ? formatWith(value, spec) : null;
    if (written === null) known = false;
    return written ?? '';
  };
  const result = pattern.replace(
    /%(?:%|(?:\((\w+)\))?([-+ #0-9.]*\w))/g,
    (whole, key: string | undefined, spec = '') => (whole === '%%' ? '%' : replace(key, spec as string)),
  );
  return known ? text(result) : atRunTime;
}

/** `"{a} {0:02d} {}".format(…)`. */
export function braceFormatted(call: Call, pattern: string): Value {
  let next = 0;
  let known = true;
  const result = pattern.replace(
    /\{\{|\}\}|\{(\w*)(?::([^{}]*))?([^{}]*)\}/g,
    (whole, field?: string, spec = '', rest = '') => {
      if (whole === '{{' || whole === '}}') return whole.charAt(0);
      const name = field ?? '';
      const given =
        name === '' ? call.args[next++] : /^\d+$/.test(name) ? call.args[Number(name)] : call.keywords.get(name);
      const written = given && rest === '' ? formatWith(given, spec as string) : null;
      if (written === null || written === undefined) known = false;
      return written ?? '';
    },
  );
  return known ? text(result) : atRunTime;
}

/** The spec that stands in the source behind an f-string's expression: `:02d` of `{i:02d}`; null for what is not followed. */
export function specBehind(source: string, end: number): string | null {
  const match = /\s*(?:\}|:([^{}]*)\})/y;
  match.lastIndex = end;
  const found = match.exec(source);
  return found ? (found[1] ?? '') : null;
}

// What a comment or a name says of a unit: `# unit: pA`, `# [pA]`, `# threshold (mV)`, `# 20 ms`, `tau_ms`, `rate_hz`, `pA_to_nA`.
import { isDimensionless } from './dimension';
import { countWords } from './catalogue';
import { parseUnit, unitOfSymbol } from './parse';
import { parseDecimal, type Rational } from './rational';
import { divideUnits, sameKind, sameUnit, type Unit } from './unit';

export interface CommentHint {
  /** `declared` for `# unit:`, which is an order; the rest is what a person wrote beside the number. */
  readonly kind: 'declared' | 'comment';
  readonly unit: Unit;
  /** Where in the comment the unit stands. */
  readonly start: number;
  readonly end: number;
  /** `# 20 ms` or `# = 20 ms`: the number that the comment puts before the unit. */
  readonly amount?: Rational;
}

export interface UnknownUnit {
  readonly kind: 'unknown';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const declared = /\bunits?\s*[:=]\s*([^#;,\]]+?)\s*(?:$|[#;,\]])/i;
const bracketed =
  /(?:^|\s)(?:\[\s*(?:in\s+|unit:\s*)?([^\][]{1,24}?)\s*\]|\(\s*(?:in\s+|unit:\s*)?([^()]{1,24}?)\s*\))/g;
const figure =
  /\b(?:fig(?:ure)?s?|panels?|eqs?|equations?|tables?|see|ref|section|type|group|class|case|option|model|part|plan)\b[^(]*$/i;
const arrow = /([^\s,;:()]+)\s*(?:->|→|=>|\bto\b|\binto\b)\s*([^\s,;:()]+)/;
const inUnit = /\bin\s+(?:units of\s+)?([A-Za-zµμΩ%][\w/·^*²³⁻¹µμΩ.-]*)/g;
/** `the axis of the picture is given in steps`: a sentence with a subject of its own speaks of that. */
const ofAnother = /^\s*(?:\S+\s+){6,}(?:is|are)\s+(?:\w+\s+)?$/;
const amount = /(?:^#\s*|[=~≈]\s*|^#.*?\s)([+-]?\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?)\s*([A-Za-zµμΩ][\w/·^*²³⁻¹µμΩ-]*)/;

/** Letters that are words, indices or plurals far more often than units. */
const letters = new Set(['V', 's', 'A', 'F', 'S', 'Ω']);
const englishWords = new Set([
  'newton',
  'newtons',
  'kelvin',
  'pascal',
  'joule',
  'watt',
  'gram',
  'molar',
  'min',
  'mole',
  'h',
  'step',
  'steps',
  'timestep',
  'timesteps',
  'ticks',
  'amp',
  'hour',
  'second',
  'minute',
  'as',
  'pa',
  'Pa',
  'cd',
  'mins',
  'tick',
  'meter',
  'PS',
  'fs',
  'ml',
  'mm',
  'dm',
  'GA',
  'MA',
  'mA',
  'nm',
  'pm',
  'cm',
  'kg',
  'PA',
  'fC',
  'MW',
  'mg',
  'dA',
  'cA',
  'MC',
  'GS',
  'mol',
]);

function plausible(text: string, bracket: boolean): Unit | null {
  if (text.length === 1 && !letters.has(text) && text !== '%') return null;
  if (text.length > 1 && countWords.has(text)) return null;
  // Whoever writes no capitals means megahertz as often as millihertz.
  if (text === 'mhz') return null;
  // Areas, layers and panels: V1, L4, S2.
  if (/^[A-Za-z]\d+$/.test(text) && !/^m[23]$/.test(text)) return null;
  const unit = parseUnit(text);
  if (!unit || (unit.symbol === '1' && text !== 'dimensionless' && text !== 'unitless')) return null;
  if (!bracket && (text.length === 1 || englishWords.has(text))) return null;
  if (isDimensionless(unit.dimension) && !/^(dimensionless|unitless|%)$/.test(text)) return null;
  return unit;
}

/** Reads a comment (with its `#`) that trails the statement it speaks of. */
export function hintFromComment(comment: string): CommentHint | UnknownUnit | null {
  const order = declared.exec(comment);
  if (order) {
    const written = order[1] ?? '';
    // `(unit: mV)`: the parenthesis is not the unit's.
    const text = written.includes('(') ? written : written.replace(/\)+$/, '');
    const start = comment.indexOf(text, order.index + order[0].indexOf(text));
    const unit = parseUnit(text);
    if (unit) return { kind: 'declared', unit, start, end: start + text.length };
    // Prose such as "unit: see below" is no annotation, nor is code such as `unit=adu`; one word after a colon is meant as a unit.
    return order[0].includes(':') && /^[\wµμΩ/*^·²³⁻¹%().-]+$/.test(text)
      ? { kind: 'unknown', text, start, end: start + text.length }
      : null;
  }
  return hintFromProse(comment.replace(/^#+:?\s*/, (lead) => ' '.repeat(lead.length)));
}

/** A comment that begins with what only a plain number is. */
export const speaksOfShare = (comment: string): boolean =>
  /^#+\s*(?:the\s+)?(?:ratio|relative|fraction|probability|proportion|number of|count of|dimensionless|unitless)\b/i.test(
    comment,
  );

/** The same for running text: a docstring's line or a description. */
export function hintFromProse(text: string): CommentHint | null {
  const found = (unit: Unit, at: number, length: number): CommentHint => ({
    kind: 'comment',
    unit,
    start: at,
    end: at + length,
  });
  // `1000/20 # the denominator is the rate (in Hz)`
  if (/\b(?:denominator|numerator|divisor|dividend)\b/i.test(text)) return null;
  for (const match of text.matchAll(bracketed)) {
    const inner = match[1] ?? match[2] ?? '';
    const head = inner.split(/[,;]/)[0]?.trim() ?? '';
    // `Fig. 3 (A)` and `panel (S)` are no amperes and no siemens.
    // `(1 uF/cm2)` is an amount of something.
    if (/^\d/.test(head) && !head.startsWith('1/')) continue;
    if (/^[AFSC]$/.test(head) && figure.test(text.slice(0, match.index))) continue;
    // `Tau [ms] / 1.0 GOhm` is the unit of a part of what it speaks of.
    if (/^\s*[-+*/=]/.test(text.slice(match.index + match[0].length))) continue;
    const unit = plausible(head, true);
    if (unit) return found(unit, text.indexOf(head, match.index), head.length);
  }
  const change = arrow.exec(text);
  if (change) {
    const [from, to] = [plausible(change[1] ?? '', true), plausible(change[2] ?? '', true)];
    if (from && to && sameKind(from, to) && !sameUnit(from, to))
      return found(to, text.indexOf(change[2] ?? '', change.index + (change[1]?.length ?? 0)), change[2]?.length ?? 0);
  }
  // `pF / nS = ms`: what it comes to.
  const outcome = /^\s*[^=()]*[/*·][^=()]*=\s*([A-Za-zµμΩ][\w/·^*²³⁻¹µμΩ]*)\s*$/.exec(text)?.[1];
  const result = outcome === undefined ? null : plausible(outcome, true);
  if (outcome !== undefined) return result && found(result, text.lastIndexOf(outcome), outcome.length);
  const trimmed = text.trim();
  const whole = /\s\(/.test(trimmed) ? null : plausible(trimmed, false);
  if (whole) return found(whole, text.indexOf(trimmed), trimmed.length);
  const first = /^\s*([A-Za-zµμΩ][\w/·^*²³⁻¹µμΩ]*)(?=\s*(?:[,;:.(]|-(?!\w))|\s|$)/.exec(text)?.[1];
  const leading = first === undefined ? null : plausible(first, false);
  if (leading && first !== undefined) return found(leading, text.indexOf(first), first.length);
  const measured = amount.exec(`#${text.slice(1)}`);
  if (measured) {
    const [, number = '', symbol = ''] = measured;
    const unit = plausible(symbol, false) ?? (letters.has(symbol) ? plausible(symbol, true) : null);
    const value = parseDecimal(number);
    if (unit && value) {
      const at = text.indexOf(symbol, measured.index + number.length);
      return { ...found(unit, at, symbol.length), amount: value };
    }
  }
  for (const match of text.matchAll(inUnit)) {
    if (ofAnother.test(text.slice(0, match.index))) continue;
    const written = match[1] ?? '';
    // `in Ohm * cm`: what it is multiplied with belongs to it.
    const by = /^(?:\s*[*·⋅]\s*|\s)c?m\b/.exec(text.slice(match.index + match[0].length))?.[0] ?? '';
    const symbol = plausible(written + by, true) ? written + by : written.replace(/[-.]+$/, '');
    const unit =
      plausible(symbol, false) ?? (/^(s|V|A|seconds|steps|timesteps)$/.test(symbol) ? parseUnit(symbol) : null);
    if (unit) return found(unit, text.indexOf(symbol, match.index), symbol.length);
  }
  return null;
}

/** Endings that mean a unit in a name. Lower-case `na`, `pa`, `k` and single letters are ions, words and indices, so they are not here. */
const endings: Readonly<Record<string, string>> = {
  ms: 'ms',
  msec: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  us: 'µs',
  usec: 'µs',
  sec: 's',
  secs: 's',
  seconds: 's',
  mv: 'mV',
  mV: 'mV',
  uV: 'µV',
  volts: 'V',
  millivolts: 'mV',
  pA: 'pA',
  nA: 'nA',
  uA: 'µA',
  mA: 'mA',
  nS: 'nS',
  uS: 'µS',
  mS: 'mS',
  pS: 'pS',
  pF: 'pF',
  nF: 'nF',
  uF: 'µF',
  pf: 'pF',
  hz: 'Hz',
  Hz: 'Hz',
  HZ: 'Hz',
  khz: 'kHz',
  kHz: 'kHz',
  MOhm: 'MΩ',
  Mohm: 'MΩ',
  mohm: 'MΩ',
  ohm: 'Ω',
  um: 'µm',
  mM: 'mM',
  nM: 'nM',
  uM: 'µM',
  steps: 'step',
  timesteps: 'step',
  fC: 'fC',
  pC: 'pC',
};
const perSecondEndings = /(?:^|_)(?:spikes|events|sp)?_?per_(?:s|sec|second)$/i;
const timeStems =
  /^(?:t|dt|T|time|times|duration|sim_?time|simtime|t_?(?:sim|stop|start|end|max|warmup|total)|delta_?t|(?:.*_)?(?:time|duration|delay|latency|interval|period|window|onset|lag|isi|start|stop))$/;

/** `us` and `ns` are a conductance as often as a time; a name decides only where the rest of it does. */
const conductanceStem = /^(?:g|G)(?:_|$|[a-z]*_)|(?:^|_)(?:cond|conductance|weight|w)(?:_|$)/;

const unitsOfNames = new Map<string, Unit | null>();

export function unitFromName(name: string): Unit | null {
  let unit = unitsOfNames.get(name);
  if (unit === undefined) {
    unit = readName(name);
    if (unitsOfNames.size > 20_000) unitsOfNames.clear();
    unitsOfNames.set(name, unit);
  }
  return unit;
}

function readName(name: string): Unit | null {
  const conversion = /^(.*?)(?:_to_|2|_2_)([A-Za-z]+)$/.exec(name);
  if (conversion) {
    const from = unitOfSymbol((conversion[1] ?? '').split('_').pop() ?? '');
    const to = unitOfSymbol(conversion[2] ?? '');
    if (from && to && (conversion[1] ?? '').length > 1)
      return { ...divideUnits(to, from), symbol: `${to.symbol}/${from.symbol}` };
    return null;
  }
  const bare = name.replace(/^_+|_+$/g, '');
  if (perSecondEndings.test(bare)) return parseUnit('1/s');
  if (/(?:^|_)per_ms$/.test(bare)) return parseUnit('1/ms');
  if (/(?:^|_)per_(?:step|timestep)$/.test(bare)) return parseUnit('1/step');
  if (/_per_|_over_/.test(bare)) return null;
  const cut = bare.lastIndexOf('_');
  if (cut <= 0) return null;
  const stem = bare.slice(0, cut);
  const ending = bare.slice(cut + 1);
  if (/^[A-Z0-9_]+$/.test(bare)) return unitFromCapitals(stem, ending);
  if (ending === 's' && timeStems.test(stem)) return parseUnit('s');
  if ((ending === 'us' || ending === 'ns') && conductanceStem.test(stem)) return null;
  const symbol = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  return symbol === undefined || /^(?:n|num|count|number)$/i.test(stem.split('_')[0] ?? '') ? null : parseUnit(symbol);
}

const capitalEndings = new Map(
  Object.entries({ MS: 'ms', HZ: 'Hz', KHZ: 'kHz', MV: 'mV', SEC: 's', SECONDS: 's', USEC: 'µs' }),
);

/** `TAU_MS`, `RATE_HZ`, `DT_S`: capitals hide the prefix, so only the unmistakable endings count. */
function unitFromCapitals(stem: string, ending: string): Unit | null {
  const symbol = capitalEndings.get(ending);
  if (symbol !== undefined) return parseUnit(symbol);
  return ending === 'S' && /^(?:DT|T|TIME|DURATION|SIM_?TIME|T_SIM)$/.test(stem) ? parseUnit('s') : null;
}

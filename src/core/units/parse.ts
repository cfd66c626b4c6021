// Reads a unit as people write it: `pA`, `µF/cm²`, `mV*ms^-1`, `spikes/s`, `milliseconds`, `1/ms`, `per step`.
import { dimensionless } from './dimension';
import { catalogue, countWords, type NamedUnit, prefixes } from './catalogue';
import { multiply, one } from './rational';
import { divideUnits, makeUnit, multiplyUnits, pure, raiseUnit, type Unit } from './unit';

const table = buildTable();

function buildTable(): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const put = (text: string, unit: Unit): void => {
    if (!units.has(text)) units.set(text, unit);
  };
  const all = (named: NamedUnit): string[] => [named.symbol, ...named.aliases];
  // Unprefixed names win: `min` is a minute, `Pa` a pascal, `cd` nothing of ours.
  for (const named of catalogue) {
    const unit = makeUnit(named.factor, named.dimension, named.symbol);
    for (const text of all(named)) put(text, unit);
    put(named.word, unit);
    put(`${named.word}s`, unit);
  }
  for (const named of catalogue.filter((each) => each.prefixes)) {
    for (const prefix of prefixes) {
      const symbol = prefix.symbol + named.symbol;
      const unit = makeUnit(multiply(prefix.factor, named.factor), named.dimension, symbol);
      for (const text of all(named))
        for (const letter of prefix.symbol === 'µ' ? ['µ', 'μ', 'u'] : [prefix.symbol]) put(letter + text, unit);
      put(prefix.word + named.word, unit);
      put(`${prefix.word}${named.word}s`, unit);
    }
  }
  // A hyphen is no minus in the one unit that is mostly written with it.
  const centimetre = units.get('cm');
  for (const text of ['ohm', 'ohms', 'Ohm', 'Ohms', 'Ω']) {
    const ohm = units.get(text);
    if (ohm && centimetre) put(`${text}-cm`, { ...multiplyUnits(ohm, centimetre), symbol: 'Ω·cm' });
  }
  for (const word of countWords) put(word, makeUnit(one, dimensionless, word));
  return units;
}

/** The unit of one bare symbol, without operators. */
export const unitOfSymbol = (symbol: string): Unit | null => table.get(symbol) ?? null;

const superscripts: Readonly<Record<string, string>> = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁻': '-' };
const token =
  /(\s*)(?:(\*\*|\^|[*/·×⋅().]|\bper\b)|([A-Za-zµμΩΩ%°][A-Za-zµμΩΩ%°]*)|([+-]?\d+(?:\.\d+)?)|([⁰¹²³⁴⁻]+))/gy;

interface Token {
  readonly kind: 'operator' | 'symbol' | 'number' | 'super';
  readonly text: string;
  /** White space stands before it. */
  readonly apart: boolean;
}

/** Null where the text is not a unit, the whole of it. */
export function parseUnit(text: string): Unit | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 40) return null;
  const whole = table.get(trimmed);
  if (whole) return whole;
  const tokens = tokenize(trimmed);
  if (!tokens) return null;
  const unit = new UnitParser(tokens).parse();
  return unit && { ...unit, symbol: trimmed };
}

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return null;
    const [, space, operator, symbol, number, superscript] = match;
    const apart = space !== '';
    if (operator) tokens.push({ kind: 'operator', text: operator, apart });
    else if (symbol) tokens.push({ kind: 'symbol', text: symbol, apart });
    else if (number) tokens.push({ kind: 'number', text: number, apart });
    else if (superscript)
      tokens.push({ kind: 'super', text: [...superscript].map((each) => superscripts[each]).join(''), apart });
  }
  return tokens;
}

class UnitParser {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Unit | null {
    const unit = this.product();
    return unit && this.at === this.tokens.length ? unit : null;
  }

  private peek(text?: string): Token | undefined {
    const next = this.tokens[this.at];
    return text === undefined || next?.text === text ? next : undefined;
  }

  private product(): Unit | null {
    let unit: Unit | null = this.peek('per') ? pure : this.factor();
    while (unit && this.at < this.tokens.length && !this.peek(')')) {
      const operator = this.peek()?.kind === 'operator' ? this.peek()?.text : undefined;
      const divides = operator === '/' || operator === 'per';
      if (operator !== undefined && operator !== '(') {
        if (!divides && !'*·×⋅.'.includes(operator)) return null;
        this.at++;
      }
      const next: Unit | null = this.factor();
      unit = next && (divides ? divideUnits(unit, next) : multiplyUnits(unit, next));
    }
    return unit;
  }

  private factor(): Unit | null {
    const base = this.base();
    if (!base) return null;
    const next = this.peek();
    if (next?.kind === 'super') {
      this.at++;
      return raiseUnit(base, Number(next.text));
    }
    if (next?.text === '^' || next?.text === '**') {
      this.at++;
      const bracketed = this.peek('(') !== undefined;
      if (bracketed) this.at++;
      const exponent = this.tokens[this.at++];
      if (exponent?.kind !== 'number') return null;
      if (bracketed && this.tokens[this.at++]?.text !== ')') return null;
      return raiseUnit(base, Number(exponent.text));
    }
    // `cm2`, `ms-1`: an exponent written straight behind the symbol.
    if (next?.kind === 'number' && !next.apart && /^[+-]?[1-4]$/.test(next.text)) {
      this.at++;
      return raiseUnit(base, Number(next.text));
    }
    return base;
  }

  private base(): Unit | null {
    const next = this.tokens[this.at++];
    if (next?.text === '(') {
      const inner = this.product();
      return this.tokens[this.at++]?.text === ')' ? inner : null;
    }
    if (next?.kind === 'number') return next.text === '1' ? pure : null;
    return next?.kind === 'symbol' ? unitOfSymbol(next.text) : null;
  }
}

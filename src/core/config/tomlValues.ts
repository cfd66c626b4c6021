// The values of TOML: strings of four kinds, numbers, dates, arrays and inline tables.
import { Scanner } from './scanner';
import { type ConfigMap, type ConfigNode } from './tree';

const datePattern =
  /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?/y;
const numberPattern =
  /[+-]?(?:inf|nan|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?)(?![\w.+-])/y;

export abstract class TomlValues extends Scanner {
  protected abstract keyValue(into: ConfigMap): boolean;

  protected override bareValue(start: number): ConfigNode | null {
    const character = this.peek();
    if (character === '[') return this.array(start);
    if (character === '{') return this.inlineTable(start);
    if (character === '"' || character === "'") {
      const value = this.string();
      return value === null ? null : this.scalar(start, 'string', value);
    }
    const word = this.match(/(?:true|false)\b/y);
    if (word !== null) return this.scalar(start, 'boolean', word === 'true');
    const date = this.match(datePattern);
    if (date !== null) return this.scalar(start, 'date', date);
    const number = this.match(numberPattern);
    if (number !== null) return this.scalar(start, 'number', numberValue(number));
    this.fail(`Expected a value, found ${this.shown()}`, start);
    return null;
  }

  private array(start: number): ConfigNode {
    const node: ConfigNode = { kind: 'list', start, end: start, comment: null, items: [] };
    this.inBrackets(']', () => {
      const value = this.value();
      if (value) node.items.push(value);
      return value !== null;
    });
    node.end = this.at;
    return node;
  }

  private inlineTable(start: number): ConfigNode {
    const node: ConfigMap = { kind: 'map', start, end: start, comment: null, entries: [] };
    this.inBrackets('}', () => this.keyValue(node));
    node.end = this.at;
    return node;
  }

  /** Items, commas and line breaks up to the closing bracket, or to the first thing that is wrong. */
  private inBrackets(closing: string, readItem: () => boolean): void {
    this.at++;
    for (;;) {
      this.skipBlank();
      if (this.peek() === closing) {
        this.at++;
        return;
      }
      if (this.at >= this.text.length) {
        this.fail(`Expected '${closing}', found the end of the file`, this.at - 1);
        return;
      }
      if (!readItem()) return;
      this.skipBlank();
      if (this.peek() === ',') this.at++;
      else if (this.peek() !== closing) {
        this.fail(`Expected ',' or '${closing}', found ${this.shown()}`, this.at);
        return;
      }
    }
  }

  /** A string of any of the four kinds, or null where it does not end. */
  protected string(): string | null {
    const start = this.at;
    const quote = this.peek();
    const isLong = this.text.startsWith(quote.repeat(3), start);
    const closing = isLong ? quote.repeat(3) : quote;
    const from = start + closing.length;
    let end = from;
    while (end < this.text.length && !this.text.startsWith(closing, end)) {
      if (!isLong && this.text[end] === '\n') break;
      end += quote === '"' && this.text[end] === '\\' ? 2 : 1;
    }
    if (!this.text.startsWith(closing, end) || end >= this.text.length) {
      this.fail('The string is not closed', start, end);
      return null;
    }
    // Up to two quotes may stand before the closing three.
    for (let extra = 0; isLong && extra < 2 && this.text[end + 3] === quote; extra++) end++;
    this.at = end + closing.length;
    const content = this.text.slice(from, end);
    const lines = isLong ? content.replace(/^\r?\n/, '').replace(/\r\n/g, '\n') : content;
    return quote === '"' ? unescapeToml(lines) : lines;
  }

  protected skipSpaces(): void {
    while (this.peek() === ' ' || this.peek() === '\t') this.at++;
  }

  /** White space, line breaks and comments. */
  protected skipBlank(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x0a) this.lastValue = null;
      if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) this.at++;
      else if (code === 0x23) this.comment();
      else return;
    }
  }

  private comment(): void {
    const start = this.at;
    this.skipLine();
    const written = this.text.slice(start, this.at).trimEnd();
    this.noteComment(start, start + written.length, written.slice(1).trim());
  }

  /** After a header or a value only a comment may stand. */
  protected endLine(): void {
    this.skipSpaces();
    // Where a bracket was left open the next line is still to be read.
    if (/\n[ \t]*$/.test(this.text.slice(Math.max(0, this.at - 100), this.at))) return;
    if (this.peek() === '#') this.comment();
    else if (this.at < this.text.length && this.peek() !== '\n' && this.peek() !== '\r') {
      this.fail(`Expected the end of the line, found ${this.shown()}`, this.at);
      this.skipLine();
    }
  }

  protected skipLine(): void {
    const found = this.text.indexOf('\n', this.at);
    this.at = found === -1 ? this.text.length : found;
  }
}

function numberValue(text: string): number {
  const plain = text.replace(/_/g, '');
  if (/inf$/.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return /nan$/.test(plain) ? NaN : Number(plain);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
]);

function unescapeToml(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|[ \t]*\r?\n\s*|([\s\S]))/g,
    (_, short?: string, long?: string, byte?: string, letter?: string) => {
      const digits = short ?? long ?? byte;
      if (digits !== undefined) {
        const code = parseInt(digits, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      return letter === undefined ? '' : (escapes.get(letter) ?? letter);
    },
  );
}

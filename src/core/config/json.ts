// Reads JSON as it is found: comments, trailing commas, NaN and Infinity are let pass, and an error costs only what it stands in.
import { Scanner } from './scanner';
import { addEntry, type ConfigDocument, type ConfigNode } from './tree';

const numberPattern = /-?(?:Infinity|NaN|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)/y;
const wordPattern = /[A-Za-z_]\w*/y;
const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

export function readJson(text: string): ConfigDocument {
  return new JsonReader(text).document();
}

class JsonReader extends Scanner {
  protected override read(): ConfigNode | null {
    this.skipSpace();
    const root = this.value();
    this.skipSpace();
    if (this.at < this.text.length) this.fail('Unexpected text after the value', this.at);
    return root;
  }

  protected override bareValue(start: number): ConfigNode | null {
    const character = this.peek();
    if (character === '{') return this.map(start);
    if (character === '[') return this.list(start);
    if (character === '"') {
      const value = this.string();
      return this.scalar(start, 'string', value);
    }
    const number = this.match(numberPattern);
    if (number !== null) return this.scalar(start, 'number', Number(number));
    const word = this.match(wordPattern);
    const constant = word === null ? undefined : constants.get(word);
    if (word !== null && constant !== undefined)
      return this.scalar(start, constant === null ? 'null' : 'boolean', constant);
    const found = this.at >= this.text.length ? 'the end of the file' : `'${word ?? character}'`;
    this.fail(`Expected a value, found ${found}`, start, Math.max(this.at, start + 1));
    return null;
  }

  private map(start: number): ConfigNode {
    const node: ConfigNode = { kind: 'map', start, end: start, comment: null, entries: [] };
    const keys = new Set<string>();
    this.items('}', () => {
      const keyStart = this.at;
      if (this.peek() !== '"') {
        this.fail(`Expected a key in double quotes, found ${this.shown()}`, keyStart);
        return false;
      }
      const key = this.string();
      const keyEnd = this.at;
      this.skipSpace();
      if (this.peek() !== ':') {
        this.fail(`Expected ':' after the key "${key}", found ${this.shown()}`, this.at);
        return false;
      }
      this.at++;
      this.skipSpace();
      const value = this.value();
      if (value) addEntry(node, keys, { key, keyStart, keyEnd, value });
      return value !== null;
    });
    node.end = this.at;
    return node;
  }

  private list(start: number): ConfigNode {
    const node: ConfigNode = { kind: 'list', start, end: start, comment: null, items: [] };
    this.items(']', () => {
      const value = this.value();
      if (value) node.items.push(value);
      return value !== null;
    });
    node.end = this.at;
    return node;
  }

  /** Items and commas up to the closing bracket; what can't be read is passed over up to the next comma of the same level. */
  private items(closing: string, readItem: () => boolean): void {
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length) {
        this.fail(`Expected '${closing}', found the end of the file`, this.at - 1, this.at);
        return;
      }
      if (this.peek() === closing) {
        this.at++;
        return;
      }
      const before = this.at;
      if (!readItem()) this.skipItem();
      this.skipSpace();
      if (this.peek() === ',') this.at++;
      else if (this.peek() !== closing && this.at < this.text.length) {
        this.fail(`Expected ',' or '${closing}', found ${this.shown()}`, this.at);
        if (this.peek() === '}' || this.peek() === ']') return;
        if (this.at === before) this.at++;
      }
    }
  }

  /** To the comma or the bracket that ends the item which could not be read. */
  private skipItem(): void {
    let depth = 0;
    while (this.at < this.text.length) {
      this.skipSpace();
      const character = this.peek();
      if (character === '"') {
        this.string();
        continue;
      }
      if (depth === 0 && (character === ',' || character === '}' || character === ']')) return;
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
      this.at++;
    }
  }

  /** A string ends with its line at the latest. */
  private string(): string {
    const start = this.at++;
    const { text } = this;
    let hasEscape = false;
    for (; this.at < text.length; this.at++) {
      const character = this.peek();
      if (character === '\\') {
        hasEscape = true;
        this.at++;
      } else if (character === '"' || character === '\n') break;
    }
    const content = text.slice(start + 1, this.at);
    if (this.peek() === '"') this.at++;
    else {
      this.at = Math.min(this.at, text.length);
      this.fail('The string is not closed', start, this.at);
    }
    return hasEscape ? unescapeJson(content) : content;
  }

  private skipSpace(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 0x0a) this.lastValue = null;
      if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) this.at++;
      else if (code === 0x2f && (text[this.at + 1] === '/' || text[this.at + 1] === '*')) this.comment();
      else return;
    }
  }

  private comment(): void {
    const start = this.at;
    const isBlock = this.text[start + 1] === '*';
    const found = this.text.indexOf(isBlock ? '*/' : '\n', start + 2);
    const contentEnd = found === -1 ? this.text.length : found;
    this.at = isBlock && found !== -1 ? found + 2 : contentEnd;
    const content = this.text.slice(start + 2, contentEnd).trim();
    this.noteComment(start, this.at, content);
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** The content of a JSON string between its quotes. */
export function unescapeJson(content: string): string {
  return content.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code?: string, letter = '') =>
    code === undefined ? (escapes.get(letter) ?? letter) : String.fromCharCode(parseInt(code, 16)),
  );
}

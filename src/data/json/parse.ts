// Reads JSON as Python writes it too, with NaN and Infinity, in bounded depth; numbers stay doubles.
import { DataError } from '../error';
import { type Node } from '../tree';

const deepest = 200;
const word = /(?:true|false|null|NaN|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const string = /"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/y;
const words: Readonly<Record<string, Node>> = {
  true: true,
  false: false,
  null: null,
  NaN,
  Infinity,
  '-Infinity': -Infinity,
};

export function parseJson(bytes: Uint8Array): Node {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataError('not JSON: it is no UTF-8 text');
  }
  const { value, end } = parseValue(text, 0);
  if (end < text.length) throw damaged(text, end);
  return value;
}

/** One value and where the next thing behind it begins. */
function parseValue(text: string, start: number): { value: Node; end: number } {
  let at = start;
  const skip = (): void => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at++;
    }
  };
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw damaged(text, at);
    at = pattern.lastIndex;
    return found[0];
  };
  const readString = (): string => {
    const raw = text[at] === '"' ? closed(text, at) : null;
    if (raw === null) throw damaged(text, at);
    at += raw.length;
    if (!raw.includes('\\')) return raw.slice(1, -1);
    return JSON.parse(raw) as string;
  };
  /** Up to the closing bracket, `item` for each thing between the commas. */
  const items = (close: string, item: () => void): void => {
    at++;
    skip();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      item();
      skip();
      if (text[at] === close) {
        at++;
        return;
      }
      if (text[at] !== ',') throw damaged(text, at);
      at++;
      skip();
    }
  };
  const value = (depth: number): Node => {
    if (depth > deepest) throw new DataError(`the JSON is nested more than ${deepest} deep`);
    const mark = text[at];
    if (mark === '"') return readString();
    if (mark === '[') {
      const list: Node[] = [];
      items(']', () => list.push(value(depth + 1)));
      return list;
    }
    if (mark === '{') {
      const map = new Map<string, Node>();
      items('}', () => {
        const key = readString();
        skip();
        if (text[at] !== ':') throw damaged(text, at);
        at++;
        skip();
        map.set(key, value(depth + 1));
      });
      return map;
    }
    const found = match(word);
    return words[found] ?? (found === 'null' ? null : Number(found));
  };
  skip();
  const result = value(0);
  skip();
  return { value: result, end: at };
}

/** The string that begins here with its quotes. A long one would be too much for one pattern. */
function closed(text: string, at: number): string | null {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 1) continue;
    const raw = text.slice(at, end + 1);
    if (raw.length > 2 ** 16) return raw.includes('\\') ? null : raw;
    string.lastIndex = 0;
    return string.exec(raw)?.[0] === raw ? raw : null;
  }
  return null;
}

function damaged(text: string, at: number): DataError {
  const line = text.slice(0, at).split('\n').length;
  return new DataError(at >= text.length ? 'the JSON is truncated' : `the JSON is damaged in line ${line}`);
}

// Logical lines with their indentation: what blocks are made of, whatever state the code between them is in.
import { magicSigns, type TokenScan } from './tokens';

export interface LogicalLine {
  /** From the first token to behind the last one. */
  readonly start: number;
  readonly end: number;
  /** In columns, a tab reaching to the next multiple of 8 as in Python 2. */
  readonly indent: number;
  /** The word it begins with, the one after `async`, or `@`; '' for anything else. */
  readonly word: string;
  /** A bracket in it has no partner. */
  readonly isBroken: boolean;
  /** IPython's own: `%matplotlib inline`, `!pip install x`, `?name`. */
  readonly isMagic: boolean;
  /** Spaces before a tab: the grammar counts such an indentation otherwise than Python. */
  readonly isMixed: boolean;
}

export function logicalLines(text: string, scan: TokenScan): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;
  let commentAt = -1;
  let isBroken = false;
  const finish = (to: number): void => {
    const line = lineBetween(text, from, commentAt === -1 ? to : commentAt, isBroken);
    if (line) lines.push(line);
  };
  for (let index = 0; index < scan.at.length; index++) {
    const at = scan.at[index] ?? 0;
    switch (scan.kind[index]) {
      case 'open':
        depth++;
        break;
      case 'close':
        depth--;
        break;
      case 'comment':
        commentAt = at;
        break;
      case 'break':
        if (depth === 0) {
          finish(at);
          from = at + 1;
          isBroken = false;
        }
        commentAt = -1;
        break;
      default:
        isBroken = true;
    }
  }
  finish(text.length);
  return lines;
}

const tabWidth = 8;

function lineBetween(text: string, from: number, to: number, isBroken: boolean): LogicalLine | null {
  let start = from;
  let indent = 0;
  let sawSpace = false;
  let isMixed = false;
  for (; start < to; start++) {
    const code = text.charCodeAt(start);
    if (code === 0x20) {
      indent++;
      sawSpace = true;
    } else if (code === 0x09) {
      indent = (Math.floor(indent / tabWidth) + 1) * tabWidth;
      isMixed ||= sawSpace;
    } else if (code === 0x0c) indent = 0;
    else if (code !== 0x0d && code !== 0x0a && !isContinuation(text, start)) break;
  }
  let end = to;
  // A backslash before an empty line continues into nothing.
  while (end > start && (isSpace(text.charCodeAt(end - 1)) || text.charCodeAt(end - 1) === 0x5c)) end--;
  if (end <= start) return null;
  const isMagic = magicSigns.includes(text.charAt(start));
  return { start, end, indent, word: wordAt(text, start), isBroken, isMagic, isMixed };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0c || code === 0x0a;
}

/** A backslash at the end of its line. */
function isContinuation(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x5c && /^\r?\n/.test(text.slice(at + 1, at + 3));
}

const word = /[a-z]+(?![\w\u0080-\uffff])/y;
const wordAfterAsync = /async[ \t]+(def|for|with)\b/y;

function wordAt(text: string, at: number): string {
  if (text.charCodeAt(at) === 0x40) return '@';
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? '';
  if (found !== 'async') return found;
  wordAfterAsync.lastIndex = at;
  return wordAfterAsync.exec(text)?.[1] ?? found;
}

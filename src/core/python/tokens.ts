// The few tokens that decide where a logical line ends: strings, comments, brackets, line breaks. Linear, and right on broken text too.
import { type Comment } from './syntax';

/** What `scanTokens` notes: parallel lists, in the order of the text. */
export interface TokenScan {
  /** Offsets of brackets, of the line breaks outside strings, and of the comments' first characters. */
  readonly at: number[];
  readonly kind: TokenKind[];
  readonly comments: Comment[];
}

export type TokenKind = 'open' | 'unmatched' | 'close' | 'stray' | 'break' | 'comment';

/** What begins a line of IPython's own: `%matplotlib inline`, `!pip install x`, `?name`. No statement of Python does. */
export const magicSigns = '%!?';

const enum Class {
  Plain,
  Break,
  Space,
  Comment,
  Quote,
  Open,
  Close,
  Backslash,
}

const classes = new Uint8Array(128);
for (const [characters, kind] of [
  ['\n', Class.Break],
  [' \t\f\r', Class.Space],
  ['#', Class.Comment],
  ['"\'', Class.Quote],
  ['([{', Class.Open],
  [')]}', Class.Close],
  ['\\', Class.Backslash],
] as const)
  for (const character of characters) classes[character.charCodeAt(0)] = kind;

/** Words that begin a statement and can't stand in an expression: whoever sees one at the start of a line knows that a bracket was left open. */
const statementStart =
  /(?:(?:def|class|return|import|while|with|try|raise|assert|del|pass|break|continue|global|nonlocal|elif|except|finally)\b|else[ \t]*:|from[ \t]+[\w.]+[ \t]+import\b|@[\w.]+(?:\(.*\))?[ \t]*(?:#.*)?\r?\n[ \t]*(?:@|def\b|class\b|async\b))/y;

export function scanTokens(text: string): TokenScan {
  const scan: TokenScan = { at: [], kind: [], comments: [] };
  /** Indexes into the scan of the brackets that are open. */
  const open: number[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let isLineStart = true;
  const add = (kind: TokenKind, offset: number): void => {
    scan.at.push(offset);
    scan.kind.push(kind);
  };
  const abandonOpen = (): void => {
    for (const index of open) scan.kind[index] = 'unmatched';
    open.length = 0;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? classes[code] : Class.Plain;
    if (kind === Class.Space) {
      at++;
      continue;
    }
    if (isLineStart && kind !== Class.Break && kind !== Class.Comment) {
      isLineStart = false;
      if (open.length > 0 && startsStatement(text, at)) abandonOpen();
      if (open.length === 0 && magicSigns.includes(text.charAt(at))) {
        at = lineEnd(text, at);
        continue;
      }
    }
    switch (kind) {
      case Class.Break:
        add('break', at++);
        isLineStart = true;
        break;
      case Class.Comment: {
        const end = lineEnd(text, at);
        add('comment', at);
        scan.comments.push({ start: at, end, text: text.slice(at, end), ownLine: isLineStart });
        at = end;
        break;
      }
      case Class.Quote:
        at = skipString(text, at);
        break;
      case Class.Open:
        open.push(scan.at.length);
        add('open', at++);
        break;
      case Class.Close:
        add(closeBracket(text, at, open, scan) ? 'close' : 'stray', at);
        at++;
        break;
      case Class.Backslash:
        at = afterContinuation(text, at);
        break;
      default:
        at++;
    }
  }
  abandonOpen();
  return scan;
}

function startsStatement(text: string, at: number): boolean {
  statementStart.lastIndex = at;
  return statementStart.test(text);
}

/** The end of the physical line, before its break. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  const end = found === -1 ? text.length : found;
  return end > at && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

/** Behind a backslash and, where one follows, its line break. */
function afterContinuation(text: string, at: number): number {
  const next = text.charCodeAt(at + 1) === 0x0d ? at + 2 : at + 1;
  return text.charCodeAt(next) === 0x0a ? next + 1 : at + 1;
}

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Closes the nearest bracket of the same shape; those opened since then are unmatched. False where there is none. */
function closeBracket(text: string, at: number, open: number[], scan: TokenScan): boolean {
  const closer = text[at];
  let depth = open.length - 1;
  while (depth >= 0 && closerOf[text[scan.at[open[depth] ?? 0] ?? 0] ?? ''] !== closer) depth--;
  if (depth < 0) return false;
  for (let above = depth + 1; above < open.length; above++) scan.kind[open[above] ?? 0] = 'unmatched';
  open.length = depth;
  return true;
}

/** The offset behind the string whose quote stands at `at`. An unterminated one ends with its line. */
export function skipString(text: string, at: number): number {
  const quote = text.charAt(at);
  const isTriple = text.charAt(at + 1) === quote && text.charAt(at + 2) === quote;
  if (!isTriple && text.charAt(at + 1) === quote) return at + 2;
  const from = at + (isTriple ? 3 : 1);
  if (isFormatted(text, at)) {
    const end = skipFormatted(text, from, quote, isTriple, 0);
    if (end !== -1) return end;
  }
  const end = skipPlain(text, from, quote, isTriple);
  if (end !== -1) return end;
  // Whatever opened it, the lines after an unterminated string are read as code.
  return isTriple ? from : lineEnd(text, at);
}

/** Behind the closing quotes; -1 where there are none, for a single quote before the line ends. */
function skipPlain(text: string, from: number, quote: string, isTriple: boolean): number {
  if (isTriple) return skipTriple(text, from, quote.repeat(3));
  const quoteCode = quote.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quoteCode) return at + 1;
    if (code === 0x5c) at += text.charCodeAt(at + 1) === 0x0d && text.charCodeAt(at + 2) === 0x0a ? 2 : 1;
    else if (code === 0x0a) return -1;
  }
  return -1;
}

function skipTriple(text: string, from: number, closing: string): number {
  let end = text.indexOf(closing, from);
  while (end !== -1) {
    let backslashes = 0;
    while (end - backslashes > from && text.charCodeAt(end - backslashes - 1) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end + closing.length;
    end = text.indexOf(closing, end + 1);
  }
  return -1;
}

/** Whether the letters before a quote hold an f (or a t, the template strings of Python 3.14). */
function isFormatted(text: string, quoteAt: number): boolean {
  let at = quoteAt;
  while (at > 0 && quoteAt - at < 3 && /[a-zA-Z]/.test(text.charAt(at - 1))) at--;
  if (at > 0 && /[\w\u0080-\uffff]/.test(text.charAt(at - 1))) return false;
  return /^(?:[rR]?[fFtT]|[fFtT][rR])$/.test(text.slice(at, quoteAt));
}

/** How far an f-string is followed with its braces. A longer one ends at its plain closing quotes, which is nearly always the same. */
const formattedReach = { single: 4_000, triple: 20_000 };

/** f-strings inside f-strings are followed this far. */
const deepestFormatted = 8;

/** An f-string may hold its own quote inside braces; -1 where it does not end that way. */
function skipFormatted(text: string, from: number, quote: string, isTriple: boolean, nesting: number): number {
  if (nesting > deepestFormatted) return -1;
  const closing = isTriple ? quote.repeat(3) : quote;
  const limit = Math.min(text.length, from + (isTriple ? formattedReach.triple : formattedReach.single));
  let depth = 0;
  let at = from;
  while (at < limit) {
    const character = text.charAt(at);
    if (depth === 0 && text.startsWith(closing, at)) return at + closing.length;
    if (character === '\n' && !isTriple && depth === 0) return -1;
    if (character === '\\') at += 2;
    else if (character === '{') {
      if (depth === 0 && text.charAt(at + 1) === '{') at += 2;
      else {
        depth++;
        at++;
      }
    } else if (character === '}') {
      if (depth > 0) depth--;
      at++;
    } else if (depth > 0 && (character === '"' || character === "'")) {
      // Inside braces a string is a string again, unless it is the old style's closing quote after a format such as `:{width}`.
      const end = skipNested(text, at, nesting + 1);
      if (end === -1) return -1;
      at = end;
    } else if (depth > 0 && character === '#' && isTriple) at = lineEnd(text, at);
    else at++;
  }
  return -1;
}

function skipNested(text: string, at: number, nesting: number): number {
  const quote = text.charAt(at);
  const isTriple = text.startsWith(quote.repeat(3), at);
  if (!isTriple && text.charAt(at + 1) === quote) return at + 2;
  const from = at + (isTriple ? 3 : 1);
  if (isFormatted(text, at)) return skipFormatted(text, from, quote, isTriple, nesting);
  return skipPlain(text, from, quote, isTriple);
}

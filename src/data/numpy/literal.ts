// Reads the Python literal that describes an array in a .npy header: dicts, tuples, lists, strings, whole numbers, True, False, None.
import { DataError } from '../error';

export type Literal = string | number | boolean | null | readonly Literal[] | ReadonlyMap<string, Literal>;

const deepest = 50;
const token = /\s*(?:([bu]?)('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+)L?|(True|False|None)|([[\](){},:]))/y;

export function parseLiteral(text: string): Literal {
  let at = 0;
  const next = (): RegExpExecArray => {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) throw damaged();
    at = token.lastIndex;
    return match;
  };
  const peek = (): string | undefined => {
    const before = at;
    const mark = next()[5];
    at = before;
    return mark;
  };
  const items = (close: string, depth: number): Literal[] => {
    const found: Literal[] = [];
    while (peek() !== close) {
      found.push(value(depth));
      if (peek() !== ',') break;
      next();
    }
    if (next()[5] !== close) throw damaged();
    return found;
  };
  const value = (depth: number): Literal => {
    if (depth > deepest) throw damaged();
    const [, , quoted, digits, word, mark] = next();
    if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
    if (digits !== undefined) return Number(digits);
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    if (mark === '(') {
      const found = items(')', depth + 1);
      // One value in brackets without a comma is that value.
      return found.length === 1 && !/,\s*\)$/.test(text.slice(0, at)) ? (found[0] as Literal) : found;
    }
    if (mark === '[') return items(']', depth + 1);
    if (mark !== '{') throw damaged();
    const found = new Map<string, Literal>();
    while (peek() !== '}') {
      const key = value(depth + 1);
      if (typeof key !== 'string' || next()[5] !== ':') throw damaged();
      found.set(key, value(depth + 1));
      if (peek() !== ',') break;
      next();
    }
    if (next()[5] !== '}') throw damaged();
    return found;
  };
  return value(0);
}

const damaged = (): DataError => new DataError('the .npy header is damaged');

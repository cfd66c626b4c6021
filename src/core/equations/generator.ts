// Reads Brian 2's generators of synapses: `k for k in range(i-3, i+4) if k != i`, `k for k in sample(N_post, p=0.1)`, `i+1`.
import { parseExpression } from './expression';
import { type Expression } from './tree';

/** What the variable runs over: from `low` on, below `high`, every `step`. */
export interface Iteration {
  readonly low: Expression;
  readonly high: Expression;
  readonly step: Expression;
  /** Of a sample: each with a chance of its own, or so many of them. */
  readonly chance: Expression | null;
  readonly size: Expression | null;
}

export interface SynapseGenerator {
  readonly result: Expression;
  readonly variable: string;
  readonly over: Iteration;
  readonly condition: Expression | null;
}

const shape = /^([^]+?)\sfor\s+([A-Za-z_]\w*)\s+in\s+(range|sample)\s*\(([^]*)$/;

/** Null for what is none of these (Brian 2.5.1, synapses/parse_synaptic_generator_syntax.py). */
export function parseGenerator(text: string): SynapseGenerator | null {
  const [, head, variable, by, rest] = shape.exec(` ${text.trim()}`) ?? [];
  if (head === undefined || variable === undefined || rest === undefined) return single(text);
  const end = closing(rest);
  if (end === null) return null;
  const over = iteration(partsOf(rest.slice(0, end)), by === 'sample');
  const [result, condition] = [parseExpression(head).value, conditionIn(rest.slice(end + 1))];
  return over && result && condition !== undefined ? { result, variable, over, condition } : null;
}

/** One synapse each: `i+1`, `i//2 if i > 3`. */
function single(text: string): SynapseGenerator | null {
  if (/\bfor\b/.test(text)) return null;
  const [head = '', ...others] = text.split(/\sif\s/);
  const [result, condition] = [parseExpression(head).value, others[0] === undefined ? null : parsed(others[0])];
  const [low, high] = [parsed('0'), parsed('1')];
  if (!result || condition === undefined || others.length > 1 || !low || !high) return null;
  return { result, variable: '_', over: { low, high, step: high, chance: null, size: null }, condition };
}

const parsed = (text: string): Expression | undefined => parseExpression(text).value ?? undefined;

/** Null where there is none, undefined where it can't be read. */
function conditionIn(text: string): Expression | null | undefined {
  const [, condition] = /^\s*if\s([^]+)$/.exec(text) ?? [];
  if (condition !== undefined) return parsed(condition);
  return text.trim() === '' ? null : undefined;
}

/** Where the parenthesis that stands open at the start is closed. */
function closing(text: string): number | null {
  let depth = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return null;
}

/** What stands between the outer commas. */
function partsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts;
}

function iteration(parts: readonly string[], isSample: boolean): Iteration | null {
  const named = new Map<string, string>();
  const plain: string[] = [];
  for (const part of parts) {
    const [, name, value] = /^\s*(p|size)\s*=(?!=)([^]*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined) plain.push(part);
    else named.set(name, value);
  }
  if (named.size !== (isSample ? 1 : 0) || plain.length < 1 || plain.length > 3) return null;
  const [first = '0', second, third = '1'] = plain;
  const [low, high, step] = (second === undefined ? ['0', first, '1'] : [first, second, third]).map(parsed);
  const of = (name: string): Expression | null | undefined => {
    const text = named.get(name);
    return text === undefined ? null : parsed(text);
  };
  const [chance, size] = [of('p'), of('size')];
  return low && high && step && chance !== undefined && size !== undefined ? { low, high, step, chance, size } : null;
}

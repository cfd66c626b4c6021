// What synapses do: by which rule they connect, which variable of the target an event changes, and by how much.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { addPolys, negatePoly, type Poly } from '../evaluate/poly';
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { type Expression, type Statement } from '../equations/tree';
import { isOne, toNumber, type Rational } from '../units/rational';
import { type Span } from '../text';
import { polyOf, splitBy, stateAtom, statesIn } from './algebra';
import { Lookup, lookupFor } from './lookup';
import { endsOf, modelOf } from './model';

/** One variable of the target, and what an event adds to it. */
export interface Effect {
  readonly variable: string;
  /** The name of the pathway where `on_pre` is a dictionary of several. */
  readonly pathway: string;
  /** Null where it is not a plain addition. */
  readonly added: Poly | null;
  /** What is added, as written, with its sign. */
  readonly expression: Expression | null;
  readonly negative: boolean;
  readonly text: string;
  readonly code: { readonly text: Extract<Value, { kind: 'text' }>; readonly statement: Statement };
  readonly span: Span;
}

/** What `on_pre` does to the target; statements about the synapse itself are left out. */
export function effectsOf(synapses: Thing): Effect[] {
  const { target } = endsOf(synapses);
  const code = synapses.fields.get('on_pre') ?? synapses.fields.get('pre');
  const texts: (readonly [string, Value])[] =
    code?.kind === 'text' ? [['pre', code]] : code?.kind === 'table' ? [...code.entries] : [];
  const span = synapses.places.get('on_pre') ?? synapses.places.get('pre') ?? synapses.span;
  if (!target || !span) return [];
  const lookup = lookupFor(synapses);
  return texts.flatMap(([pathway, text]) => {
    if (text.kind !== 'text') return [];
    return parseStatements(text.value).statements.flatMap((statement): Effect[] => {
      const meaning = lookup.meaningOf(statement.name);
      if (meaning.kind !== 'variable' || meaning.side !== 'post') return [];
      const variable = statement.name.replace(/_post$/, '');
      const right = polyOf(statement.expression, lookup);
      const { added, plain } = addedBy(statement, right);
      return [
        {
          ...{ variable, pathway, added, negative: statement.operator === '-', span },
          expression: plain ? statement.expression : null,
          text: text.value.slice(statement.start, statement.end),
          code: { text, statement },
        },
      ];
    });
  });
}

function addedBy(statement: Statement, right: Poly | null): { added: Poly | null; plain: boolean } {
  if (!right) return { added: null, plain: false };
  if (statement.operator === '+') return { added: right, plain: true };
  if (statement.operator === '-') return { added: negatePoly(right), plain: true };
  if (statement.operator !== '') return { added: null, plain: false };
  // `v = v + w`.
  const split = splitBy(right, stateAtom(statement.name));
  const one = split?.withIt.terms[0];
  const isSelf = split?.withIt.terms.length === 1 && one && one.factors.length === 0 && isOne(one.coefficient);
  return { added: isSelf ? addPolys(split.without, { terms: [] }) : null, plain: false };
}

/** True where more than the synapse's own, fixed parameters makes the weight. */
export function isPlastic(synapses: Thing, effect: Effect): boolean {
  const variables = modelOf(synapses).variables;
  const states = effect.added ? statesIn(effect.added) : new Set<string>();
  const changed = new Set<string>();
  for (const key of ['on_pre', 'on_post', 'pre', 'post']) {
    const code = synapses.fields.get(key);
    const texts = code?.kind === 'text' ? [code] : code?.kind === 'table' ? [...code.entries.values()] : [];
    for (const each of texts)
      if (each.kind === 'text') for (const { name } of parseStatements(each.value).statements) changed.add(name);
  }
  return [...states].some((name) => {
    const kind = variables.get(name)?.equation?.kind;
    return kind !== 'parameter' || changed.has(name);
  });
}

export type Rule =
  | { readonly kind: 'all-to-all' }
  | { readonly kind: 'one-to-one' }
  | { readonly kind: 'fixed-probability'; readonly probability: Value }
  | { readonly kind: 'fixed-indegree'; readonly indegree: Value }
  | { readonly kind: 'fixed-outdegree'; readonly outdegree: Value }
  | { readonly kind: 'unknown'; readonly text: string };

/** A condition on one of the indices: only sources, or targets, from `from` up to `to`. */
export interface Bounds {
  readonly from: number | null;
  readonly to: number | null;
}

export interface Connecting {
  readonly rule: Rule;
  readonly sources: Bounds;
  readonly targets: Bounds;
  readonly noSelf: boolean;
}

const everywhere: Bounds = { from: null, to: null };

export function connectingOf(call: ApiCall, synapses: Thing): Connecting {
  const names = call.args.get('names');
  const lookup = new Lookup(modelOf(synapses), names?.kind === 'table' ? names : null);
  const given = (key: string): Value | undefined => {
    const value = call.args.get(key);
    return value?.kind === 'nothing' ? undefined : value;
  };
  const [i, j, p, n] = [given('i'), given('j'), given('p'), given('n')];
  const condition = given('condition');
  const all = (rule: Rule): Connecting => ({ rule, sources: everywhere, targets: everywhere, noSelf: false });
  const unknown = (text: string): Connecting => all({ kind: 'unknown', text });
  if (n && !isOneValue(n)) return unknown('several synapses a pair');
  if (i || j) return byIndices(i, j, lookup, all, unknown);
  const chance = p ? probabilityOf(p, lookup) : null;
  if (p && !chance) return unknown(p.kind === 'text' ? `p = ${p.value}` : 'a probability of its own for each pair');
  const rule: Rule =
    chance && !isOneValue(chance) ? { kind: 'fixed-probability', probability: chance } : { kind: 'all-to-all' };
  if (!condition || (condition.kind === 'flag' && condition.value)) return all(rule);
  if (condition.kind !== 'text') return unknown('a condition');
  const parsed = parseExpression(condition.value).value;
  const read = parsed && conditionOf(parsed, lookup);
  if (!read) return unknown(condition.value);
  if (read.equal) return p ? unknown(condition.value) : all({ kind: 'one-to-one' });
  return { rule, sources: read.sources, targets: read.targets, noSelf: read.noSelf };
}

function byIndices(
  i: Value | undefined,
  j: Value | undefined,
  lookup: Lookup,
  all: (rule: Rule) => Connecting,
  unknown: (text: string) => Connecting,
): Connecting {
  if (j?.kind === 'text' && !i && j.value.trim() === 'i') return all({ kind: 'one-to-one' });
  if (i?.kind === 'text' && !j && i.value.trim() === 'j') return all({ kind: 'one-to-one' });
  const sample = i?.kind === 'text' && !j ? sampleOf(i.value, 'N_pre') : null;
  const other = j?.kind === 'text' && !i ? sampleOf(j.value, 'N_post') : null;
  const value = (sample ?? other) ? valueOf((sample ?? other)?.of ?? '', lookup) : null;
  if (value && (sample ?? other)?.by === 'p')
    return all(isOneValue(value) ? { kind: 'all-to-all' } : { kind: 'fixed-probability', probability: value });
  if (value && sample) return all({ kind: 'fixed-indegree', indegree: value });
  if (value && other) return all({ kind: 'fixed-outdegree', outdegree: value });
  const text = [i, j].flatMap((each) => (each?.kind === 'text' ? [each.value] : [])).join(', ');
  return unknown(text === '' ? 'a list of pairs' : text);
}

/** `k for k in sample(N_pre, size=C)`: as many sources for every target; with `p`, each of them with that chance. */
function sampleOf(text: string, all: 'N_pre' | 'N_post'): { readonly by: 'p' | 'size'; readonly of: string } | null {
  const pattern =
    /^\s*(\w+)\s+for\s+\1\s+in\s+sample\((?:\s*0\s*,)?\s*(N_pre|N_post)\s*,\s*(p|size)\s*=\s*([\w.]+)\s*\)\s*$/;
  const [, , size, by, of] = pattern.exec(text) ?? [];
  return size === all && of !== undefined ? { by: by === 'p' ? 'p' : 'size', of } : null;
}

const isOneValue = (value: Value): boolean => {
  const exact = constantOf(value);
  return exact !== null && isOne(exact);
};

function probabilityOf(p: Value, lookup: Lookup): Value | null {
  if (p.kind === 'num' && !p.draw && !p.shape?.length) return p;
  return p.kind === 'text' ? valueOf(p.value.trim(), lookup) : null;
}

/** A number or a name, as text. */
function valueOf(text: string, lookup: Lookup): Value | null {
  const { value } = parseExpression(text);
  if (value?.kind === 'name') return lookup.valueOf(value.name);
  const poly = value?.kind === 'number' ? polyOf(value, lookup) : null;
  return (
    poly && {
      kind: 'num',
      poly,
      approximate: false,
      claim: null,
      literal: true,
      quantity: false,
      draw: null,
      shape: null,
      origin: null,
    }
  );
}

interface Condition {
  readonly sources: Bounds;
  readonly targets: Bounds;
  readonly noSelf: boolean;
  readonly equal: boolean;
}
const anything: Condition = { sources: everywhere, targets: everywhere, noSelf: false, equal: false };

/** `i < 3200`, `i >= 3200 and i != j`, `i == j`; null for any other. */
function conditionOf(expression: Expression, lookup: Lookup): Condition | null {
  if (expression.kind === 'flag') return expression.value ? anything : null;
  if (expression.kind === 'logic') {
    const [left, right] = [conditionOf(expression.left, lookup), conditionOf(expression.right, lookup)];
    if (expression.operator === 'or' || !left || !right || left.equal || right.equal) return null;
    return {
      sources: narrower(left.sources, right.sources),
      targets: narrower(left.targets, right.targets),
      noSelf: left.noSelf || right.noSelf,
      equal: false,
    };
  }
  if (expression.kind !== 'compare') return null;
  const { left, right, operator } = expression;
  if (left.kind === 'name' && right.kind === 'name' && new Set([left.name, right.name, 'i', 'j']).size === 2) {
    if (operator === '!=') return { ...anything, noSelf: true };
    return operator === '==' ? { ...anything, equal: true } : null;
  }
  const turned = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==', '!=': '!=' } as const;
  const [index, limit, by] =
    left.kind === 'name' && /^[ij]$/.test(left.name)
      ? [left.name, right, operator]
      : right.kind === 'name'
        ? [right.name, left, turned[operator]]
        : ['', left, operator];
  const number = limitOf(limit, lookup);
  if (!/^[ij]$/.test(index) || !number) return null;
  const bound = toNumber(number);
  const whole = Number.isInteger(bound);
  const bounds: Bounds | null =
    by === '<'
      ? { from: null, to: Math.ceil(bound) }
      : by === '<='
        ? { from: null, to: Math.floor(bound) + 1 }
        : by === '>='
          ? { from: Math.ceil(bound), to: null }
          : by === '>'
            ? { from: Math.floor(bound) + 1, to: null }
            : by === '==' && whole
              ? { from: bound, to: bound + 1 }
              : null;
  return bounds && { ...anything, [index === 'i' ? 'sources' : 'targets']: bounds };
}

function limitOf(expression: Expression, lookup: Lookup): Rational | null {
  if (expression.kind === 'name') return constantOf(lookup.valueOf(expression.name) ?? undefined);
  if (expression.kind !== 'number') return null;
  return constantOf(valueOf(expression.text, lookup) ?? undefined);
}

const narrower = (a: Bounds, b: Bounds): Bounds => ({
  from: a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from),
  to: a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to),
});

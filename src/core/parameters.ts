// What a framework's call takes, as a table: each parameter with its unit, meaning and usual range, and how a call is read by it.
import { type Backend, expectUnit } from './backend';
import { spanKey, tellMeaning } from './evaluate/facts';
import { type Call, external } from './evaluate/library';
import { constantOf } from './evaluate/numbers';
import { type Run } from './evaluate/run';
import { table, type Table, type Thing, type Value } from './evaluate/value';
import { type Span } from './text';
import { toNumber } from './units/rational';

export interface ParameterFact {
  /** Null for a text, a flag, a size, or a number that is in whatever unit its user likes. */
  readonly unit: string | null;
  readonly meaning: string;
  /** What the framework takes where nothing is given. */
  readonly standard?: number | string;
  /** Outside of it a value is rare. */
  readonly usual?: readonly [number, number];
  /** What a value comes to, in words. */
  readonly implies?: (value: number) => string | null;
  /** Why it can't work with a value; null where it can. */
  readonly refuses?: (value: number) => Refused | null;
}

export interface Refused {
  readonly severity: 'warning' | 'information';
  /** Behind "`alpha` of `LIFNeuron` is −0.2:". */
  readonly why: string;
  /** What was probably meant, and in which words a fix offers it. */
  readonly instead?: { readonly value: number; readonly title: string };
}

/** In the order of the positions. */
export type ParameterFacts = Readonly<Record<string, ParameterFact>>;

/** The arguments by name, each told to the run with the unit it is taken in and what it means. */
export function readArguments(
  run: Run,
  backend: Backend,
  callee: string,
  facts: ParameterFacts,
  call: Call,
  positions: readonly string[] = Object.keys(facts),
): Table {
  const given = table();
  const put = (name: string, value: Value, span: Span): void => {
    given.entries.set(name, value);
    given.valuePlaces.set(name, span);
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact) tell(run, backend, callee, name, fact, value, span);
  };
  call.args.forEach((value, i) => {
    const name = positions[i];
    if (name !== undefined) put(name, value, call.argSpans[i] ?? call.span);
  });
  for (const [name, value] of call.keywords) put(name, value, call.keywordSpans.get(name) ?? call.span);
  return given;
}

function tell(
  run: Run,
  backend: Backend,
  callee: string,
  parameter: string,
  fact: ParameterFact,
  value: Value,
  span: Span,
): void {
  if (fact.unit !== null) expectUnit(run, value, span, { backend, callee, parameter, unit: fact.unit });
  const exact = constantOf(value);
  const implied = exact && fact.implies ? fact.implies(toNumber(exact)) : null;
  const refused = exact && fact.refuses ? fact.refuses(toNumber(exact)) : null;
  // In code that is not reached, or is there to raise, nobody works with it.
  if (refused && exact && run.dead.length === 0 && run.provoking === 0 && !run.impossible)
    run.facts.refusals.set(spanKey(span), { callee, parameter, value: toNumber(exact), ...refused, span });
  tellMeaning(
    run.facts,
    span,
    [`\`${parameter}\` of \`${callee}\`: ${fact.meaning}${usualText(fact)}`, implied].filter(Boolean).join('; '),
  );
}

const usualText = ({ usual }: ParameterFact): string => (usual ? ` (usually ${usual[0]} to ${usual[1]})` : '');

/** `layer.units`: what was set on it since, else what it was made with. */
export function memberOrParameter(of: Thing, name: string): Value {
  const params = of.fields.get('params');
  const given = params?.kind === 'table' ? params.entries.get(name) : undefined;
  return of.fields.get(name) ?? given ?? external(`${of.type}.${name}`, of);
}

/** The plain number that was given for a parameter, or what the framework takes without; null where only the run would tell. */
export function numberFor(given: Table, facts: ParameterFacts, name: string): number | null {
  const value = given.entries.get(name);
  if (value) {
    const exact = constantOf(value);
    return exact ? toNumber(exact) : null;
  }
  const standard = facts[name]?.standard;
  return typeof standard === 'number' ? standard : null;
}

export function textFor(given: Table, facts: ParameterFacts, name: string): string | null {
  const value = given.entries.get(name);
  if (value) return value.kind === 'text' ? value.value : null;
  const standard = facts[name]?.standard;
  return typeof standard === 'string' ? standard : null;
}

/** Four digits are enough to read. */
export const short = (value: number): string => String(Number(value.toPrecision(4)));

/** What a factor that is kept per step comes to. */
export function impliedByKept(kept: number): string | null {
  if (!(kept > 0)) return kept === 0 ? 'keeps nothing from one step to the next' : null;
  if (kept === 1) return 'nothing leaks: the state sums all input';
  if (kept > 1) return 'above 1: the state grows by itself';
  return `time constant −dt/ln ${short(kept)} = ${short(-1 / Math.log(kept))} steps (${short(-1 / Math.log(kept))} ms at dt = 1 ms); a constant input I settles at I/(1 − ${short(kept)}) = ${short(1 / (1 - kept))}·I`;
}

// Synapses that are more than a fixed weight: whose own state, or code at a spike, decides what an event does.
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { type Equation, type Expression, namesIn, type Statement } from '../equations/tree';
import { type Thing, type Value } from '../evaluate/value';
import { type Lookup, lookupFor } from './lookup';
import { endsOf, modelOf, wholeOf } from './model';
import { effectsOf, isPlastic } from './synapses';

/** A variable of the neurons at one of the ends, as the synapses call it. */
export interface SideVariable {
  readonly name: string;
  readonly side: 'pre' | 'post';
  readonly variable: string;
}

/** What stands, in the conditions of settings, for a synapse's place in the order in which Brian makes them. */
export const placeOfSynapse = '_synapse';

/** Code that a spike at one of the ends runs. */
export interface SpikeCode {
  readonly on: 'pre' | 'post';
  /** Where it is another event than a spike that runs it. */
  readonly event: string | null;
  readonly pathway: string;
  readonly statements: readonly Statement[];
}

export function sideVariable(lookup: Lookup, name: string): SideVariable | null {
  const meaning = lookup.meaningOf(name);
  if (meaning.kind !== 'variable' || meaning.side === 'own') return null;
  return { name, side: meaning.side, variable: meaning.variable.name };
}

export const equationsOf = (synapses: Thing): readonly Equation[] =>
  modelOf(synapses).parts.flatMap(({ parsed }) => parsed.equations);

export const isSummed = ({ flags }: Equation): boolean => flags.some(({ text }) => text === 'summed');

export function spikeCodeOf(synapses: Thing): readonly SpikeCode[] {
  return (['pre', 'post'] as const).flatMap((on) => {
    const code = synapses.fields.get(`on_${on}`) ?? synapses.fields.get(on);
    const texts: (readonly [string, Value])[] =
      code?.kind === 'text' ? [[on, code]] : code?.kind === 'table' ? [...code.entries] : [];
    return texts.flatMap(([pathway, text]) =>
      text.kind === 'text'
        ? [{ on, pathway, event: eventOf(synapses, on, pathway), statements: parseStatements(text.value).statements }]
        : [],
    );
  });
}

/** `on_event='high'`, `on_event={'pre': 'high'}`; null for a spike. */
function eventOf(synapses: Thing, on: 'pre' | 'post', pathway: string): string | null {
  const given = synapses.fields.get('on_event');
  const own = given?.kind === 'table' ? (given.entries.get(pathway) ?? given.entries.get(on)) : given;
  return own?.kind === 'text' && own.value !== 'spike' ? own.value : null;
}

/** @param set the texts that the synapses' variables were set to, by name */
export function needsProgram(synapses: Thing, set: ReadonlyMap<string, string>): boolean {
  if (!modelOf(synapses).complete) return false;
  if (equationsOf(synapses).some((each) => each.kind === 'differential' || isSummed(each))) return true;
  const code = spikeCodeOf(synapses);
  if (code.some(({ on, event, statements }) => (on === 'post' || event !== null) && statements.length > 0)) return true;
  const lookup = lookupFor(synapses);
  const changes = code.flatMap(({ statements }) => statements);
  if (changes.some(({ name }) => sideVariable(lookup, name)?.side !== 'post')) return changes.length > 0;
  return effectsOf(synapses).some((effect) => {
    if (effect.added === null || isPlastic(synapses, effect)) return true;
    const own = effect.expression ? [...namesIn(effect.expression)].map(({ name }) => name) : [];
    return own.some((name) => speaksOfPairs(set.get(name), lookup));
  });
}

/** `exp(-(x_pre - x_post)**2)`, `i*nS`: another value for each pair. */
function speaksOfPairs(text: string | undefined, lookup: Lookup): boolean {
  const expression = text === undefined ? null : parseExpression(text).value;
  return (
    expression !== null &&
    [...namesIn(expression)].some(({ name }) => /^[ij]$/.test(name) || sideVariable(lookup, name) !== null)
  );
}

/** Whether what a name stands for has to be known, not only added to. */
const reads = ({ operator }: Statement): boolean => operator !== '+' && operator !== '-';

/** The variables of the neurons that the synapses speak of; `read` where their values have to be known. */
export function sideVariablesOf(
  synapses: Thing,
  texts: readonly string[],
): readonly (SideVariable & { readonly read: boolean })[] {
  const lookup = lookupFor(synapses);
  const found = new Map<string, SideVariable & { readonly read: boolean }>();
  const put = (name: string, read: boolean): void => {
    const side = sideVariable(lookup, name);
    if (side) found.set(name, { ...side, read: read || found.get(name)?.read === true });
  };
  const within = (expression: Expression | null): void => {
    for (const { name } of expression ? namesIn(expression) : []) put(name, true);
  };
  for (const each of equationsOf(synapses)) within(each.expression);
  for (const text of texts) within(parseExpression(text).value);
  for (const { statements } of spikeCodeOf(synapses)) {
    for (const statement of statements) {
      put(statement.name, reads(statement));
      within(statement.expression);
    }
  }
  return [...found.values()];
}

/** The groups whose variables have to be at hand: those that are read, and those that a sum is put into. */
export function groupsReadBy(synapses: Thing, texts: readonly string[]): readonly Thing[] {
  const { source, target } = endsOf(synapses);
  const groups = sideVariablesOf(synapses, texts).flatMap(({ side, read }) => {
    const end = side === 'pre' ? source : target;
    return read && end ? [wholeOf(end)] : [];
  });
  const summed = equationsOf(synapses).some(isSummed) && target ? [wholeOf(target)] : [];
  return [...groups, ...summed];
}

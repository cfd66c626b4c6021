// The things that NetPyNE's specs make: network parameters, their dictionaries, and the simulation's configuration.
import { type Table, type Thing, type Value } from '../../evaluate/value';

export const netParams = 'netpyne.NetParams';
export const config = 'netpyne.SimConfig';
/** One of the dictionaries of `NetParams`, watched so that what is put into it is looked at. */
export const section = 'netpyne.Params';

export const entriesOf = (of: Thing): Table | null => {
  const inner = of.fields.get('entries');
  return inner?.kind === 'table' ? inner : null;
};

/** The tables of one dictionary by their labels. */
export function tablesOf(of: Thing, kind: string): ReadonlyMap<string, Table> {
  const part = of.fields.get(kind);
  const inner = part?.kind === 'thing' ? entriesOf(part) : null;
  const tables = new Map<string, Table>();
  for (const [label, value] of inner?.entries ?? []) {
    const found = tableIn(value);
    if (found) tables.set(label, found);
  }
  return tables;
}

/** A dictionary that was built on two ways is taken as the first of them. */
export function tableIn(value: Value | undefined): Table | null {
  if (value?.kind === 'table') return value;
  if (value?.kind === 'choice') for (const each of value.options) if (each.value.kind === 'table') return each.value;
  return null;
}

export const textIn = (of: Table | null | undefined, key: string): string | null => {
  const value = of?.entries.get(key);
  return value?.kind === 'text' ? value.value : null;
};

/** One text or a list of them. */
export function textsIn(value: Value | undefined): readonly string[] | null {
  if (value?.kind === 'text') return [value.value];
  if (value?.kind !== 'sequence' || value.count) return null;
  const texts = value.items.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  return texts.length === value.items.length ? texts : null;
}

/** The synaptic mechanisms that a connection names; the first that is defined where it names none. */
export function synMechsOf(of: Thing, connection: Table): readonly string[] {
  const named = textsIn(connection.entries.get('synMech'));
  if (named) return named;
  if (connection.entries.has('synMech')) return [];
  const [first] = tablesOf(of, 'synMechParams').keys();
  return first === undefined ? [] : [first];
}

export const modOf = (of: Thing, synMech: string): string =>
  textIn(tablesOf(of, 'synMechParams').get(synMech), 'mod') ?? '';

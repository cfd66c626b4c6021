// What a backend is: how its calls are understood, what their numbers mean, and how a network is read out of them.
import { type ConfigNode } from './config/tree';
import { type FindData } from './dataFiles';
import { type ApiCall } from './evaluate/facts';
import { type Library } from './evaluate/library';
import { type Run } from './evaluate/run';
import { type Table, type Thing, type Value } from './evaluate/value';
import { toNumber } from './evaluate/numbers';
import { type Network } from './network/network';
import { type Path } from './network/paths';
import { parseUnit } from './units/parse';
import { type Unit } from './units/unit';
import { type Span } from './text';

/** Where a fact was read, so that it can be looked up and questioned. */
export interface Source {
  readonly title: string;
  readonly version: string;
}

export interface Backend {
  readonly id: string;
  readonly title: string;
  readonly source: Source;
  readonly library: Library;
  /** Null where the calls describe no network. */
  readNetwork?(calls: readonly ApiCall[]): Network | readonly Network[] | null;
  /** Every way by which a population gets input, the dead ones too: with exact numbers, for the drives. */
  readPaths?(calls: readonly ApiCall[]): readonly Path[];
  /** Why a script that uses it makes no network that could be read; null where there is nothing to say. */
  whyUnread?(calls: readonly ApiCall[]): string | null;
  /** A configuration file that describes a network by itself; null where it is none of this simulator's. */
  readConfig?(source: ConfigSource): { readonly network: Network | null; readonly paths: readonly Path[] } | null;
}

export interface ConfigSource {
  readonly file: string;
  readonly root: ConfigNode;
  /** Another file, by the path under which this one or those it refers to name it. */
  find(name: string, from: string): { readonly file: string; readonly root: ConfigNode } | null;
  /** A file of numbers, in the same way; where it is left out, none is read. */
  readonly data?: FindData;
}

const units = new Map<string, Unit>();

/** A unit that the code names: a spelling that does not parse is a mistake of ours. */
export function unit(symbol: string): Unit {
  let known = units.get(symbol);
  if (!known) {
    const parsed = parseUnit(symbol);
    if (!parsed) throw new Error(`no unit ${symbol}`);
    known = parsed;
    units.set(symbol, known);
  }
  return known;
}

export interface Expectation {
  readonly backend: Backend;
  /** Who takes the parameter: a model, a function. */
  readonly callee: string;
  readonly parameter: string;
  readonly unit: string;
  /** Said in the message, for example "for the target model iaf_psc_exp". */
  readonly note?: string;
  /** True where the convention is only taken to hold: what contradicts it is worth a look, and no more. */
  readonly assumed?: boolean;
}

/** Tells the run in which unit a number is taken; distributions and lists are looked into. */
export function expectUnit(run: Run, value: Value | undefined, span: Span, expectation: Expectation): void {
  if (!value) return;
  if (value.kind === 'sequence') {
    for (const each of value.items.slice(0, 16)) expectUnit(run, each, span, expectation);
    return;
  }
  if (value.kind === 'choice') {
    for (const each of value.options) expectUnit(run, each.value, span, expectation);
    return;
  }
  if (value.kind === 'thing' && value.fields.has('carries unit')) {
    for (const name of ['mean', 'std', 'min', 'max', 'mu', 'sigma', 'low', 'high', 'beta', 'loc', 'scale']) {
      expectUnit(run, value.fields.get(name), value.places.get(name) ?? span, expectation);
    }
    return;
  }
  const number = value.kind === 'thing' || value.kind === 'flag' ? null : toNumber(run, value);
  if (!number || number.quantity) return;
  const { backend, callee, parameter, note, assumed } = expectation;
  const expected = unit(expectation.unit);
  const text = `${backend.title} takes \`${parameter}\`${callee === '' ? '' : ` of \`${callee}\``} in ${expectation.unit}${note === undefined ? '' : ` ${note}`} (${backend.source.title}, ${backend.source.version})`;
  const because = assumed
    ? ({
        kind: 'assumed',
        text: `\`${callee}\` is taken to keep ${backend.title}’s convention, ${expectation.unit}`,
      } as const)
    : ({ kind: 'api', text } as const);
  run.expect(number, expected, parameter, callee, { ...because, span: null, unit: expected }, span);
}

/** The place of a table's value, or of the whole argument. */
export const placeIn = (of: Table | Thing, key: string, fallback: Span): Span =>
  (of.kind === 'table' ? of.valuePlaces.get(key) : of.places.get(key)) ?? fallback;

// What an expression can be worth: numbers in symbols, texts, containers, functions, objects, known things of known libraries, or honestly unknown.
import { type Span } from '../text';
import { type ClassStmt, type Expr, type FunctionStmt, type LambdaExpr } from '../python/syntax';
import { type Rational } from '../units/rational';
import { type Claim } from './claim';
import { type Poly } from './poly';
import { type Scope } from './scope';

/** How a random number is drawn. The value's own polynomial is its mean. */
export interface Draw {
  readonly distribution: string;
  readonly variance: Poly | null;
  /** Set for a uniform draw, so that a comparison with it is known to be a Bernoulli draw. */
  readonly range?: readonly [Poly, Poly];
  /** Of events: so many sources, each with so many of them in the mean; of what is scaled, as it was before. */
  readonly events?: { readonly kind: 'Bernoulli' | 'Poisson'; readonly sources: Poly; readonly perStep: Poly };
  /** Identity of the draw: a number is fully correlated with itself. */
  readonly source: number;
}

/** Sizes along each axis; null where a size is not known. */
export type Shape = readonly (Num | null)[];

/** The origin of a number as it stands in the text. */
export const writtenMark = 'written';

/** True for a number with no history: it was not computed, as far as is known. */
export const isWritten = (value: Num): boolean => !value.origin || value.origin.what === writtenMark;

/** One step of how a number came to be. */
export interface Origin {
  readonly span: Span;
  readonly what: string;
  readonly inputs: readonly Num[];
}

export interface Num {
  readonly kind: 'num';
  readonly poly: Poly;
  /** inf, -inf and nan are no polynomials. */
  readonly special?: 'inf' | '-inf' | 'nan';
  /** True where a transcendental function was rounded on the way. */
  readonly approximate: boolean;
  readonly claim: Claim | null;
  /** A number as it was written in the text, with nothing done to it: it takes the unit of whatever it meets. */
  readonly literal: boolean;
  /** A quantity that carries its unit at run time (brian2, pint, astropy): the polynomial is in SI. */
  readonly quantity: boolean;
  readonly draw: Draw | null;
  readonly shape: Shape | null;
  readonly origin: Origin | null;
}

/** Part of a text that a literal of the source gave, so that a place in the text leads back into the file. */
export interface TextPiece {
  readonly at: number;
  readonly length: number;
  /** Where in the literal's own value it begins; null where it is somewhere in it. */
  readonly from: number | null;
  /** The literal with its quotes, all adjacent ones together. */
  readonly span: Span;
}
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly pieces?: readonly TextPiece[];
  /** The setting of the environment that it was read from: a number made of it goes by that name. */
  readonly setting?: { readonly name: string; readonly span: Span };
}
export interface Flag {
  readonly kind: 'flag';
  readonly value: boolean;
}
export interface Nothing {
  readonly kind: 'nothing';
}
/** A list, tuple, set or small array whose elements are known; `open` where there may be more of the same. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly flavour: 'list' | 'tuple' | 'set' | 'array';
  items: Value[];
  /** How many there are where the items only represent them. */
  count: Num | null;
}
export interface Table {
  readonly kind: 'table';
  readonly entries: Map<string, Value>;
  /** `each`: what a loop put under keys that are not known, one for all of them. */
  readonly others: Map<'each', Value>;
  /** Where each key was written, and where its value. */
  readonly places: Map<string, Span>;
  readonly valuePlaces: Map<string, Span>;
  /** Keys may be in it that are not known. */
  open: boolean;
  /** What a missing key of a file's dictionary is called. */
  readonly source: string | null;
  /** Where it stands in a configuration file that the code opened. */
  readonly document?: DocumentPart;
}
/** A map of a configuration file: the keys that lead to it. */
export interface DocumentPart {
  readonly file: string;
  readonly path: readonly string[];
}
export interface Func {
  readonly kind: 'function';
  readonly name: string;
  readonly node: FunctionStmt | LambdaExpr;
  readonly scope: Scope;
  readonly owner: Class | null;
  readonly decorators: readonly string[];
  /** Evaluated where the function was made, as Python does. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** `functools.partial` and bound methods put these before and beside what the call gives. */
  readonly bound: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Of a property's setter: what reads the property. */
  readonly getter?: Func;
}
/** A field of a dataclass or named tuple, with its default where it has one. */
export interface Field {
  readonly name: string;
  readonly value: Value | null;
  readonly expr: Expr | null;
}
export interface Class {
  readonly kind: 'class';
  readonly name: string;
  readonly node: ClassStmt;
  readonly scope: Scope;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
  readonly flavour: 'plain' | 'dataclass' | 'enum' | 'namedtuple';
  readonly fields: Field[];
}
export interface Instance {
  readonly kind: 'instance';
  readonly type: Class;
  readonly fields: Map<string, Value>;
}
export interface Module {
  readonly kind: 'module';
  /** Dotted path; for the workspace's own modules `scope` holds what they define. */
  readonly path: string;
  readonly scope: Scope | null;
}
/** A function or class of a library, by its dotted path; a bound method carries its receiver. */
export interface External {
  readonly kind: 'external';
  readonly path: string;
  readonly receiver: Value | null;
}
/** A thing that a known API made: a NEST collection, an HDF5 group, a PyNN population, a layer. */
export interface Thing {
  readonly kind: 'thing';
  readonly type: string;
  readonly fields: Map<string, Value>;
  /** Where the value of a field was written. */
  readonly places: Map<string, Span>;
  readonly span: Span | null;
}
export interface Choice {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: Value; readonly condition: string }[];
}
/** What an unknown goes by: as soon as it is calculated with, it is this symbol. */
export interface SymbolName {
  readonly id: string;
  readonly text: string;
  /** The last segment of it, which may tell a role or a unit. */
  readonly name: string;
}
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly symbol: SymbolName | null;
}

export type Value =
  | Num
  | Text
  | Flag
  | Nothing
  | Sequence
  | Table
  | Func
  | Class
  | Instance
  | Module
  | External
  | Thing
  | Choice
  | Unknown;

export interface NumParts {
  readonly claim?: Claim | null;
  readonly literal?: boolean;
  readonly approximate?: boolean;
  readonly quantity?: boolean;
  readonly draw?: Draw | null;
  readonly shape?: Shape | null;
  readonly origin?: Origin | null;
  readonly special?: Num['special'];
}

export function num(poly: Poly, parts: NumParts = {}): Num {
  const base: Num = {
    kind: 'num',
    poly,
    approximate: parts.approximate ?? false,
    claim: parts.claim ?? null,
    literal: parts.literal ?? false,
    quantity: parts.quantity ?? false,
    draw: parts.draw ?? null,
    shape: parts.shape ?? null,
    origin: parts.origin ?? null,
  };
  return parts.special ? { ...base, special: parts.special } : base;
}

export const nothing: Nothing = { kind: 'nothing' };
export const text = (value: string, pieces?: readonly TextPiece[]): Text =>
  pieces ? { kind: 'text', value, pieces } : { kind: 'text', value };
export const yes: Flag = { kind: 'flag', value: true };
export const no: Flag = { kind: 'flag', value: false };
export const flag = (value: boolean): Flag => (value ? yes : no);
export const unknown = (reason: string, symbol: SymbolName | null = null): Unknown => ({
  kind: 'unknown',
  reason,
  symbol,
});
export const sequence = (flavour: Sequence['flavour'], items: Value[], count: Num | null = null): Sequence => ({
  kind: 'sequence',
  flavour,
  items,
  count,
});
export const table = (
  source: string | null = null,
  open = source !== null,
  document: DocumentPart | null = null,
): Table => ({
  kind: 'table',
  entries: new Map(),
  others: new Map(),
  places: new Map(),
  valuePlaces: new Map(),
  open,
  source,
  ...(document ? { document } : {}),
});
/** A dictionary that is another thing's own names: writing to the one writes to the other. */
export const tableOver = (entries: Map<string, Value>, open: boolean): Table => ({ ...table(null, open), entries });
export const thing = (type: string, span: Span | null = null, fields: Map<string, Value> = new Map()): Thing => ({
  kind: 'thing',
  type,
  fields,
  span,
  places: new Map(),
});

/** A named tuple's fields in order; null for every other object. */
export const itemsOfNamedTuple = (object: Instance): Value[] | null =>
  object.type.flavour === 'namedtuple'
    ? object.type.fields.map((each) => object.fields.get(each.name) ?? unknown(`the field \`${each.name}\``))
    : null;

/** What a member of an `IntEnum` or of a text enum counts as; everything else is what it is. */
export const plainValue = (value: Value): Value =>
  (value.kind === 'thing' && value.type === 'enum.member' && value.fields.get('plain')) || value;

/** A dictionary key as it is stored: text keys bare, numbers with a mark. */
export function keyText(
  given: Value,
  numberText: (value: Rational) => string,
  constantOf: (value: Num) => Rational | null,
): string | null {
  const value = plainValue(given);
  if (value.kind === 'text') return value.value;
  if (value.kind === 'flag') return `#${value.value ? 1 : 0}`;
  if (value.kind === 'nothing') return '#None';
  if (value.kind === 'num') {
    const constant = constantOf(value);
    return constant ? `#${numberText(constant)}` : null;
  }
  if (value.kind === 'sequence' && value.flavour === 'tuple') {
    const parts = value.items.map((each) => keyText(each, numberText, constantOf));
    return parts.includes(null) ? null : `(${parts.join(',')})`;
  }
  if (value.kind === 'external') return `@${value.path}`;
  if (value.kind === 'class') return `@${value.name}`;
  if (value.kind === 'thing' && value.type === 'enum.member') {
    const parts = ['class', 'name'].map((part) => value.fields.get(part));
    return `@${parts.map((part) => (part?.kind === 'text' ? part.value : '')).join('.')}`;
  }
  return null;
}

// What evaluating a module brings to light, for rules and reports to read: bindings, arguments, sums, contradictions, dead branches.
import { type ConfigNode } from '../config/tree';
import { type Span } from '../text';
import { type Unit } from '../units/unit';
import { type Claim, type Evidence } from './claim';
import { type DocumentPart, type Num, type Table, type Value } from './value';

/** A place where a name gets a value. In a function that is called many times, there are many values. */
export interface Binding {
  readonly name: string;
  readonly kind: 'variable' | 'parameter' | 'attribute' | 'key';
  readonly span: Span;
  readonly values: Value[];
}

/** A number that arrives where its unit is known. */
export interface Arrival {
  readonly kind: 'argument' | 'function';
  readonly value: Num;
  readonly expected: Unit;
  /** Who expects it and in which words: "PyNN takes current-based weights in nA". */
  readonly because: Evidence;
  /** `weight` of `StaticSynapse`. */
  readonly parameter: string;
  readonly callee: string;
  readonly span: Span;
  /** Where the number was written, where that is a configuration file: `span` is then what hands it over. */
  readonly from?: Span;
  /** Other numbers that arrived at the same place, on another round. */
  readonly others: Num[];
}

/** Two numbers that have to be of one unit: a sum, a difference, a comparison. */
export interface Meeting {
  readonly operator: string;
  readonly left: Num;
  readonly right: Num;
  readonly span: Span;
}

/** What is said of a value and what it was computed to be, where the two differ. */
export interface Contradiction {
  readonly name: string;
  readonly said: Evidence;
  readonly saidUnit: Unit;
  readonly computed: Claim;
  readonly span: Span;
}

/** A call of a known simulator that makes, connects or runs something, in the order of the run. */
export interface ApiCall {
  readonly backend: string;
  /** `create`, `connect`, `run` and whatever else the backend's reader understands. */
  readonly what: string;
  readonly args: ReadonlyMap<string, Value>;
  /** How often the loops around it run it; null where that is not known. */
  readonly times: Num | null;
  readonly span: Span;
  /** Why the call is never reached, where it is not. */
  readonly dead: string | null;
  /** With which chance the branches around it are taken that a draw decides, and whether one of them asks two loop variables to differ. */
  readonly chance?: Num;
  readonly distinct?: true;
  /** Of each branch around it of which it is not known which way is taken: the way that it stands on. */
  readonly ways?: ReadonlyMap<number, number>;
}

/** A value stored under a key of a file. */
export interface Write {
  readonly key: string;
  readonly value: Value;
  readonly span: Span;
}

/** A number made whole: `int(x)`, `floor(x)`, `x // y`. */
export interface Rounding {
  readonly how: 'int' | 'floor' | '//';
  /** The number before, where `//` is the exact quotient. */
  readonly value: Num;
  readonly span: Span;
}

/** A number taken as a chance, or as the mean of a count: `rand() < p`, `binomial(n, p)`, `poisson(mean)`. */
export interface Chance {
  readonly kind: 'comparison' | 'Bernoulli' | 'binomial' | 'Poisson';
  readonly value: Num;
  readonly span: Span;
}

/** A configuration file that the code opened. */
export interface OpenedConfig {
  readonly file: string;
  readonly root: ConfigNode;
  /** The call that loads it. */
  readonly span: Span;
}

/** The code asks a map of a configuration file for a key. */
export interface KeyRead {
  readonly part: DocumentPart;
  readonly key: string;
  readonly found: boolean;
  /** Whether it says what holds where the key is missing. */
  readonly hasDefault: boolean;
  readonly span: Span;
}

/** A random number under a name: noise that may be somebody's input. */
export interface Drawn {
  readonly name: string;
  readonly value: Num;
  readonly span: Span;
  /** `SparseLayer.call`; empty in the script itself. */
  readonly within: string;
  /** Why the code is never reached, where it is not. */
  readonly dead: string | null;
  /** True where the function was read by itself, with nobody's arguments. */
  readonly standalone: boolean;
}

/** What an object or a variable of a model keeps under a name. */
export interface Held {
  readonly name: string;
  readonly value: Num;
  readonly span: Span;
  readonly standalone: boolean;
}

/** A value with which what takes it can't work, as its library's table says. */
export interface Refusal {
  readonly callee: string;
  readonly parameter: string;
  readonly value: number;
  readonly severity: 'warning' | 'information';
  readonly why: string;
  readonly instead?: { readonly value: number; readonly title: string };
  readonly span: Span;
}

/** What a call or a number comes to, in words; and as lines of one width, where a picture says more. */
export interface Meaning {
  readonly text: string;
  readonly figure?: readonly string[];
}

/** A meaning, or a text alone; what takes long is worked out where someone asks. */
type Told = string | (() => Meaning | null);

/** The code asks a dictionary of its own for a key. */
export interface Lookup {
  readonly table: Table;
  readonly key: string;
  readonly found: boolean;
  readonly hasDefault: boolean;
  readonly span: Span;
}

export interface Dead {
  readonly span: Span;
  readonly reason: string;
}

export interface UnknownAnnotation {
  readonly text: string;
  readonly span: Span;
}

/** A key or a keyword that a call of a simulator does not take, and hardly differs from one that it takes. */
export interface Slip {
  readonly callee: string;
  readonly key: string;
  readonly meant: string;
  /** Of the value that is given under it. */
  readonly span: Span;
}

export interface Facts {
  /** By file and offset, so that a function evaluated twice has its names once. */
  readonly bindings: Map<string, Map<number, Binding>>;
  readonly arrivals: Map<string, Arrival>;
  readonly meetings: Map<string, Meeting>;
  readonly contradictions: Map<string, Contradiction>;
  readonly calls: ApiCall[];
  /** By place. */
  readonly slips: Map<string, Slip>;
  readonly writes: Write[];
  readonly roundings: Map<string, Rounding>;
  readonly chances: Map<string, Chance>;
  readonly openedConfigs: Map<string, OpenedConfig>;
  readonly keyReads: Map<string, KeyRead>;
  /** Maps of configuration files that go where their keys can't be followed, by `partKey`. */
  readonly lostParts: Set<string>;
  readonly drawn: Drawn[];
  readonly held: Held[];
  readonly lookups: Lookup[];
  readonly dead: Map<string, Dead>;
  readonly alive: Set<string>;
  readonly unknownAnnotations: Map<string, UnknownAnnotation>;
  /** What a number or a call comes to, in the words of the library that takes it: by place. */
  readonly meanings: Map<string, { readonly span: Span; readonly meaning: () => Meaning | null }>;
  readonly refusals: Map<string, Refusal>;
  /** What the budgets cut off. */
  readonly cuts: Set<string>;
}

export const makeFacts = (): Facts => ({
  bindings: new Map(),
  arrivals: new Map(),
  meetings: new Map(),
  contradictions: new Map(),
  calls: [],
  slips: new Map(),
  writes: [],
  roundings: new Map(),
  chances: new Map(),
  openedConfigs: new Map(),
  keyReads: new Map(),
  lostParts: new Set(),
  drawn: [],
  held: [],
  lookups: [],
  dead: new Map(),
  alive: new Set(),
  unknownAnnotations: new Map(),
  meanings: new Map(),
  refusals: new Map(),
  cuts: new Set(),
});

/** What stands here comes to, in words: a hover tells it. */
export function tellMeaning({ meanings }: Facts, span: Span, said: Told): void {
  meanings.set(spanKey(span), { span, meaning: typeof said === 'string' ? () => ({ text: said }) : said });
}

export const spanKey = (span: Span): string => `${span.file}:${span.start}:${span.end}`;

export const partKey = ({ file, path }: DocumentPart): string => [file, ...path].join('\n');

export const bindingsIn = (facts: Facts, file: string): Iterable<Binding> => facts.bindings.get(file)?.values() ?? [];

// What the core is asked and what it answers: documents, options, reports.
import { type RateOptions, type RateReading } from './rate/model';
import { type DataFound } from './dataFiles';
import { type Field } from './drive/field';
import { noReach, type Reach } from './drive/reach';
import { type DriveReport } from './drive/report';
import { type Expectation } from './expectations';
import { type Finding, type Step } from './finding';
import { type Given } from './evaluate/settling';
import { type Network } from './network/network';
import { type Span } from './text';

export interface SourceDocument {
  readonly file: string;
  readonly text: string;
}

export interface LintOptions {
  /** Documents that are read for what others import from them, but not reported on. */
  readonly context?: readonly SourceDocument[];
  /** Gives a module that is none of the documents, by its path, when an import asks for it; null where there is none. */
  readonly read?: (file: string) => SourceDocument | null;
  /** Opens a file of numbers (HDF5) by its path, when a configuration refers to it; null where there is none. */
  readonly data?: (file: string) => DataFound | null;
  /** The project files that may hold for the documents: for each the one of its own folder, or of the nearest above it. */
  readonly projects?: readonly SourceDocument[];
  /** Also give the steps by which each name's value came to be, and what calls of known libraries come to. */
  readonly derivations?: boolean;
}

export interface EvidenceReport {
  readonly kind: 'declared' | 'api' | 'documentation' | 'comment' | 'name' | 'role' | 'inferred' | 'assumed';
  readonly text: string;
  readonly span?: Span;
}

/** What one name is worth where it is bound. */
export interface NameReport {
  readonly name: string;
  readonly kind: 'variable' | 'parameter' | 'attribute' | 'key';
  readonly span: Span;
  readonly unit: string | null;
  readonly value: string | null;
  /** False for a text, a function and everything else that has no unit to be asked for. */
  readonly numeric: boolean;
  readonly evidence: readonly EvidenceReport[];
  /** Of a random draw, in symbols. */
  readonly distribution?: string;
  readonly mean?: string;
  readonly variance?: string;
  readonly shape?: readonly string[];
  /** What kind of number it is where its form tells: a decay factor, a probability per step. */
  readonly form?: string;
  /** What a bare number of this name and size is mostly in: a guess, given only where the unit is not known. */
  readonly likely?: { readonly unit: string; readonly because: string };
  /** How the value came to be; only where `derivations` asks for it. */
  readonly steps?: readonly Step[];
}

/** What a call of a known library, or a number that it is given, comes to. */
export interface MeaningReport {
  readonly span: Span;
  readonly text: string;
  readonly figure?: readonly string[];
}

/** Code that the arguments given never reach. */
export interface DeadReport {
  readonly span: Span;
  readonly reason: string;
}

export interface DocumentReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly names: readonly NameReport[];
  /** Only where `derivations` asks for it. */
  readonly meanings: readonly MeaningReport[];
  readonly networks: readonly Network[];
  /** For each network, what reaches its populations: what a mean-field estimate takes. */
  readonly fields: readonly Field[];
  /** What a probe of them is to find. */
  readonly expectations: readonly Expectation[];
  readonly dead: readonly DeadReport[];
  /** Part of the file's numbers whose unit is known, 0 to 1. */
  readonly coverage: number;
  /** The names that, if annotated, would settle the most of what is not known. */
  readonly settling: readonly { readonly name: string; readonly settles: number }[];
  /** What other files this one has to be held against. */
  readonly reach: Reach;
  /** The configuration files that it opens. */
  readonly opened: readonly string[];
  /** What the evaluator's budgets cut off. */
  readonly cuts: readonly string[];
  /** Set where the document could not be read; the rest is then empty. */
  readonly error?: string;
}

export const emptyReport = (file: string): DocumentReport => ({
  file,
  findings: [],
  names: [],
  meanings: [],
  networks: [],
  fields: [],
  expectations: [],
  dead: [],
  coverage: 1,
  settling: [],
  reach: noReach,
  opened: [],
  cuts: [],
});

/** What the expression at one place is worth, and how that came about. */
export interface Explanation {
  readonly span: Span;
  readonly unit: string | null;
  readonly value: string | null;
  /** What kind of number it is where its form tells: a decay factor, a probability per step. */
  readonly form: string | null;
  /** The same as lines of one width, where a picture says more. */
  readonly figure?: readonly string[];
  readonly evidence: readonly EvidenceReport[];
  readonly steps: readonly Step[];
}

export interface DriveOptions extends LintOptions {
  /** Files, or ids of drives, that are right: the others are compared with them. */
  readonly references?: readonly string[];
  /** Drives that are the same thing, by name: ids, or `file#population`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Told of each document before it is read, and of how many there are. */
  readonly reading?: (file: string, done: number, total: number) => void;
  /** True where the documents were named one by one, and not found in a folder. */
  readonly named?: boolean;
  /** False to leave out the changes that would make the drives equal, which takes many derivations. */
  readonly fixes?: boolean;
}

export interface NetworkOptions extends LintOptions {
  /** What names of the script, and of the network, are taken for: `name` → value as written. */
  readonly set?: ReadonlyMap<string, Given>;
}

export type RateModelOptions = LintOptions & Omit<RateOptions, 'findModule'>;

/** The networks of a document as they would run. */
export interface NetworkReport {
  readonly networks: readonly Network[];
  /** For each network, what reaches its populations. */
  readonly fields: readonly Field[];
  readonly expectations: readonly Expectation[];
  /** What was set and is no name of the script or the network. */
  readonly unknownNames: readonly string[];
  readonly cuts: readonly string[];
  /** Why a class that looks like a rate network is none that can be read. */
  readonly unread?: string;
  readonly error?: string;
}

export interface Linter {
  /** Reports on every document given. The linter keeps what it parsed, so that the next call with a changed text is quick. */
  lint(documents: readonly SourceDocument[], options?: LintOptions): readonly DocumentReport[];
  /** The networks of one document, with what is open in the script settled, so that they can be run. */
  networks(document: SourceDocument, options?: NetworkOptions): NetworkReport;
  /** The recurrent rate network that a class of the document builds, ready to be run on data. */
  rateModel(document: SourceDocument, options?: RateModelOptions): RateReading;
  /** The order in which the document's functions read a data file's arrays by these names; null where none reads two. */
  readingOrder(documents: readonly SourceDocument[], names: readonly string[]): readonly string[] | null;
  /** The drives of all documents together, compared where they are the same thing. */
  drives(documents: readonly SourceDocument[], options?: DriveOptions): DriveReport;
  /** The innermost expression at an offset of a document, explained; null where there is none. */
  explain(document: SourceDocument, offset: number, options?: LintOptions): Explanation | null;
}

// What the diagnostic of a rate network is asked with, and what its panel and the host say to each other.
import type { Plain } from '../core/rate/arguments';
import type { SourceDocument } from '../core/lint';
import type { Diagnosis } from '../diagnose/rate/diagnosis';
import { type DataPlace } from './data';
import { type Placed } from './placed';

export type { Plain };
export type PlacedDiagnosis = Placed<Diagnosis>;

/** A data file, with the name it is spoken of by. */
export interface NamedPlace {
  readonly name: string;
  readonly place: DataPlace;
}

export interface DiagnosedCode {
  readonly document: SourceDocument;
  readonly context: readonly SourceDocument[];
  /** Files beside it that may tell in which order the inputs are read. */
  readonly beside: readonly SourceDocument[];
  readonly projects: readonly SourceDocument[];
  /** The class to take, where the file has several. */
  readonly model: string | null;
}

export interface DiagnoseParams {
  readonly data: NamedPlace;
  readonly weights: readonly NamedPlace[];
  readonly history: NamedPlace | null;
  readonly code: DiagnosedCode | null;
  /** Role → names of arrays. */
  readonly mapping: readonly (readonly [string, readonly string[]])[];
  readonly set: readonly (readonly [string, Plain])[];
  readonly seed: number;
}

/** What the worker answers to. */
export type DiagnosisMethods = {
  diagnose: { params: DiagnoseParams; result: PlacedDiagnosis; progress: number };
};

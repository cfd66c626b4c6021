// What the host asks the worker to run the diagnostic of a rate network on, and what it gets.
import type { Plain } from '../core/rate/arguments';
import type { SourceDocument } from '../core/lint';
import type { Diagnosis } from '../diagnose/rate/diagnosis';
import { type DataPlace } from './data';
import { type Placed } from './placed';

export type PlacedDiagnosis = Placed<Diagnosis>;

/** A file of numbers, by the name that reports call it. */
export interface NamedPlace {
  readonly name: string;
  readonly place: DataPlace;
}

export interface DiagnoseParams {
  readonly data: NamedPlace;
  readonly weights: readonly NamedPlace[];
  readonly history: NamedPlace | null;
  /** The script with the model's class; `context` are those that it imports, and those beside it that may read the data. */
  readonly code: {
    readonly document: SourceDocument;
    readonly context: readonly SourceDocument[];
    readonly projects: readonly SourceDocument[];
    readonly model: string | null;
  } | null;
  /** What the user says of roles (`targets`, `inputs` …) and of the model's arguments. */
  readonly roles: readonly (readonly [role: string, names: readonly string[]])[];
  readonly set: readonly (readonly [name: string, value: Plain])[];
  readonly seed: number;
}

export type DiagnosticMethods = {
  /** Fails with one line to show where the data can't be understood. */
  diagnose: { params: DiagnoseParams; result: PlacedDiagnosis; progress: number };
  /** The same as a report to be saved. */
  diagnosticReport: {
    params: { readonly diagnosis: PlacedDiagnosis; readonly format: 'markdown' | 'html' };
    result: string;
    progress: never;
  };
};

// What the diagnostic of a rate network is asked with, and what its panel and the host say to each other.
import type { Plain } from '../core/rate/arguments';
import type { SourceDocument } from '../core/lint';
import type { Diagnosis } from '../diagnose/rate/diagnosis';
import { type DataPlace } from './data';
import { type Placed, type Spot } from './placed';

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

export type ReportFormat = 'html' | 'markdown';

/** What the worker answers to. */
export type DiagnosticMethods = {
  /** Fails with one line to show where the data can't be understood. */
  diagnose: { params: DiagnoseParams; result: PlacedDiagnosis; progress: number };
  /** The same as a report to be saved. */
  diagnosticReport: {
    params: { readonly diagnosis: PlacedDiagnosis; readonly format: ReportFormat };
    result: string;
    progress: never;
  };
};

/** The files that the panel is about, as URIs. */
export interface DiagnosedFiles {
  readonly data: string | null;
  readonly weights: readonly string[];
  readonly code: string | null;
  readonly history: string | null;
}

export type FileRole = keyof DiagnosedFiles;

export interface DiagnosticOpening {
  readonly files: DiagnosedFiles;
  /** The last run, where the host still has it. */
  readonly diagnosis: PlacedDiagnosis | null;
}

/** What the host answers to. */
export type DiagnosticHostMethods = {
  open: { params: null; result: DiagnosticOpening };
  /** Lets the user choose; the files as they are then. */
  choose: { params: { readonly role: FileRole }; result: DiagnosedFiles };
  leaveOut: { params: { readonly role: FileRole }; result: DiagnosedFiles };
  run: { params: null; result: PlacedDiagnosis; progress: number };
  reveal: { params: Spot; result: null };
  /** False where the user left the dialog. */
  save: { params: { readonly format: ReportFormat }; result: boolean };
};

/** What the panel answers to. */
export type DiagnosticPanelMethods = {
  /** Other files: ask again and run. */
  refresh: { params: null; result: null };
};

/** What the panel keeps over a reload. */
export interface DiagnosticPanelState {
  readonly files: DiagnosedFiles;
}

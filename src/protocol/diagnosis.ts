// What the diagnostic of a rate network is asked with, and what its panel and the host say to each other.
import type { Plain } from '../core/rate/arguments';
import type { SourceDocument } from '../core/lint';
import type { Diagnosis } from '../diagnose/rate/diagnosis';
import { type DataPlace } from './data';
import { type Placed, type Spot } from './placed';

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
  /** The diagnosis as a text to be kept. */
  diagnosisReport: {
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

export interface DiagnosisOpening {
  readonly files: DiagnosedFiles;
  /** The last run, where the host still has it. */
  readonly diagnosis: PlacedDiagnosis | null;
}

export type ReportFormat = 'html' | 'markdown';

/** What the host answers to. */
export type DiagnosisHostMethods = {
  open: { params: null; result: DiagnosisOpening };
  /** Translations of the panel's texts, keyed by the English text; empty where English is shown. */
  texts: { params: null; result: Readonly<Record<string, string>> };
  /** Lets the user choose; the files as they are then. */
  choose: { params: { readonly role: FileRole }; result: DiagnosedFiles };
  leaveOut: { params: { readonly role: FileRole }; result: DiagnosedFiles };
  run: { params: null; result: PlacedDiagnosis; progress: number };
  reveal: { params: Spot; result: null };
  /** False where the user left the dialog. */
  save: { params: { readonly format: ReportFormat }; result: boolean };
};

/** What the panel answers to. */
export type DiagnosisPanelMethods = {
  /** Other files: ask again and run. */
  refresh: { params: null; result: null };
};

/** What the panel keeps over a reload. */
export interface DiagnosisPanelState {
  readonly files: DiagnosedFiles;
}

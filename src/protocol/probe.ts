// What the Probe panel and the host say to each other.
import type { Recording } from '../sim/recording';

export type { Recording };
export type Population = Recording['populations'][number];
export type Trace = Recording['traces'][number];

export interface ProbeSettings {
  readonly durationMs: number;
  readonly seed: number;
}

/** One network of one file, and the part of it that is simulated. */
export interface ProbeSubject {
  /** The file's URI. */
  readonly file: string;
  /** Which of the file's networks. */
  readonly network: number;
  /** Null stands for the whole network. */
  readonly population: string | null;
}

export interface SubjectDescription {
  readonly fileName: string;
  readonly backend: string;
  readonly populations: readonly {
    readonly name: string;
    readonly model: string;
    readonly size: number | null;
    readonly line: number;
  }[];
  readonly assumed: readonly { readonly what: string; readonly value: string; readonly why: string }[];
}

export type ProbeOpening =
  | {
      readonly kind: 'subject';
      readonly subject: ProbeSubject;
      readonly description: SubjectDescription;
      readonly settings: ProbeSettings;
      /** The last run, where the host still has it. */
      readonly recording: Recording | null;
      /** The script has changed since that run. */
      readonly outdated: boolean;
    }
  /** The network can't be had; `advice` says what to do. */
  | { readonly kind: 'nothing'; readonly message: string; readonly advice: string };

/** A run, and the network it was a run of: the script may have changed since the panel opened. */
export interface ProbeRun {
  readonly recording: Recording;
  readonly description: SubjectDescription;
}

/** What the panel keeps over a reload: enough to find the network again and run it as before. */
export interface ProbePanelState {
  readonly subject: ProbeSubject;
  readonly settings: ProbeSettings;
  readonly view: { readonly fromMs: number; readonly toMs: number } | null;
}

export type Saving =
  { readonly kind: 'spikes' } | { readonly kind: 'picture'; readonly name: string; readonly png: Uint8Array };

/** What the host answers to. */
export type ProbeHostMethods = {
  open: { params: null; result: ProbeOpening };
  /** Translations of the panel's texts, keyed by the English text; empty where English is shown. */
  texts: { params: null; result: Readonly<Record<string, string>> };
  run: { params: ProbeSettings; result: ProbeRun; progress: number };
  /** Shows the line of a population, or the start of the file. */
  reveal: { params: { readonly population: string | null }; result: null };
  /** False where the user left the dialog. */
  save: { params: Saving; result: boolean };
};

/** What the panel answers to. */
export type ProbePanelMethods = {
  /** The subject has changed: ask again and run. */
  refresh: { params: null; result: null };
  /** The script has changed since the run that is shown, or is again as it was. */
  outdated: { params: boolean; result: null };
};

// What the Probe panel and the host say to each other.
import type { Dial } from '../core/network/dials';
import type { About } from '../diagnose/about';
import type { AttentionFigures } from '../diagnose/attention';
import type { Figures } from '../diagnose/examine';
import type { Remedy } from '../diagnose/remedies';
import type { ScriptNumber } from '../diagnose/scriptNumbers';
import type { Symptom } from '../diagnose/symptom';
import type { Recording, TracedNeuron } from '../sim/recording';

export type { About, Dial, Recording, ScriptNumber, TracedNeuron };
export type Population = Recording['populations'][number];
export type Trace = Recording['traces'][number];
export type Learned = NonNullable<Recording['learned']>[number];
export type Released = NonNullable<Recording['released']>[number];
export type Modulated = NonNullable<Recording['modulated']>[number];
export type Regulated = NonNullable<Recording['regulated']>[number];

export interface ProbeSettings {
  readonly durationMs: number;
  readonly seed: number;
  /** By what parts of the network and names of the script are multiplied; keys as `--set` has them. */
  readonly turned?: Readonly<Record<string, number>>;
  /** Neurons to trace beside the first few of each population. */
  readonly traced?: readonly TracedNeuron[];
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
  /** What can be turned, as it stands in the script. */
  readonly dials: readonly Dial[];
}

export type ProbeOpening =
  | {
      readonly kind: 'subject';
      readonly subject: ProbeSubject;
      readonly description: SubjectDescription;
      readonly settings: ProbeSettings;
      /** The last run, where the host still has it. */
      readonly run: ProbeRun | null;
      /** The script has changed since that run. */
      readonly outdated: boolean;
      /** The run that the next one is held against, where the script was changed from the panel. */
      readonly before: number | null;
    }
  /** The network can't be had; `advice` says what to do. */
  | { readonly kind: 'nothing'; readonly message: string; readonly advice: string };

/**
 * A run, and the network it was a run of: the script may have changed since the panel opened. The recording has `learned`, `released`, `modulated` and
 * `regulated` where there is something to show of weights, synapses that tire, neuromodulators and thresholds.
 */
export interface ProbeRun {
  /** By which it is recalled. */
  readonly id: number;
  readonly settings: ProbeSettings;
  /** Counts the texts of the script that were run: another one is another network. */
  readonly script: number;
  readonly about: readonly About[];
  /** Runs that can be recalled, this one among them, the latest first. */
  readonly earlier: readonly EarlierRun[];
  readonly recording: Recording;
  readonly description: SubjectDescription;
  readonly figures: readonly Figures[];
  readonly symptoms: readonly Symptom[];
  readonly attention: readonly AttentionFigures[];
  /** What the script's comments expect. */
  readonly verdicts: readonly Expected[];
  /** A change of the script that this run is to be held against. */
  readonly proposed: string | null;
}

/** What is expected of a population, and whether it is so. */
export interface Expected {
  readonly met: boolean;
  readonly message: string;
  readonly population: string;
  readonly measure: string;
  /** Null where that end is open. */
  readonly low: number | null;
  readonly high: number | null;
  /** As it is written. */
  readonly text: string;
}

/** A run that the host still has. */
export type EarlierRun = Pick<ProbeRun, 'id' | 'settings' | 'script' | 'figures'>;

/** A change that was tried out, with what it does to the rates. */
export interface ShownRemedy extends Pick<Remedy, 'title' | 'change' | 'leaves' | 'before' | 'after' | 'weights'> {
  /** Whether it can be written into the script. */
  readonly canApply: boolean;
}

/** What the panel keeps over a reload: enough to find the network again and run it as before. */
export interface ProbePanelState {
  readonly subject: ProbeSubject;
  readonly settings: ProbeSettings;
  readonly view: { readonly fromMs: number; readonly toMs: number } | null;
  /** The run that lies behind. */
  readonly behind: number | null;
}

/** What the host answers to. */
export type ProbeHostMethods = {
  open: { params: null; result: ProbeOpening };
  run: { params: ProbeSettings; result: ProbeRun; progress: number };
  /** An earlier run, whole. */
  recall: { params: { readonly run: number }; result: ProbeRun };
  /** Names of the script that the network hangs on, each tried by reading it again. */
  scriptNumbers: { params: null; result: readonly ScriptNumber[]; progress: number };
  /** Writes what is turned into the script, past a preview. */
  write: { params: Readonly<Record<string, number>>; result: boolean };
  /** What would cure the last run's symptoms, each tried by simulation; a proposed change first. */
  remedies: { params: null; result: readonly ShownRemedy[]; progress: number };
  /** The same run with a remedy. */
  compare: { params: { readonly remedy: number }; result: Recording; progress: number };
  /** Writes a remedy into the script, past a preview. */
  apply: { params: { readonly remedy: number }; result: boolean };
  /** Shows the line of a population, or the start of the file. */
  reveal: { params: { readonly population: string | null }; result: null };
  /** Every spike as CSV. False where the user left the dialog. */
  saveSpikes: { params: null; result: boolean };
};

/** What the panel answers to. */
export type ProbePanelMethods = {
  /** The subject has changed: ask again and run. */
  refresh: { params: null; result: null };
  /** The script has changed since the run that is shown, or is again as it was. */
  outdated: { params: boolean; result: null };
};

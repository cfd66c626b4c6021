// What the worker answers to: the analyst's lint, explanations and rule pages, the simulator's probe.
// Only types come from other rooms (`import type`): an `import { type … }` would still pull their code into every bundle.
import type { ServiceFigures } from '../diagnose/live/model';
import type { Tried } from '../diagnose/live/trials';
import type { Edit, Severity } from '../core/finding';
import type { Pointed } from '../core/drive/estimatesAt';
import type { Field } from '../core/drive/field';
import type { DriveReport } from '../core/drive/report';
import type { Reach } from '../core/drive/reach';
import type { DocumentReport, Explanation, SourceDocument } from '../core/lint';
import type { Network } from '../core/network/network';
import type { Examination } from '../diagnose/examine';
import type { About } from '../diagnose/about';
import type { ScriptNumber } from '../diagnose/scriptNumbers';
import type { Remedy } from '../diagnose/remedies';
import type { Recording, SimulateOptions } from '../sim/recording';
import { type Placed } from './placed';
import { type Port } from './port';
import { type DataMethods } from './data';
import { type DiagnosticMethods } from './diagnostic';
import { type WeightsMethods } from './weights';

export type PlacedReport = Placed<DocumentReport>;
export type PlacedFinding = PlacedReport['findings'][number];
export type PlacedNetwork = PlacedReport['networks'][number];
export type PlacedName = PlacedReport['names'][number];
export type PlacedExplanation = Placed<Explanation>;
export type PlacedExamination = Placed<Examination>;
export type PlacedRemedy = Omit<Remedy, 'edits'> & { readonly edits: Placed<Remedy['edits']> };
export type PlacedDrives = Placed<DriveReport>;
export type { Network, Reach, Recording, Severity, SourceDocument };

/** What documents are read with. */
export interface Surroundings {
  /** Documents that they import, read but not reported on. */
  readonly context: readonly SourceDocument[];
  /** The project files that hold for them. */
  readonly projects: readonly SourceDocument[];
  /** URIs of folders in which files may be opened that a circuit refers to: tables, parameters, numbers. */
  readonly folders?: readonly string[];
}

export interface LintParams extends Surroundings {
  /** Documents to report on. */
  readonly documents: readonly SourceDocument[];
}

export interface ExplainParams extends Surroundings {
  readonly document: SourceDocument;
  /** Where in the document's text. */
  readonly offset: number;
}

export interface SilenceParams {
  readonly document: SourceDocument;
  readonly rule: string;
  /** Offsets of the finding in the document. */
  readonly start: number;
  readonly end: number;
  /** The project file that holds for the document, or the one to make, then without text. */
  readonly project: SourceDocument | null;
}

export interface EstimateParams {
  /** As a report gave them. */
  readonly fields: readonly Field[];
  readonly pointed: Pointed;
}

export interface DriveParams extends Surroundings {
  /** The scripts whose drives are held against each other. */
  readonly documents: readonly SourceDocument[];
  /** Also try out the changes that would make the drives equal, which takes many derivations. */
  readonly fixes: boolean;
  /** Files, or ids of drives, that the user takes for right. */
  readonly references?: readonly string[];
  /** True where the user named the scripts: populations that are alike are then the same, whatever the files are called. */
  readonly named?: boolean;
}

export interface RulePage {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  /** Markdown. */
  readonly documentation: string;
}

export interface ProbeParams {
  readonly network: Network;
  /** Without the clock, which can't be sent. */
  readonly options: Omit<SimulateOptions, 'now'>;
}

export interface NetworksParams extends Surroundings {
  readonly document: SourceDocument;
}

export interface ReadNetworks {
  readonly networks: readonly PlacedNetwork[];
  /** Set where the document could not be read. */
  readonly error: string | null;
}

/** What is turned up or down: by what a part of the network, or a name of the script, is multiplied; keys as `--set` has them. */
export type Turned = Readonly<Record<string, number>>;

export interface TurnedParams extends NetworksParams {
  /** Which of the networks that `networks` gives. */
  readonly network: number;
  readonly turned: Turned;
}

export interface ExamineParams extends Omit<TurnedParams, 'turned'> {
  readonly turned?: Turned;
  readonly options: ProbeParams['options'];
}

/** How to write into the script what was turned; no edits where no number of it stands for that. */
export interface Written {
  readonly edits: Placed<readonly Edit[]>;
  /** False where the numbers stand for more than was turned. */
  readonly exact: boolean;
}

export interface Examined {
  /** By which remedies are asked for. */
  readonly run: number;
  readonly recording: Recording;
  readonly examination: PlacedExamination;
  /** In the order of the recording's populations. */
  readonly about: readonly About[];
}

export type WorkerMethods = DataMethods &
  DiagnosticMethods &
  WeightsMethods & {
    lint: { params: LintParams; result: readonly PlacedReport[]; progress: never };
    explain: { params: ExplainParams; result: PlacedExplanation | null; progress: never };
    /** What is expected of the population there, or what one event of the weight there does: sentences. */
    estimate: { params: EstimateParams; result: readonly string[]; progress: never };
    drives: { params: DriveParams; result: PlacedDrives; progress: never };
    silence: { params: SilenceParams; result: PlacedFinding['fixes'][number] | null; progress: never };
    rules: { params: null; result: readonly RulePage[]; progress: never };
    /** The networks of a document as they would run: read more closely than a lint, which is asked for with every edit. */
    networks: { params: NetworksParams; result: ReadNetworks; progress: never };
    /** Runs a network as it is given. */
    probe: { params: ProbeParams; result: Recording; progress: number };
    /** Reads a document's network, runs it and says what is wrong with it. */
    examine: { params: ExamineParams; result: Examined; progress: number };
    /** The script's own numbers that the network hangs on. */
    scriptNumbers: { params: Omit<TurnedParams, 'turned'>; result: readonly ScriptNumber[]; progress: number };
    write: { params: TurnedParams; result: Written; progress: never };
    /** Tries out what would cure a run. */
    remedies: { params: { readonly run: number }; result: readonly PlacedRemedy[]; progress: number };
    /** Tries a solution for a running service out on a model of it, with the figures that `trialCase` takes from a session; null where it can't be. */
    tryLive: {
      params: { readonly figures: ServiceFigures; readonly trial: string };
      result: Tried | null;
      progress: never;
    };
  };

/** What the worker bundle exports, for the host that has to run it in its own process. */
export interface WorkerBundle {
  serve(port: Port, assets: string): void;
}

/** Posted once by a worker thread that is up. */
export const readyMessage = 'spikelint-worker-ready';

// The diagnostic of a rate network as plain data: what the data, the model, its weights, inputs and history show, judged, with what to do.
import { type ModelArgument } from '../../core/rate/arguments';
import { type Span } from '../../core/text';
import { type Behaviour } from './behaviour';
import { type DataFigures } from './dataFigures';
import { type HistoryFigures } from './history';
import { type InputFigures } from './inputFigures';
import { type Learnable } from './learnable';
import { type MatrixFigures } from './matrices';
import { type Metric } from './metrics';

export interface ModelDescription {
  readonly name: string;
  /** The class's name in the code; null where the network is guessed from its weights. */
  readonly place: Span | null;
  readonly arguments: readonly ModelArgument[];
  /** `other`: a step does more than leak, receive and send, and only its own code tells what. */
  readonly form: 'current' | 'rate' | 'other';
  readonly units: number;
  readonly excitatory: number | null;
  readonly inhibitory: number | null;
  readonly channels: number;
  readonly activation: string;
  readonly tauMs: Summary | null;
  readonly dtMs: number | null;
  /** The part of the state that a step leaves: 1 − dt/τ. */
  readonly kept: Summary;
  readonly recurrentGain: Summary;
  readonly noiseSd: Summary;
  readonly dale: boolean;
  readonly insideScale: Summary;
  readonly insideBaseline: Summary;
  readonly outsideScale: Summary | null;
  readonly outsideBaseline: Summary | null;
  /** Spectral radius × scale inside the loop × the function's slope: at its steepest, and where the units are. */
  readonly loopGain: {
    readonly most: number | null;
    readonly atOperatingPoint: number | null;
    readonly slope: number | null;
  };
  readonly trained: boolean;
  readonly places: {
    readonly recurrent: Span | null;
    readonly input: Span | null;
    readonly activation: Span | null;
    readonly update: Span | null;
  };
}

/** One number, or the range of one for each unit. */
export type Summary = number | { readonly mean: number; readonly min: number; readonly max: number };

export interface Advice {
  readonly id: string;
  readonly severity: 'problem' | 'warning' | 'note';
  readonly title: string;
  /** The figures that show it. */
  readonly evidence: string;
  /** What to change first, and why. */
  readonly change: string;
  readonly why: string;
  readonly place?: Span | null;
}

export interface AssignedRole {
  readonly role: string;
  readonly paths: readonly string[];
  readonly because: string;
}

export interface Diagnosis {
  readonly files: {
    readonly data: string;
    readonly weights: readonly string[];
    readonly code: string | null;
    readonly history: string | null;
  };
  readonly roles: readonly AssignedRole[];
  readonly data: DataFigures;
  readonly description: ModelDescription | null;
  /** Why there is no model, where there is none. */
  readonly noModel: string | null;
  readonly model: Behaviour | null;
  readonly weights: readonly MatrixFigures[];
  readonly inputs: InputFigures | null;
  readonly learnable: Learnable | null;
  readonly metrics: readonly Metric[];
  readonly history: HistoryFigures | null;
  readonly findings: readonly Advice[];
  readonly next: readonly string[];
  readonly notes: readonly string[];
}

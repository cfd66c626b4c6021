// A drive: what one input path amounts to for one neuron, exact and in symbols: events per ms × weight per event, mean and variance.
import { type Poly } from '../evaluate/poly';
import { type Num } from '../evaluate/value';
import { type Assumption } from '../network/network';
import { type Kernel, type PathKind } from '../network/paths';
import { type Step } from '../finding';
import { type Span } from '../text';
import { type Factor } from './factors';

/** The physical unit in which weights are compared: pA, mV or nS; null where nothing says it. */
export type DriveUnit = 'pA' | 'mV' | 'nS';

export interface Drive {
  /** `file#target/source`, unique among the drives of one report. */
  readonly id: string;
  readonly backend: string;
  readonly file: string;
  readonly target: string;
  readonly source: string;
  readonly kind: PathKind;
  /** True of a current that flows all the time: its mean is that current, and its variance that of its integral. */
  readonly flows: boolean;
  /** True where it reaches only some neurons of the target. */
  readonly partial: boolean;
  readonly span: Span;
  /** Other places of the same noise, on its way from the draw. */
  readonly stages: readonly Span[];
  /** Where the weight, or the current, was written. */
  readonly weightSpan: Span | null;
  /** True for noise that was read with nobody's arguments. */
  readonly standalone: boolean;
  /** Why the given arguments never take this path; null where they do. */
  readonly dead: string | null;
  readonly sources: Poly | null;
  /** Per source. */
  readonly rateHz: Poly | null;
  /** What one event adds, in `unit`. */
  readonly weight: Poly | null;
  /** The same as a product, from what is stored or written on; empty where there is no weight. */
  readonly factors: readonly Factor[];
  readonly spans: { readonly sources: Span | null; readonly rate: Span | null };
  readonly unit: DriveUnit | null;
  /** Per ms and neuron, in `unit` and its square. */
  readonly mean: Poly | null;
  /** Events per ms × weight²: the variance as it were if no step held more than a few events. */
  readonly power: Poly | null;
  readonly variance: Poly | null;
  /** Where the free membrane would settle above its leak, in mV, were there no threshold; null where it is not known. */
  readonly membraneMv: number | null;
  readonly kernel: Kernel;
  readonly shared: boolean | null;
  readonly receptors: readonly string[];
  /** The stored things it is made of, by the name under which every file knows them. */
  readonly keys: readonly string[];
  readonly steps: readonly Step[];
  readonly assumed: readonly Assumption[];
  /** The numbers that a fix might change, with what they came from. */
  readonly made: readonly { readonly part: 'rate' | 'sources' | 'weight'; readonly value: Num }[];
}

// What is said of weights: of every matrix or projection in short, of one in depth.
import { type DegreeHistogram } from '../../stats/degreeHistogram';
import { type Eigenvalue } from '../../stats/eigenvalue';
import { type Mixed } from '../../stats/lineTally';
import { type Presynaptic } from '../../stats/dale';
import { type SpectralRadius } from '../../stats/spectralRadius';
import { type SignedCounts } from '../../stats/signedHistogram';

/** A matrix, or the connections of one projection. */
export interface WeightSet {
  readonly path: string;
  readonly kind: string;
  /** With connections in a list rows receive and columns send. */
  readonly rows: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly isDense: boolean;
  readonly isRecurrent: boolean;
  /** All others of the list together. */
  readonly isTotal: boolean;
  readonly entries: number;
  readonly unit: string | null;
  readonly note: string | null;
}

/** Counts and means of one sign. */
export interface SignFigures {
  readonly count: number;
  readonly mean: number | null;
}

export interface SetFigures {
  /** Entries that were read: all of them, unless there are too many. */
  readonly read: number;
  /** Entries that are finite and not zero; the next four are of these. */
  readonly connections: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Divided by the count. */
  readonly std: number | null;
  readonly zeros: number;
  readonly nan: number;
  readonly infinite: number;
  readonly positive: SignFigures;
  readonly negative: SignFigures;
}

/** One axis for all. */
export interface SharedCounts {
  readonly edges: Float64Array;
  /** Of each set, in their order. */
  readonly positive: readonly Float64Array[];
  readonly negative: readonly Float64Array[];
}

export interface Overview {
  readonly figures: readonly SetFigures[];
  /** By value, and by size on a logarithmic axis; null where no weight is finite and not zero. */
  readonly linear: SharedCounts | null;
  readonly log: SharedCounts | null;
}

export interface Lines {
  readonly presynaptic: Presynaptic;
  /** Whether the file says so, or it was asked for; else it is how Dale's law is kept better. */
  readonly isKnown: boolean;
  readonly excitatory: number;
  readonly inhibitory: number;
  readonly silent: number;
  readonly violations: number;
  readonly violatingPart: number;
  /** How many send weights of both signs, and those that do so most. */
  readonly mixedCount: number;
  readonly mixed: readonly Mixed[];
  readonly inDegree: DegreeHistogram;
  readonly outDegree: DegreeHistogram;
  readonly balance: Balance;
}

/** Of what each neuron receives. */
export interface Balance {
  /** Sums of the positive weights, and of the sizes of the negative ones: of these neurons, evenly chosen where there are too many. */
  readonly neurons: Uint32Array;
  readonly excitation: Float64Array;
  readonly inhibition: Float64Array;
  readonly receivers: number;
  /** Net over the sum of sizes, the mean over neurons that receive anything. */
  readonly mean: number | null;
}

export interface Spectrum {
  readonly radius: SpectralRadius | null;
  /** Why there is none; null where there is one, or where none is to be expected. */
  readonly unknown: string | null;
  readonly circle: { readonly radius: number; readonly outlier: number } | null;
  /** The largest modulus first; null where there are too many. */
  readonly eigenvalues: { readonly re: Float64Array; readonly im: Float64Array } | null;
}

export interface WeightDetail {
  readonly set: WeightSet;
  readonly figures: SetFigures;
  readonly linear: SignedCounts | null;
  readonly log: SignedCounts | null;
  /** Null where not all entries were read. */
  readonly lines: Lines | null;
  readonly spectrum: Spectrum;
}

export const noSpectrum: Spectrum = { radius: null, unknown: null, circle: null, eigenvalues: null };

export const partsOf = (found: readonly Eigenvalue[]): { re: Float64Array; im: Float64Array } => ({
  re: Float64Array.from(found, ({ re }) => re),
  im: Float64Array.from(found, ({ im }) => im),
});

// What a view of a data file says to its host, and the host to the worker that reads it.
import type { InspectEntry } from '../data/inspect';
import type { Listing } from '../data/view/listing';
import type { MatrixPicture, MatrixView } from '../data/view/matrix';
import type { RasterSpikes } from '../data/view/raster';
import type { Series, SeriesView } from '../data/view/series';
import type { TimeUnit } from '../data/spikes/source';
import type { Presynaptic } from '../stats/dale';
import type { SignPart } from '../stats/matrixSummary';

export type { InspectEntry, Listing, MatrixPicture, MatrixView, RasterSpikes, Series, SeriesView, TimeUnit };
export type { ListedEntry, ListedSpikes } from '../data/view/listing';

/** Where the bytes of a file are had from: this machine's disk, or what the editor has read elsewhere. */
export type DataPlace = { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };

/** The numbers of a box, row by row. */
export interface DataBox {
  readonly start: readonly number[];
  readonly count: readonly number[];
}

/** A matrix looked at as weights. */
export interface DataWeights {
  /** The part of the entries that are zero. */
  readonly zeros: number;
  readonly positive: SignPart;
  readonly negative: SignPart;
  /** Where the sending neurons stand, by which Dale's law is kept better. */
  readonly presynaptic: Presynaptic;
  readonly excitatory: number;
  readonly inhibitory: number;
  /** Sending neurons with weights of both signs. */
  readonly mixed: number;
  /** Entries of the other sign than their neuron's, and their part of all weights' sizes. */
  readonly violations: number;
  readonly violatingPart: number;
  /** With the interval that it lies in; null for what is no square matrix of finite numbers. */
  readonly radius: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly radiusUnknown: string | null;
  /** The circle that the eigenvalues of a random network with these weights fill, and where one more would lie. */
  readonly circle: { readonly radius: number; readonly outlier: number } | null;
  /** Null where there are too many. */
  readonly eigenvalues: { readonly re: Float64Array; readonly im: Float64Array } | null;
}

interface Of {
  /** The file, as `dataOpen` called it. */
  readonly file: number;
  readonly path: string;
}

/** What the worker answers to. */
export type DataMethods = {
  dataOpen: { params: DataPlace; result: { readonly file: number; readonly listing: Listing }; progress: never };
  dataClose: { params: { readonly file: number }; result: null; progress: never };
  dataFigures: { params: Of; result: InspectEntry; progress: number };
  dataMatrix: { params: Of & { readonly view: MatrixView }; result: MatrixPicture; progress: never };
  dataSeries: { params: Of & { readonly view: SeriesView }; result: Series; progress: never };
  dataWeights: { params: Of; result: DataWeights; progress: never };
  dataNumbers: { params: Of & { readonly box: DataBox }; result: Float64Array; progress: never };
  dataSpikes: { params: Of & { readonly timeUnit?: TimeUnit | undefined }; result: RasterSpikes; progress: never };
};

/** The same for the panel, which has one file. */
export type DataHostMethods = {
  open: { params: null; result: DataOpening };
  figures: { params: { readonly path: string }; result: InspectEntry; progress: number };
  matrix: { params: { readonly path: string; readonly view: MatrixView }; result: MatrixPicture };
  series: { params: { readonly path: string; readonly view: SeriesView }; result: Series };
  weights: { params: { readonly path: string }; result: DataWeights };
  numbers: { params: { readonly path: string; readonly box: DataBox }; result: Float64Array };
  /** Opens the Weights panel on this file. */
  showWeights: { params: null; result: null };
  spikes: { params: { readonly path: string; readonly timeUnit?: TimeUnit | undefined }; result: RasterSpikes };
};

export type DataOpening =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: number; readonly listing: Listing }
  /** It can't be read; `advice` says what to do. */
  | { readonly kind: 'nothing'; readonly name: string; readonly message: string; readonly advice: string };

export type DataPanelMethods = {
  /** The file has changed on the disk: ask again. */
  refresh: { params: null; result: null };
};

/** What the view keeps over a reload. */
export interface DataPanelState {
  readonly selected: string | null;
  readonly filter: string;
}

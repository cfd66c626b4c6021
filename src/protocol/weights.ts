// What the Weights panel says to its host, and the host to the worker that reads or builds the weights.
import type { MatrixPicture, MatrixView } from '../data/view/matrix';
import type { Difference, Matching } from '../diagnose/weights/difference';
import type { Overview, WeightDetail, WeightSet } from '../diagnose/weights/report';
import type { Presynaptic } from '../stats/dale';
import type { NetworksParams } from './analysis';
import type { DataPlace } from './data';

export type { Difference, MatrixPicture, MatrixView, Matching, Overview, Presynaptic, WeightDetail, WeightSet };
export type { Balance, Lines, SetFigures, SharedCounts, Spectrum } from '../diagnose/weights/report';
export type { SignedCounts } from '../stats/signedHistogram';
export type { DegreeHistogram } from '../stats/degreeHistogram';

/** A file, or a network of a script that is built with a seed. */
export type WeightsPlace =
  | { readonly kind: 'file'; readonly place: DataPlace }
  | (NetworksParams & { readonly kind: 'network'; readonly network: number; readonly seed: number });

export interface WeightsListing {
  readonly format: string;
  readonly sets: readonly WeightSet[];
  /** Which of them one most likely came for; null where there is none. */
  readonly likeliest: string | null;
  readonly notes: readonly string[];
}

interface Of {
  /** The weights, as `weightsOpen` called them. */
  readonly weights: number;
}

/** What the worker answers to. */
export type WeightsMethods = {
  weightsOpen: {
    params: WeightsPlace;
    result: { readonly weights: number; readonly listing: WeightsListing };
    progress: never;
  };
  weightsClose: { params: Of; result: null; progress: never };
  weightsOverview: { params: Of; result: Overview; progress: number };
  weightsDetail: {
    params: Of & { readonly path: string; readonly presynaptic?: Presynaptic | undefined };
    result: WeightDetail;
    progress: number;
  };
  weightsPicture: {
    params: Of & { readonly path: string; readonly view: MatrixView };
    result: MatrixPicture;
    progress: never;
  };
  weightsMatch: { params: Of & { readonly other: number }; result: Matching; progress: never };
  weightsDifference: {
    params: Of & { readonly path: string; readonly other: number; readonly otherPath: string };
    result: Difference;
    progress: never;
  };
};

/** What the panel is about: URIs as texts. */
export type WeightsSubject =
  | { readonly kind: 'file'; readonly file: string; readonly other: string | null }
  | { readonly kind: 'network'; readonly file: string; readonly network: number; readonly seed: number };

export type WeightsOpening =
  | {
      readonly kind: 'weights';
      readonly subject: WeightsSubject;
      readonly name: string;
      readonly listing: WeightsListing;
      /** The file that it is compared with: what belongs together, or why it can't be read. */
      readonly other:
        | { readonly name: string; readonly matching: Matching }
        | { readonly name: string; readonly message: string }
        | null;
    }
  /** The weights can't be had; `advice` says what to do. */
  | { readonly kind: 'nothing'; readonly name: string; readonly message: string; readonly advice: string };

/** What the host answers to. */
export type WeightsHostMethods = {
  open: { params: null; result: WeightsOpening };
  overview: { params: null; result: Overview; progress: number };
  detail: {
    params: { readonly path: string; readonly presynaptic?: Presynaptic | undefined };
    result: WeightDetail;
    progress: number;
  };
  matrix: { params: { readonly path: string; readonly view: MatrixView }; result: MatrixPicture };
  difference: { params: { readonly path: string; readonly otherPath: string }; result: Difference };
  /** Lets the user choose the file to compare with; false where the user left. */
  compareWith: { params: null; result: boolean };
  compareNoMore: { params: null; result: null };
  /** Builds the network with another seed. */
  reseed: { params: { readonly seed: number }; result: null };
  /** Shows the file, or the script. */
  reveal: { params: null; result: null };
};

/** What the panel answers to. */
export type WeightsPanelMethods = {
  /** The file or the script has changed, or what it is compared with: ask again. */
  refresh: { params: null; result: null };
};

/** What the panel keeps over a reload. */
export interface WeightsPanelState {
  readonly subject: WeightsSubject;
  readonly selected: string | null;
  readonly axis: 'linear' | 'log';
  readonly counts: 'linear' | 'log';
  /** The weights that are drawn over each other. */
  readonly shown: readonly string[];
  readonly presynaptic: Presynaptic | null;
  /** The part of the matrix that is seen; null for all of it. */
  readonly seen: {
    readonly x: { readonly from: number; readonly to: number };
    readonly y: { readonly from: number; readonly to: number } | null;
  } | null;
}

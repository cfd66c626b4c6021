// What a reader makes of a file: datasets with shape and type whose numbers are read in slices.
import { type ByteSource } from './bytes';
import { type SpikeSource } from './spikes/source';

/** What numbers are handed over in: the narrowest array that holds them as exactly as a double does. */
export type Numbers =
  Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

export interface Dataset {
  readonly path: string;
  readonly shape: readonly number[];
  /** As MATLAB's `size` gives it, where MATLAB wrote the file: axes the other way round. */
  readonly matlabShape?: readonly number[];
  /** As numpy names it, for example `float32`. */
  readonly dtype: string;
  /** As the file says it, in an attribute. */
  readonly unit?: string;
  /** What else the file says of it in words, by the attribute's name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly filters: readonly string[];
  /** The text that the dataset holds, where it holds a little. */
  readonly text?: string;
  /** Where it holds many texts: those of a run of its elements, counted in the order of the file. */
  readTexts?(first: number, count: number): readonly string[];
  readonly note?: string;
  /** Why its numbers can't be read; null where they can. */
  readonly unread: string | null;
  readonly layout: Layout;
  /** The numbers of a box, row by row (the last axis fastest). 64-bit integers beyond 2⁵³ lose their last digits. */
  read(start: readonly number[], count: readonly number[]): Float64Array;
  /** The same numbers without widening them, where a reader can spare that: half the memory for the most frequent type. */
  readNarrow?(start: readonly number[], count: readonly number[]): Numbers;
}

/** How the numbers lie in the file, so that they can be read in an order that suits it. */
export interface Layout {
  /** The shape of the chunks that are stored as one; null where the numbers lie in a row. */
  readonly chunk: readonly number[] | null;
  readonly fastest: 'last' | 'first';
}

export interface DataFile {
  readonly format: string;
  readonly datasets: readonly Dataset[];
  /** How many there are, where that is more than are listed. */
  readonly total?: number;
  /** A dataset by its path, listed or not; null where there is none. Without it only the listed ones can be had. */
  find?(path: string): Dataset | null;
  /**
   * Spikes that the format itself tells of: files of spike times are offered so. What can be seen by the names of datasets (SONATA, NWB, columns called `times`
   * and `ids` in any format) is found by `findSpikes` in `spikes/` from the datasets alone: a reader that offers columns gets it for nothing.
   */
  readonly spikes?: readonly SpikeSource[];
  readonly notes: readonly string[];
  close(): void;
}

/** What is too heavy to stand in every bundle and so is loaded when it is needed. */
export interface Tools {
  loadHdf5(): Promise<Hdf5Library> | Hdf5Library;
}

export interface Hdf5Library {
  openHdf5(source: ByteSource): Promise<DataFile>;
  /** Whether a damaged file has brought it out of step: it opens no file any more and has to be loaded anew. */
  isBroken?(): boolean;
}

export interface Reader {
  /** Looks at a file's bytes; its name may only tell what these can't. */
  recognises(source: ByteSource, name: string): boolean;
  open(source: ByteSource, tools: Tools, name: string): Promise<DataFile>;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

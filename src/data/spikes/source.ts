// Spikes as a file holds them, whatever its format: times and ids read in slices, with the unit of the times and who says so.

export type TimeUnit = 's' | 'ms' | 'us';

/** How many milliseconds one unit is. */
export const inMs: Readonly<Record<TimeUnit, number>> = { s: 1000, ms: 1, us: 0.001 };

export interface SpikeSource {
  /** Where in the file they stand: `spikes/cortex`, `units`. */
  readonly path: string;
  /** By which convention they are spikes: `SONATA spikes`, `NWB units`, `columns named times and ids`. */
  readonly kind: string;
  /** Null where nothing in the file or its convention tells. */
  readonly timeUnit: TimeUnit | null;
  /** Who says so, with the file's words in quotes: `attribute units "milliseconds" of spikes/cortex/timestamps`. */
  readonly because: string;
  /** How many spikes there are. */
  readonly spikes: number;
  /** Spikes in the order of the file, in the file's unit. */
  read(first: number, count: number): SpikeSlice;
  /** The ids of all neurons in the file's order, the silent ones too, where the file knows of neurons and not of spikes alone. */
  neurons?(): Float64Array;
}

export interface SpikeSlice {
  readonly times: Float64Array;
  /** The id of the neuron of each spike. */
  readonly ids: Float64Array;
}

// What was chosen in a plot, kept over a change of tab and a reload of the window: its bin, its neuron, what is hidden.

export type Kept = Readonly<Record<string, unknown>>;

export interface Memory {
  recall(plot: string): Kept;
  /** Adds to what is kept of the plot. */
  keep(plot: string, change: Kept): void;
}

/** The part of a panel's state that plots have. */
export interface PlotsState {
  readonly plots: Readonly<Record<string, Kept>>;
}

interface Host {
  state(): Partial<PlotsState>;
  keep(change: Partial<PlotsState>): void;
}

/** In the panel's own state. */
export function memoryOf(host: Host): Memory {
  const recall = (plot: string): Kept => host.state().plots?.[plot] ?? {};
  return {
    recall,
    keep: (plot, change) => host.keep({ plots: { ...host.state().plots, [plot]: { ...recall(plot), ...change } } }),
  };
}

/** For one of several things that a panel shows one after the other. */
export const memoryWithin = (memory: Memory, part: string): Memory => ({
  recall: (plot) => memory.recall(`${part} ${plot}`),
  keep: (plot, change) => memory.keep(`${part} ${plot}`, change),
});

/** A text that was kept, or what stands for none. */
export const keptText = (kept: Kept, name: string, otherwise: string): string => {
  const value = kept[name];
  return typeof value === 'string' ? value : otherwise;
};

export const keptTexts = (kept: Kept, name: string): readonly string[] => {
  const value = kept[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
};

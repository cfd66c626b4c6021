// What is chosen in the tree, as one text: a dataset by its path, spikes by theirs behind a mark that no path begins with.

const mark = '∴';

export const keyOfSpikes = (path: string): string => `${mark}${path}`;

/** The path of the spikes; null where the key is a dataset's. */
export const spikesOfKey = (key: string): string | null => (key.startsWith(mark) ? key.slice(mark.length) : null);

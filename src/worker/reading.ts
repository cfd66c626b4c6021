// Data files for a host: opened once, then asked for figures, pictures and spikes until they are closed.
import { type DataFile, type Dataset, type Tools } from '../data/dataset';
import { DataError } from '../data/error';
import { inspectDataset } from '../data/inspect';
import { type SpikeSource } from '../data/spikes/source';
import { listing } from '../data/view/listing';
import { matrixPicture } from '../data/view/matrix';
import { rasterSpikes } from '../data/view/raster';
import { series } from '../data/view/series';
import { type DataMethods } from '../protocol/data';
import { type Handlers } from '../protocol/peer';
import { elementCount } from '../data/dataset';
import { openPlace } from './openData';
import { weigh } from './weighing';

/** As much as is handed over as plain numbers. */
const mostNumbers = 2 ** 20;

interface Opened {
  readonly data: DataFile;
  readonly sources: readonly SpikeSource[];
}

export function createReading(tools: Tools): Handlers<DataMethods> {
  const files = new Map<number, Opened>();
  let next = 1;
  const opened = (file: number): Opened => {
    const known = files.get(file);
    if (!known) throw new DataError('the file is no longer open');
    return known;
  };
  const find = (file: number, path: string): Dataset => {
    const { data } = opened(file);
    const found = data.datasets.find((each) => each.path === path) ?? data.find?.(path);
    if (!found) throw new DataError(`there is no ${path} in the file`);
    return found;
  };
  return {
    async dataOpen(place) {
      const data = await openPlace(place, tools);
      const { listing: listed, sources } = listing(data);
      const file = next++;
      files.set(file, { data, sources });
      return { file, listing: listed };
    },

    dataClose({ file }) {
      files.get(file)?.data.close();
      files.delete(file);
      return null;
    },

    dataFigures({ file, path }, context) {
      const dataset = find(file, path);
      const total = elementCount(dataset.shape);
      let done = 0;
      let told = 0;
      const read = (elements: number): void => {
        done += elements;
        if (done / total - told < 0.01) return;
        told = done / total;
        context.progress(told);
      };
      return inspectDataset(dataset, read, { cancelled: () => context.cancelled() });
    },

    dataMatrix({ file, path, view }, context) {
      const picture = matrixPicture(find(file, path), view, () => context.cancelled());
      context.handOver(picture.cells.buffer as ArrayBuffer);
      return picture;
    },

    dataSeries: ({ file, path, view }, context) => series(find(file, path), view, () => context.cancelled()),

    dataWeights: ({ file, path }, context) => weigh(find(file, path), () => context.cancelled()),

    dataNumbers({ file, path, box: { start, count } }) {
      const dataset = find(file, path);
      const { shape, unread } = dataset;
      const fits =
        start.length === shape.length &&
        count.length === shape.length &&
        shape.every((length, axis) => {
          const [from, many] = [start[axis] ?? -1, count[axis] ?? -1];
          return Number.isInteger(from) && Number.isInteger(many) && from >= 0 && many >= 0 && from + many <= length;
        });
      if (unread !== null) throw new DataError(`${path} can’t be read: ${unread}`);
      if (!fits || elementCount(count) > mostNumbers)
        throw new DataError(`${path} has no such part, or too large a one`);
      return dataset.read(start, count);
    },

    dataSpikes({ file, path, timeUnit }, context) {
      const source = opened(file).sources.find((each) => each.path === path);
      if (!source) throw new DataError(`there are no spikes called ${path} in the file`);
      const spikes = rasterSpikes(source, timeUnit, () => context.cancelled());
      context.handOver(spikes.times.buffer as ArrayBuffer, spikes.rows.buffer as ArrayBuffer);
      return spikes;
    },
  };
}

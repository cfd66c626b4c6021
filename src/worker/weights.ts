// Weights for a host: those of a file, or of a network that is built, opened once and then asked for figures, pictures and comparisons.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Linter } from '../core/lint';
import { type Tools } from '../data/dataset';
import { DataError } from '../data/error';
import { densityPicture } from '../data/view/density';
import { matrixPicture } from '../data/view/matrix';
import { findWeights } from '../data/weights/find';
import { type EdgeTypes } from '../data/weights/sonata';
import { type FoundWeights, type WeightSource } from '../data/weights/source';
import { differenceOf, matchWeights } from '../diagnose/weights/compare';
import { detailOf } from '../diagnose/weights/detail';
import { edgeTypeNames, readEdgeTypes } from '../diagnose/weights/edgeTypes';
import { likeliestOf } from '../diagnose/weights/likeliest';
import { overviewOf } from '../diagnose/weights/overview';
import { projectionWeights } from '../diagnose/weights/projections';
import { type Control, describe, heldRows, pass } from '../diagnose/weights/reading';
import { type DataPlace } from '../protocol/data';
import { type Handlers, type RequestContext } from '../protocol/peer';
import { type WeightsMethods, type WeightsPlace } from '../protocol/weights';
import { SimulationError } from '../sim/simulate';
import { type SparseRows } from '../stats/sparseRows';
import { openPlace } from './openData';
import { withReferredFiles } from './referredFiles';

interface Opened extends FoundWeights {
  readonly format: string;
  close(): void;
  /** The connections of the last picture, by rows; null where there are too many to be held. */
  held?: { readonly source: WeightSource; readonly rows: SparseRows | null };
}

export function createWeighing(tools: Tools, linter: () => Promise<Linter>): Handlers<WeightsMethods> {
  const opened = new Map<number, Opened>();
  let next = 1;
  const known = (weights: number): Opened => {
    const found = opened.get(weights);
    if (!found) throw new DataError('the weights are no longer open');
    return found;
  };
  const find = (weights: number, path: string): WeightSource => {
    const found = known(weights).sources.find((each) => each.path === path);
    if (!found) throw new DataError(`there are no weights called ${path}`);
    return found;
  };
  return {
    async weightsOpen(place, context) {
      const found =
        place.kind === 'file'
          ? await ofFile(place.place, tools, context)
          : await build(place, tools, await linter(), context);
      const weights = next++;
      opened.set(weights, found);
      const { format, sources, notes } = found;
      return { weights, listing: { format, sets: sources.map(describe), likeliest: likeliestOf(sources), notes } };
    },

    weightsClose({ weights }) {
      opened.get(weights)?.close();
      opened.delete(weights);
      return null;
    },

    weightsOverview: ({ weights }, context) => overviewOf(known(weights).sources, controlOf(context)),

    weightsDetail: ({ weights, path, presynaptic }, context) =>
      detailOf(find(weights, path), { presynaptic }, controlOf(context)),

    weightsPicture({ weights, path, view }, context) {
      const source = find(weights, path);
      const control = { cancelled: () => context.cancelled() };
      const picture = source.dataset
        ? matrixPicture(source.dataset, view, control.cancelled)
        : densityPicture(listsOf(known(weights), source, view.fromRow, view.toRow, control), view);
      context.handOver(picture.cells.buffer as ArrayBuffer);
      return picture;
    },

    weightsMatch: ({ weights, other }) => matchWeights(known(weights).sources, known(other).sources),

    weightsDifference: ({ weights, path, other, otherPath }, context) =>
      differenceOf(find(weights, path), find(other, otherPath), { cancelled: () => context.cancelled() }),
  };
}

async function ofFile(place: DataPlace, tools: Tools, context: RequestContext<never>): Promise<Opened> {
  const file = await openPlace(place, tools);
  try {
    const edgeTypes = 'path' in place ? edgeTypesBeside(place.path) : new Map<never, never>();
    const found = findWeights(file, { edgeTypes, cancelled: () => context.cancelled() });
    return { ...found, format: file.format, close: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Read only where there is one: edges need none. */
function edgeTypesBeside(path: string): EdgeTypes {
  for (const name of edgeTypeNames(path)) {
    try {
      return readEdgeTypes(readFileSync(join(dirname(path), name), 'utf8'));
    } catch {
      // The next name.
    }
  }
  return new Map();
}

async function build(
  { document, context, projects, folders = [], network: index, seed }: Extract<WeightsPlace, { kind: 'network' }>,
  tools: Tools,
  linter: Linter,
  asked: RequestContext<never>,
): Promise<Opened> {
  const { networks, error } = await withReferredFiles(tools, folders, (files) =>
    files.settled((readers) => linter.networks(document, { context, projects, ...readers })),
  );
  const network = networks[index];
  if (!network) throw new SimulationError(error ?? 'the file builds no such network');
  const found = projectionWeights(network, seed, { cancelled: () => asked.cancelled() });
  return { ...found, format: network.backend, close: () => undefined };
}

/** Held by rows where that fits, so that another part is there at once. */
function* listsOf(opened: Opened, source: WeightSource, fromRow: number, toRow: number, control: Control) {
  if (opened.held?.source !== source) opened.held = { source, rows: heldRows(source, control) };
  const { rows: held } = opened.held;
  if (!held) {
    for (const { piece } of pass([source], control, () => undefined)) if (piece.kind === 'list') yield piece;
    return;
  }
  for (let row = fromRow; row < toRow; row++) {
    const [start, end] = [held.offsets[row] as number, held.offsets[row + 1] as number];
    if (start === end) continue;
    yield {
      rows: new Uint32Array(end - start).fill(row),
      columns: held.columns.subarray(start, end),
      values: held.values.subarray(start, end),
    };
  }
}

/** Progress goes out in hundredths. */
const controlOf = (context: RequestContext<number>): Control => ({
  cancelled: () => context.cancelled(),
  progress: (part) => context.progress(part),
});

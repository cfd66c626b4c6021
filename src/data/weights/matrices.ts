// The matrices among a file's datasets: two axes of numbers, and in checkpoints the kernels of convolutions as torch lays them out.
import { boxes } from '../boxes';
import { type DataFile, type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { type FoundWeights, type WeightFamily, type WeightSource } from './source';

/** So much is read at a time. */
const elementsAtATime = 2 ** 20;
/** What an optimiser keeps of each weight looks like weights and is none. */
const ofOptimizer =
  /(?:^|[/.])(?:optimi[sz]er|optim|opt)(?:_state(?:_dict)?)?s?(?:[/.]|$)|exp_avg(?:_sq)?$|momentum_buffer$/i;
/** These formats hold models: what has more axes than two in them is a kernel. */
const ofModels = /^(?:PyTorch|safetensors)/i;

/** @param taken paths of datasets that are part of a list of connections */
export function matrices({ format, datasets }: DataFile, taken: ReadonlySet<string>): FoundWeights {
  const found = datasets.filter(
    (each) => !taken.has(each.path) && (isMatrix(each) || (ofModels.test(format) && isKernel(each))),
  );
  const own = found.filter(({ path }) => !ofOptimizer.test(path));
  const left = found.length - own.length;
  return {
    sources: own.map(matrixSource),
    notes:
      left === 0
        ? []
        : [
            `${left} ${left === 1 ? 'matrix is' : 'matrices are'} what the optimiser keeps of the weights, and left out`,
          ],
  };
}

const isNumeric = ({ unread, dtype, shape }: Dataset): boolean =>
  unread === null && dtype !== 'bool' && dtype !== 'text' && !shape.includes(0) && !/complex/.test(dtype);

export const isMatrix = (dataset: Dataset): boolean =>
  isNumeric(dataset) && dataset.shape.length === 2 && dataset.shape.every((length) => length > 1);

const isKernel = (dataset: Dataset): boolean =>
  isNumeric(dataset) &&
  dataset.shape.length > 2 &&
  dataset.shape.length < 6 &&
  /float/.test(dataset.dtype) &&
  (dataset.shape[0] as number) > 1 &&
  elementCount(dataset.shape.slice(1)) > 1;

export function matrixSource(given: Dataset): WeightSource {
  const dataset = given.shape.length === 2 ? given : unfolded(given);
  const { path, shape, unit, note, layout } = dataset;
  const [rows = 0, columns = 0] = shape;
  const family: WeightFamily = {
    *stream({ every = 1, cancelled } = {}) {
      const read = dataset.readNarrow ?? dataset.read;
      let box = 0;
      for (const { start, count } of boxes(shape, layout, elementsAtATime)) {
        if (cancelled?.()) throw new DataError('cancelled');
        if (box++ % every > 0) continue;
        const [[row = 0, column = 0], [height = 0, width = 0]] = [start, count];
        yield { part: 0, piece: { kind: 'block', row, column, height, width, values: read(start, count) } };
      }
    },
  };
  const folded = given === dataset ? note : `${given.shape.join(' × ')}, each kernel as one row`;
  return {
    path,
    kind: given === dataset ? 'matrix' : 'kernels',
    rows,
    columns,
    senders: null,
    isDense: true,
    entries: rows * columns,
    isRecurrent: rows === columns && given === dataset,
    family,
    part: 0,
    dataset,
    ...(unit === undefined ? {} : { unit }),
    ...(folded === undefined ? {} : { note: folded }),
  };
}

/** All axes but the first as one. */
function unfolded(dataset: Dataset): Dataset {
  const { readNarrow: _narrow, readTexts: _texts, matlabShape: _shape, shape, ...rest } = dataset;
  const inner = shape.slice(1);
  const columns = elementCount(inner);
  const read: Dataset['read'] = ([row = 0, column = 0], [height = 0, width = 0]) => {
    const whole = dataset.read([row, ...inner.map(() => 0)], [height, ...inner]);
    if (width === columns) return whole;
    const part = new Float64Array(height * width);
    for (let i = 0; i < height; i++)
      part.set(whole.subarray(i * columns + column, i * columns + column + width), i * width);
    return part;
  };
  return {
    ...rest,
    shape: [shape[0] as number, columns],
    layout: { chunk: null, fastest: 'last' },
    read,
  };
}

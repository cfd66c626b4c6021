// A part of a dataset as numpy would write it, `0:10,:,3` or `...,-1` or `::5`, as a dataset of its own.
import { type Dataset, elementCount } from './dataset';
import { DataError } from './error';

interface Range {
  readonly from: number;
  readonly count: number;
  readonly step: number;
  /** A single index, which takes its axis away. */
  readonly single: boolean;
}

/** More elements are not read to pick a few of them. */
const mostCovered = 2 ** 22;

/** Throws a DataError that says what is wrong with the text. */
export function sliceOf(dataset: Dataset, text: string): Dataset {
  const ranges = parseSlice(text, dataset.shape);
  const kept = ranges.flatMap((range, axis) => (range.single ? [] : [axis]));
  const read: Dataset['read'] = (start, count) => {
    const boxes = ranges.map((range, axis): Range => {
      const at = kept.indexOf(axis);
      if (at < 0) return range;
      return { ...range, from: range.from + (start[at] as number) * range.step, count: count[at] as number };
    });
    return pick(dataset, boxes);
  };
  const { readNarrow: _whole, readTexts: _texts, matlabShape: _shape, text: _text, ...rest } = dataset;
  const shape = kept.map((axis) => (ranges[axis] as Range).count);
  return { ...rest, shape, layout: { chunk: null, fastest: dataset.layout.fastest }, read };
}

function parseSlice(text: string, shape: readonly number[]): Range[] {
  const words = text.split(',').map((word) => word.trim());
  const dots = words.indexOf('...');
  const given = words.length - (dots < 0 ? 0 : 1);
  if (given > shape.length || words.lastIndexOf('...') !== dots)
    throw new DataError(`the slice ${text} has ${given} parts, and the dataset ${shape.length} axes`);
  const filled = Array.from({ length: shape.length - given }, () => ':');
  const all = dots < 0 ? [...words, ...filled] : [...words.slice(0, dots), ...filled, ...words.slice(dots + 1)];
  return all.map((word, axis) => parseRange(word, shape[axis] as number, axis));
}

function parseRange(word: string, length: number, axis: number): Range {
  const whole = /^-?\d+$/;
  if (whole.test(word)) {
    const index = Number(word) < 0 ? Number(word) + length : Number(word);
    if (index < 0 || index >= length)
      throw new DataError(`index ${word} is outside of axis ${axis}, which has ${length} elements`);
    return { from: index, count: 1, step: 1, single: true };
  }
  const [first = '', last = '', stepText = '', ...more] = word.split(':');
  const sound =
    word.includes(':') && more.length === 0 && [first, last, stepText].every((each) => each === '' || whole.test(each));
  const step = stepText === '' ? 1 : Number(stepText);
  if (!sound || step < 1)
    throw new DataError(`"${word}" is no part of a slice: write an index, from:to or from:to:step, counted from 0`);
  const inside = (bound: string, otherwise: number): number => {
    if (bound === '') return otherwise;
    return Math.max(0, Math.min(length, Number(bound) < 0 ? Number(bound) + length : Number(bound)));
  };
  const from = inside(first, 0);
  const count = Math.max(0, Math.ceil((inside(last, length) - from) / step));
  return { from, count, step, single: false };
}

/** Every step-th element: what lies between is read along where that is little, and else gone round in halves. */
function pick(dataset: Dataset, ranges: readonly Range[]): Float64Array {
  const counts = ranges.map(({ count }) => count);
  const wanted = elementCount(counts);
  if (wanted === 0) return new Float64Array();
  const spans = ranges.map(({ count, step }) => (count - 1) * step + 1);
  if (elementCount(spans) > Math.max(mostCovered, wanted)) {
    const axis = ranges.findIndex(({ count, step }) => count > 1 && step > 1);
    const { from, count, step } = ranges[axis] as Range;
    const half = count >> 1;
    const part = (start: number, length: number): Float64Array =>
      pick(
        dataset,
        ranges.map((range, i) => (i === axis ? { ...range, from: from + start * step, count: length } : range)),
      );
    return joined(part(0, half), part(half, count - half), counts, axis, half);
  }
  const start = ranges.map(({ from }) => from);
  const covered = dataset.read(start, spans);
  if (covered.length === wanted) return covered;
  const result = new Float64Array(wanted);
  const index = counts.map(() => 0);
  for (let to = 0; to < wanted; to++) {
    result[to] = covered[
      index.reduce((at, each, i) => at * (spans[i] as number) + each * (ranges[i] as Range).step, 0)
    ] as number;
    for (let i = index.length - 1; i >= 0; i--) {
      index[i] = (index[i] as number) + 1;
      if ((index[i] as number) < (counts[i] as number)) break;
      index[i] = 0;
    }
  }
  return result;
}

/** Two parts of a box, one behind the other along an axis. */
function joined(a: Float64Array, b: Float64Array, counts: readonly number[], axis: number, half: number): Float64Array {
  const inner = elementCount(counts.slice(axis + 1));
  const outer = elementCount(counts.slice(0, axis));
  const [short, long] = [half * inner, ((counts[axis] as number) - half) * inner];
  const result = new Float64Array(a.length + b.length);
  for (let i = 0; i < outer; i++) {
    result.set(a.subarray(i * short, (i + 1) * short), i * (short + long));
    result.set(b.subarray(i * long, (i + 1) * long), i * (short + long) + short);
  }
  return result;
}

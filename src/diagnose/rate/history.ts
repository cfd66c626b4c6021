// What a training history tells: explosions, plateaus, one loss term over all others, over-fitting, and the learning rate's part in it.
export interface Series {
  readonly name: string;
  readonly values: Float64Array;
}

export type Trend = 'falling' | 'flat' | 'rising' | 'exploded' | 'too short' | 'not finite';

export interface SeriesFigures {
  readonly name: string;
  readonly epochs: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly minEpoch: number | null;
  readonly max: number | null;
  readonly maxEpoch: number | null;
  readonly notFinite: number;
  /** Of losses; null of other series. */
  readonly trend: Trend | null;
  /** Epochs at the end in which nothing got better; null where there are none. */
  readonly plateauFrom: number | null;
  /** Epoch and value, thinned out to a few hundred: of each stretch its least and its greatest. */
  readonly curve: readonly (readonly [number, number])[];
}

export interface HistoryFigures {
  readonly epochs: number;
  readonly series: readonly SeriesFigures[];
  /** A value many times above what came before. */
  readonly explosions: readonly {
    readonly name: string;
    readonly epoch: number;
    readonly value: number;
    readonly before: number;
  }[];
  /** The term that makes up most of the total at the end, and how much of it. */
  readonly dominant: { readonly name: string; readonly fraction: number; readonly change: number } | null;
  /** Validation loss got worse from this epoch on while training went on falling. */
  readonly overfitting: { readonly from: number; readonly gap: number } | null;
  readonly learningRate: { readonly first: number; readonly last: number } | null;
  /** Correlation or score series: the best, and when. */
  readonly scores: readonly {
    readonly name: string;
    readonly best: number;
    readonly epoch: number;
    readonly last: number;
  }[];
}

const explosion = 1000;
const worthless = 1e6;
const plateauChange = 0.01;

const isLoss = (name: string): boolean =>
  !isScore(name) &&
  !isMetric(lastName(name)) &&
  /loss|total|(?:^|_)l_|error|mse|nll|cost|objective|(?:^|[_/])(?:neuron|psth|trial|recon)$/i.test(name);
const isScore = (name: string): boolean => /corr|score|r2|accuracy|acc$|pearson/i.test(name);
/** What Keras and others record beside the loss, and no optimiser follows. */
const isMetric = (name: string): boolean =>
  /^(?:train_|val_|test_)?(?:mae|mse|rmse|mape|msle|(?:root_)?mean_(?:absolute|squared)_(?:percentage_|logarithmic_)?error)$/i.test(
    name,
  );
const isRate = (name: string): boolean => /^(?:lr|learning_?rate)/i.test(name);
const isCounter = (name: string): boolean => /^(?:epochs?|steps?|iterations?|time|seconds?)$/i.test(name);
const isTotal = (name: string): boolean => /total|^(?:train|val|valid|test)?_?loss$/i.test(name);
const isTraining = (name: string): boolean => !/val|test/i.test(name);

export function describeHistory(all: readonly Series[]): HistoryFigures | null {
  const series = all.filter(({ name, values }) => values.length > 1 && !isCounter(lastName(name)));
  if (series.length === 0) return null;
  const epochs = Math.max(...series.map(({ values }) => values.length));
  const losses = series.filter(({ name }) => isLoss(name));
  const rate = series.find(({ name }) => isRate(lastName(name)));
  return {
    epochs,
    series: series.map((each) => figuresOf(each, isLoss(each.name))),
    explosions: losses
      .flatMap(explosionsIn)
      .sort((a, b) => b.value - a.value)
      .slice(0, 10),
    dominant: dominantOf(losses),
    overfitting: overfittingIn(losses),
    learningRate: rate
      ? { first: rate.values[0] as number, last: rate.values[rate.values.length - 1] as number }
      : null,
    scores: series
      .filter(({ name }) => isScore(name))
      .map(({ name, values }) => {
        const epoch = bestOf(values, (a, b) => a > b);
        return { name, best: values[epoch] as number, epoch, last: values[values.length - 1] as number };
      }),
  };
}

const lastName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function bestOf(values: Float64Array, better: (a: number, b: number) => boolean): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value === 0 && (better(value, values[best] as number) || values[best] !== values[best])) best = i;
  }
  return best;
}

function figuresOf({ name, values }: Series, loss: boolean): SeriesFigures {
  const known = [...values].filter((value) => value - value === 0);
  const low = bestOf(values, (a, b) => a < b);
  const high = bestOf(values, (a, b) => a > b);
  const empty = known.length === 0;
  return {
    name,
    epochs: values.length,
    first: known[0] ?? null,
    last: known[known.length - 1] ?? null,
    min: empty ? null : (values[low] as number),
    minEpoch: empty ? null : low,
    max: empty ? null : (values[high] as number),
    maxEpoch: empty ? null : high,
    notFinite: values.length - known.length,
    trend: loss ? trendOf(values) : null,
    plateauFrom: loss ? plateauIn(values) : null,
    curve: curveOf(values),
  };
}

const mostPoints = 400;

function curveOf(values: Float64Array): [number, number][] {
  const stretch = Math.ceil((2 * values.length) / mostPoints);
  if (stretch <= 2) return Array.from(values, (value, epoch) => [epoch, value]);
  const points: [number, number][] = [];
  for (let from = 0; from < values.length; from += stretch) {
    const part = values.subarray(from, from + stretch);
    const ends = [bestOf(part, (a, b) => a < b), bestOf(part, (a, b) => a > b)].sort((a, b) => a - b);
    for (const at of new Set(ends)) points.push([from + at, part[at] as number]);
  }
  return points;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: Float64Array): number => values.slice().sort()[Math.floor(values.length / 2)] as number;

/** The last quarter against the first, by medians: single leaps don't count, but are said. What fell at once and stayed low has fallen too. */
export function trendOf(all: Float64Array): Trend {
  const values = sinceItCounts(all);
  if (values.length < 4) return 'too short';
  const quarter = Math.max(2, Math.floor(values.length / 4));
  const start = Math.max(1, Math.floor(values.length / 40));
  const parts = [values.slice(0, start), values.slice(0, quarter), values.slice(-quarter)];
  if (parts.slice(1).some((part) => part.every((value) => value - value !== 0))) return 'not finite';
  const [first = NaN, early = NaN, late = NaN] = parts.map((part) =>
    median(part.filter((value) => value - value === 0)),
  );
  // A sum over many numbers may begin that high, and fall.
  if (late > explosion * Math.abs(early) || (late > worthless && !(late < 0.95 * first))) return 'exploded';
  const changeFrom = (from: number): number => (late - from) / Math.max(Math.abs(from), 1e-12);
  const change = changeFrom(early);
  if (change > 0.05) return 'rising';
  const low = values.reduce((least, value) => (value < least ? value : least), Infinity);
  const stays = late - low <= 0.1 * (first - low);
  return change < -0.05 || (stays && changeFrom(first) < -0.05) ? 'falling' : 'flat';
}

/** Behind the epochs in which a term has no weight yet: a warm-up is part of the plan. */
function sinceItCounts(values: Float64Array): Float64Array {
  const from = values.findIndex((value) => value !== 0);
  return from > 0 ? values.subarray(from) : values;
}

/** From where on the running best gets better by less than a hundredth in all, if that is at least a third of the epochs. */
function plateauIn(values: Float64Array): number | null {
  const { length } = values;
  if (length < 12) return null;
  let best = Infinity;
  const running = Array.from(values, (value) => (best = value - value === 0 ? Math.min(best, value) : best));
  const final = running[length - 1] as number;
  const from = running.findIndex((value) => value - final <= plateauChange * Math.abs(final));
  return from >= 0 && length - from >= length / 3 && from < length - 4 ? from : null;
}

function explosionsIn({ name, values }: Series): HistoryFigures['explosions'] {
  const found: { name: string; epoch: number; value: number; before: number }[] = [];
  let usual = NaN;
  for (const [epoch, value] of values.entries()) {
    if (value !== value) continue;
    // A term whose weight is still 0 tells nothing of what comes; a large negative loss is a good one.
    if (usual > 0 && value > Math.max(explosion * usual, 10)) found.push({ name, epoch, value, before: usual });
    else if (value !== 0 || usual > 0) usual = usual > 0 ? 0.8 * usual + 0.2 * Math.abs(value) : Math.abs(value);
  }
  // Of a row of them the highest says it.
  const [highest] = [...found].sort((a, b) => b.value - a.value);
  return highest ? [highest] : [];
}

function dominantOf(losses: readonly Series[]): HistoryFigures['dominant'] {
  const terms = losses.filter(({ name }) => isTraining(name) && !isTotal(lastName(name)));
  if (terms.length < 2) return null;
  const tail = ({ values }: Series): number =>
    Math.abs(mean(values.slice(-Math.max(1, Math.floor(values.length / 10)))));
  const sizes = terms.map(tail);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const at = sizes.indexOf(Math.max(...sizes));
  const term = terms[at];
  if (!term || !(total > 0)) return null;
  const values = sinceItCounts(term.values);
  const start = mean(values.slice(0, Math.max(1, Math.floor(values.length / 10))));
  return { name: term.name, fraction: (sizes[at] as number) / total, change: ((sizes[at] as number) - start) / start };
}

function overfittingIn(losses: readonly Series[]): HistoryFigures['overfitting'] {
  const train = losses.find(({ name }) => isTraining(name) && isTotal(lastName(name)));
  const other = losses.find(({ name }) => !isTraining(name) && isTotal(lastName(name)));
  if (!train || !other || other.values.length < 12) return null;
  const best = bestOf(other.values, (a, b) => a < b);
  const { length } = other.values;
  if (best > length * 0.7) return null;
  const tail = (values: Float64Array): number => mean(values.slice(-Math.max(3, Math.floor(length / 10))));
  const [own, theirs] = [tail(train.values), tail(other.values)];
  const least = other.values[best] as number;
  const fell = own < (train.values[best] as number) * 0.97;
  return theirs > least * 1.05 && fell && theirs > own ? { from: best, gap: theirs / own } : null;
}

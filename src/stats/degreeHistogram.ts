// How many neurons have how many connections: whole numbers in bins of one width, those without any told by themselves.

export interface DegreeHistogram {
  /** Neurons without a connection, which are in no bin. */
  readonly none: number;
  readonly neurons: number;
  /** Of all neurons. */
  readonly mean: number;
  /** Divided by the count. */
  readonly sd: number;
  readonly most: number;
  /** The first degree of the first bin, and how many degrees each bin holds. */
  readonly first: number;
  readonly width: number;
  readonly counts: Float64Array;
}

export function degreeHistogram(degrees: ArrayLike<number>, mostBins = 60): DegreeHistogram {
  let [none, sum, least, most] = [0, 0, Infinity, 0];
  for (let i = 0; i < degrees.length; i++) {
    const degree = degrees[i] as number;
    sum += degree;
    if (degree === 0) none++;
    else least = Math.min(least, degree);
    most = Math.max(most, degree);
  }
  const neurons = degrees.length;
  const mean = neurons > 0 ? sum / neurons : 0;
  let squares = 0;
  for (let i = 0; i < neurons; i++) squares += ((degrees[i] as number) - mean) ** 2;
  const first = Number.isFinite(least) ? least : 1;
  const width = Math.max(1, Math.ceil((most - first + 1) / mostBins));
  const counts = new Float64Array(most === 0 ? 0 : Math.floor((most - first) / width) + 1);
  for (let i = 0; i < neurons; i++) {
    const degree = degrees[i] as number;
    if (degree === 0) continue;
    const bin = Math.floor((degree - first) / width);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { none, neurons, mean, sd: neurons > 0 ? Math.sqrt(squares / neurons) : 0, most, first, width, counts };
}

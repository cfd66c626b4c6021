// The history of one session: takes a state after each look, and adds to each series what is new in it.
import type { HistogramFrame, Series } from './series';
import { SeriesHistory } from './seriesHistory';
import { ServiceClock } from './serviceClock';
import { SpikeHistory } from './spikeHistory';
import type { Readings } from './state';
import { type Course, modulatorNames } from './values';

const mostFrames = 720;
/** Histograms change slowly: one in so long is kept, and after an hour of them every other one. */
const frameMs = 5_000;

export class SessionHistory {
  readonly spikes = new SpikeHistory();
  private readonly series = new Map<string, SeriesHistory>();
  private readonly clocks = new Map<string, ServiceClock>();
  private frames: (HistogramFrame & { readonly round: number })[] = [];
  private frameMs = frameMs;
  /** Anew since this round. */
  framesRound = 0;

  /** What is kept in all, to see that it does not grow. */
  get size(): number {
    let points = this.spikes.size + this.frames.length;
    for (const each of this.series.values()) points += each.points;
    return points;
  }

  /** @returns whether the service's own count went back: it started again */
  take(readings: Readings, round: number, nowMs: number): boolean {
    const { snapshots, stats, raster, lif, modulators, modulatorCourses, gate, attention, homeostasis } = readings;
    let again = false;
    const put = (name: string, value: number | null | undefined, atMs = nowMs): void => {
      if (typeof value === 'number') this.seriesOf(name).add(atMs, value, round);
    };
    /** Only what was read in this look counts: a derived answer is old news in new words. */
    const isNew = (reading: { readonly atMs: number } | undefined): boolean =>
      reading !== undefined && reading.atMs > this.lookedMs;
    if (snapshots?.value && isNew(snapshots)) {
      const all = snapshots.value;
      const timed = all.every(({ atMs }) => atMs !== null);
      const placed = timed
        ? this.clock('snapshots').place(
            all.map(({ atMs }) => atMs as number),
            'epoch',
            nowMs,
          )
        : { first: Math.max(0, all.length - 1), times: [nowMs], startedAgain: false };
      again ||= placed.startedAgain;
      placed.times.forEach((atMs, k) => {
        const one = all[placed.first + k];
        if (!one) return;
        const { block, spikeRate, membrane, gate: open, apicalMean, apicalSd } = one;
        put('spikeRate', spikeRate, atMs);
        put('membrane', membrane, atMs);
        put('gate', open, atMs);
        put('apical', apicalMean, atMs);
        put('apicalSd', apicalSd, atMs);
        if (block !== null) put(`spikeRate#${block}`, spikeRate, atMs);
      });
    } else if (stats?.value && isNew(stats)) {
      put('spikeRate', stats.value.spikeRate);
      put('membrane', stats.value.membrane?.mean);
      for (const { name, spikeRate } of stats.value.blocks) put(`spikeRate#${name}`, spikeRate);
    }
    if (raster?.value && isNew(raster)) {
      const { times, ids, unit, neurons } = raster.value;
      const stepMs = lif?.value?.find(({ dtMs }) => dtMs !== null)?.dtMs ?? null;
      const placed =
        unit === 'index'
          ? this.clock('raster').place(times, 'step', nowMs, stepMs)
          : this.clock('raster').place(times, unit, nowMs, stepMs);
      again ||= placed.startedAgain;
      this.spikes.add(placed.times, ids.slice(placed.first), round, neurons);
    }
    const courses = isNew(modulatorCourses) ? (modulatorCourses?.value ?? {}) : {};
    for (const name of modulatorNames) {
      const course = courses[name];
      const level = isNew(modulators) ? modulators?.value?.levels[name] : undefined;
      // Of one modulator only one source: where its level is told, the trace would draw it twice.
      if (level !== undefined) put(name, level);
      else if (course && modulators?.value?.levels[name] === undefined)
        again = this.course(name, course, round, nowMs) || again;
    }
    if (gate?.value && isNew(gate) && gate.derived === null) put('gate', gate.value.mean);
    if (attention?.value && isNew(attention)) {
      put('attention', attention.value.figures.sd);
      put('attentionMax', attention.value.figures.max);
    }
    if (homeostasis?.value && isNew(homeostasis)) {
      put('homeostasis', homeostasis.value.current);
      put('target', homeostasis.value.target);
    }
    this.learning(readings, isNew, put, round, nowMs);
    this.lookedMs = nowMs;
    return again;
  }

  private lookedMs = -Infinity;

  private learning(
    { weights, weightDeltas, hebbian, lif, weightHistogram, learningRate }: Readings,
    isNew: (reading: { readonly atMs: number } | undefined) => boolean,
    put: (name: string, value: number | null | undefined) => void,
    round: number,
    nowMs: number,
  ): void {
    if (weights?.value && isNew(weights)) {
      const [only] = weights.value.layers;
      put('weight', only?.mean);
      put('weightMin', only?.min);
      put('weightMax', only?.max);
    }
    if (weightDeltas?.value && isNew(weightDeltas)) put('weightDelta', weightDeltas.value.figures.mean);
    if (hebbian?.value && isNew(hebbian))
      put('hebbian', hebbian.value.course?.values.findLast(Number.isFinite) ?? hebbian.value.mean);
    if (lif?.value && isNew(lif)) put('threshold', lif.value[0]?.threshold);
    if (learningRate?.value && isNew(learningRate)) put('learningRate', learningRate.value.current);
    if (
      weightHistogram?.value &&
      isNew(weightHistogram) &&
      nowMs - (this.frames.at(-1)?.atMs ?? -Infinity) >= this.frameMs
    ) {
      for (const { name, edges, counts } of weightHistogram.value.layers.slice(0, 4))
        this.frames.push({ atMs: nowMs, layer: name, edges, counts, round });
      if (this.frames.length > mostFrames) {
        // Every other moment stays, and from now on twice as few are kept.
        const moments = [...new Set(this.frames.map(({ atMs }) => atMs))];
        const kept = new Set(moments.filter((_, i) => i % 2 === 0));
        this.frames = this.frames.filter(({ atMs }) => kept.has(atMs)).slice(-mostFrames);
        this.frameMs *= 2;
        this.framesRound = round;
      }
    }
  }

  private course(name: string, course: Course, round: number, nowMs: number): boolean {
    const series = this.seriesOf(name);
    // Without times it is not known which samples are new; the last one is.
    if (course.unit === 'index') {
      const last = course.values.findLast(Number.isFinite);
      if (last !== undefined) series.add(nowMs, last, round);
      return false;
    }
    const placed = this.clock(name).place(course.times, course.unit, nowMs);
    placed.times.forEach((atMs, k) => series.add(atMs, course.values[placed.first + k] as number, round));
    return placed.startedAgain;
  }

  seriesOf(name: string): SeriesHistory {
    const known = this.series.get(name);
    if (known) return known;
    const made = new SeriesHistory(name);
    // A service that makes up names without end does not fill the memory.
    if (this.series.size < mostSeries) this.series.set(name, made);
    return made;
  }

  private clock(name: string): ServiceClock {
    const known = this.clocks.get(name) ?? new ServiceClock();
    this.clocks.set(name, known);
    return known;
  }

  /** Null where samples since then were put together: then only the whole is right. */
  since(round: number): { readonly series: Series[]; readonly histograms: HistogramFrame[] } | null {
    const all = [...this.series.values()].map((each) => each.since(round));
    if (!all.every((each) => each !== null) || this.framesRound > round) return null;
    return { series: all.filter(({ from }) => from.length > 0), histograms: this.framesSince(round) };
  }

  whole(): { readonly series: Series[]; readonly histograms: HistogramFrame[] } {
    return { series: [...this.series.values()].map((each) => each.whole()), histograms: this.framesSince(-1) };
  }

  private framesSince(round: number): HistogramFrame[] {
    return this.frames.flatMap(({ round: own, atMs, layer, edges, counts }) =>
      own > round ? [{ atMs, layer, edges, counts }] : [],
    );
  }
}

const mostSeries = 64;

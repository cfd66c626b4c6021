// A plot of courses over live time: each a line with the band between its lowest and highest, and the limits that it is judged by.
import { Chart, Filler } from 'chart.js';
import { formatMeasure, t } from '../../texts';
import { type TimeAxis } from '../../timeAxis';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { attachLegend } from '../_legend';
import { faded, lookOf, type Look } from '../_looks';
import { timeChart } from '../recording/_timeChart';
import { timeFrame } from '../recording/_timeFrame';
import { type StreamPlot, type StreamView } from './_plot';
import { type LiveSeries, type LiveSession } from './_session';
import { firstEndingAfter, sampleAt, thinSeries } from './_thin';

Chart.register(Filler);

/** One line of a plot. */
export interface Course {
  readonly series: string;
  readonly label: string;
  /** Dashed and without a band: what another course is held against. */
  readonly isAim?: boolean;
}

export interface Limit {
  /** In the plot's unit. */
  readonly value: number;
  readonly label: string;
}

export interface Band {
  readonly id: string;
  readonly order: number;
  title(): string;
  /** Those that there may be; only those that are there are drawn. */
  courses(session: LiveSession): readonly Course[];
  /** Of a value in the series to one in the plot's unit. */
  readonly scale?: number;
  readonly unit?: string;
  /** What values can't go below: the axis doesn't either. */
  readonly least?: number;
  readonly limits?: () => readonly Limit[];
  /** Further words beside the heading. */
  note?(session: LiveSession): string | null;
}

interface Shown {
  readonly course: Course;
  readonly series: LiveSeries;
}

const found = (session: LiveSession | undefined, courses: readonly Course[]): Shown[] =>
  courses.flatMap((course) => {
    const series = session?.series.get(course.series);
    return series && series.mean.length > 0 ? [{ course, series }] : [];
  });

const plain = { pointRadius: 0, borderWidth: 1.5 };
const pairs = (x: readonly number[], y: readonly number[], scale: number) =>
  x.map((each, at) => ({ x: each, y: (y[at] as number) * scale }));

export const bandPlot = (band: Band): StreamPlot => ({
  id: band.id,
  order: band.order,
  create({ axis, theme, saver, memory }): StreamView {
    const { scale = 1, unit = '', least, limits = () => [] } = band;
    let session: LiveSession | undefined;
    let own: Shown[] = [];
    let behind: Shown[] = [];
    const view = timeFrame(band.id, band.title(), axis, () => plot.area());
    const plot = timeChart(view.canvas, 'line', axis, theme, {
      grace: '5%',
      min: least,
      ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
      title: { display: unit !== '', text: unit } as never,
    });
    const measured = (value: number | undefined): string =>
      `${formatMeasure((value ?? NaN) * scale)}${unit === '' ? '' : ` ${unit}`}`;

    const exported = offerExports(
      view,
      {
        name: band.id,
        ...drawnChart(view, plot.chart, theme),
        numbers: () => seriesNumbers(band.title(), unit, scale, own, axis),
      },
      saver,
    );

    const legend = attachLegend(view, () => redraw(), memory);

    /** An aim's dashes are always the same. */
    const look = (at: number, course: Course): Look => {
      const { colour, dash } = lookOf(theme().palette, at);
      return { colour, dash: course.isAim ? [6, 3] : dash };
    };

    const linesOf = ({ course, series }: Shown, at: number, isBehind: boolean, columns: number) => {
      const { colour, dash } = look(at, course);
      const { x, low, mean, high } = thinSeries(series, axis, columns);
      const hidden = !legend.isShown(course.label);
      const borderColor = isBehind ? faded(colour) : colour;
      // What is held against stands until it is told anew.
      if (course.isAim && x.length > 0) {
        x.push(Math.max(axis.toMs, x.at(-1) ?? 0));
        mean.push(mean.at(-1) ?? NaN);
      }
      // One sample makes no line yet.
      const dot = mean.length === 1 ? { pointRadius: 3, pointBackgroundColor: borderColor, pointBorderWidth: 0 } : {};
      const dashes = isBehind ? [2, 2] : dash;
      const line = { ...plain, ...dot, hidden, data: pairs(x, mean, scale), borderColor, borderDash: dashes };
      const hasBand = !isBehind && !course.isAim && low.some((each, point) => each < (high[point] as number));
      if (!hasBand) return [line];
      const edge = { hidden, pointRadius: 0, borderWidth: 0, borderColor: 'transparent' };
      return [
        line,
        { ...edge, data: pairs(x, low, scale) },
        { ...edge, data: pairs(x, high, scale), fill: '-1', backgroundColor: `${colour}33` },
      ];
    };

    /** A limit is drawn where the values come near it: far off it would press them flat. */
    const limitsNear = (): readonly Limit[] => {
      const ends = [...own, ...behind].flatMap(({ series }) => {
        const { low, high } = thinSeries(series, axis, 50);
        return [...low, ...high].filter(Number.isFinite).map((each) => each * scale);
      });
      const [lowest, most] = [Math.min(...ends), Math.max(...ends)];
      const room = Math.max(most - lowest, Math.abs(most), 1e-12);
      return limits().filter(({ value }) => value >= lowest - room && value <= most + room);
    };
    const nameOf = ({ value, label }: Limit): string => `${label} ${`${formatMeasure(value)} ${unit}`.trim()}`;

    const redraw = (): void => {
      if (!session || own.length === 0) return;
      const { left, right } = plot.area();
      const columns = Math.max(100, Math.round(right - left));
      const atOf = ({ course }: Shown): number => own.findIndex((each) => each.course.series === course.series);
      const near = limitsNear();
      const limitLook: Look = { colour: theme().secondary, dash: [1, 3] };
      legend.show([
        ...own.map(({ course }, at) => ({ name: course.label, ...look(at, course) })),
        ...near.map((each) => ({ name: nameOf(each), ...limitLook })),
      ]);
      plot.chart.data.datasets = [
        ...own.flatMap((each, at) => linesOf(each, at, false, columns)),
        ...behind.flatMap((each) => linesOf(each, Math.max(0, atOf(each)), true, columns)),
        ...near.map((each) => ({
          data: [axis.fromMs, axis.toMs].map((x) => ({ x, y: each.value })),
          ...{ borderColor: limitLook.colour, borderWidth: 1, borderDash: limitLook.dash, pointRadius: 0 },
          hidden: !legend.isShown(nameOf(each)),
        })),
      ] as never;
      const latest = own
        .slice(0, 5)
        .map(({ course, series }) => `${course.label} ${measured(series.mean.at(-1))}`)
        .join(', ');
      const more = band.note?.(session) ?? null;
      view.note([latest, ...(more === null ? [] : [more])].join(' · '));
      view.describe(
        [
          t('{0} over time. Latest: {1}.', band.title(), latest),
          ...limits().map((each) => t('Limit: {0}.', nameOf(each))),
        ].join(' '),
      );
      plot.refresh();
      exported.refresh();
    };

    const readout = (): string => {
      const { cursorMs } = axis;
      if (cursorMs === null) return '';
      const values = own
        .filter(({ course }) => legend.isShown(course.label))
        .slice(0, 5)
        .map(({ course, series }) => `${course.label} ${measured(sampleAt(series, cursorMs))}`);
      return [axis.words.moment(cursorMs, axis.spanMs), ...values].join(' · ');
    };

    return {
      element: view.element,
      show(next, beside) {
        session = next;
        const courses = band.courses(next);
        own = found(next, courses);
        behind = found(beside, courses);
        view.element.hidden = own.length === 0;
        redraw();
      },
      redraw,
      drawCursor() {
        if (own.length === 0) return;
        plot.chart.draw();
        view.readout(readout());
      },
    };
  },
});

/** One row per sample in the range; where samples were thinned, with the lowest and the highest that a row stands for. */
function seriesNumbers(caption: string, unit: string, scale: number, shown: readonly Shown[], axis: TimeAxis): Numbers {
  const parts = shown.map(({ course, series }) => {
    const start = firstEndingAfter(series, axis.fromMs);
    let end = firstEndingAfter(series, axis.toMs);
    while (end < series.from.length && (series.from[end] as number) <= axis.toMs) end++;
    return { course, series, start, end };
  });
  const head = (name: string): string => (unit === '' ? name : `${name} (${unit})`);
  return {
    caption,
    columns: [axis.words.column(), t('what'), head(t('mean')), head(t('lowest')), head(t('highest'))],
    count: parts.reduce((sum, { start, end }) => sum + end - start, 0),
    *rows() {
      for (const { course, series, start, end } of parts)
        for (let at = start; at < end; at++)
          yield [
            axis.words.cell(series.from[at] as number),
            course.label,
            ...[series.mean, series.min, series.max].map((each) => (each[at] as number) * scale),
          ];
    },
  };
}

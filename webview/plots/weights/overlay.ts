// The distributions of several matrices or projections over each other, in bins that they share: the part of each one's connections.
import { type SharedCounts } from '../../../src/protocol/weights';
import { formatFigure, formatMeasure, t } from '../../texts';
import { type Theme } from '../../theme';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { outline } from './_outline';
import { type WeightContext, type WeightPlotView } from './_plot';
import { type AxisKind, type SignedAxis, signedAxis } from './_signedAxis';

export interface Overlay {
  readonly shared: SharedCounts;
  readonly axis: AxisKind;
  readonly counts: AxisKind;
  readonly unit: string | null;
  /** Of all sets, in their order; hidden ones keep their colours. */
  readonly names: readonly string[];
  readonly isShown: (set: number) => boolean;
}

const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** A colour of the palette, and once all are used a dash. */
export function styleOf(set: number, { palette, foreground }: Theme): { colour: string; dash: readonly number[] } {
  const colour = palette[set % palette.length] ?? foreground;
  return { colour, dash: dashes[Math.floor(set / Math.max(1, palette.length)) % dashes.length] ?? [] };
}

/** A part this small stands on the floor of a logarithmic axis. */
const floorPart = 1e-5;

type Scales = Record<
  'x' | 'y',
  {
    min: number;
    max: number | undefined;
    type: string;
    afterBuildTicks: ((scale: { ticks: { value: number }[] }) => void) | undefined;
    title: { display: boolean; text: string };
  }
>;

export function overlay({ theme, saver }: WeightContext): WeightPlotView<Overlay> {
  let shown: Overlay | undefined;
  const view = frame('projections', t('Weights by projection'), t('The numbers stand in the table below the picture.'));
  const axisOf = ({ axis, shared }: Overlay): SignedAxis =>
    signedAxis(axis, { edges: shared.edges, ...together(shared) });
  const tickLabel = (value: number): string => {
    const known = shown && axisOf(shown).ticks?.find(({ at }) => Math.abs(at - value) < 1e-9);
    return formatMeasure(known ? known.value : value);
  };
  const percent = (part: number): string => `${formatMeasure(100 * part)} %`;
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      ticks: { maxTicksLimit: 9, callback: (value: string | number) => tickLabel(Number(value)) } as never,
      title: { display: false, text: '' } as never,
    },
    y: { ticks: { maxTicksLimit: 5, callback: (value: string | number) => percent(Number(value)) } as never },
  });

  const sets = (): number[] => (shown ? shown.names.flatMap((_, set) => (shown?.isShown(set) ? [set] : [])) : []);

  const numbers = (): Numbers => {
    const { shared, names, unit, axis } = shown ?? empty;
    const titled = (text: string): string => (unit ? `${text} (${unit})` : text);
    const own = sets();
    return {
      caption: t('Connections per bin'),
      columns: [
        titled(axis === 'log' ? t('size from') : t('from')),
        titled(axis === 'log' ? t('size to') : t('to')),
        ...own.flatMap((set) => [`${names[set]} +`, `${names[set]} −`]),
      ],
      count: Math.max(0, shared.edges.length - 1),
      *rows() {
        for (let bin = 0; bin + 1 < shared.edges.length; bin++)
          yield [
            shared.edges[bin] ?? null,
            shared.edges[bin + 1] ?? null,
            ...own.flatMap((set) => [shared.positive[set]?.[bin] ?? null, shared.negative[set]?.[bin] ?? null]),
          ];
      },
    };
  };
  const exported = offerExports(view, { name: 'projections', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    if (!shown) return;
    const { shared, names, unit } = shown;
    const axis = axisOf(shown);
    const isLog = shown.counts === 'log';
    const floor = isLog ? floorPart : 0;
    const bins = ([1, -1] as const).map((sign) =>
      Array.from({ length: shared.edges.length - 1 }, (_, bin) => axis.bin(bin, sign)),
    );
    plot.chart.data.datasets = sets().flatMap((set) => {
      const { colour, dash } = styleOf(set, theme());
      const [positive, negative] = [shared.positive[set], shared.negative[set]];
      if (!positive || !negative) return [];
      const all = [...positive, ...negative].reduce((sum, count) => sum + count, 0);
      const line = (counts: Float64Array, ends: readonly (readonly [number, number])[]) => ({
        data: outline(
          ends,
          counts.map((count) => count / Math.max(all, 1)),
          floor,
        ),
        borderColor: colour,
        borderDash: [...dash],
        borderWidth: 1.5,
        pointRadius: 0,
      });
      // On one axis both signs are one outline; on two each side has its own.
      if (shown?.axis === 'linear')
        return [
          line(
            positive.map((count, bin) => count + (negative[bin] as number)),
            bins[0] ?? [],
          ),
        ];
      const backwards = [...(bins[1] ?? [])].reverse();
      return [
        ...(positive.some(Boolean) ? [line(positive, bins[0] ?? [])] : []),
        ...(negative.some(Boolean) ? [line(negative.slice().reverse(), backwards)] : []),
      ];
    });
    const { x, y } = plot.chart.options.scales as unknown as Scales;
    [x.min, x.max] = [axis.min, axis.max];
    const { ticks } = axis;
    x.afterBuildTicks = ticks ? (scale) => void (scale.ticks = ticks.map(({ at }) => ({ value: at }))) : undefined;
    x.title = { display: unit !== null, text: unit ?? '' };
    y.type = isLog ? 'logarithmic' : 'linear';
    y.min = floor;
    view.setKeys(sets().map((set) => ({ name: names[set] ?? '', ...styleOf(set, theme()) })));
    plot.refresh();
  };

  tellUnderPointer(view, plot.box, (across) => {
    if (!shown) return '';
    const axis = axisOf(shown);
    const found = axis.binAt(axis.min + across * (axis.max - axis.min));
    if (!found) return '';
    const { bin, sign } = found;
    const { shared } = shown;
    const turn = shown.axis === 'log' ? sign : 1;
    const ends = [shared.edges[bin], shared.edges[bin + 1]].map((edge) => formatMeasure(turn * (edge ?? NaN)));
    return t('{0} to {1}', ends[0] ?? '', ends[1] ?? '');
  });

  return {
    element: view.element,
    show(next) {
      shown = next;
      const own = sets();
      view.empty(own.length === 0 ? t('Nothing is chosen in the table.') : null);
      view.note(
        t(
          'showing {0} of {1}, {2} bins for all; part of each one’s connections',
          own.length,
          next.names.length,
          next.shared.edges.length - 1,
        ),
      );
      view.describe(
        t('Outlines of {0}. The numbers stand in the table.', own.map((set) => next.names[set] ?? '').join(', ')),
      );
      redraw();
      exported.refresh();
    },
    redraw,
    close: () => plot.chart.destroy(),
  };
}

const together = ({ positive, negative, edges }: SharedCounts): Record<'positive' | 'negative', Float64Array> => {
  const sum = (each: readonly Float64Array[]): Float64Array => {
    const all = new Float64Array(Math.max(0, edges.length - 1));
    for (const counts of each) counts.forEach((count, bin) => (all[bin] = (all[bin] ?? 0) + count));
    return all;
  };
  return { positive: sum(positive), negative: sum(negative) };
};

const empty: Overlay = {
  shared: { edges: new Float64Array(0), positive: [], negative: [] },
  axis: 'linear',
  counts: 'linear',
  unit: null,
  names: [],
  isShown: () => false,
};

export const partInWords = (part: number): string => `${formatFigure(100 * part, part > 0 && part < 0.1 ? 2 : 0)} %`;

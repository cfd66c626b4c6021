// The inputs channel by channel: mean, spread and range of each, and those that never change.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { formatCount, formatMeasure, t } from '../../texts';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { attachLegend } from '../_legend';
import { type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from './_plot';

/** More can't be read; the table has all. */
const channelsAtMost = 40;
const rowPx = 22;
const axesPx = 44;
const nameLength = 24;

const shortName = (name: string): string => (name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name);

function create({ inputs }: PlacedDiagnosis, { theme, saver, memory }: DiagnosisContext): DiagnosisView | null {
  if (!inputs || inputs.channels.length === 0) return null;
  const { channels } = inputs;
  // The dead ones are what one has to see, wherever they stand.
  const shown = [...channels].sort((a, b) => Number(b.dead) - Number(a.dead)).slice(0, channelsAtMost);
  const dead = channels.filter((each) => each.dead);
  const view = frame('input-channels', t('Inputs channel by channel'), t('The numbers stand in the table below.'));
  const ends = shown.flatMap(({ mean, std, min, max }) => [min, max, mean - std, mean + std]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = 0.03 * (high - low || 1);
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      min: low - margin,
      max: high + margin,
      ticks: { maxTicksLimit: 7, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    },
    y: {
      min: -0.5,
      max: shown.length - 0.5,
      reverse: true,
      grid: { display: false } as never,
      afterBuildTicks: (scale) => {
        scale.ticks = shown.map((_, value) => ({ value }));
      },
      ticks: {
        autoSkip: false,
        callback: (value: string | number) => shortName(shown[Number(value)]?.name ?? ''),
      } as never,
    },
  });
  view.picture.style.height = `${shown.length * rowPx + axesPx}px`;
  const legend = attachLegend(view, () => redraw(), memory);
  const counted = t('showing {0} of {1} channels', formatCount(shown.length), formatCount(channels.length));
  const deadInWords = t('never changing: {0}', formatCount(dead.length));
  view.note(dead.length > 0 ? `${counted}, ${deadInWords}` : counted);
  view.describe(
    [
      t('Mean, standard deviation and range of each input channel.'),
      ...(dead.length > 0 ? [t('Never changing: {0}.', dead.map(({ name }) => name).join(', '))] : []),
    ].join(' '),
  );
  const numbers = (): Numbers => ({
    caption: t('Inputs'),
    columns: [t('channel'), t('mean'), t('std'), t('lowest'), t('highest'), t('part not zero'), t('never changes')],
    count: channels.length,
    rows: () =>
      channels.map(({ name, mean, std, min, max, nonzero, dead: isDead }) => [
        ...[name, mean, std, min, max, nonzero],
        isDead ? t('yes') : t('no'),
      ]),
  });
  offerExports(view, { name: 'inputs', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const redraw = (): void => {
    const { palette, secondary } = theme();
    const [colour = '', warning = ''] = palette;
    const names = { range: t('lowest to highest'), spread: t('mean ± std'), mean: t('mean'), dead: t('never changes') };
    legend.show([
      { name: names.range, colour: secondary },
      { name: names.spread, colour, mark: 'box' },
      { name: names.mean, colour, mark: 'point' },
      ...(dead.length > 0 ? [{ name: names.dead, colour: warning, mark: 'point' as const }] : []),
    ]);
    const gap = { x: NaN, y: NaN };
    const bars = (from: (at: number) => number, to: (at: number) => number) =>
      shown.flatMap((_, y) => [{ x: from(y), y }, { x: to(y), y }, gap]);
    const of = (at: number) => shown[at] as (typeof shown)[number];
    const isHidden = (name: string): boolean => !legend.isShown(name);
    const points = (wanted: boolean) =>
      shown.flatMap(({ mean, dead: is }, y) => (is === wanted ? [{ x: mean, y }] : []));
    plot.chart.data.datasets = [
      {
        data: points(true),
        hidden: isHidden(names.dead),
        showLine: false,
        pointStyle: 'crossRot',
        pointRadius: 6,
        pointBorderColor: warning,
        pointBorderWidth: 2,
      },
      {
        data: points(false),
        hidden: isHidden(names.mean),
        showLine: false,
        pointRadius: 3.5,
        pointBackgroundColor: colour,
        pointBorderWidth: 0,
      },
      {
        data: bars(
          (at) => of(at).mean - of(at).std,
          (at) => of(at).mean + of(at).std,
        ),
        hidden: isHidden(names.spread),
        borderColor: `${colour}99`,
        borderWidth: 8,
        pointRadius: 0,
      },
      {
        data: bars(
          (at) => of(at).min,
          (at) => of(at).max,
        ),
        hidden: isHidden(names.range),
        borderColor: secondary,
        borderWidth: 1,
        pointRadius: 0,
      },
    ];
    plot.refresh();
  };
  tellUnderPointer(view, plot.box, (_, down) => {
    const channel = shown[Math.floor(down * shown.length)];
    if (!channel) return '';
    const { name, mean, std, min, max } = channel;
    const [middle = '', spread = '', low = '', high = ''] = [mean, std, min, max].map(formatMeasure);
    return t('{0}: {1} ± {2}, {3} to {4}', name, middle, spread, low, high);
  });
  return { element: view.element, redraw, close: () => plot.chart.destroy() };
}

export default { id: 'input-channels', order: 3, create } satisfies DiagnosisPlot;

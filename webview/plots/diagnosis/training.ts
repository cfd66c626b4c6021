// The course of the training: losses on a log axis with their explosions marked, or the scores, or what else was recorded.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { keptText } from '../../memory';
import { formatCount, formatMeasure, t } from '../../texts';
import { choice } from '../../ui/choice';
import { arrayChart } from '../array/_chart';
import { tellUnderPointer } from '../array/_pointing';
import { type Numbers } from '../_csv';
import { drawnChart, offerExports } from '../_exports';
import { frame } from '../_frame';
import { attachLegend } from '../_legend';
import { lookOf } from '../_looks';
import { type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from './_plot';

type History = NonNullable<PlacedDiagnosis['history']>;
type Series = History['series'][number];

interface Group {
  readonly id: string;
  readonly title: string;
  readonly series: readonly Series[];
}

const pointsOf = ({ curve }: Series) => curve.map(([epoch = NaN, value = NaN]) => ({ x: epoch, y: value }));
const isNumber = ({ y }: { y: number }): boolean => y - y === 0;

/** Losses that explode go through many powers of ten. */
const formatAnySize = (value: number): string =>
  Math.abs(value) >= 1e5 ? value.toExponential(0).replace('+', '') : formatMeasure(value);

/** Losses first: they are what one comes for. */
function groupsOf({ series, scores }: History): Group[] {
  const isScore = ({ name }: Series): boolean => scores.some((each) => each.name === name);
  const isLoss = ({ trend }: Series): boolean => trend !== null;
  const groups: Group[] = [
    { id: 'losses', title: t('losses'), series: series.filter((each) => isLoss(each) && !isScore(each)) },
    { id: 'scores', title: t('scores'), series: series.filter(isScore) },
    { id: 'others', title: t('other series'), series: series.filter((each) => !isLoss(each) && !isScore(each)) },
  ];
  return groups.filter(({ series: own }) => own.some(({ curve }) => curve.length > 1));
}

function create({ history }: PlacedDiagnosis, { theme, saver, memory }: DiagnosisContext): DiagnosisView | null {
  if (!history) return null;
  const groups = groupsOf(history);
  const kept = keptText(memory.recall('training'), 'group', '');
  let shown = groups.find(({ id }) => id === kept) ?? groups[0];
  if (!shown) return null;
  const view = frame('training', t('Course of the training'), t('The numbers stand in the table below.'));
  const plot = arrayChart(view.canvas, 'line', theme, {
    x: {
      min: 0,
      max: Math.max(history.epochs - 1, 1),
      ticks: {
        maxTicksLimit: 9,
        precision: 0,
        callback: (value: string | number) => formatCount(Number(value)),
      } as never,
      title: { display: true, text: t('epoch') } as never,
    },
    y: {
      ticks: { maxTicksLimit: 6, callback: (value: string | number) => formatAnySize(Number(value)) } as never,
    },
  });
  const explosionsOf = ({ name }: Series) => history.explosions.filter((each) => each.name === name);
  const numbers = (): Numbers => {
    const rows = (shown?.series ?? []).flatMap((each) => pointsOf(each).map(({ x, y }) => [each.name, x, y]));
    return {
      caption: t('Course of the training'),
      columns: [t('series'), t('epoch'), t('value')],
      count: rows.length,
      rows: () => rows,
    };
  };
  const exported = offerExports(view, { name: 'training', ...drawnChart(view, plot.chart, theme), numbers }, saver);
  const legend = attachLegend(view, () => redraw(), memory);

  const redraw = (): void => {
    if (!shown) return;
    const { palette, foreground } = theme();
    const { series } = shown;
    const points = series.flatMap(pointsOf).filter(isNumber);
    // Only what is above zero has a logarithm; losses that go below are drawn as they are.
    const isLog = shown.id === 'losses' && points.every(({ y }) => y > 0);
    const scales = plot.chart.options.scales as unknown as { y: { type: string } };
    scales.y.type = isLog ? 'logarithmic' : 'linear';
    const explosions = series.flatMap(explosionsOf);
    const name = t('explosion');
    legend.show([
      ...series.map((each, at) => ({ name: each.name, ...lookOf(palette, at) })),
      ...(explosions.length > 0 ? [{ name, colour: foreground, mark: 'point' as const }] : []),
    ]);
    plot.chart.data.datasets = [
      {
        data: explosions.flatMap(({ name: of, epoch, value }) => (legend.isShown(of) ? [{ x: epoch, y: value }] : [])),
        hidden: !legend.isShown(name),
        showLine: false,
        pointStyle: 'triangle',
        pointRadius: 6,
        pointBackgroundColor: foreground,
        pointBorderWidth: 0,
      },
      ...series.map((each, at) => {
        const { colour, dash } = lookOf(palette, at);
        return {
          data: pointsOf(each).map((point) => (isNumber(point) ? point : { x: point.x, y: NaN })),
          hidden: !legend.isShown(each.name),
          borderColor: colour,
          borderDash: dash,
          borderWidth: 1.5,
          pointRadius: 0,
        };
      }),
    ];
    const said = [
      t('{0} epochs', formatCount(history.epochs)),
      isLog ? t('log axis') : '',
      explosions.length > 0 ? t('explosions marked: {0}', formatCount(explosions.length)) : '',
    ].filter(Boolean);
    view.note(said.join(', '));
    const ends = series.map(({ name: of, first, last }) =>
      t('{0} from {1} to {2}', of, formatMeasure(first ?? NaN), formatMeasure(last ?? NaN)),
    );
    view.describe(`${ends.join(', ')}. ${said.join(', ')}.`);
    plot.refresh();
    exported.refresh();
  };

  const items = groups.map(({ id, title }) => ({ value: id, text: title }));
  const onChange = (value: string): void => {
    shown = groups.find(({ id }) => id === value) ?? shown;
    memory.keep('training', { group: value });
    redraw();
  };
  if (groups.length > 1)
    view.tools.append(choice({ label: t('What is shown'), items, value: shown.id, onChange }).element);
  tellUnderPointer(view, plot.box, (across) => {
    const epoch = Math.round(across * Math.max(history.epochs - 1, 1));
    const seen = (shown?.series ?? []).filter(({ name }) => legend.isShown(name));
    const told = seen.slice(0, 4).flatMap((each) => {
      const [first, ...rest] = pointsOf(each);
      if (!first) return [];
      const near = rest.reduce(
        (best, point) => (Math.abs(point.x - epoch) < Math.abs(best.x - epoch) ? point : best),
        first,
      );
      return [`${each.name} ${formatMeasure(near.y)}`];
    });
    return [t('epoch {0}', formatCount(epoch)), ...told].join(' · ');
  });
  return { element: view.element, redraw, close: () => plot.chart.destroy() };
}

export default { id: 'training', order: 4, create } satisfies DiagnosisPlot;

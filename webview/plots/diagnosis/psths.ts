// The PSTHs of data and model, neuron by neuron: many small pictures on one sheet, each on its own scale.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { element } from '../../elements';
import { formatMeasure, t } from '../../texts';
import { type Numbers } from '../_csv';
import { offerExports } from '../_exports';
import { frame } from '../_frame';
import { pathThrough, place, spanOf, svg } from '../_svg';
import { drawnSvg } from '../_svgPicture';
import { columnOf, meanOf, type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from './_plot';

/** More are not told apart at a glance. */
const neuronsAtMost = 60;
const [leastWidth, height, gap] = [150, 84, 12];

function create({ model, data }: PlacedDiagnosis, { theme, saver }: DiagnosisContext): DiagnosisView | null {
  const match = model?.match;
  if (!match) return null;
  const { psths, units } = match;
  const { neurons, bins } = psths.target;
  const shown = Math.min(neurons, neuronsAtMost);
  const view = frame('psths', t('PSTHs'), t('The numbers stand in the table below.'));
  const holder = element('div', { class: 'multiples' });
  view.picture.replaceWith(holder);
  const long = data.binMs === null ? t('{0} bins', bins) : t('{0} ms', formatMeasure(bins * data.binMs));
  view.note(
    t('showing {0} of {1} neurons, {2}; the figure at the right is the highest rate in sp/s', shown, neurons, long),
  );
  holder.before(
    element(
      'p',
      { class: 'keys' },
      element('span', { class: 'key key-target' }, t('data')),
      element('span', { class: 'key key-model' }, t('model')),
    ),
  );
  view.setKeys([
    { name: t('data'), colour: theme().secondary },
    { name: t('model'), colour: theme().palette[1] ?? theme().foreground, dash: [4, 2] },
  ]);
  const curves = Array.from({ length: neurons }, (_, neuron) => ({
    neuron,
    target: columnOf(psths.target, neuron),
    modelled: columnOf(psths.model, neuron),
  }));
  let drawn: SVGSVGElement | null = null;

  const one = ({ neuron, target, modelled }: (typeof curves)[number], left: number, top: number, width: number) => {
    const y = place(spanOf(target, modelled, [0]), top + height - 4, top + 14);
    const x = place({ min: 0, max: Math.max(bins - 1, 1) }, left + 2, left + width - 2);
    const line = (values: Float64Array, kind: string): SVGElement =>
      svg('path', { d: pathThrough(Array.from(values, (value, bin) => [x(bin), y(value)] as const)), class: kind });
    const words = t(
      'Neuron {0}, unit {1} of the model: mean {2} sp/s in the data, {3} in the model',
      neuron + 1,
      (units[neuron] ?? neuron) + 1,
      formatMeasure(meanOf(target)),
      formatMeasure(meanOf(modelled)),
    );
    return svg(
      'g',
      { role: 'img', 'aria-label': words, class: 'drawing' },
      svg('title', {}, words),
      svg('line', { x1: left + 2, x2: left + width - 2, y1: y(0), y2: y(0), class: 'drawn-axis' }),
      line(target, 'drawn-target'),
      line(modelled, 'drawn-model'),
      svg('text', { x: left + 2, y: top + 10, class: 'drawn-text' }, String(neuron + 1)),
      svg(
        'text',
        { x: left + width - 2, y: top + 10, class: 'drawn-text drawn-end' },
        formatMeasure(spanOf(target, modelled).max),
      ),
    );
  };
  const redraw = (): void => {
    const wide = Math.max(Math.floor(holder.clientWidth), leastWidth);
    const columns = Math.max(1, Math.min(shown, Math.floor((wide + gap) / (leastWidth + gap))));
    const width = Math.min((wide - (columns - 1) * gap) / columns, 2 * leastWidth);
    const rows = Math.ceil(shown / columns);
    const high = rows * (height + gap) - gap;
    drawn = svg(
      'svg',
      { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, class: 'multiples-sheet' },
      ...curves
        .slice(0, shown)
        .map((curve, at) =>
          one(curve, (at % columns) * (width + gap), Math.floor(at / columns) * (height + gap), width),
        ),
    ) as unknown as SVGSVGElement;
    holder.replaceChildren(drawn);
  };
  const numbers = (): Numbers => ({
    caption: t('PSTHs (sp/s), bin by bin'),
    columns: [
      data.binMs === null ? t('bin') : t('from (ms)'),
      ...curves.flatMap(({ neuron }) => [t('data {0} (sp/s)', neuron + 1), t('model {0} (sp/s)', neuron + 1)]),
    ],
    count: bins,
    *rows() {
      for (let bin = 0; bin < bins; bin++)
        yield [
          data.binMs === null ? bin : Number((bin * data.binMs).toPrecision(12)),
          ...curves.flatMap(({ target, modelled }) => [target[bin] ?? null, modelled[bin] ?? null]),
        ];
    },
  });
  offerExports(view, { name: 'psths', ...drawnSvg(view, () => drawn, theme), numbers }, saver);
  let drawnWidth = 0;
  const watch = new ResizeObserver(() => {
    if (holder.clientWidth === drawnWidth) return;
    drawnWidth = holder.clientWidth;
    redraw();
  });
  watch.observe(holder);
  return { element: view.element, redraw, close: () => watch.disconnect() };
}

export default { id: 'psths', order: 1, create } satisfies DiagnosisPlot;

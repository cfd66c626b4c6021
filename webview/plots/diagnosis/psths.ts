// The PSTHs of data and model, neuron by neuron: many small pictures on one sheet, each on its own scale.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { element } from '../../elements';
import { formatMeasure, t } from '../../texts';
import { button } from '../../ui/button';
import { type Numbers } from '../_csv';
import { offerExports } from '../_exports';
import { frame } from '../_frame';
import { pathThrough, place, spanOf, svg } from '../_svg';
import { drawnSvg } from '../_svgPicture';
import { columnOf, meanOf, type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from './_plot';

/** More on one sheet are not told apart at a glance. */
const perSheet = 60;
const [leastWidth, height, gap] = [150, 84, 12];

const clampSheet = (wanted: number, sheets: number): number =>
  Number.isInteger(wanted) ? Math.min(Math.max(wanted, 0), sheets - 1) : 0;

function create({ model, data }: PlacedDiagnosis, { theme, saver, memory }: DiagnosisContext): DiagnosisView | null {
  const match = model?.match;
  if (!match) return null;
  const { psths, units } = match;
  const { neurons, bins } = psths.target;
  const sheets = Math.max(1, Math.ceil(neurons / perSheet));
  let sheet = clampSheet(Number(memory.recall('psths')['sheet'] ?? 0), sheets);
  const view = frame('psths', t('PSTHs'), t('The numbers stand in the table below.'));
  const holder = element('div', { class: 'multiples' });
  view.picture.replaceWith(holder);
  const long = data.binMs === null ? t('{0} bins', bins) : t('{0} ms', formatMeasure(bins * data.binMs));
  const tell = (): void => {
    const from = sheet * perSheet;
    const to = Math.min(neurons, from + perSheet);
    const which =
      sheets === 1
        ? t('showing {0} of {1} neurons', to - from, neurons)
        : t('showing neurons {0} to {1} of {2}', from + 1, to, neurons);
    view.note(t('{0}, {1}; the figure at the right is the highest rate in sp/s', which, long));
  };
  const turn = (by: number): void => {
    sheet = clampSheet(sheet + by, sheets);
    if (by !== 0) memory.keep('psths', { sheet });
    back.setDisabled(sheet === 0);
    on.setDisabled(sheet === sheets - 1);
    tell();
    redraw();
  };
  const back = button({ label: t('Previous'), hint: t('The neurons before'), kind: 'quiet', onPress: () => turn(-1) });
  const on = button({ label: t('Next'), hint: t('The neurons after'), kind: 'quiet', onPress: () => turn(1) });
  if (sheets > 1) view.tools.append(back.element, on.element);
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
    const shown = curves.slice(sheet * perSheet, (sheet + 1) * perSheet);
    const columns = Math.max(1, Math.min(shown.length, Math.floor((wide + gap) / (leastWidth + gap))));
    const width = Math.min((wide - (columns - 1) * gap) / columns, 2 * leastWidth);
    const rows = Math.ceil(shown.length / columns);
    const high = rows * (height + gap) - gap;
    drawn = svg(
      'svg',
      { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, class: 'multiples-sheet' },
      ...shown.map((curve, at) =>
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
  turn(0);
  return { element: view.element, redraw, close: () => watch.disconnect() };
}

export default { id: 'psths', order: 1, create } satisfies DiagnosisPlot;

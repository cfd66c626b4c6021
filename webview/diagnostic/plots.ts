// The pictures of the diagnostic: PSTHs of data and model neuron by neuron, and their means against each other.
import { type PlacedDiagnosis } from '../../src/protocol/diagnostic';
import { element } from '../elements';
import { drawing, pathThrough, place, spanOf, svg } from '../plots/_svg';
import { formatMeasure, t } from '../texts';

type Match = NonNullable<NonNullable<PlacedDiagnosis['model']>['match']>;
type Psth = Match['psths']['model'];

/** More are not told apart at a glance. */
const mostNeurons = 60;
const [width, height] = [160, 84];

export function diagnosisPlots({ model, data }: PlacedDiagnosis): HTMLElement[] {
  const match = model?.match;
  return match ? [psthGrid(match, data.binMs), meanScatter(match)] : [];
}

const column = ({ values, bins, neurons }: Psth, neuron: number): Float64Array =>
  Float64Array.from({ length: bins }, (_, bin) => values[bin * neurons + neuron] as number);

const meanOf = (values: Float64Array): number => {
  const finite = values.filter((value) => value - value === 0);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
};

function psthGrid({ psths, units }: Match, binMs: number | null): HTMLElement {
  const shown = Math.min(psths.target.neurons, mostNeurons);
  const pictures = Array.from({ length: shown }, (_, neuron) => {
    const target = column(psths.target, neuron);
    const modelled = column(psths.model, neuron);
    const y = place(spanOf(target, modelled, [0]), height - 4, 14);
    const x = place({ min: 0, max: Math.max(target.length - 1, 1) }, 2, width - 2);
    const line = (values: Float64Array, kind: string): SVGElement =>
      svg('path', { d: pathThrough(Array.from(values, (value, bin) => [x(bin), y(value)] as const)), class: kind });
    const words = t(
      'Neuron {0}, unit {1} of the model: mean {2} sp/s in the data, {3} in the model',
      neuron + 1,
      (units[neuron] ?? neuron) + 1,
      formatMeasure(meanOf(target)),
      formatMeasure(meanOf(modelled)),
    );
    const top = formatMeasure(spanOf(target, modelled).max);
    return drawing(
      width,
      height,
      words,
      svg('title', {}, words),
      svg('line', { x1: 2, x2: width - 2, y1: y(0), y2: y(0), class: 'drawn-axis' }),
      line(target, 'drawn-target'),
      line(modelled, 'drawn-model'),
      svg('text', { x: 2, y: 10, class: 'drawn-text' }, `${neuron + 1}`),
      svg('text', { x: width - 2, y: 10, class: 'drawn-text drawn-end' }, top),
    );
  });
  const { neurons, bins } = psths.target;
  const long = binMs === null ? t('{0} bins', bins) : t('{0} ms', formatMeasure(bins * binMs));
  return element(
    'section',
    { class: 'table-section' },
    element('h2', {}, t('PSTHs')),
    element(
      'p',
      { class: 'note' },
      element('span', { class: 'key key-target' }, t('data')),
      ' ',
      element('span', { class: 'key key-model' }, t('model')),
      ' ',
      t('showing {0} of {1} neurons, {2}; the figure at the right is the highest rate in sp/s', shown, neurons, long),
    ),
    element('div', { class: 'multiples' }, ...pictures),
  );
}

function meanScatter({ psths }: Match): HTMLElement {
  const size = 240;
  const { neurons } = psths.target;
  const points = Array.from(
    { length: neurons },
    (_, neuron) => [meanOf(column(psths.target, neuron)), meanOf(column(psths.model, neuron))] as const,
  );
  const span = { min: 0, max: spanOf(points.flat()).max * 1.05 };
  const [x, y] = [place(span, 36, size - 8), place(span, size - 28, 8)];
  const words = t('Mean rate of each neuron in the data, across, against the model’s, up; on the line they are equal');
  const top = formatMeasure(span.max);
  const picture = drawing(
    size,
    size,
    words,
    svg('line', { x1: x(0), y1: y(0), x2: x(span.max), y2: y(span.max), class: 'drawn-axis' }),
    svg('path', { d: `M${x(0)} ${y(span.max)}V${y(0)}H${x(span.max)}`, class: 'drawn-axis' }),
    ...points.map(([target, modelled], neuron) =>
      svg(
        'circle',
        { cx: x(target), cy: y(modelled), r: 3, class: 'drawn-point' },
        svg(
          'title',
          {},
          t(
            'Neuron {0}: {1} sp/s in the data, {2} in the model',
            neuron + 1,
            formatMeasure(target),
            formatMeasure(modelled),
          ),
        ),
      ),
    ),
    svg('text', { x: x(span.max), y: size - 14, class: 'drawn-text drawn-end' }, t('data {0} sp/s', top)),
    svg('text', { x: 2, y: 14, class: 'drawn-text' }, top),
    svg('text', { x: 2, y: 26, class: 'drawn-text' }, t('model')),
  );
  return element('section', { class: 'table-section means' }, element('h2', {}, t('Mean rates')), picture);
}

// A matrix as weights: signs, Dale's law, and its eigenvalues in the complex plane with the unit circle and the circle of chance.
import { type DataWeights, type ListedEntry } from '../../../src/protocol/data';
import { element } from '../../elements';
import { formatCount, formatFigure, formatMeasure, t } from '../../texts';
import { frame } from '../_frame';
import { complexPlane } from './_plane';
import { type ArrayContext, type ArrayPlot, type ArrayPlotView } from './_plot';

/** The worker weighs no larger ones. */
const mostElements = 4_000_000;

const isWeights = ({ shape, dtype }: ListedEntry): boolean => {
  const [rows = 0, columns = 0] = shape;
  return shape.length === 2 && rows > 1 && columns > 1 && rows * columns <= mostElements && /float/.test(dtype);
};

const percent = (part: number): string => `${formatFigure(part * 100, part > 0 && part < 0.1 ? 2 : 0)} %`;

/** What the weights are, in sentences. */
function inWords(found: DataWeights): string[] {
  const { zeros, positive, negative, presynaptic, excitatory, inhibitory, mixed, violations, violatingPart } = found;
  const part = (name: string, { count, mean }: DataWeights['positive']): string =>
    mean === null ? t('none {0}', name) : t('{0} {1}, {2} on average', formatCount(count), name, formatMeasure(mean));
  const senders = presynaptic === 'columns' ? t('columns') : t('rows');
  const kept =
    mixed === 0
      ? t(
          'Dale’s law holds along {0}: {1} neurons excite, {2} inhibit.',
          senders,
          formatCount(excitatory),
          formatCount(inhibitory),
        )
      : t(
          'Dale’s law does not hold: along {0}, where it fails least, {1} neurons send both signs; {2} weights, {3} of all strength, have the other sign.',
          senders,
          formatCount(mixed),
          formatCount(violations),
          percent(violatingPart),
        );
  return [
    t('{0}; {1}; {2} are zero.', part(t('positive'), positive), part(t('negative'), negative), percent(zeros)),
    kept,
    ...spectrumInWords(found),
  ];
}

function spectrumInWords({ radius, radiusUnknown, circle }: DataWeights): string[] {
  if (radiusUnknown !== null) return [t('The spectral radius is not known: {0}.', radiusUnknown)];
  if (!radius) return [];
  const { value, low, high } = radius;
  const ends = [formatMeasure(low), formatMeasure(high)] as const;
  const interval = ends[0] === ends[1] ? '' : t(' (between {0} and {1})', ...ends);
  const side = low > 1 ? t('above 1') : high < 1 ? t('below 1') : t('at 1, as nearly as it is known');
  const chance = circle
    ? ' ' + t('A random network with these weights would have {0}.', formatMeasure(circle.radius))
    : '';
  return [t('Spectral radius {0}{1}, {2}.', formatMeasure(value), interval, side) + chance];
}

function create(_: ListedEntry, { theme, saver, memory, weights: load, fail }: ArrayContext): ArrayPlotView {
  const end = new AbortController();
  let asked = false;
  const view = frame('weights', t('As weights'), t('The eigenvalues stand in the table below the picture.'));
  const words = element('ul', { class: 'words' });
  view.picture.before(words);
  const plane = complexPlane(view, theme, saver, memory);

  const show = (found: DataWeights): void => {
    const sentences = inWords(found);
    words.replaceChildren(...sentences.map((each) => element('li', {}, each)));
    plane.show(found, sentences.join(' '));
  };

  return {
    element: view.element,
    show(figures) {
      if (figures !== null || asked) return;
      asked = true;
      load(end.signal).then(show, (cause: unknown) => {
        if (!end.signal.aborted) fail(cause);
      });
    },
    redraw: () => plane.redraw(),
    close() {
      end.abort();
      plane.close();
    },
  };
}

export default { id: 'weights', order: 4, fits: isWeights, create } satisfies ArrayPlot;

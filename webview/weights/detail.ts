// One matrix or projection in depth: words, distribution, degrees, picture, balance, eigenvalues, and the neurons that break Dale's law.
import {
  type MatrixPicture,
  type MatrixView,
  type Presynaptic,
  type WeightDetail,
  type WeightSet,
} from '../../src/protocol/weights';
import { CancelledError } from '../../src/protocol/peer';
import { element } from '../elements';
import matrix from '../plots/array/matrix';
import { complexPlane } from '../plots/array/_plane';
import { type Seen } from '../plots/array/_zoom';
import { frame } from '../plots/_frame';
import { balance } from '../plots/weights/balance';
import { degrees } from '../plots/weights/degrees';
import { distribution } from '../plots/weights/distribution';
import { type AxisKind } from '../plots/weights/_signedAxis';
import { type Saver } from '../saving';
import { t } from '../texts';
import { type Theme } from '../theme';
import { choice } from '../ui/choice';
import { violatorsTable } from './violators';
import { binnedInWords, connectionsInWords, daleInWords, spectrumInWords } from './words';

export interface DetailTools {
  theme(): Theme;
  readonly saver: Saver;
  detail(presynaptic: Presynaptic | null, signal: AbortSignal, progress: (part: number) => void): Promise<WeightDetail>;
  matrix(view: MatrixView, signal: AbortSignal): Promise<MatrixPicture>;
  problem(cause: unknown): HTMLElement;
  readonly seen: { readonly last: Seen | null; keep(seen: Seen | null): void };
  readonly presynaptic: Presynaptic | null;
  keepPresynaptic(presynaptic: Presynaptic | null): void;
}

export interface Axes {
  readonly axis: AxisKind;
  readonly counts: AxisKind;
}

export interface DetailView {
  readonly element: HTMLElement;
  /** Once it is on the page. */
  start(): void;
  setAxes(axes: Axes): void;
  redraw(): void;
  close(): void;
}

/** So many rows or columns about one that is gone to. */
const about = 3;

export function weightDetail(set: WeightSet, axes: Axes, tools: DetailTools): DetailView {
  const { theme, saver } = tools;
  const end = new AbortController();
  let asked = end;
  let found: WeightDetail | undefined;
  let shownAxes = axes;
  const context = { theme, saver };
  const words = element('ul', { class: 'words', 'aria-live': 'polite' });
  const problem = element('div', {});
  const dale = element('div', {});
  const spread = distribution(
    {
      id: 'distribution',
      title: t('Distribution'),
      positive: t('excite'),
      negative: t('inhibit'),
      nothing: t('There is no weight that is finite and not zero.'),
    },
    context,
  );
  const byDegree = degrees(context);
  const balanced = balance(context, (neuron) => goToNeuron(neuron, 'receives'));
  const planeFrame = frame('plane', t('Eigenvalues'), t('The eigenvalues stand in the table below the picture.'));
  const plane = complexPlane(planeFrame, theme, saver);
  const picture = matrix.create(
    {
      path: set.path,
      shape: [set.rows, set.columns],
      dtype: 'float64',
      filters: [],
      unread: null,
      ...(set.unit === null ? {} : { unit: set.unit }),
    },
    {
      theme,
      saver,
      matrix: tools.matrix,
      series: () => Promise.reject(new Error('A matrix has no series.')),
      weights: () => Promise.reject(new Error('They are shown beside it.')),
      axisNames: axisNames(set),
      seen: tools.seen,
      fail: (cause) => problem.replaceChildren(tools.problem(cause)),
    },
  );

  /** Shows the row or the column of a neuron in the picture of the matrix. */
  const goToNeuron = (neuron: number, what: 'sends' | 'receives'): void => {
    const sendsAlong = found?.lines?.presynaptic ?? 'columns';
    const isColumn = (what === 'sends') === (sendsAlong === 'columns');
    const near = { from: neuron - about, to: neuron + about + 1 };
    const [x, y] = isColumn ? [near, { from: 0, to: set.rows }] : [{ from: 0, to: set.columns }, near];
    picture.goTo?.({ x, y });
    picture.element.scrollIntoView({ block: 'nearest' });
    picture.element.querySelector<HTMLElement>('.picture')?.focus({ preventScroll: true });
  };

  const senders = choice({
    label: t('Senders'),
    items: [
      { value: '', text: t('by Dale’s law') },
      { value: 'columns', text: t('columns') },
      { value: 'rows', text: t('rows') },
    ],
    value: tools.presynaptic ?? '',
    onChange: (value) => {
      const presynaptic = value === 'columns' || value === 'rows' ? value : null;
      tools.keepPresynaptic(presynaptic);
      void read(presynaptic);
    },
  });
  const sendersField = element(
    'div',
    { class: 'field', hidden: !set.isDense },
    element('span', { class: 'caption', 'aria-hidden': 'true' }, t('Senders')),
    senders.element,
  );

  const show = (next: WeightDetail): void => {
    found = next;
    const { lines, spectrum, figures } = next;
    const sentences = [
      connectionsInWords(figures, set),
      ...(lines ? daleInWords(lines) : [t('Too many entries to sum up neuron by neuron.')]),
      ...spectrumInWords(spectrum, set),
    ];
    words.replaceChildren(...sentences.map((each) => element('li', {}, each)));
    byDegree.element.hidden = balanced.element.hidden = !lines;
    if (lines) {
      byDegree.show({ incoming: lines.inDegree, outgoing: lines.outDegree });
      const first = lines.presynaptic === 'columns' ? set.firstRow : set.firstColumn;
      balanced.show({ ...lines.balance, unit: set.unit, first });
    }
    dale.replaceChildren(
      ...(lines && lines.mixedCount > 0 ? [violatorsTable(lines, set, (neuron) => goToNeuron(neuron, 'sends'))] : []),
    );
    planeFrame.element.hidden = !spectrum.eigenvalues;
    plane.show(spectrum, spectrumInWords(spectrum, set).join(' '));
    spreadAgain();
  };

  const spreadAgain = (): void => {
    if (!found) return;
    const { linear, log, figures } = found;
    spread.show({ linear, log, ...shownAxes, unit: set.unit, note: binnedInWords(figures, set) });
  };

  const read = async (presynaptic: Presynaptic | null): Promise<void> => {
    if (asked !== end) asked.abort();
    const own = (asked = new AbortController());
    end.signal.addEventListener('abort', () => own.abort());
    words.replaceChildren(element('li', {}, t('Reading …')));
    try {
      const next = await tools.detail(presynaptic, own.signal, (part) => {
        if (asked === own) words.replaceChildren(element('li', {}, t('Reading … {0} %', Math.round(part * 100))));
      });
      if (asked === own) show(next);
    } catch (cause) {
      if (cause instanceof CancelledError || asked !== own) return;
      words.replaceChildren();
      problem.replaceChildren(tools.problem(cause));
    }
  };

  planeFrame.element.hidden = byDegree.element.hidden = balanced.element.hidden = true;
  return {
    element: element(
      'section',
      { class: 'weight-detail', 'aria-label': set.path },
      element('div', { class: 'detail-heading' }, element('h2', { class: 'entry-title' }, set.path), sendersField),
      element('p', { class: 'note' }, [set.kind, set.note ?? ''].filter(Boolean).join(' · ')),
      words,
      problem,
      element(
        'div',
        { class: 'weight-plots' },
        spread.element,
        byDegree.element,
        picture.element,
        balanced.element,
        planeFrame.element,
        dale,
      ),
    ),
    start() {
      picture.show(null);
      void read(tools.presynaptic);
    },
    setAxes(next) {
      shownAxes = next;
      spreadAgain();
    },
    redraw: () => [spread, byDegree, balanced, plane, picture].forEach((each) => each.redraw()),
    close() {
      end.abort();
      [spread, byDegree, balanced, plane, picture].forEach((each) => each.close());
    },
  };
}

/** Connections in a list are known to lead from columns to rows. */
function axisNames({ isDense, firstRow, firstColumn }: WeightSet): [string, string] {
  const named = (text: string, first: number): string => (first === 0 ? text : t('{0}, counted from {1}', text, first));
  return isDense ? [t('row'), t('column')] : [named(t('receives'), firstRow), named(t('sends'), firstColumn)];
}

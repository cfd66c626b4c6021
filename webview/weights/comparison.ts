// Two files against each other: which weights belong together, and for the chosen ones how far they moved.
import { type Difference, type Matching, type WeightSet } from '../../src/protocol/weights';
import { CancelledError } from '../../src/protocol/peer';
import { element } from '../elements';
import { distribution } from '../plots/weights/distribution';
import { meeting } from '../plots/weights/meeting';
import { partInWords } from '../plots/weights/overlay';
import { type Saver } from '../saving';
import { formatCount, formatMeasure, t } from '../texts';
import { type Theme } from '../theme';
import { type Axes } from './detail';
import { listing } from './listing';
import { shapeOf } from './words';

export interface ComparisonTools {
  theme(): Theme;
  readonly saver: Saver;
  difference(path: string, otherPath: string, signal: AbortSignal): Promise<Difference>;
  problem(cause: unknown): HTMLElement;
}

export interface ComparisonView {
  readonly element: HTMLElement;
  start(): void;
  setAxes(axes: Axes): void;
  redraw(): void;
  close(): void;
}

/** Which files, and what of them has no partner. */
export function matchingInWords({ pairs, onlyBefore, onlyAfter }: Matching, before: string, after: string): string[] {
  const alone = (sets: Matching['onlyBefore'], file: string): string[] =>
    sets.map((each) => t('only in {0}: {1}, {2}', file, each.path, shapeOf(each)));
  const loose = pairs.filter(({ how }) => how !== 'name');
  return [
    ...loose.map(({ before: one, after: other, how }) =>
      how === 'last'
        ? t('{0} is held against {1}: the last part of the name and the shape are the same.', one, other)
        : t('{0} is held against {1}: only these two have this shape.', one, other),
    ),
    ...alone(onlyBefore, before),
    ...alone(onlyAfter, after),
  ];
}

export function comparison(
  set: WeightSet,
  partner: { readonly path: string; readonly file: string } | null,
  axes: Axes,
  tools: ComparisonTools,
): ComparisonView {
  const end = new AbortController();
  const { theme, saver } = tools;
  let found: Difference | undefined;
  let shownAxes = axes;
  const figures = element('dl', { class: 'facts', 'aria-label': t('Figures of the comparison') });
  const state = element('p', { role: 'status' });
  const problem = element('div', {});
  const most = element('div', {});
  const spread = distribution(
    {
      id: 'difference',
      title: t('Differences, after minus before'),
      positive: t('grew'),
      negative: t('shrank'),
      nothing: t('No entry has changed.'),
    },
    { theme, saver },
  );
  const met = meeting({ theme, saver });
  spread.element.hidden = met.element.hidden = true;

  const spreadAgain = (): void => {
    if (!found) return;
    const { linear, log, figures: told, read, of } = found;
    const note = [
      t('{0} of {1} entries changed', formatCount(told.changed), formatCount(told.compared)),
      ...(read < of ? [t('showing {0} of {1} entries', formatCount(read), formatCount(of))] : []),
    ].join(', ');
    spread.show({ linear, log, ...shownAxes, unit: set.unit, note });
  };

  const show = (next: Difference): void => {
    found = next;
    state.textContent = next.figures.changed === 0 ? t('All entries are equal.') : '';
    figures.replaceChildren(...factsOf(next));
    most.replaceChildren(...(next.figures.most.length > 0 ? [mostTable(next)] : []));
    spread.element.hidden = met.element.hidden = false;
    spreadAgain();
    met.show(next.meeting);
  };

  const read = async (): Promise<void> => {
    if (!partner) return;
    state.textContent = t('Comparing …');
    try {
      show(await tools.difference(set.path, partner.path, end.signal));
    } catch (cause) {
      if (cause instanceof CancelledError) return;
      state.textContent = '';
      problem.replaceChildren(tools.problem(cause));
    }
  };

  const heading = partner
    ? t('Compared with {0} of {1}', partner.path, partner.file)
    : t('The other file holds nothing of this name and shape.');
  return {
    element: element(
      'section',
      { class: 'comparison', 'aria-label': t('Comparison') },
      element('h2', {}, heading),
      state,
      figures,
      problem,
      element(
        'div',
        { class: 'weight-plots' },
        element('div', { class: 'stacked' }, spread.element, most),
        met.element,
      ),
    ),
    start: () => void read(),
    setAxes(next) {
      shownAxes = next;
      spreadAgain();
    },
    redraw: () => [spread, met].forEach((each) => each.redraw()),
    close() {
      end.abort();
      [spread, met].forEach((each) => each.close());
    },
  };
}

function factsOf({ figures, added, removed, radius }: Difference): HTMLElement[] {
  const { changed, compared, correlation, rms, greatest, relative, turned, leftOut } = figures;
  const measure = (value: number | null): string => (value === null ? '–' : formatMeasure(value));
  const pairs: [string, string][] = [
    [t('changed'), t('{0} of {1}', formatCount(changed), formatCount(compared))],
    [t('correlation'), correlation === null ? '–' : correlation.toFixed(5)],
    [t('root of the mean square'), measure(rms)],
    [t('greatest change'), measure(greatest)],
    [t('relative to the weights'), relative === null ? '–' : partInWords(relative)],
    ...(turned > 0 ? [[t('changed their sign'), formatCount(turned)] as [string, string]] : []),
    ...(added > 0 ? [[t('new connections'), formatCount(added)] as [string, string]] : []),
    ...(removed > 0 ? [[t('connections gone'), formatCount(removed)] as [string, string]] : []),
    ...(leftOut > 0 ? [[t('not finite'), formatCount(leftOut)] as [string, string]] : []),
    ...(radius
      ? [[t('spectral radius'), `${measure(radius.before.value)} → ${measure(radius.after.value)}`] as [string, string]]
      : []),
  ];
  return pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
}

function mostTable({ figures: { most, changed }, firstRow, firstColumn }: Difference): HTMLElement {
  const body = most.map(({ row, column, before, after }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, `[${row + firstRow}, ${column + firstColumn}]`),
      ...[before, after, after - before].map((value) => element('td', { class: 'number' }, formatMeasure(value))),
    ),
  );
  return listing(
    t('What moved most'),
    t('showing {0} of {1} that changed', formatCount(most.length), formatCount(changed)),
    [
      { title: t('row, column'), isNumber: false },
      ...[t('before'), t('after'), t('change')].map((title) => ({ title, isNumber: true })),
    ],
    body,
  );
}

// One dataset: what the file says of it, its figures, and every plot that fits it.
import { type InspectEntry, type ListedEntry } from '../../src/protocol/data';
import { CancelledError } from '../../src/protocol/peer';
import { element } from '../elements';
import { arrayPlots } from '../plots/array';
import { type ArrayContext, type ArrayPlot } from '../plots/array/_plot';
import { memoryWithin } from '../memory';
import { within } from '../saving';
import { formatCount, formatMeasure, t } from '../texts';
import { shapeInWords } from './tree';
import { type Detail, type DetailTools } from './detail';

export function entryDetail(entry: ListedEntry, tools: DetailTools): Detail {
  const end = new AbortController();
  const figures = element('dl', { class: 'facts', 'aria-label': t('Figures') });
  const problem = element('div', {});
  const context: ArrayContext = {
    theme: tools.theme,
    saver: within(tools.saver, entry.path),
    memory: memoryWithin(tools.memory, entry.path),
    matrix: (view, signal) => tools.peer.request('matrix', { path: entry.path, view }, { signal }),
    series: (view, signal) => tools.peer.request('series', { path: entry.path, view }, { signal }),
    weights: (signal) => tools.peer.request('weights', { path: entry.path }, { signal }),
    fail: (cause) => problem.replaceChildren(tools.problem(cause)),
  };
  const fitting = entry.unread === null ? (arrayPlots as readonly ArrayPlot[]).filter((each) => each.fits(entry)) : [];
  const views = fitting.sort((one, other) => one.order - other.order).map((plot) => plot.create(entry, context));
  const facts = element('dl', { class: 'facts', 'aria-label': t('What the file says') }, ...pairs(factsOf(entry)));
  const silent = entry.unread === null ? [] : [element('p', { class: 'unread' }, entry.unread)];
  const shown = element(
    'section',
    { class: 'detail-view', 'aria-label': entry.path },
    element('h2', { class: 'entry-title' }, entry.path),
    facts,
    figures,
    ...silent,
    problem,
    element('div', { class: 'plots' }, ...views.map((view) => view.element)),
  );

  const read = async (): Promise<void> => {
    const state = element('span', { role: 'status' }, t('Reading …'));
    figures.replaceChildren(...pairs([[t('figures'), state]]));
    try {
      const progress = (part: number): void => {
        state.textContent = t('Reading … {0} %', Math.round(part * 100));
      };
      const found = await tools.peer.request('figures', { path: entry.path }, { signal: end.signal, progress });
      figures.replaceChildren(...pairs(figuresOf(found, entry)));
      for (const view of views) view.show(found);
    } catch (cause) {
      if (cause instanceof CancelledError) return;
      figures.replaceChildren();
      problem.replaceChildren(tools.problem(cause));
    }
  };

  return {
    element: shown,
    start() {
      // Plots measure themselves, so they have to be on the page first.
      for (const view of views) view.show(null);
      if (entry.unread === null) void read();
    },
    redraw: () => views.forEach((view) => view.redraw()),
    drawCursor: () => undefined,
    close() {
      end.abort();
      views.forEach((view) => view.close());
    },
  };
}

type Pair = readonly [string, string | HTMLElement];

const pairs = (given: readonly Pair[]): HTMLElement[] =>
  given.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));

function factsOf({ shape, dtype, unit, filters, attributes = {}, text, note }: ListedEntry): Pair[] {
  return [
    [t('shape'), shapeInWords(shape)],
    [t('type'), dtype],
    ...(unit === undefined ? [] : [[t('unit'), unit] as const]),
    ...(filters.length === 0 ? [] : [[t('stored with'), filters.join(', ')] as const]),
    ...(text === undefined ? [] : [[t('text'), JSON.stringify(text)] as const]),
    ...(note === undefined ? [] : [[t('note'), note] as const]),
    ...Object.entries(attributes).filter(([name]) => !/^units?$/i.test(name)),
  ];
}

function figuresOf({ min, max, mean, std, nan, infinite }: InspectEntry, { unit }: ListedEntry): Pair[] {
  const figure = (value: number | null): string =>
    value === null ? '–' : `${formatMeasure(value)}${unit === undefined ? '' : ` ${unit}`}`;
  return [
    [t('lowest'), figure(min)],
    [t('highest'), figure(max)],
    [t('mean'), figure(mean)],
    [t('standard deviation'), figure(std)],
    ...(nan > 0 ? [[t('not a number'), formatCount(nan)] as const] : []),
    ...(infinite > 0 ? [[t('infinite'), formatCount(infinite)] as const] : []),
  ];
}

// The matrices and projections as a table: figures and a small distribution each; one is chosen to be looked at, several to be drawn over each other.
import { type Overview, type WeightSet } from '../../src/protocol/weights';
import { element } from '../elements';
import { drawing, svg } from '../plots/_svg';
import { styleOf } from '../plots/weights/overlay';
import { type AxisKind, signedAxis } from '../plots/weights/_signedAxis';
import { formatCount, formatMeasure, t } from '../texts';
import { shapeOf } from './words';

export interface SetsActions {
  choose(path: string): void;
  /** Draws it over the others, or no more. */
  toggle(path: string): void;
}

export interface SetsTable {
  readonly element: HTMLElement;
  show(overview: Overview, axis: AxisKind): void;
  mark(selected: string | null, isShown: (set: number) => boolean): void;
}

/** More are not told one by one: the largest are. */
export const mostSets = 200;
const [width, height] = [120, 22];

export function setsTable(sets: readonly WeightSet[], { choose, toggle }: SetsActions): SetsTable {
  const names = new Map<string, HTMLButtonElement>();
  const toggles: HTMLButtonElement[] = [];
  const heads = [t('weights'), t('shape'), t('connections'), t('excite'), t('inhibit'), t('mean ± std'), t('range')];
  // The roles are said: where it is narrow the style lays each row out as a list of its own, which else takes them away.
  const cell = (head: number): HTMLTableCellElement =>
    element('td', { role: 'cell', class: 'number', 'data-title': heads[head] });
  const figures = sets.map(() => Array.from({ length: 5 }, (_, at) => cell(at + 2)));
  const pictures = sets.map(() => element('td', { role: 'cell', class: 'small-picture' }));
  const body = sets.map((set, at) => {
    const name = element('button', { type: 'button', class: 'link set-name', title: set.note ?? undefined }, set.path);
    name.addEventListener('click', () => choose(set.path));
    names.set(set.path, name);
    const mark = element('button', {
      type: 'button',
      class: 'set-toggle',
      'aria-label': t('Draw {0} with the others', set.path),
    });
    mark.append(sample(at));
    mark.addEventListener('click', () => toggle(set.path));
    toggles.push(mark);
    const shape = cell(1);
    shape.textContent = shapeOf(set);
    return element(
      'tr',
      { role: 'row' },
      element('td', { role: 'cell', class: 'set-mark' }, mark),
      element(
        'th',
        { scope: 'row', role: 'rowheader' },
        name,
        ...(set.note ? [element('span', { class: 'model' }, set.note)] : []),
      ),
      shape,
      ...(figures[at] ?? []),
      pictures[at] ?? '',
    );
  });
  const table = element(
    'table',
    { class: 'figures sets', role: 'table' },
    element('caption', { class: 'unseen' }, t('Matrices and projections')),
    element(
      'thead',
      { role: 'rowgroup' },
      element(
        'tr',
        { role: 'row' },
        element('td', { role: 'cell' }),
        ...heads.map((each, at) =>
          element('th', { scope: 'col', role: 'columnheader', class: at > 0 ? 'number' : undefined }, each),
        ),
        element('th', { scope: 'col', role: 'columnheader' }, t('distribution')),
      ),
    ),
    element('tbody', { role: 'rowgroup' }, ...body),
  );
  return {
    element: element(
      'div',
      { class: 'sets-holder', tabindex: 0, role: 'region', 'aria-label': t('Matrices and projections') },
      table,
    ),
    show(overview, axis) {
      overview.figures.forEach(({ connections, positive, negative, mean, std, min, max }, at) => {
        const measure = (value: number | null): string => (value === null ? '–' : formatMeasure(value));
        const texts = [
          formatCount(connections),
          formatCount(positive.count),
          formatCount(negative.count),
          mean === null ? '–' : `${measure(mean)} ± ${measure(std)}`,
          min === null ? '–' : `${measure(min)} … ${measure(max)}`,
        ];
        texts.forEach((text, column) => {
          const place = figures[at]?.[column];
          if (place) place.textContent = text;
        });
        pictures[at]?.replaceChildren(smallPicture(overview, axis, at, sets[at]?.path ?? ''));
      });
    },
    mark(selected, isShown) {
      for (const [path, name] of names) {
        if (path === selected) name.setAttribute('aria-current', 'true');
        else name.removeAttribute('aria-current');
      }
      toggles.forEach((each, at) => each.setAttribute('aria-pressed', String(isShown(at))));
    },
  };
}

/** The line that stands for it in the picture: a colour of the palette, and once all are used a dash. */
function sample(set: number): SVGElement {
  const { dash } = styleOf(set, { palette: Array.from({ length: 7 }, () => ''), foreground: '' } as never);
  const line = svg('line', { x1: 0, x2: 18, y1: 5, y2: 5, class: `set-line line-${set % 7}` });
  if (dash.length > 0) line.setAttribute('stroke-dasharray', dash.join(' '));
  return svg('svg', { viewBox: '0 0 18 10', class: 'set-sample', 'aria-hidden': 'true' }, line);
}

function smallPicture(overview: Overview, axis: AxisKind, at: number, name: string): Node {
  const shared = overview[axis];
  const [positive, negative] = [shared?.positive[at], shared?.negative[at]];
  if (!shared || !positive || !negative) return element('span', {}, '–');
  const all = { edges: shared.edges, positive: summed(shared.positive), negative: summed(shared.negative) };
  const placed = signedAxis(axis, all);
  const x = (value: number): number => ((value - placed.min) / (placed.max - placed.min)) * width;
  const most = Math.max(...positive, ...negative, 1);
  const bars = (counts: Float64Array, sign: 1 | -1, kind: string): SVGElement => {
    let path = '';
    counts.forEach((count, bin) => {
      if (count === 0) return;
      const [from, to] = placed.bin(bin, sign);
      const [left, right] = [x(from), x(to)];
      // What is not empty is never drawn as empty.
      const up = Math.max(1, (count / most) * height);
      path += `M${left.toFixed(1)} ${height}V${(height - up).toFixed(1)}H${Math.max(right, left + 0.8).toFixed(1)}V${height}Z`;
    });
    return svg('path', { d: path, class: kind });
  };
  return drawing(
    width,
    height,
    t('Distribution of {0}', name),
    bars(positive, 1, 'drawn-excite'),
    bars(negative, -1, 'drawn-inhibit'),
  );
}

function summed(each: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(each[0]?.length ?? 0);
  for (const counts of each) counts.forEach((count, bin) => (sum[bin] = (sum[bin] as number) + count));
  return sum;
}

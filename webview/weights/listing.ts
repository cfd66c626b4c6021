// A list below a heading that says how much of it is shown, in a scroller of its own.
import { element } from '../elements';

export interface Column {
  readonly title: string;
  readonly isNumber: boolean;
}

export function listing(
  heading: string,
  note: string,
  columns: readonly Column[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const heads = columns.map(({ title, isNumber }) =>
    element('th', { scope: 'col', class: isNumber ? 'number' : undefined }, title),
  );
  const table = element(
    'table',
    { class: 'figures' },
    element('caption', { class: 'unseen' }, heading),
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
  return element(
    'section',
    { class: 'listing' },
    element('h2', {}, heading),
    element('p', { class: 'note' }, note),
    element('div', { class: 'listing-holder', tabindex: 0, role: 'region', 'aria-label': heading }, table),
  );
}

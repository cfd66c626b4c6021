// A plot's numbers as a table on the page, for those who can't see the picture and for those who want the figures.
import { element } from '../elements';
import { formatCount, formatMeasure, t } from '../texts';
import { type Cell, type Numbers } from './_csv';

export interface NumbersTable {
  readonly element: HTMLElement;
  /** The numbers have changed. */
  refresh(): void;
}

/** More would make the page slow, and nobody reads them here: the CSV has all. */
const [rowsAtMost, columnsAtMost] = [200, 16];

/** Closed at first; the numbers are asked for when it is opened. */
export function numbersTable(title: string, numbers: () => Numbers): NumbersTable {
  const holder = element('div', {
    class: 'numbers-holder',
    tabindex: 0,
    role: 'region',
    'aria-label': t('{0} as a table', title),
  });
  const details = element('details', { class: 'numbers' }, element('summary', {}, t('As a table')), holder);
  const refresh = (): void => {
    if (!details.open) return;
    const now = numbers();
    // Several tables may be open: each region has a name of its own.
    holder.setAttribute('aria-label', t('{0} as a table', now.caption));
    holder.replaceChildren(tableOf(now));
  };
  details.addEventListener('toggle', refresh);
  return { element: details, refresh };
}

const shown = (cell: Cell | undefined): string =>
  typeof cell === 'number' ? (Number.isInteger(cell) ? formatCount(cell) : formatMeasure(cell)) : (cell ?? '–');

function tableOf({ caption, columns, count, rows }: Numbers): HTMLTableElement {
  const heads = columns.slice(0, columnsAtMost);
  const body: HTMLElement[] = [];
  for (const row of rows()) {
    if (body.length === rowsAtMost) break;
    const [first, ...cells] = row.slice(0, columnsAtMost);
    body.push(
      element(
        'tr',
        {},
        element('th', { scope: 'row', class: 'number' }, shown(first)),
        ...cells.map((each) => element('td', { class: 'number' }, shown(each))),
      ),
    );
  }
  const cuts = [
    ...(count > body.length ? [t('showing {0} of {1} rows', formatCount(body.length), formatCount(count))] : []),
    ...(columns.length > heads.length
      ? [t('showing {0} of {1} columns', formatCount(heads.length), formatCount(columns.length))]
      : []),
  ];
  return element(
    'table',
    { class: 'figures' },
    element('caption', {}, [caption, ...cuts].join('; ')),
    element(
      'thead',
      {},
      element('tr', {}, ...heads.map((each) => element('th', { scope: 'col', class: 'number' }, each))),
    ),
    element('tbody', {}, ...body),
  );
}

// A plot's numbers as a table, for those who can't see the picture and for those who want the figures.
import { element } from '../elements';
import { t } from '../texts';

export interface NumbersTable {
  readonly element: HTMLElement;
  show(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): void;
}

/** Closed at first; the rows are made when it is opened. */
export function numbersTable(): NumbersTable {
  const holder = element('div', {
    class: 'numbers-holder',
    tabindex: 0,
    role: 'region',
    'aria-label': t('As a table'),
  });
  const details = element('details', { class: 'numbers' }, element('summary', {}, t('As a table')), holder);
  let fill: (() => void) | undefined;
  const fillIfOpen = (): void => {
    if (details.open) fill?.();
  };
  details.addEventListener('toggle', fillIfOpen);
  return {
    element: details,
    show(caption, columns, rows) {
      fill = () => {
        fill = undefined;
        const head = element(
          'tr',
          {},
          ...columns.map((each) => element('th', { scope: 'col', class: 'number' }, each)),
        );
        const body = rows.map(([first = '', ...cells]) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row', class: 'number' }, first),
            ...cells.map((each) => element('td', { class: 'number' }, each)),
          ),
        );
        holder.replaceChildren(
          element(
            'table',
            { class: 'figures' },
            element('caption', {}, caption),
            element('thead', {}, head),
            element('tbody', {}, ...body),
          ),
        );
      };
      fillIfOpen();
    },
  };
}

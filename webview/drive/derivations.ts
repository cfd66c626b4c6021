// Every derivation step by step, closed at first: what was read or computed, what it came to, and its line.
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { type Drive, type ShownPath } from '../plots/drive/_alignment';
import { t } from '../texts';

export function derivations(
  paths: readonly ShownPath[],
  nameOf: (drive: Drive) => string,
  reveal: (spot: Spot) => void,
): HTMLElement {
  const closed = paths.map(({ drive }) => {
    const rows = drive.steps.map(({ text, value, span }) => {
      const where: (Node | string)[] = [];
      if (span) {
        const link = element('button', { type: 'button', class: 'link' }, t('line {0}', span.line));
        link.addEventListener('click', () => reveal(span));
        where.push(link);
      }
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, element('code', {}, text)),
        element('td', {}, value),
        element('td', {}, ...where),
      );
    });
    const table = element(
      'table',
      { class: 'figures steps' },
      element('caption', { class: 'unseen' }, t('Derivation of {0}', nameOf(drive))),
      element(
        'thead',
        { class: 'unseen' },
        element('tr', {}, ...[t('step'), t('value'), t('place')].map((each) => element('th', { scope: 'col' }, each))),
      ),
      element('tbody', {}, ...rows),
    );
    const assumed = drive.assumed.map(({ what, value, why }) =>
      element('p', { class: 'note' }, t('Assumed: {0} = {1} ({2})', what, value, why)),
    );
    return element(
      'details',
      { class: 'notes' },
      element('summary', {}, `${nameOf(drive)}: ${drive.source} → ${drive.target}`),
      element('div', { class: 'scroller' }, table),
      ...assumed,
    );
  });
  return element('section', { class: 'drive-section' }, element('h2', {}, t('Step by step')), ...closed);
}

// What a log of a live service says: the checklist as far as it goes, and the lines that it was read from.
import { type LiveOpening } from '../../src/protocol/live';
import { element } from '../elements';
import { notice } from '../notices';
import { formatCount, t } from '../texts';
import { checklist } from './checklist';

export function logPage({
  subject,
  checklist: items,
  lines,
  lineCount,
  relevantCount,
}: Extract<LiveOpening, { kind: 'log' }>): HTMLElement {
  const checks = checklist(null);
  checks.show(items);
  const detail = t('{0} of {1} lines bear on the checklist', formatCount(relevantCount), formatCount(lineCount));
  const title = element(
    'h1',
    {},
    element('span', { class: 'title' }, subject.name),
    element('span', { class: 'detail' }, detail),
  );
  const list = element(
    'table',
    { class: 'figures log-lines' },
    element('caption', { class: 'unseen' }, t('Lines of the log')),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...[t('last line'), t('about'), t('lines'), t('text')].map((each) => element('th', { scope: 'col' }, each)),
      ),
    ),
    element(
      'tbody',
      {},
      ...lines.map(({ number, text, about, count }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row', class: 'number' }, formatCount(number)),
          element('td', {}, about),
          element('td', { class: 'number' }, formatCount(count)),
          element('td', { class: 'log-text' }, text),
        ),
      ),
    ),
  );
  const nothing = notice(
    'empty',
    t('No line of this log speaks of spikes, membranes, STDP, neuromodulators, gradients or learning rates.'),
    t('The log may be of another service, or its level too low: ask for the lines of the spiking service.'),
    [],
  );
  return element(
    'div',
    { class: 'page live-page' },
    element('header', {}, title),
    lines.length === 0 ? nothing : element('div', { class: 'log-columns' }, checks.element, list),
  );
}

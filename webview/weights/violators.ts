// The neurons that send weights of both signs, each leading to its row or column in the picture.
import { type Lines, type WeightSet } from '../../src/protocol/weights';
import { element } from '../elements';
import { partInWords } from '../plots/weights/overlay';
import { formatCount, t } from '../texts';
import { listing } from './listing';

export function violatorsTable(
  { mixed, mixedCount, presynaptic }: Lines,
  { firstRow, firstColumn }: WeightSet,
  goTo: (neuron: number) => void,
): HTMLElement {
  const first = presynaptic === 'columns' ? firstColumn : firstRow;
  const line = presynaptic === 'columns' ? t('column') : t('row');
  const body = mixed.map(({ sender, sign, violations, connections, part }) => {
    const name = `${line} ${formatCount(sender + first)}`;
    const link = element('button', { type: 'button', class: 'link', title: t('Show {0} in the picture', name) }, name);
    link.addEventListener('click', () => goTo(sender));
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, link),
      element('td', {}, sign > 0 ? t('excites') : sign < 0 ? t('inhibits') : t('both cancel')),
      element('td', { class: 'number' }, t('{0} of {1}', formatCount(violations), formatCount(connections))),
      element('td', { class: 'number' }, partInWords(part)),
    );
  });
  return listing(
    t('Neurons that break Dale’s law'),
    t('showing {0} of {1}, the strongest first', formatCount(mixed.length), formatCount(mixedCount)),
    [
      { title: t('neuron'), isNumber: false },
      { title: t('as a whole'), isNumber: false },
      { title: t('weights of the other sign'), isNumber: true },
      { title: t('part of its strength'), isNumber: true },
    ],
    body,
  );
}

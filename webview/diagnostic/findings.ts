// What was found, each with its figures, what to change first and why, and the way to its line.
import { type PlacedDiagnosis } from '../../src/protocol/diagnostic';
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { t } from '../texts';

export function findingsList({ findings }: PlacedDiagnosis, reveal: (spot: Spot) => void): HTMLElement {
  const words = { problem: t('problem'), warning: t('warning'), note: t('note') } as const;
  const items = findings.map(({ id, severity, title, evidence, change, why, place }) => {
    const line = place?.file ? [linkTo(t('line {0}', place.line), () => reveal(place))] : [];
    return element(
      'li',
      { class: `finding finding-${severity}`, 'data-id': id },
      element(
        'p',
        { class: 'finding-title' },
        element('span', { class: 'finding-kind' }, words[severity]),
        ' ',
        title,
        ' ',
        ...line,
      ),
      element('p', { class: 'note' }, evidence),
      element('p', {}, '→ ', change, ' ', element('span', { class: 'note' }, t('– because {0}', why))),
    );
  });
  return element(
    'section',
    { class: 'table-section' },
    element('h2', {}, t('Findings')),
    items.length > 0 ? element('ul', { class: 'findings' }, ...items) : element('p', {}, t('Nothing was found.')),
  );
}

export const nextList = ({ next }: PlacedDiagnosis): HTMLElement =>
  element(
    'section',
    { class: 'table-section' },
    element('h2', {}, t('Next')),
    element('ol', {}, ...next.map((each) => element('li', {}, each))),
  );

function linkTo(label: string, onPress: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'link' }, label);
  button.addEventListener('click', onPress);
  return button;
}

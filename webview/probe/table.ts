// The figures as a table: one row per population, whose name leads to its line.
import { type ProbeRun, type SubjectDescription } from '../../src/protocol/probe';
import { element } from '../elements';
import { formatCount, formatFigure, t } from '../texts';

type Figures = ProbeRun['figures'][number];

interface Column {
  readonly title: string;
  readonly meaning: string;
  value(figures: Figures): string;
}

/** @param sendsRates units send rates, in the unit of the script */
const columns = (sendsRates: boolean): readonly Column[] => [
  { title: 'N', meaning: t('Neurons'), value: ({ size }) => formatCount(size) },
  {
    title: sendsRates ? t('rate') : t('spikes/s'),
    meaning: t('Mean rate per neuron'),
    value: ({ rateHz }) => formatFigure(rateHz, 2),
  },
  {
    title: 'CV',
    meaning: t('Coefficient of variation of the intervals between spikes: 0 is a clock, 1 is as irregular as chance'),
    value: ({ cvIsi }) => (cvIsi === null ? '–' : formatFigure(cvIsi, 2)),
  },
  {
    title: t('inh.'),
    meaning: t('The part of the synaptic input that inhibits'),
    value: ({ balance }) => (balance === null ? '–' : `${formatFigure(balance.inhibitoryFraction * 100, 0)} %`),
  },
];

export function figuresTable(
  figures: readonly Figures[],
  description: SubjectDescription,
  reveal: (population: string) => void,
  others: readonly Figures[] = [],
): HTMLTableElement {
  const shown = columns(figures.some(({ rated }) => rated !== undefined));
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, t('Population')),
    ...shown.map(({ title, meaning }) => element('th', { scope: 'col', class: 'number', title: meaning }, title)),
  );
  const rows = figures.map((each, at) => {
    const known = description.populations.find(({ name }) => name === each.name);
    const name = element('button', { type: 'button', class: 'link' }, each.name);
    name.title = known ? t('Show line {0} of {1}', known.line, description.fileName) : '';
    name.addEventListener('click', () => reveal(each.name));
    return element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        element('span', { class: `swatch swatch-${at % 7}`, 'aria-hidden': true }),
        name,
        ...(known ? [element('span', { class: 'model' }, known.model)] : []),
      ),
      ...shown.map((column) => {
        const other = others.find(({ name: same }) => same === each.name);
        const [value, before] = [column.value(each), other ? column.value(other) : null];
        // Only what has changed is worth a second line.
        const behind = before === null || before === value ? [] : [element('span', { class: 'other-figure' }, before)];
        return element('td', { class: 'number' }, value, ...behind);
      }),
    );
  });
  const caption = element('caption', { class: 'unseen' }, t('Figures per population'));
  return element('table', { class: 'figures' }, caption, element('thead', {}, head), element('tbody', {}, ...rows));
}

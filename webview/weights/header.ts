// The page's header: which file or network it is, the axes, and what it is compared with.
import { element } from '../elements';
import { type AxisKind } from '../plots/weights/_signedAxis';
import { formatCount, t } from '../texts';
import { button } from '../ui/button';
import { choice } from '../ui/choice';
import { numberField } from '../ui/numberField';
import { type Axes } from './detail';
import { type Opened } from './page';

export interface HeaderActions {
  setAxes(axes: Axes): void;
  compareWith(): void;
  compareNoMore(): void;
  reseed(seed: number): void;
  reveal(): void;
}

export function headerOf({ name, listing, subject, other }: Opened, first: Axes, actions: HeaderActions): HTMLElement {
  let axes = first;
  const file = element('button', { type: 'button', class: 'link title', title: t('Show {0}', name) }, name);
  file.addEventListener('click', () => actions.reveal());
  const parts = listing.sets.filter(({ isTotal }) => !isTotal).length;
  const detail = element(
    'span',
    { class: 'detail' },
    [
      listing.format,
      subject.kind === 'network'
        ? t('{0} projections, as built', formatCount(parts))
        : t('{0} sets of weights', formatCount(parts)),
      ...(other ? [t('compared with {0}', other.name)] : []),
    ].join(' · '),
  );
  const scale = (label: string, key: keyof Axes): HTMLElement =>
    element(
      'div',
      { class: 'field' },
      element('span', { class: 'caption', 'aria-hidden': 'true' }, label),
      choice({
        label,
        items: [
          { value: 'linear', text: t('linear') },
          { value: 'log', text: t('logarithmic') },
        ],
        value: axes[key],
        onChange: (value) => {
          axes = { ...axes, [key]: value as AxisKind };
          actions.setAxes(axes);
        },
      }).element,
    );
  const controls = element('div', { class: 'control-row' });
  if (listing.sets.length > 0) controls.append(scale(t('Weights'), 'axis'), scale(t('Counts'), 'counts'));
  if (subject.kind === 'network') {
    const seed = numberField({
      label: t('Seed'),
      value: subject.seed,
      least: 0,
      most: 2 ** 32 - 1,
      whole: true,
      onEnter: () => again(),
      onChange: () => undefined,
    });
    const again = (): void => {
      const value = seed.value();
      if (value !== null) actions.reseed(value);
    };
    controls.append(seed.element, button({ label: t('Build'), kind: 'primary', onPress: again }).element);
  } else {
    controls.append(
      ...(other
        ? [button({ label: t('Compare no more'), kind: 'secondary', onPress: () => actions.compareNoMore() }).element]
        : []),
      button({
        label: other ? t('Another file…') : t('Compare…'),
        hint: t('Compare with the weights of another file'),
        kind: other ? 'secondary' : 'primary',
        onPress: () => actions.compareWith(),
      }).element,
    );
  }
  return element('header', {}, element('h1', {}, file, detail), controls);
}

// The changes that would make the paths equal: what each does, its line, and the way to the editor's own preview.
import { type OfferedFix } from '../../src/protocol/drive';
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { t } from '../texts';
import { button } from '../ui/button';

export interface ChangeActions {
  apply(fix: OfferedFix): void;
  reveal(spot: Spot): void;
  placeName(spot: Spot): string;
}

/** @param fixes null while they are tried out */
export function changesList(
  fixes: readonly OfferedFix[] | null,
  nameOf: (drive: string) => string,
  actions: ChangeActions,
): HTMLElement {
  const section = element('section', { class: 'drive-section' }, element('h2', {}, t('Changes that make it equal')));
  if (fixes === null) {
    section.append(element('p', { class: 'note', role: 'status' }, t('Trying out changes: each is derived again …')));
    return section;
  }
  if (fixes.length === 0) {
    section.append(
      element(
        'p',
        { class: 'note' },
        t('No change of one number, or of a rate and a weight together, makes these equal.'),
      ),
    );
    return section;
  }
  for (const drive of new Set(fixes.map((each) => each.drive))) {
    const items = fixes.filter((each) => each.drive === drive).map((fix) => item(fix, actions));
    section.append(element('h3', {}, nameOf(drive)), element('ul', { class: 'changes' }, ...items));
  }
  return section;
}

function item(fix: OfferedFix, { apply, reveal, placeName }: ChangeActions): HTMLElement {
  const { title, outcome, isPreferred, place } = fix;
  const isWhole = outcome === 'same mean and variance';
  const preview = button({
    label: t('Preview…'),
    hint: t('Preview… {0}: see it in the code before it is made', title),
    kind: 'secondary',
    onPress: () => apply(fix),
  });
  const where = place ? [placeLink(placeName(place), () => reveal(place))] : [];
  return element(
    'li',
    {},
    preview.element,
    element(
      'div',
      { class: 'change-words' },
      element('span', {}, ...withCode(title)),
      ...where,
      element('span', { class: `verdict verdict-${isWhole ? 'good' : 'minimum'}` }, outcomeText(outcome)),
      ...(isPreferred ? [element('span', { class: 'note' }, t('the nearest to what is taken for right'))] : []),
    ),
  );
}

const outcomeText = (outcome: string): string =>
  outcome === 'same mean and variance' ? t('equal mean and variance') : outcome;

function placeLink(label: string, onPress: () => void): HTMLElement {
  const link = element('button', { type: 'button', class: 'link' }, label);
  link.addEventListener('click', onPress);
  return link;
}

/** What stands between backticks is code. */
export const withCode = (text: string): (Node | string)[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));

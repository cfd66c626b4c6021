// What stands in the panel's place when there is nothing to show, or above it when something went wrong: what happened and what to do.
import { element } from './elements';
import { button } from './ui/button';

export interface Remedy {
  readonly label: string;
  readonly onPress: () => void;
}

export function notice(
  kind: 'error' | 'empty',
  message: string,
  advice: string,
  remedies: readonly Remedy[],
): HTMLElement {
  const actions = remedies.map(
    ({ label, onPress }, at) => button({ label, onPress, kind: at === 0 ? 'primary' : 'secondary' }).element,
  );
  return element(
    'div',
    { class: `notice notice-${kind}`, role: kind === 'error' ? 'alert' : 'status' },
    element('p', { class: 'notice-message' }, message),
    element('p', { class: 'notice-advice' }, advice),
    element('div', { class: 'notice-actions' }, ...actions),
  );
}

/** What is for the second look: closed at first. */
export function notesList(title: string, notes: readonly string[]): HTMLElement {
  const items = notes.map((note) => element('li', {}, note));
  return element(
    'details',
    { class: 'notes', hidden: notes.length === 0 },
    element('summary', {}, `${title} (${notes.length})`),
    element('ul', {}, ...items),
  );
}

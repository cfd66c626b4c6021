// A quiet button that opens a menu of commands: by pointer, and by keys as the menus of the platform.
import { element } from '../elements';
import { setDisabled, type Control } from './control';

export interface MenuItem {
  readonly label: string;
  readonly onPress: () => void;
}

export interface MenuOptions {
  /** What the button is for, in full. */
  readonly label: string;
  /** What stands on it. */
  readonly sign: string;
  readonly items: readonly MenuItem[];
}

let made = 0;

export function menuButton({ label, sign, items }: MenuOptions): Control {
  const id = `menu-${++made}`;
  const button = element(
    'button',
    {
      type: 'button',
      class: 'menu-button',
      title: label,
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': id,
    },
    element('span', { 'aria-hidden': 'true' }, sign),
  );
  const entries = items.map(({ label: text, onPress }) => {
    const entry = element('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: -1 }, text);
    entry.addEventListener('click', () => {
      close();
      onPress();
    });
    return entry;
  });
  const list = element('div', { class: 'menu', role: 'menu', id, 'aria-label': label, hidden: true }, ...entries);
  const holder = element('div', { class: 'menu-holder' }, button, list);

  const onOutside = (event: Event): void => {
    if (!holder.contains(event.target as Node)) close(false);
  };
  function open(at: number): void {
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', onOutside, true);
    entries.at(at)?.focus();
  }
  function close(returns = true): void {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onOutside, true);
    if (returns) button.focus();
  }

  button.addEventListener('click', () => (list.hidden ? open(0) : close()));
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    open(event.key === 'ArrowDown' ? 0 : -1);
    event.preventDefault();
  });
  list.addEventListener('keydown', (event) => {
    const now = entries.indexOf(document.activeElement as HTMLButtonElement);
    const move = (to: number): void => entries.at(to % entries.length)?.focus();
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(now + 1),
      ArrowUp: () => move(now - 1),
      Home: () => move(0),
      End: () => move(-1),
      Escape: () => close(),
    };
    if (event.key === 'Tab') return close(false);
    const act = keys[event.key] ?? begins(event.key, now);
    if (!act) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  });
  /** The next entry that begins with the letter. */
  function begins(key: string, now: number): (() => void) | undefined {
    if (key.length !== 1 || key === ' ') return undefined;
    const order = entries.map((_, step) => entries[(now + 1 + step) % entries.length]);
    const found = order.find((entry) => entry?.textContent?.toLowerCase().startsWith(key.toLowerCase()));
    return found && (() => found.focus());
  }
  holder.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !holder.contains(event.relatedTarget)) close(false);
  });
  return { element: holder, setDisabled: (disabled) => setDisabled(button, disabled) };
}

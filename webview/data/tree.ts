// The tree of what is in a file: groups that open and close, datasets that are chosen, found by a part of their name.
import { type ListedEntry, type ListedSpikes } from '../../src/protocol/data';
import { element } from '../elements';
import { formatCount, t } from '../texts';
import { keyOfSpikes } from './keys';

/** More than these are not drawn at once: the filter finds the others. */
const mostShown = 2000;

interface Group {
  readonly groups: Map<string, Group>;
  readonly entries: { readonly name: string; readonly entry: ListedEntry }[];
}

const makeGroup = (): Group => ({ groups: new Map(), entries: [] });

/** By slashes; a leading one says nothing. */
export function grouped(entries: readonly ListedEntry[]): Group {
  const root = makeGroup();
  for (const entry of entries) {
    const parts = entry.path.replace(/^\//, '').split('/');
    const name = parts.pop() ?? entry.path;
    let group = root;
    for (const part of parts) {
      let next = group.groups.get(part);
      if (!next) group.groups.set(part, (next = makeGroup()));
      group = next;
    }
    group.entries.push({ name: name === '' ? entry.path : name, entry });
  }
  return root;
}

export interface Tree {
  readonly element: HTMLElement;
  filter(text: string): void;
  select(key: string | null): void;
}

export const shapeInWords = (shape: readonly number[]): string =>
  shape.length === 0 ? t('one value') : shape.map((length) => formatCount(length)).join(' × ');

export function tree(
  entries: readonly ListedEntry[],
  spikes: readonly ListedSpikes[],
  choose: (key: string) => void,
): Tree {
  const list = element('div', { class: 'tree-list' });
  const count = element('p', { class: 'note', role: 'status' });
  const buttons = new Map<string, HTMLButtonElement>();
  let selected: string | null = null;

  const item = (key: string, name: string, detail: string, isDull: boolean): HTMLElement => {
    const button = element(
      'button',
      {
        type: 'button',
        class: isDull ? 'tree-item dull' : 'tree-item',
        'aria-current': key === selected ? 'true' : undefined,
      },
      element('span', { class: 'tree-name' }, name),
      element('span', { class: 'tree-detail' }, detail),
    );
    button.addEventListener('click', () => choose(key));
    buttons.set(key, button);
    return element('li', {}, button);
  };

  const entryItem = (name: string, { path, shape, dtype, unread, text }: ListedEntry): HTMLElement =>
    item(
      path,
      name,
      text === undefined ? `${shapeInWords(shape)} ${dtype}` : JSON.stringify(text),
      unread !== null && text === undefined,
    );

  const drawGroup = ({ groups, entries: own }: Group, isOpen: boolean): HTMLElement => {
    const items = [...groups].map(([name, group]) => {
      const details = element('details', { open: isOpen }, element('summary', {}, name));
      const fill = (): void => {
        if (details.open && details.children.length === 1) details.append(drawGroup(group, isOpen));
      };
      details.addEventListener('toggle', fill);
      fill();
      return element('li', {}, details);
    });
    return element('ul', {}, ...items, ...own.map(({ name, entry }) => entryItem(name, entry)));
  };

  const filter = (text: string): void => {
    buttons.clear();
    const wanted = text.trim().toLowerCase();
    const found = wanted === '' ? entries : entries.filter(({ path }) => path.toLowerCase().includes(wanted));
    const shown = found.slice(0, mostShown);
    const spikeItems = spikes.map((each) =>
      item(keyOfSpikes(each.path), each.path, t('{0} spikes', formatCount(each.spikes)), false),
    );
    list.replaceChildren(
      ...(spikeItems.length > 0
        ? [element('h2', {}, t('Spikes')), element('ul', {}, ...spikeItems), element('h2', {}, t('Datasets'))]
        : []),
      drawGroup(grouped(shown), wanted !== '' || shown.length <= 60),
    );
    count.textContent =
      shown.length < entries.length
        ? t('showing {0} of {1} datasets', formatCount(shown.length), formatCount(entries.length))
        : '';
  };
  filter('');

  return {
    element: element('nav', { class: 'tree', 'aria-label': t('What is in the file') }, count, list),
    filter,
    select(key) {
      if (selected !== null) buttons.get(selected)?.removeAttribute('aria-current');
      selected = key;
      if (key !== null) buttons.get(key)?.setAttribute('aria-current', 'true');
    },
  };
}

// The entry of the view of a data file: the tree of what is in it, and beside it the dataset that is chosen.
import {
  type DataHostMethods,
  type DataOpening,
  type DataPanelMethods,
  type DataPanelState,
} from '../../src/protocol/data';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { Peer } from '../../src/protocol/peer';
import { element } from '../elements';
import { connectHost } from '../host';
import { notesList, notice } from '../notices';
import { memoryOf, type PlotsState } from '../memory';
import { saver } from '../saving';
import { formatCount, formatMeasure, setTexts, t } from '../texts';
import { onThemeChange, readTheme } from '../theme';
import { button } from '../ui/button';
import { type Detail, type DetailTools } from './detail';
import { entryDetail } from './entry';
import { keyOfSpikes, spikesOfKey } from './keys';
import { spikesDetail } from './spikes';
import { tree, type Tree } from './tree';
import '../panel.css';
import './data.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<DataPanelState & PlotsState>();
let theme = readTheme();
let fileName = '';
let shown: { readonly detail: Detail; readonly key: string } | undefined;

const peer = new Peer<DataPanelMethods, DataHostMethods & PanelHostMethods>(host.port, {
  refresh: () => {
    void open();
    return null;
  },
});

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const tools: DetailTools = {
  peer,
  theme: () => theme,
  problem: (cause) => notice('error', messageOf(cause), t('The rest of the file can still be looked at.'), []),
  saver: saver(peer, () => fileName),
  memory: memoryOf(host),
};

async function open(): Promise<void> {
  shown?.detail.close();
  shown = undefined;
  try {
    show(await peer.request('open', null));
  } catch (cause) {
    showNothing(messageOf(cause), t('Close the view and open the file again.'));
  }
}

function showNothing(message: string, advice: string): void {
  root.replaceChildren(notice('error', message, advice, [{ label: t('Try again'), onPress: () => void open() }]));
}

type Opened = Extract<DataOpening, { kind: 'file' }>;

function show(opening: DataOpening): void {
  if (opening.kind === 'nothing') return showNothing(opening.message, opening.advice);
  const { name, listing } = opening;
  fileName = name;
  const place = element('div', { class: 'detail-place' });
  const list: Tree = tree(listing.entries, listing.spikes, (key) => choose(opening, list, place, key));
  const title = element(
    'h1',
    {},
    element('span', { class: 'title' }, name),
    element('span', { class: 'detail' }, describe(opening)),
  );
  const page = element(
    'div',
    { class: 'page data-page' },
    element('header', {}, title, element('div', { class: 'control-row' }, filterField(list), asWeights().element)),
    notesList(t('Notes'), listing.notes),
    element('div', { class: 'columns' }, list.element, place),
  );
  root.replaceChildren(page);
  const { selected = null } = host.state();
  const first = selected !== null && find(opening, selected) ? selected : firstOf(opening);
  if (first !== null) choose(opening, list, place, first);
  else
    place.replaceChildren(
      notice('empty', t('{0} holds no dataset.', name), t('Nothing has been written into it yet.'), []),
    );
}

const describe = ({ listing, bytes }: Opened): string =>
  [listing.format, t('{0} datasets', formatCount(listing.total)), sizeInWords(bytes)].join(' · ');

function sizeInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${formatMeasure(bytes / 1000 ** power)} ${units[power] ?? ''}`;
}

const asWeights = () =>
  button({
    label: t('As weights'),
    hint: t('Show the weights of this file: by projection, by sign, degrees, balance, eigenvalues'),
    kind: 'secondary',
    onPress: () => void peer.request('showWeights', null).catch(() => undefined),
  });

function filterField(list: Tree): HTMLElement {
  const field = element('input', {
    type: 'search',
    class: 'filter',
    placeholder: t('Find a dataset'),
    'aria-label': t('Find a dataset'),
  });
  const { filter = '' } = host.state();
  field.value = filter;
  if (filter !== '') list.filter(filter);
  field.addEventListener('input', () => {
    host.keep({ filter: field.value });
    list.filter(field.value);
  });
  return field;
}

/** Spikes first: they are what one comes for. Then the first dataset that has numbers. */
function firstOf({ listing: { spikes, entries } }: Opened): string | null {
  const [source] = spikes;
  if (source) return keyOfSpikes(source.path);
  return (entries.find(({ unread, shape }) => unread === null && shape.length > 0) ?? entries[0])?.path ?? null;
}

function find({ listing: { spikes, entries } }: Opened, key: string): Detail | null {
  const path = spikesOfKey(key);
  const source = path === null ? undefined : spikes.find((each) => each.path === path);
  if (source) return spikesDetail(source, tools);
  const entry = entries.find((each) => each.path === key);
  return entry ? entryDetail(entry, tools) : null;
}

function choose(opening: Opened, list: Tree, place: HTMLElement, key: string): void {
  shown?.detail.close();
  const detail = find(opening, key);
  if (!detail) return;
  shown = { detail, key };
  host.keep({ selected: key });
  list.select(key);
  place.replaceChildren(detail.element);
  detail.start();
}

onThemeChange(() => {
  theme = readTheme();
  shown?.detail.redraw();
});

async function start(): Promise<void> {
  setTexts(await peer.request('texts', null), document.documentElement.lang);
  await open();
}

void start();

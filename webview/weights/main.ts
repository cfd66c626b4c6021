// The Weights panel's entry: asks the host for the weights, shows them, and keeps what a reload needs.
import { type PanelHostMethods } from '../../src/protocol/panel';
import { Peer } from '../../src/protocol/peer';
import {
  type WeightsHostMethods,
  type WeightsOpening,
  type WeightsPanelMethods,
  type WeightsPanelState,
} from '../../src/protocol/weights';
import { connectHost } from '../host';
import { notice } from '../notices';
import { saver } from '../saving';
import { setTexts, t } from '../texts';
import { onThemeChange, readTheme } from '../theme';
import { WeightsPage } from './page';
import '../panel.css';
import './weights.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<WeightsPanelState>();
let theme = readTheme();
let page: WeightsPage | undefined;
let name = '';
let asked = 0;

const peer = new Peer<WeightsPanelMethods, WeightsHostMethods & PanelHostMethods>(host.port, {
  refresh: () => {
    void open();
    return null;
  },
});

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
const saving = saver(peer, () => name);

async function open(): Promise<void> {
  const own = ++asked;
  page?.close();
  page = undefined;
  root.replaceChildren(notice('empty', t('Reading …'), '', []));
  try {
    const opening = await peer.request('open', null);
    if (own === asked) show(opening);
  } catch (cause) {
    if (own === asked) showNothing(messageOf(cause), t('Close the panel and show the weights again.'));
  }
}

function showNothing(message: string, advice: string): void {
  root.replaceChildren(notice('error', message, advice, [{ label: t('Try again'), onPress: () => void open() }]));
}

function show(opening: WeightsOpening): void {
  name = opening.name;
  if (opening.kind === 'nothing') return showNothing(opening.message, opening.advice);
  host.keep({ subject: opening.subject });
  const report = (request: Promise<unknown>): void =>
    void request.catch((cause: unknown) =>
      showNothing(messageOf(cause), t('Close the panel and show the weights again.')),
    );
  page = new WeightsPage(opening, {
    theme: () => theme,
    saver: saving,
    state: () => host.state(),
    keep: (change) => host.keep(change),
    overview: (signal, progress) => peer.request('overview', null, { signal, progress }),
    detail: (path, presynaptic, signal, progress) =>
      peer.request('detail', { path, ...(presynaptic && { presynaptic }) }, { signal, progress }),
    matrix: (path, view, signal) => peer.request('matrix', { path, view }, { signal }),
    difference: (path, otherPath, signal) => peer.request('difference', { path, otherPath }, { signal }),
    compareWith: () => report(peer.request('compareWith', null)),
    compareNoMore: () => report(peer.request('compareNoMore', null)),
    reseed: (seed) => report(peer.request('reseed', { seed })),
    reveal: () => report(peer.request('reveal', null)),
  });
  root.replaceChildren(page.element);
  page.start();
}

onThemeChange(() => {
  theme = readTheme();
  page?.redraw();
});

async function start(): Promise<void> {
  setTexts(await peer.request('texts', null), document.documentElement.lang);
  await open();
}

void start();

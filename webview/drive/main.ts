// The Drive panel's entry: asks the host for what is compared, shows it, and asks again when the code has changed.
import {
  type DriveHostMethods,
  type DriveOpening,
  type DrivePanelMethods,
  type DrivePanelState,
} from '../../src/protocol/drive';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { CancelledError, Peer } from '../../src/protocol/peer';
import { connectHost } from '../host';
import { setTexts, t } from '../texts';
import { saver } from '../saving';
import { onThemeChange, readTheme } from '../theme';
import { DrivePage, type PageActions } from './page';
import '../panel.css';
import './drive.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<DrivePanelState>();

const peer = new Peer<DrivePanelMethods, DriveHostMethods & PanelHostMethods>(host.port, {
  refresh: () => {
    void open();
    return null;
  },
});

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

let theme = readTheme();
let subject = '';

const actions: PageActions = {
  reveal: (spot) => void report(peer.request('reveal', spot)),
  apply: (fix) => void report(peer.request('apply', fix)),
  takeForRight: (reference) => void report(peer.request('takeForRight', { reference })),
  choose: () => void report(peer.request('choose', null)),
  leaveOut: (file) => void report(peer.request('leaveOut', { file })),
  openDocument: () => void report(peer.request('openDocument', null)),
  again: () => void open(),
  keepGroup: (group) => host.keep({ group }),
};
const page = new DrivePage(actions, { theme: () => theme, saver: saver(peer, () => subject) });

let asked = 0;
let shown = '';

async function open(): Promise<void> {
  const own = ++asked;
  page.setWaiting(true);
  try {
    const opening = await peer.request('open', null);
    if (own !== asked) return;
    show(opening);
    if (opening.kind === 'drives' && opening.report.comparisons.some(({ equal }) => !equal)) {
      const fixes = await peer.request('fixes', null);
      if (own === asked) page.offer(fixes);
    } else page.offer([]);
  } catch (cause) {
    // A newer text has overtaken it, and asks by itself.
    if (own === asked && !(cause instanceof CancelledError)) page.showProblem(messageOf(cause));
  } finally {
    if (own === asked) page.setWaiting(false);
  }
}

function show(opening: DriveOpening): void {
  host.keep({ subject: opening.subject });
  if (opening.kind === 'drives') subject = opening.names[opening.subject.file] ?? '';
  // An edit elsewhere changes nothing here: what has the focus keeps it.
  const text = JSON.stringify(opening);
  if (text === shown) return;
  shown = text;
  if (opening.kind === 'nothing') page.showNothing(opening.message, opening.advice);
  else page.show(opening, host.state().group ?? null);
}

/** A side request's failure is said above what is shown, which stays. */
async function report(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (cause) {
    page.showProblem(messageOf(cause));
  }
}

onThemeChange(() => {
  theme = readTheme();
  page.redraw();
});

async function start(): Promise<void> {
  setTexts(await peer.request('texts', null), document.documentElement.lang);
  page.build(t('Drives'));
  root.replaceChildren(page.element);
  await open();
}

void start();

// The Live panel's entry: asks the host for what is new in the stream, and draws it while it is looked at.
import {
  type LiveHostMethods,
  type LiveOpening,
  type LivePanelMethods,
  type LivePanelState,
  type LiveView,
} from '../../src/protocol/live';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { CancelledError, Peer } from '../../src/protocol/peer';
import { element } from '../elements';
import { connectHost } from '../host';
import { memoryOf, type PlotsState } from '../memory';
import { notice } from '../notices';
import { saver } from '../saving';
import { setTexts, t } from '../texts';
import { onThemeChange, readTheme } from '../theme';
import { TimeAxis } from '../timeAxis';
import { clockWords } from './clock';
import { History } from './history';
import { logPage } from './logPage';
import { LivePage } from './page';
import '../panel.css';
import './live.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<LivePanelState & PlotsState>();
const memory = memoryOf(host);
const usualView: LiveView = { followMs: 60_000, from: null, to: null };
let history = new History();
let axis = axisOf(history);
let theme = readTheme();
let page: LivePage | undefined;
let subjectName = '';

const peer = new Peer<LivePanelMethods, LiveHostMethods & PanelHostMethods>(host.port, {
  changed: () => {
    void pull();
    return null;
  },
  refresh: () => {
    void open();
    return null;
  },
});

const saving = saver(peer, () => subjectName);
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function axisOf(of: History): TimeAxis {
  const made = new TimeAxis(clockWords(() => of.origin));
  made.onMove((moved) => draw(moved));
  return made;
}

async function open(): Promise<void> {
  try {
    await show(await peer.request('open', null));
  } catch (cause) {
    showNothing(messageOf(cause), t('Close the panel and open the service again.'));
  }
}

function showNothing(message: string, advice: string): void {
  page = undefined;
  const retry = { label: t('Try again'), onPress: () => void open() };
  root.replaceChildren(notice('empty', message, advice, [retry]));
}

async function show(opening: LiveOpening): Promise<void> {
  page = undefined;
  if (opening.kind === 'nothing') return showNothing(opening.message, opening.advice);
  if (opening.kind === 'log') {
    host.keep({ subject: opening.subject });
    return root.replaceChildren(logPage(opening));
  }
  const { subject } = opening;
  subjectName = subject.url.replace(/^\w+:\/\//, '').replace(/[^\w.-]+/g, '-');
  host.keep({ subject });
  const view = host.state().view ?? usualView;
  history = new History();
  axis = axisOf(history);
  const made = new LivePage(opening, { axis, saver: saving, memory, theme: () => theme }, view, {
    pause: (paused) => void report(peer.request('pause', { paused })),
    retry: () => void report(peer.request('retry', null)),
    chooseSession: (beside) => void report(peer.request('chooseSession', { beside })),
    leaveOut: () => void report(peer.request('leaveOut', null)),
    setKey: () => void report(peer.request('setKey', null)),
    export: (kind) => void report(peer.request('export', { kind })),
    trace: () => void report(peer.request('trace', { session: subject.session })),
    inject: () => void report(peer.request('inject', { session: subject.session })),
    tryOut: (item, solution) => peer.request('tryOut', { session: subject.session, item, solution }),
    apply: (item, solution) => peer.request('apply', { session: subject.session, item, solution }),
  });
  page = made;
  root.replaceChildren(made.element);
  await pull();
  // What was looked at before the panel was hidden, on an axis that begins anew.
  const { origin } = history;
  if (page === made && view.from !== null && view.to !== null && origin !== null)
    axis.show(view.from - origin, view.to - origin);
}

let pulling = false;
let wanted = false;

/** One question at a time; what changes meanwhile is asked for right after. */
async function pull(): Promise<void> {
  wanted = true;
  if (pulling) return;
  pulling = true;
  try {
    while (wanted && page) {
      wanted = false;
      const own = history;
      const update = await peer.request('since', { cursor: own.cursor });
      if (own !== history) continue;
      own.take(update);
      page.show(own);
      keepDrawn();
      // The next picture is for the next frame: a quick service must not keep the page from its user.
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  } catch (cause) {
    page?.tell(messageOf(cause));
  } finally {
    pulling = false;
  }
}

/** A side request's failure is said above the plots, which stay. */
async function report(request: Promise<unknown>): Promise<void> {
  page?.tell('');
  try {
    await request;
  } catch (cause) {
    if (!(cause instanceof CancelledError)) page?.tell(messageOf(cause));
  }
}

/** What is new was drawn where the axis has gone with it: the same need not be drawn again in the next frame. */
function keepDrawn(): void {
  if (drawing !== 'range' || !page) return;
  drawing = 'cursor';
  host.keep({ view: page.view(axis) });
}

let drawing: 'range' | 'cursor' | undefined;
function draw(moved: 'range' | 'cursor'): void {
  if (!drawing) {
    requestAnimationFrame(() => {
      if (drawing === 'range') {
        page?.redraw();
        if (page) host.keep({ view: page.view(axis) });
      }
      page?.drawCursor();
      drawing = undefined;
    });
  }
  if (drawing !== 'range') drawing = moved;
}

onThemeChange(() => {
  theme = readTheme();
  page?.redraw();
});

async function start(): Promise<void> {
  root.replaceChildren(element('p', { class: 'summary', role: 'status' }));
  setTexts(await peer.request('texts', null), document.documentElement.lang);
  await open();
}

void start();

// The Diagnostic panel's entry: asks the host which files it is about, runs the diagnostic, and shows it.
import {
  type DiagnosedFiles,
  type DiagnosticHostMethods,
  type DiagnosticPanelMethods,
  type DiagnosticPanelState,
} from '../../src/protocol/diagnostic';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { CancelledError, Peer } from '../../src/protocol/peer';
import { connectHost } from '../host';
import { memoryOf, type PlotsState } from '../memory';
import { saver } from '../saving';
import { setTexts, t } from '../texts';
import { onThemeChange, readTheme } from '../theme';
import { DiagnosticPage } from './page';
import '../panel.css';
import './diagnostic.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<DiagnosticPanelState & PlotsState>();
let theme = readTheme();
let running: AbortController | undefined;

const peer = new Peer<DiagnosticPanelMethods, DiagnosticHostMethods & PanelHostMethods>(host.port, {
  refresh: () => {
    void open();
    return null;
  },
});

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const page = new DiagnosticPage(
  {
    run: () => void run(),
    cancel: () => running?.abort(),
    choose: (role) => void change(peer.request('choose', { role })),
    leaveOut: (role) => void change(peer.request('leaveOut', { role })),
    reveal: (spot) => void report(peer.request('reveal', spot)),
    save: (format) => void report(peer.request('save', { format })),
  },
  { theme: () => theme, saver: saver(peer, dataName), memory: memoryOf(host) },
);

/** The data's file, after which what is saved is called. */
function dataName(): string {
  const file = host.state().files?.data ?? 'diagnostic';
  return decodeURIComponent(file.slice(file.lastIndexOf('/') + 1));
}

async function open(): Promise<void> {
  running?.abort();
  const { files, diagnosis } = await peer.request('open', null);
  take(files);
  if (diagnosis) page.show(diagnosis);
  else await runIfReady(files);
}

function take(files: DiagnosedFiles): void {
  host.keep({ files });
  page.setFiles(files);
}

async function change(asked: Promise<DiagnosedFiles>): Promise<void> {
  const before = JSON.stringify(host.state().files);
  try {
    const files = await asked;
    take(files);
    if (JSON.stringify(files) !== before) await runIfReady(files);
  } catch (cause) {
    page.showProblem(messageOf(cause));
  }
}

async function runIfReady({ data }: DiagnosedFiles): Promise<void> {
  if (data === null) page.showNothing();
  else await run();
}

async function run(): Promise<void> {
  running?.abort();
  const own = (running = new AbortController());
  page.setRunning(true);
  try {
    const options = { signal: own.signal, progress: (part: number) => page.setProgress(part) };
    const diagnosis = await peer.request('run', null, options);
    if (running === own) page.show(diagnosis);
  } catch (cause) {
    if (running === own)
      page.showProblem(cause instanceof CancelledError ? t('The run was cancelled.') : messageOf(cause));
  } finally {
    if (running === own) {
      running = undefined;
      page.setRunning(false);
    }
  }
}

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
  page.start();
  root.replaceChildren(page.element);
  await open();
}

void start();

// The Probe panel's entry: asks the host what to show, runs it, and keeps what a reload needs.
import {
  type EarlierRun,
  type ProbeHostMethods,
  type ProbeOpening,
  type ProbePanelMethods,
  type ProbePanelState,
  type ProbeRun,
  type ProbeSettings,
  type Recording,
} from '../../src/protocol/probe';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { CancelledError, Peer } from '../../src/protocol/peer';
import { connectHost } from '../host';
import { memoryOf, type PlotsState } from '../memory';
import { saver } from '../saving';
import { setTexts, t } from '../texts';
import { onThemeChange, readTheme } from '../theme';
import { TimeAxis } from '../timeAxis';
import { notice } from '../notices';
import { ProbePage } from './page';
import '../panel.css';
import './probe.css';

const root = document.getElementById('root') ?? document.body;
const host = connectHost<ProbePanelState & PlotsState>();
const axis = new TimeAxis();
let theme = readTheme();
let page: ProbePage | undefined;
let running: AbortController | undefined;
let seeking: AbortController | undefined;
/** The run that lies behind, and whether somebody has chosen so. */
let behind: number | null = host.state().behind ?? null;
let hasChosen = false;
const recalled = new Map<number, ProbeRun>();
let latest: ProbeRun | undefined;

const peer = new Peer<ProbePanelMethods, ProbeHostMethods & PanelHostMethods>(host.port, {
  refresh: () => {
    void open();
    return null;
  },
  outdated: (isOutdated) => {
    page?.setOutdated(isOutdated);
    return null;
  },
});

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

async function open(): Promise<void> {
  running?.abort();
  try {
    show(await peer.request('open', null));
  } catch (cause) {
    showNothing(messageOf(cause), t('Close the panel and run the probe again.'));
  }
}

function show(opening: ProbeOpening): void {
  if (opening.kind === 'nothing') return showNothing(opening.message, opening.advice);
  const { subject, settings, run: last, outdated, before } = opening;
  host.keep({ subject, settings });
  if (before !== null) {
    [behind, hasChosen] = [before, true];
    host.keep({ behind });
  }
  page = new ProbePage(
    opening,
    {
      axis,
      theme: () => theme,
      saver: saver(peer, () => opening.description.fileName),
      memory: memoryOf(host),
      reveal: (population) => void report(peer.request('reveal', { population })),
      trace: (neuron) => {
        if (page?.addTraced(neuron)) void run();
      },
    },
    {
      run: () => void run(),
      cancel: () => running?.abort(),
      onTurn: () => runSoon(afterMoveMs),
      onEntry: () => runSoon(afterKeyMs),
      write: (turned) => void report(peer.request('write', turned).then(tellUnwritten)),
      scriptNumbers: (progress) => peer.request('scriptNumbers', null, { progress }),
      lay: (chosen) => {
        hasChosen = true;
        void lay(chosen);
      },
      take: (settings) => {
        page?.enter(settings);
        void run();
      },
      compare: (remedy) => void compare(remedy),
      apply: (remedy) => void report(peer.request('apply', { remedy }).then(tellUnwritten)),
      reveal: (population) => void report(peer.request('reveal', { population })),
      saveSpikes: () => void report(peer.request('saveSpikes', null)),
    },
  );
  root.replaceChildren(page.element);
  page.setOutdated(outdated);
  if (last) showRun(last);
  else void run();
}

function showNothing(message: string, advice: string): void {
  page = undefined;
  const retry = { label: t('Try again'), onPress: () => void open() };
  root.replaceChildren(notice('empty', message, advice, [retry]));
}

const isTurned = ({ settings }: ProbeRun): boolean => Object.keys(settings.turned ?? {}).length > 0;

function showRun(made: ProbeRun): void {
  axis.setDuration(made.recording.ms);
  const before = [...recalled.values()].at(-1);
  for (const id of recalled.keys()) if (!made.earlier.some((each) => each.id === id)) recalled.delete(id);
  recalled.delete(made.id);
  recalled.set(made.id, made);
  // What one turns is seen against what it was, unless somebody wants it otherwise.
  if (behind === null && !hasChosen && isTurned(made) && before && !isTurned(before)) behind = before.id;
  latest = made;
  page?.show(made);
  void gatherTrials(made);
  void lay(made.earlier.some(({ id }) => id === behind) ? behind : null);
  if (page && (made.symptoms.length > 0 || made.proposed !== null)) void seek(page, made);
}

const seekAfterMs = 800;

/** Looks for remedies; a change that the panel was opened for is shown at once. */
async function seek(shown: ProbePage, made: ProbeRun): Promise<void> {
  seeking?.abort();
  const own = (seeking = new AbortController());
  // Who turns a slider turns it on: the worker is for the next run then.
  await new Promise((resolve) => setTimeout(resolve, isTurned(made) ? seekAfterMs : 0));
  if (seeking !== own || own.signal.aborted) return;
  shown.verdict.setSearching(0);
  try {
    const found = await peer.request('remedies', null, {
      signal: own.signal,
      progress: (fraction) => shown.verdict.setSearching(fraction),
    });
    if (seeking !== own || page !== shown) return;
    shown.verdict.offer(found);
    if (made.proposed !== null && found.length > 0) await compare(0);
  } catch (cause) {
    // A new run asks anew.
    if (!(cause instanceof CancelledError)) await report(Promise.reject(cause as Error));
  } finally {
    if (seeking === own) {
      seeking = undefined;
      shown.verdict.setSearching(null);
    }
  }
}

/** Runs of the same network for as long, with other seeds: trials of it. */
function trialsOf({ id, script, settings, earlier }: ProbeRun): readonly EarlierRun[] {
  const sameBut = (other: ProbeSettings): boolean =>
    other.seed !== settings.seed &&
    other.durationMs === settings.durationMs &&
    JSON.stringify(other.turned ?? {}) === JSON.stringify(settings.turned ?? {});
  return earlier.filter((each) => each.id !== id && each.script === script && sameBut(each.settings));
}

async function gatherTrials(made: ProbeRun): Promise<void> {
  const shown = page;
  const found: Recording[] = [];
  for (const { id } of trialsOf(made)) {
    const run = recalled.get(id) ?? (await peer.request('recall', { run: id }).catch(() => null));
    if (!run) continue;
    recalled.set(id, run);
    found.push(run.recording);
  }
  if (page === shown && latest === made && found.length > 0) shown?.setTrials(found);
}

/** Lays a run behind the one that is shown. */
async function lay(chosen: number | null): Promise<void> {
  const shown = page;
  if (chosen !== behind) host.keep({ behind: chosen });
  behind = chosen;
  if (chosen === null) return shown?.lay(null);
  const known = recalled.get(chosen);
  if (known) return shown?.lay(known);
  await report(
    peer.request('recall', { run: chosen }).then((run) => {
      recalled.set(run.id, run);
      if (behind === chosen) shown?.lay(run);
    }),
  );
}

async function compare(remedy: number | null): Promise<void> {
  const shown = page;
  if (remedy === null) return shown?.showBeside(null, null);
  await report(peer.request('compare', { remedy }).then((changed) => shown?.showBeside(changed, remedy)));
}

/** So long after the last move of a slider, or the last key in a field, it is run. */
const afterMoveMs = 120;
const afterKeyMs = 600;
let soon: ReturnType<typeof setTimeout> | undefined;

function runSoon(afterMs: number): void {
  clearTimeout(soon);
  seeking?.abort();
  soon = setTimeout(() => void run(), afterMs);
}

async function run(): Promise<void> {
  clearTimeout(soon);
  const settings = page?.settings();
  if (!page || !settings) return;
  running?.abort();
  seeking?.abort();
  const own = (running = new AbortController());
  const shown = page;
  host.keep({ settings });
  shown.setRunning(true);
  try {
    const made = await peer.request('run', settings, {
      signal: own.signal,
      progress: (fraction) => shown.setProgress(fraction),
    });
    if (running === own) showRun(made);
  } catch (cause) {
    if (running !== own) return;
    const again = { label: t('Run again'), onPress: () => void run() };
    if (cause instanceof CancelledError) {
      shown.showProblem('empty', t('The run was cancelled.'), t('Shorten the duration if it takes too long.'), [again]);
    } else {
      const open = {
        label: t('Show the file'),
        onPress: () => void report(peer.request('reveal', { population: null })),
      };
      const advice = t('Change what the message names in the file, or the settings above, and run again.');
      shown.showProblem('error', messageOf(cause), advice, [again, open]);
    }
  } finally {
    if (running === own) {
      running = undefined;
      shown.setRunning(false);
    }
  }
}

/** Where something was written, the host has the panel ask anew. */
function tellUnwritten(isWritten: boolean): void {
  if (!isWritten) page?.say(t('Nothing was written.'), t('Tick the change in the preview before you apply it there.'));
}

/** A side request's failure is said above the plots, which stay. */
async function report(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (cause) {
    page?.showProblem('error', messageOf(cause), t('What is shown below is still the last run.'), []);
  }
}

let drawing: 'range' | 'cursor' | undefined;
axis.onMove((moved) => {
  if (!drawing) {
    requestAnimationFrame(() => {
      if (drawing === 'range') page?.redraw();
      page?.drawCursor();
      drawing = undefined;
    });
  }
  if (drawing !== 'range') drawing = moved;
  if (moved === 'range') host.keep({ view: axis.isWhole ? null : { fromMs: axis.fromMs, toMs: axis.toMs } });
});

onThemeChange(() => {
  theme = readTheme();
  page?.redraw();
});

async function start(): Promise<void> {
  setTexts(await peer.request('texts', null), document.documentElement.lang);
  const { view } = host.state();
  if (view) axis.restore(view);
  await open();
}

void start();

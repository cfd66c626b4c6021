// Reads a log of a live service, from the clipboard, a file or the editor, and shows what it says of the checklist.
import * as vscode from 'vscode';
import { judge } from '../../live/checklist/checklist';
import { readLogs, type LogFacts, type Noted } from '../../live/logs';
import { type LiveHostMethods, type LiveOpening, type LivePanelMethods, type LiveSubject } from '../../protocol/live';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer } from '../../protocol/peer';
import { connectPanel } from '../panels/connect';
import { uriOf } from '../sources';

type LogSubject = Extract<LiveSubject, { kind: 'log' }>;

export interface ReadLog {
  readonly subject: LogSubject;
  readonly text: string;
}

/** Of a longer log the end: that is where it went wrong. */
const mostBytes = 64 << 20;

/** Undefined where the user leaves. */
export async function askForLog(): Promise<ReadLog | undefined> {
  const clipboard = { label: vscode.l10n.t('From the clipboard'), from: 'clipboard' as const };
  const file = { label: vscode.l10n.t('From a file…'), from: 'file' as const };
  const document = vscode.window.activeTextEditor?.document;
  const isLog = document && ['log', 'plaintext'].includes(document.languageId);
  const editor = isLog
    ? [{ label: vscode.l10n.t('From the editor'), description: nameOf(document.uri), from: 'editor' as const }]
    : [];
  const chosen = await vscode.window.showQuickPick([...editor, clipboard, file], {
    title: vscode.l10n.t('Read the log of a live service'),
    placeHolder: vscode.l10n.t('What "docker logs" prints, or a log file'),
  });
  if (!chosen) return undefined;
  if (chosen.from === 'editor' && document) return { subject: subjectOf(document.uri), text: document.getText() };
  if (chosen.from === 'clipboard')
    return {
      subject: { kind: 'log', name: vscode.l10n.t('Log from the clipboard'), file: null },
      text: await vscode.env.clipboard.readText(),
    };
  const [uri] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Log file'), canSelectMany: false })) ?? [];
  return uri && readLogFile(uri);
}

export async function readLogFile(uri: vscode.Uri): Promise<ReadLog> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return {
    subject: subjectOf(uri),
    text: new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - mostBytes))),
  };
}

const nameOf = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);
const subjectOf = (uri: vscode.Uri): LogSubject => ({ kind: 'log', name: nameOf(uri), file: uri.toString() });

export function openingOf({ subject, text }: ReadLog): LiveOpening {
  const facts = readLogs(text);
  return {
    kind: 'log',
    subject,
    checklist: judge({ state: null, logs: facts }),
    lines: linesOf(facts),
    lineCount: facts.lines,
    relevantCount: facts.relevant,
  };
}

function linesOf(facts: LogFacts): Extract<LiveOpening, { kind: 'log' }>['lines'] {
  const matters: readonly (readonly [string, Noted])[] = [
    [vscode.l10n.t('no spikes'), facts.noSpikes],
    [vscode.l10n.t('runaway spiking'), facts.explosions],
    [vscode.l10n.t('membrane overflow'), facts.overflows],
    [vscode.l10n.t('numerical instability'), facts.instabilities],
    [vscode.l10n.t('STDP skipped'), facts.skippedUpdates],
    [vscode.l10n.t('injections'), facts.injections],
    [vscode.l10n.t('gradients'), facts.gradientLines],
    [vscode.l10n.t('errors'), facts.errors],
    [
      vscode.l10n.t('STDP enabled'),
      facts.stdpEnabled === null ? { count: 0, last: null } : { count: 1, last: facts.stdpEnabled.at },
    ],
  ];
  return matters
    .flatMap(([about, { count, last }]) => (last ? [{ number: last.line, text: last.text, about, count }] : []))
    .sort((one, other) => one.number - other.number);
}

/** Shows one log; there is nothing to be asked. */
export class LogPanel {
  readonly peer: Peer<LiveHostMethods & PanelHostMethods, LivePanelMethods>;

  constructor(
    extension: vscode.Uri,
    readonly panel: vscode.WebviewPanel,
    log: LogSubject | ReadLog,
  ) {
    const subject = 'subject' in log ? log.subject : log;
    this.peer = connectPanel(panel, {
      extension,
      name: 'live',
      subject: () => (subject.file === null ? undefined : uriOf(subject.file)),
      handlers: handlersFor(log),
    });
  }
}

function handlersFor(log: LogSubject | ReadLog): Handlers<LiveHostMethods> {
  const none = (): never => {
    throw new Error(vscode.l10n.t('This is a log, not a service that runs.'));
  };
  return {
    open: () => open(log),
    ...{ since: none, pause: none, retry: none, chooseSession: none, leaveOut: none, setKey: none },
    ...{ tryOut: none, apply: none, trace: none, inject: none, export: none },
  };
}

/** A file is read again; what was pasted is gone with the window. */
async function open(log: LogSubject | ReadLog): Promise<LiveOpening> {
  if ('subject' in log) return openingOf(log);
  const advice = vscode.l10n.t('Run "Spikelint: Read Live Service Log…" again.');
  if (log.file === null)
    return { kind: 'nothing', message: vscode.l10n.t('What was pasted is not kept over a reload.'), advice };
  try {
    return openingOf(await readLogFile(uriOf(log.file)));
  } catch {
    return { kind: 'nothing', message: vscode.l10n.t('{0} can no longer be read.', log.name), advice };
  }
}

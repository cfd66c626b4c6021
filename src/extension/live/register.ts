// The Live panels: opened by command on a service or a log, one per service, and brought back after a reload.
import * as vscode from 'vscode';
import { type LivePanelState, type LiveSubject } from '../../protocol/live';
import { type WorkerClient } from '../workerClient';
import { admit, liveSettings } from './hosts';
import { askUrl, LiveKeys } from './key';
import { askForLog, LogPanel } from './logs';
import { LivePanel, liveViewType, type LiveTools } from './panel';

const lastUrlKey = 'live.lastUrl';

export function registerLive(context: vscode.ExtensionContext, worker: WorkerClient): vscode.Disposable {
  const tools: LiveTools = {
    extension: context.extensionUri,
    keys: new LiveKeys(context.secrets),
    memory: context.globalState,
    worker,
  };
  const panels = new Set<LivePanel>();

  const adopt = (panel: vscode.WebviewPanel, subject: LiveSubject, ask: boolean): void => {
    if (subject.kind === 'log') return void new LogPanel(tools.extension, panel, subject);
    const made = new LivePanel(tools, panel, subject, ask);
    panels.add(made);
    panel.onDidDispose(() => panels.delete(made));
  };

  const newPanel = (): vscode.WebviewPanel =>
    vscode.window.createWebviewPanel(liveViewType, vscode.l10n.t('Live'), vscode.ViewColumn.Active, {});

  // Nothing is taken from who calls the commands: a link must not be able to point them anywhere.
  const open = async (): Promise<void> => {
    const url = await askUrl(tools.memory.get<string>(lastUrlKey));
    if (url === undefined) return;
    const admitted = await admit(url, tools.memory, true);
    if ('message' in admitted) return refuse(admitted);
    const { address } = admitted;
    await tools.memory.update(lastUrlKey, address.url);
    const known = [...panels].find((each) => each.url === address.url);
    if (!known) return adopt(newPanel(), { kind: 'service', url: address.url, session: address.session }, true);
    known.panel.reveal();
    await known.restart();
  };

  const setKey = async (): Promise<void> => {
    const shown = [...panels].find(({ panel }) => panel.active) ?? (panels.size === 1 ? [...panels][0] : undefined);
    const address = await tools.keys.askFor(shown?.url);
    if (address) for (const each of panels) if (each.url === address.url) await each.restart();
  };

  const readLog = async (): Promise<void> => {
    try {
      const log = await askForLog();
      if (!log) return;
      const panel = newPanel();
      panel.title = log.subject.name;
      new LogPanel(tools.extension, panel, log);
    } catch (cause) {
      void vscode.window.showErrorMessage(`Spikelint: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('spikelint.openLive', () => open()),
    vscode.commands.registerCommand('spikelint.setLiveKey', () => setKey()),
    vscode.commands.registerCommand('spikelint.readLiveLog', () => readLog()),
    vscode.window.registerWebviewPanelSerializer(liveViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const { subject } = (state ?? {}) as Partial<LivePanelState>;
        adopt(panel, isSubject(subject) ? subject : { kind: 'service', url: liveSettings().url, session: null }, false);
      },
    }),
  );
}

async function refuse({
  message,
  advice,
  openSettings,
}: {
  message: string;
  advice: string;
  openSettings: boolean;
}): Promise<void> {
  const settings = vscode.l10n.t('Open User Settings');
  const chosen = await vscode.window.showErrorMessage(
    `Spikelint: ${message} ${advice}`,
    ...(openSettings ? [settings] : []),
  );
  if (chosen === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'spikelint.live.allowedHosts');
}

function isSubject(value: unknown): value is LiveSubject {
  const { kind, url, session, beside, name, file } = (value ?? {}) as Record<string, unknown>;
  const isName = (each: unknown): boolean => each === null || typeof each === 'string';
  return kind === 'log'
    ? typeof name === 'string' && isName(file)
    : kind === 'service' && typeof url === 'string' && isName(session) && (beside === undefined || isName(beside));
}

// Connects a panel with its page: gives it the page to load, and answers what the page asks for.
import * as vscode from 'vscode';
import { Peer, type Handlers, type Methods } from '../../protocol/peer';
import { type PanelHostMethods } from '../../protocol/panel';
import { panelPage, panelRoot } from './page';
import { saveBytes } from './save';
import { panelTexts } from './texts';

interface Page<Own extends Methods> {
  readonly extension: vscode.Uri;
  /** Of the page's bundle. */
  readonly name: string;
  /** What the panel is about: files are saved beside it. */
  subject(): vscode.Uri | undefined;
  readonly handlers: Handlers<Own>;
}

/** The line to the page, which ends with the panel. */
export function connectPanel<Own extends Methods, Far extends Methods>(
  panel: vscode.WebviewPanel,
  { extension, name, subject, handlers }: Page<Own>,
): Peer<Own & PanelHostMethods, Far> {
  const { webview } = panel;
  webview.options = { enableScripts: true, localResourceRoots: [panelRoot(extension)] };
  const common: Handlers<PanelHostMethods> = {
    texts: panelTexts,
    copyText: async (text) => {
      await vscode.env.clipboard.writeText(text);
      return null;
    },
    savePart: ({ name: file, kind, bytes }) => saveBytes(subject(), file, kind, bytes),
  };
  const peer = new Peer<Own & PanelHostMethods, Far>(
    {
      post: (message) => webview.postMessage(message),
      onMessage: (listener) => void webview.onDidReceiveMessage(listener),
    },
    { ...handlers, ...common } as Handlers<Own & PanelHostMethods>,
  );
  panel.onDidDispose(() => peer.close(new Error('The panel is closed.')));
  webview.html = panelPage(webview, extension, name, panel.title);
  return peer;
}

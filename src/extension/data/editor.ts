// "Open With… Spikelint": a view of a data file, offered beside other viewers and never taking their place.
import * as vscode from 'vscode';
import { type DataHostMethods, type DataOpening, type DataPanelMethods } from '../../protocol/data';
import { type Handlers } from '../../protocol/peer';
import { connectPanel } from '../panels/connect';
import { type WorkerClient } from '../workerClient';
import { DataDocument } from './document';

export const dataViewType = 'spikelint.data';

export function registerDataEditor(reader: WorkerClient, extension: vscode.Uri): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider<DataDocument> = {
    openCustomDocument: (uri) => new DataDocument(uri, reader),
    resolveCustomEditor: (document, panel) => show(document, panel, extension),
  };
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(dataViewType, provider, { supportsMultipleEditorsPerDocument: true }),
    vscode.commands.registerCommand('spikelint.openData', async (given?: unknown) => {
      const uri = given instanceof vscode.Uri ? given : await chooseFile();
      if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, dataViewType);
    }),
  );
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Open Data File') })) ?? [];
  return uri;
}

function show(document: DataDocument, panel: vscode.WebviewPanel, extension: vscode.Uri): void {
  panel.title = nameOf(document.uri);
  const peer = connectPanel<DataHostMethods, DataPanelMethods>(panel, {
    extension,
    name: 'data',
    subject: () => document.uri,
    handlers: answers(document),
  });
  const changes = document.onDidChange(() => {
    // A page that isn't there to hear this asks by itself when it comes back.
    peer.request('refresh', null).catch(() => undefined);
  });
  panel.onDidDispose(() => changes.dispose());
}

const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf('/') + 1);

function answers(document: DataDocument): Handlers<DataHostMethods> {
  return {
    open: () => open(document),
    figures: ({ path }, { signal, progress }) => document.ask('dataFigures', { path }, { signal, progress }),
    matrix: (params, { signal }) => document.ask('dataMatrix', params, { signal }),
    series: (params, { signal }) => document.ask('dataSeries', params, { signal }),
    weights: (params, { signal }) => document.ask('dataWeights', params, { signal }),
    numbers: (params, { signal }) => document.ask('dataNumbers', params, { signal }),
    showWeights: async () => {
      await vscode.commands.executeCommand('spikelint.showWeights', document.uri);
      return null;
    },
    spikes: (params, { signal }) => document.ask('dataSpikes', params, { signal }),
  };
}

async function open(document: DataDocument): Promise<DataOpening> {
  const name = nameOf(document.uri);
  try {
    const bytes = await document.size();
    return { kind: 'file', name, bytes, listing: await document.listing() };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const advice = vscode.l10n.t(
      'Nothing was changed in the file. Write it again where it is damaged, then try again.',
    );
    return { kind: 'nothing', name, message: `${name}: ${message}`, advice };
  }
}

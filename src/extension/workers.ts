// The three workers and what the user is told about them: the analyst lints, the simulator runs probes, the reader reads data files, and none waits for another.
import * as vscode from 'vscode';
import { WorkerClient } from './workerClient';

export interface Workers extends vscode.Disposable {
  readonly analyst: WorkerClient;
  readonly simulator: WorkerClient;
  readonly reader: WorkerClient;
  restart(): void;
}

export function createWorkers(bundle: string, log: vscode.LogOutputChannel): Workers {
  const client = (name: string, crashMessage: (reason: string) => string): WorkerClient =>
    new WorkerClient({
      name,
      bundle,
      onCrash(reason) {
        log.error(`The ${name} stopped: ${reason}`);
        void vscode.window.showErrorMessage(crashMessage(reason));
      },
      onFallback(reason) {
        log.warn(`The ${name} runs in the extension host, since no worker thread could be started: ${reason}`);
      },
    });
  const analyst = client('analyst', (reason) =>
    vscode.l10n.t("Spikelint's analysis stopped ({0}). It starts again with the next edit.", reason),
  );
  const simulator = client('simulator', (reason) =>
    vscode.l10n.t("Spikelint's simulator stopped ({0}). It starts again with the next run.", reason),
  );
  const reader = client('reader', (reason) =>
    vscode.l10n.t("Spikelint's reader of data files stopped ({0}). It starts again with the next file.", reason),
  );
  const all = [analyst, simulator, reader];
  return {
    analyst,
    simulator,
    reader,
    restart: () => all.forEach((each) => each.restart()),
    dispose: () => all.forEach((each) => each.dispose()),
  };
}

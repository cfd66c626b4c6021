// The worker's entry: serves its host over the thread's port, or over any port when it runs in the host's own process.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readyMessage, type WorkerMethods } from '../protocol/analysis';
import { Peer } from '../protocol/peer';
import { type Port } from '../protocol/port';
import { createService } from './service';

/** @param assets the folder with the grammars' WASM files */
export function serve(port: Port, assets: string): void {
  new Peer<WorkerMethods, Record<never, never>>(port, createService(assets), { sharesMemory: true });
}

const assets = (workerData as { spikelintAssets?: string } | null)?.spikelintAssets;
if (!isMainThread && parentPort && assets) {
  const thread = parentPort;
  serve(
    {
      post: (message, handover) => thread.postMessage(message, handover),
      onMessage: (listener) => thread.on('message', listener),
    },
    assets,
  );
  thread.postMessage(readyMessage);
}

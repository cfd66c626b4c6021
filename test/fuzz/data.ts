// Inspects a data file that it is sent, and answers with how long that took and what went wrong beyond an honest refusal; run by scripts/fuzz-data.mjs.
import { parentPort } from 'node:worker_threads';
import { memoryBytes } from '../../src/data/bytes';
import { DataError } from '../../src/data/error';
import { isBroken, openHdf5 } from '../../src/data/hdf5';
import { inspectFile } from '../../src/data/inspect';

async function inspect(bytes: Uint8Array): Promise<{ outcome: string; error?: string }> {
  try {
    const report = await inspectFile('x', memoryBytes(bytes), { loadHdf5: () => ({ openHdf5 }) });
    // Entries are asked for by name too: this goes other ways.
    for (const { path } of report.entries.slice(0, 5)) {
      try {
        await inspectFile('x', memoryBytes(bytes), { loadHdf5: () => ({ openHdf5 }) }, undefined, { paths: [path] });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
      }
    }
    return { outcome: 'read' };
  } catch (error) {
    if (error instanceof DataError && !error.message.includes('\n') && error.message.length < 300)
      return { outcome: 'refused' };
    return { outcome: 'broken', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (bytes: Uint8Array) => {
  const start = performance.now();
  void inspect(bytes).then((answer) =>
    parentPort?.postMessage({
      ...answer,
      broken: isBroken(),
      ms: performance.now() - start,
      megabytes: process.memoryUsage().rss / 1e6,
    }),
  );
});
parentPort?.postMessage('ready');

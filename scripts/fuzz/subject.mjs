// What is fuzzed, in a thread of its own that may hang or die and is then started anew.
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { inRoot } from '../root.mjs';

/**
 * @template Answer
 * @typedef {object} Subject
 * @property {(input: unknown) => Promise<Answer>} ask
 * @property {() => Promise<void>} end
 */

/**
 * @template Answer
 * @param {string} name of the file in test/fuzz
 * @param {{ hangMs: number, failed: (what: 'hangs' | 'dies', ms: number, error?: Error) => Answer, spent: (answer: Answer) => boolean }} how
 *   `spent` tells after which answers another thread is needed
 * @returns {Promise<Subject<Answer>>}
 */
export async function startSubject(name, { hangMs, failed, spent }) {
  // One per process: a later run must not change what an earlier one restarts from.
  const entry = inRoot(`out/fuzz/${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [inRoot(`test/fuzz/${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    outfile: entry,
    logLevel: 'warning',
  });
  let worker = await startWorker(entry);
  return {
    async ask(input) {
      /** @type {Answer} */
      const answer = await new Promise((resolve) => {
        const timer = setTimeout(() => resolve(failed('hangs', hangMs)), hangMs);
        const done = (/** @type {Answer} */ value) => {
          clearTimeout(timer);
          worker.removeAllListeners('message').removeAllListeners('error');
          resolve(value);
        };
        worker.once('message', done);
        worker.once('error', (error) => done(failed('dies', 0, error)));
        worker.postMessage(input);
      });
      if (spent(answer)) {
        await worker.terminate();
        worker = await startWorker(entry);
      }
      return answer;
    },
    async end() {
      await worker.terminate();
      rmSync(entry, { force: true });
    },
  };
}

/** @param {string} entry @returns {Promise<Worker>} */
async function startWorker(entry) {
  const worker = new Worker(entry, { execArgv: ['--enable-source-maps'] });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return worker;
}

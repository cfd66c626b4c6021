// Further threads that report on files, one for each processor: a folder of a hundred scripts is read by all of them.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type FileReport, lostReport, reportOn } from './fileReport';
import type { Crew, Io } from './io';
import { reasonOf } from './problem';

/** Each begins by reading the program and the grammar, which takes as long as a few files. */
const filesEach = 12;
/** Each holds the files that it read last; what one file needs more than that is a fault of ours. */
const mostThreads = 8;
const mostMegabytes = 2048;

/** @param bundles the folder of the command line's bundle */
export const crewIn =
  (bundles: string) =>
  (files: number): Crew | null => {
    const threads = Math.min(availableParallelism(), mostThreads, Math.floor(files / filesEach));
    if (threads < 2) return null;
    return {
      report: async (paths, done) => {
        const left = [...paths.keys()].reverse();
        await Promise.all(
          Array.from({ length: threads }, () => oneOfThem(join(bundles, 'cli.cjs'), paths, left, done)),
        );
      },
    };
  };

/** Takes one file after the other, as long as any are left; a thread that a file ended is followed by a new one. */
async function oneOfThem(
  bundle: string,
  paths: readonly string[],
  left: number[],
  done: (at: number, report: FileReport) => void,
): Promise<void> {
  let thread = start(bundle);
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    try {
      done(at, await ask(thread, paths[at] ?? ''));
    } catch (error) {
      done(at, lostReport(`it could not be read to its end: ${reasonOf(error)}`));
      await thread.terminate();
      thread = start(bundle);
    }
  }
  await thread.terminate();
}

const start = (bundle: string): Worker =>
  new Worker(bundle, { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });

const ask = (thread: Worker, path: string): Promise<FileReport> =>
  new Promise((resolve, reject) => {
    const forget = (): void => {
      thread.off('message', answered);
      thread.off('error', failed);
      thread.off('exit', ended);
    };
    const answered = (report: FileReport): void => {
      forget();
      resolve(report);
    };
    const failed = (error: Error): void => {
      forget();
      reject(error);
    };
    const ended = (): void => failed(new Error('its thread ended'));
    thread.on('message', answered);
    thread.on('error', failed);
    thread.on('exit', ended);
    thread.postMessage(path);
  });

/** The other end: answers each path with its report. */
export function serveCrew(port: MessagePort, io: Io): void {
  const analysis = import('./analysis').then(({ Analysis }) => Analysis.start(io));
  port.on('message', (path: string) => {
    void analysis.then((started) => port.postMessage(reportOn(started, path)));
  });
}

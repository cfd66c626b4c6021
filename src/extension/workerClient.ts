// Keeps one worker at hand: started when first needed, started again after a crash, replaced by this process where no thread can be had.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readyMessage, type WorkerBundle, type WorkerMethods } from '../protocol/analysis';
import { Peer, type RequestOptions } from '../protocol/peer';
import { portPair } from '../protocol/port';

type WorkerPeer = Peer<Record<never, never>, WorkerMethods>;

export interface WorkerClientOptions {
  /** What the worker is called in messages to the user, for example "simulator". */
  readonly name: string;
  /** Path of the worker's bundle; the grammars lie beside it. */
  readonly bundle: string;
  /** Told once per crash, with what happened. */
  readonly onCrash: (reason: string) => void;
  /** Told once where work has to be done in this process, with why. */
  readonly onFallback?: (reason: string) => void;
  readonly startThread?: (bundle: string, assets: string) => Worker;
  readonly loadBundle?: (bundle: string) => WorkerBundle;
  readonly now?: () => number;
}

/** More crashes than this in `crashWindowMs` and the worker stays down until it is restarted by hand. */
const crashLimit = 3;
const crashWindowMs = 60_000;
const startLimitMs = 20_000;

const startThread = (bundle: string, assets: string): Worker =>
  new Worker(bundle, { workerData: { spikelintAssets: assets }, name: 'spikelint' });
const loadBundle = (bundle: string): WorkerBundle => createRequire(bundle)(bundle) as WorkerBundle;
const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

class StoppedError extends Error {
  constructor(name: string) {
    super(`The ${name} was stopped while it started.`);
  }
}

export class WorkerClient {
  private starting: Promise<WorkerPeer> | undefined;
  private thread: Worker | undefined;
  private peer: WorkerPeer | undefined;
  private crashTimesMs: number[] = [];
  private inProcess = false;

  constructor(private readonly options: WorkerClientOptions) {}

  /** The thread's id, while one runs. */
  get threadId(): number | undefined {
    return this.thread?.threadId;
  }

  async request<Name extends keyof WorkerMethods>(
    method: Name,
    params: WorkerMethods[Name]['params'],
    options?: RequestOptions<WorkerMethods[Name]['progress']>,
  ): Promise<WorkerMethods[Name]['result']> {
    this.starting ??= this.start();
    const peer = await this.starting;
    return peer.request(method, params, options);
  }

  /** Stops the worker; the next request starts a new one, even after too many crashes. */
  restart(): void {
    this.crashTimesMs = [];
    this.inProcess = false;
    this.stop(new Error(`The ${this.options.name} was restarted.`));
  }

  dispose(): void {
    this.stop(new Error(`The ${this.options.name} is closed.`));
  }

  /** Ends the thread from outside, as a crash would: what tests and the impatient need. */
  async kill(): Promise<void> {
    await this.thread?.terminate();
  }

  private stop(reason: Error): void {
    const { thread, peer } = this;
    this.starting = this.thread = this.peer = undefined;
    peer?.close(reason);
    void thread?.terminate();
  }

  private async start(): Promise<WorkerPeer> {
    if (this.inProcess) return this.serveHere();
    this.refuseAfterCrashes();
    try {
      return await this.serveFromThread();
    } catch (cause) {
      if (cause instanceof StoppedError) throw cause;
      this.inProcess = true;
      this.options.onFallback?.(messageOf(cause));
      return this.serveHere();
    }
  }

  private serveHere(): WorkerPeer {
    const { bundle } = this.options;
    const [near, far] = portPair();
    (this.options.loadBundle ?? loadBundle)(bundle).serve(far, dirname(bundle));
    return (this.peer = new Peer(near, {}, { sharesMemory: true }));
  }

  private serveFromThread(): Promise<WorkerPeer> {
    const { bundle } = this.options;
    const thread = (this.options.startThread ?? startThread)(bundle, dirname(bundle));
    this.thread = thread;
    return new Promise((resolve, reject) => {
      let peer: WorkerPeer | undefined;
      let reason = 'it ended without saying why';
      const limit = setTimeout(() => {
        reason = `it did not start within ${startLimitMs / 1000} s`;
        void thread.terminate();
      }, startLimitMs);
      thread.on('error', (error) => (reason = messageOf(error)));
      thread.on('exit', () => {
        clearTimeout(limit);
        if (peer) this.crashed(thread, peer, reason);
        else {
          reject(this.thread === thread ? new Error(reason) : new StoppedError(this.options.name));
          if (this.thread === thread) this.thread = undefined;
        }
      });
      thread.once('message', (message) => {
        clearTimeout(limit);
        if (message !== readyMessage) return;
        peer = this.peer = new Peer<Record<never, never>, WorkerMethods>(
          {
            post: (each, handover) => thread.postMessage(each, handover),
            onMessage: (listener) => thread.on('message', listener),
          },
          {},
          { sharesMemory: true },
        );
        resolve(peer);
      });
    });
  }

  private crashed(thread: Worker, peer: WorkerPeer, reason: string): void {
    peer.close(new Error(`The ${this.options.name} stopped in the middle of its work: ${reason}.`));
    if (this.thread !== thread) return; // stopped on purpose
    this.starting = this.thread = this.peer = undefined;
    this.crashTimesMs.push(this.now());
    this.options.onCrash(reason);
  }

  private refuseAfterCrashes(): void {
    this.crashTimesMs = this.crashTimesMs.filter((timeMs) => this.now() - timeMs < crashWindowMs);
    if (this.crashTimesMs.length < crashLimit) return;
    throw new Error(
      `The ${this.options.name} stopped ${crashLimit} times within a minute and stays down until it is restarted.`,
    );
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

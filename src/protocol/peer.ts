// The one typed message handler, on both ends of host ⇄ worker and host ⇄ webview: requests, replies, errors, progress, cancel.
import { type Handover, type Port } from './port';

/** What one end answers to: name → parameters, result and what it reports on the way. */
export interface Method {
  readonly params: unknown;
  readonly result: unknown;
  readonly progress?: unknown;
}
export type Methods = Record<string, Method>;

export interface RequestContext<Progress> {
  readonly signal: AbortSignal;
  /** Also true in the middle of synchronous work, where both ends share memory. */
  cancelled(): boolean;
  progress(report: Progress): void;
  /** Buffers of the result that go over without a copy. */
  handOver(...buffers: Handover[]): void;
}

export type Handlers<Own extends Methods> = {
  readonly [Name in keyof Own]: (
    params: Own[Name]['params'],
    context: RequestContext<Own[Name]['progress']>,
  ) => Own[Name]['result'] | Promise<Own[Name]['result']>;
};

export interface RequestOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((report: Progress) => void) | undefined;
  readonly handover?: readonly Handover[];
}

export interface PeerOptions {
  /** True between threads of one process: a cancel then reaches work that doesn't return to its event loop. */
  readonly sharesMemory?: boolean;
}

export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor(message = 'Cancelled.') {
    super(message);
  }
}

type Message =
  | { readonly kind: 'request'; id: number; method: string; params: unknown; flag?: Int32Array | undefined }
  | { readonly kind: 'result'; id: number; result: unknown }
  | { readonly kind: 'error'; id: number; name: string; message: string; stack?: string | undefined }
  | { readonly kind: 'progress'; id: number; report: unknown }
  | { readonly kind: 'cancel'; id: number };

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  progress: ((report: never) => void) | undefined;
}

const kinds = new Set(['request', 'result', 'error', 'progress', 'cancel']);
const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && kinds.has((value as { kind?: string }).kind ?? '');

export class Peer<Own extends Methods, Far extends Methods> {
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private nextId = 1;
  private closedBy: Error | undefined;

  constructor(
    private readonly port: Port,
    private readonly handlers: Handlers<Own>,
    private readonly options: PeerOptions = {},
  ) {
    port.onMessage((message) => {
      if (isMessage(message) && !this.closedBy) this.receive(message);
    });
  }

  request<Name extends keyof Far & string>(
    method: Name,
    params: Far[Name]['params'],
    options: RequestOptions<Far[Name]['progress']> = {},
  ): Promise<Far[Name]['result']> {
    if (this.closedBy) return Promise.reject(this.closedBy);
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(new CancelledError());
    const id = this.nextId++;
    const flag = this.options.sharesMemory ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        if (!this.pending.delete(id)) return;
        if (flag) Atomics.store(flag, 0, 1);
        this.send({ kind: 'cancel', id });
        reject(new CancelledError());
      };
      const settle = (): void => signal?.removeEventListener('abort', cancel);
      this.pending.set(id, {
        resolve: (result) => (settle(), resolve(result)),
        reject: (error) => (settle(), reject(error)),
        progress: options.progress,
      });
      signal?.addEventListener('abort', cancel);
      this.send({ kind: 'request', id, method, params, ...(flag && { flag }) }, options.handover);
    });
  }

  /** Ends the conversation: whatever is pending, and every later request, fails with this one error. */
  close(reason: Error): void {
    if (this.closedBy) return;
    this.closedBy = reason;
    const pending = [...this.pending.values()];
    this.pending.clear();
    for (const each of pending) each.reject(reason);
    for (const each of this.running.values()) each.abort();
    this.running.clear();
  }

  private send(message: Message, handover?: readonly Handover[]): void {
    const fail = (cause: unknown): void => {
      const error = new Error(
        `The other side can't be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
      // A request that can't be cloned fails by itself; the others may still be answered.
      if (message.kind === 'request') this.settle(message.id)?.reject(error);
      else if (message.kind === 'result')
        this.send({ kind: 'error', id: message.id, name: 'Error', message: error.message });
    };
    try {
      const posted = this.port.post(message, handover);
      if (posted instanceof Object && 'then' in posted)
        void (posted as Promise<unknown>).then((arrived) => {
          if (arrived === false) fail('it is closed or hidden.');
        }, fail);
    } catch (cause) {
      fail(cause);
    }
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case 'request':
        void this.answer(message.id, message.method, message.params, message.flag);
        break;
      case 'cancel':
        this.running.get(message.id)?.abort();
        break;
      case 'result':
        this.settle(message.id)?.resolve(message.result);
        break;
      case 'progress':
        this.pending.get(message.id)?.progress?.(message.report as never);
        break;
      case 'error': {
        const error = message.name === 'CancelledError' ? new CancelledError() : new Error(message.message);
        if (message.stack) error.stack = message.stack;
        this.settle(message.id)?.reject(error);
      }
    }
  }

  private async answer(id: number, method: string, params: unknown, flag: Int32Array | undefined): Promise<void> {
    const abort = new AbortController();
    const handover: Handover[] = [];
    this.running.set(id, abort);
    const cancelled = (): boolean => abort.signal.aborted || (flag !== undefined && Atomics.load(flag, 0) === 1);
    try {
      if (!Object.hasOwn(this.handlers, method)) throw new Error(`Nothing here answers to "${method}".`);
      if (cancelled()) throw new CancelledError();
      const result = await this.handlers[method as keyof Own](params as never, {
        signal: abort.signal,
        cancelled,
        progress: (report) => this.send({ kind: 'progress', id, report }),
        handOver: (...buffers) => handover.push(...buffers),
      });
      if (!this.closedBy && !cancelled()) this.send({ kind: 'result', id, result }, handover);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      if (!this.closedBy)
        this.send({ kind: 'error', id, name: error.name, message: error.message, stack: error.stack });
    } finally {
      this.running.delete(id);
    }
  }
}

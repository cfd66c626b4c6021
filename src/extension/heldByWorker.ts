// Something that a worker keeps open for this side: opened when first asked for, and again where the thread that had it is gone.
import { type WorkerClient } from './workerClient';

export class HeldByWorker<T> {
  private opening: Promise<{ readonly held: T; readonly thread: number | undefined }> | undefined;

  /** `close` is told what was held by the thread that still runs. */
  constructor(
    private readonly worker: WorkerClient,
    private readonly open: () => Promise<T>,
    private readonly close: (held: T) => Promise<unknown>,
  ) {}

  async get(): Promise<T> {
    const known = await this.opening?.catch(() => undefined);
    // Another thread than the one that opened it knows nothing of it.
    if (known && known.thread === this.worker.threadId) return known.held;
    const opening = (this.opening = this.open().then((held) => ({ held, thread: this.worker.threadId })));
    try {
      return (await opening).held;
    } catch (cause) {
      if (this.opening === opening) this.opening = undefined;
      throw cause;
    }
  }

  /** What it is about has changed, or nobody looks any more: the next `get` opens it anew. */
  drop(): void {
    const { opening } = this;
    this.opening = undefined;
    void opening?.then(
      ({ held, thread }) => thread === this.worker.threadId && this.close(held).catch(() => undefined),
      () => undefined,
    );
  }
}

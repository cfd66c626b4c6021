// Weights that a panel shows: opened in a worker when first asked for, and again where the worker or the file has changed.
import type * as vscode from 'vscode';
import { type RequestOptions } from '../../protocol/peer';
import { type WeightsListing, type WeightsMethods, type WeightsPlace } from '../../protocol/weights';
import { type WorkerClient } from '../workerClient';

type Asked<Name extends keyof WeightsMethods> = Omit<WeightsMethods[Name]['params'], 'weights'>;

interface Opened {
  readonly weights: number;
  readonly thread: number | undefined;
  readonly listing: WeightsListing;
}

export class WeightsDocument implements vscode.Disposable {
  private opening: Promise<Opened> | undefined;

  constructor(
    private readonly worker: WorkerClient,
    private readonly place: () => Promise<WeightsPlace>,
  ) {}

  async listing(): Promise<WeightsListing> {
    return (await this.opened()).listing;
  }

  /** What the worker calls them, for a request that is about two documents. */
  async id(): Promise<number> {
    return (await this.opened()).weights;
  }

  async ask<Name extends keyof WeightsMethods>(
    method: Name,
    params: Asked<Name>,
    options?: RequestOptions<WeightsMethods[Name]['progress']>,
  ): Promise<WeightsMethods[Name]['result']> {
    const { weights } = await this.opened();
    return this.worker.request(method, { ...params, weights } as WeightsMethods[Name]['params'], options);
  }

  /** What it is about has changed: the next request opens it anew. */
  close(): void {
    const { opening } = this;
    this.opening = undefined;
    void opening?.then(
      ({ weights, thread }) =>
        thread === this.worker.threadId && this.worker.request('weightsClose', { weights }).catch(() => undefined),
      () => undefined,
    );
  }

  dispose(): void {
    this.close();
  }

  private async opened(): Promise<Opened> {
    const known = await this.opening?.catch(() => undefined);
    // Another thread than the one that opened the weights knows nothing of them.
    if (known && known.thread === this.worker.threadId) return known;
    const opening = (this.opening = this.open());
    try {
      return await opening;
    } catch (cause) {
      if (this.opening === opening) this.opening = undefined;
      throw cause;
    }
  }

  private async open(): Promise<Opened> {
    const { weights, listing } = await this.worker.request('weightsOpen', await this.place());
    return { weights, listing, thread: this.worker.threadId };
  }
}

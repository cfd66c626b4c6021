// Weights that a panel shows: opened in a worker when first asked for, and again where the worker or the file has changed.
import type * as vscode from 'vscode';
import { type RequestOptions } from '../../protocol/peer';
import { type WeightsListing, type WeightsMethods, type WeightsPlace } from '../../protocol/weights';
import { HeldByWorker } from '../heldByWorker';
import { type WorkerClient } from '../workerClient';

type Asked<Name extends keyof WeightsMethods> = Omit<WeightsMethods[Name]['params'], 'weights'>;

interface Opened {
  readonly weights: number;
  readonly listing: WeightsListing;
}

export class WeightsDocument implements vscode.Disposable {
  private readonly held: HeldByWorker<Opened>;

  constructor(
    private readonly worker: WorkerClient,
    place: () => Promise<WeightsPlace>,
  ) {
    this.held = new HeldByWorker(
      worker,
      async () => worker.request('weightsOpen', await place()),
      ({ weights }) => worker.request('weightsClose', { weights }),
    );
  }

  async listing(): Promise<WeightsListing> {
    return (await this.held.get()).listing;
  }

  /** What the worker calls them, for a request that is about two documents. */
  async id(): Promise<number> {
    return (await this.held.get()).weights;
  }

  async ask<Name extends keyof WeightsMethods>(
    method: Name,
    params: Asked<Name>,
    options?: RequestOptions<WeightsMethods[Name]['progress']>,
  ): Promise<WeightsMethods[Name]['result']> {
    const { weights } = await this.held.get();
    return this.worker.request(method, { ...params, weights } as WeightsMethods[Name]['params'], options);
  }

  /** What it is about has changed: the next request opens it anew. */
  close(): void {
    this.held.drop();
  }

  dispose(): void {
    this.close();
  }
}

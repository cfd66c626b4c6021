// Simulates a large network on two workers: this one, and a partner that it starts for the run and hears from through shared memory.
import { availableParallelism, loadavg } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Network } from '../core/network/network';
import { HalfRun } from '../sim/halfRun';
import { mailboxBytes } from '../sim/mailbox';
import { type Outcome } from '../sim/outcome';
import { type Control, type Recording, type SimulateOptions } from '../sim/recording';
import { simulate } from '../sim/simulate';
import { isWorthTwo } from '../sim/worth';

export interface PartnerData {
  readonly network: Network;
  readonly options: SimulateOptions;
  readonly shared: SharedArrayBuffer;
}

/** Sent once, when all is done; null where the network can't be divided. */
export type PartnerMessage = Outcome | null;

/** How long the partner is waited for before what has become of it is looked at. */
const waitMs = 50;

/** Whether a second processor is likely to be free: two that share one with others wait for each other at every exchange. */
export const hasFreeProcessor = (): boolean => (loadavg()[0] ?? 0) <= availableParallelism() - leastFree;

/** Of the processors; this thread's own work is part of the load. */
const leastFree = 0.75;

/** The same recording as `simulate` gives, by two workers where that is quicker. @param partner the second one's bundle */
export async function simulateInPair(
  network: Network,
  options: SimulateOptions,
  control: Control = {},
  partner: string | URL | null = null,
  isFree = hasFreeProcessor,
): Promise<Recording> {
  if (partner === null || !isWorthTwo(network, options) || !isFree()) return simulate(network, options, control);
  const { now = () => 0, ...sent } = options;
  const start = now();
  const shared = new SharedArrayBuffer(mailboxBytes);
  const other = new Partner(partner, { network, options: sent, shared });
  let half: HalfRun | null = null;
  try {
    half = HalfRun.open(network, options, 0, shared, control);
    if (half !== null) {
      const built = now();
      const { steps, events, ...recorded } = await run(half, other);
      return { ...recorded, timing: { buildMs: built - start, runMs: now() - built, steps, events } };
    }
  } catch (error) {
    // Where no second worker comes to take part there is still this one.
    if (!(error instanceof NotUp)) throw error;
  } finally {
    half?.close();
    other.end();
  }
  return simulate(network, options, control);
}

async function run(half: HalfRun, other: Partner): Promise<ReturnType<HalfRun['result']>> {
  while (!half.isDone) {
    half.advance();
    while (!half.wait(waitMs)) await other.requireAlive();
    other.isUp = true;
    half.hear();
  }
  return half.result(await other.outcome);
}

/** The second worker ended before its first block. */
class NotUp extends Error {}

/** The thread of the second worker, and what becomes of it. */
class Partner {
  readonly outcome: Promise<Outcome>;
  private failure: Error | undefined;
  /** Whether it has taken part. */
  isUp = false;
  private readonly thread: Worker | undefined;

  constructor(bundle: string | URL, data: PartnerData) {
    let settle: { resolve(outcome: Outcome): void; reject(error: Error): void };
    this.outcome = new Promise((resolve, reject) => (settle = { resolve, reject }));
    // It is asked for at the end, and may have failed long before.
    this.outcome.catch(() => undefined);
    const fail = (reason: string): void => {
      this.failure ??= this.isUp ? new Error(`the simulation's second worker stopped: ${reason}`) : new NotUp(reason);
      settle.reject(this.failure);
    };
    try {
      this.thread = new Worker(bundle, { workerData: data, name: 'spikelint-partner' });
    } catch (error) {
      fail(String(error));
      return;
    }
    this.thread.on('message', (message: PartnerMessage) => message !== null && settle.resolve(message));
    this.thread.on('error', (error: unknown) => fail(error instanceof Error ? error.message : String(error)));
    this.thread.on('exit', () => fail('it ended without saying why'));
  }

  /** Lets what has happened be heard of; throws where the thread has ended. */
  async requireAlive(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure) throw this.failure;
  }

  end(): void {
    void this.thread?.terminate();
  }
}

// The entry of a simulation's second worker: it runs its half, and gives what is left of it when all is done.
import { parentPort, workerData } from 'node:worker_threads';
import { HalfRun } from '../sim/halfRun';
import { type PartnerData, type PartnerMessage } from './pair';

/** The first worker ends this one; until then it is waited for. */
const waitMs = 1000;

const { network, options, shared } = workerData as PartnerData;
const half = HalfRun.open(network, options, 1, shared);
while (half !== null && !half.isDone) {
  half.advance();
  while (!half.wait(waitMs));
  half.hear();
}
const message: PartnerMessage = half?.outcome() ?? null;
parentPort?.postMessage(message);

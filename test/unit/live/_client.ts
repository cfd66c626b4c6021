// A client for the tests: the machine's own fetch and clock, and a test service that is gone afterwards.
import { nodeNetwork } from '../../../src/cli/machine';
import { type Address, readAddress } from '../../../src/live/address';
import { Client, type ClientOptions } from '../../../src/live/client';
import type { Trouble } from '../../../src/live/state';
import { type Service, type ServiceOptions, startService } from '../../live/service';

/** Long enough that it is never in a text by chance. */
export const secret = 'sk-live-7f3A9c55e2D1b80044aa';

export async function withService<T>(options: ServiceOptions, use: (service: Service) => Promise<T>): Promise<T> {
  const service = await startService(options);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

export function addressOf(url: string, ...allowed: string[]): Address {
  const read = readAddress(url, allowed);
  if ('trouble' in read) throw new Error(read.trouble.message);
  return read.address;
}

export const clientOf = (url: string, options: Partial<ClientOptions> = {}): Client =>
  new Client({ address: addressOf(url), machine: nodeNetwork, keyHint: 'put it there', ...options });

/** What went wrong with one question. */
export async function troubleOf(
  client: Client,
  path = '/spiking/stats',
  signal?: AbortSignal,
): Promise<Trouble | null> {
  const outcome = await client.ask({ method: 'GET', path, signal });
  return 'trouble' in outcome ? outcome.trouble : null;
}
